//! Who may be told of an organization's events, remembered from one event to the next. Not a verb of its own: part of
//! those that publish, emit and deliver. What is decided by it is stored only where it still holds (see the storage's
//! `audiences`).

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use patchbay_domain::event::Event;
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::schema::{CompiledSchema, Violation};
use patchbay_domain::event_types::{EventTypeDefinition, built_in};
use patchbay_domain::ids::{OrganizationId, TargetId, WebhookId};
use patchbay_domain::subscription::{Ordering, Subscription};
use patchbay_storage::{AudienceVersion, StorageError, StoredAudience};

use super::Services;

/// How many audiences are remembered; past it all are forgotten, which costs one read each.
const REMEMBERED: usize = 1024;

/// Who may be told.
pub(crate) struct Audience {
    pub(super) version: AudienceVersion,
    subscriptions: Vec<Arc<Subscription>>,
    /// Addresses that take nothing at present.
    closed: HashSet<TargetId>,
    event_types: Vec<EventTypeDefinition>,
    /// Compiled where they were needed.
    schemas: Mutex<HashMap<(EventName, u32), Compiled>>,
}

/// A schema; none: it does not compile, which was seen when it was registered, so there is none.
type Compiled = Option<Arc<CompiledSchema>>;

impl Audience {
    pub(super) fn of(stored: StoredAudience) -> Self {
        Self {
            version: stored.version,
            subscriptions: stored.subscriptions.into_iter().map(Arc::new).collect(),
            closed: stored.closed.into_iter().collect(),
            event_types: stored.event_types,
            schemas: Mutex::default(),
        }
    }

    /// Who wants the event, under which name; versions that a subscription does not understand are left out.
    pub(super) fn wants(&self, event: &Event) -> Vec<(&Arc<Subscription>, EventName)> {
        let wants = self.subscriptions.iter().filter_map(|one| Some((one, one.wants(event)?)));
        wants.filter(|(one, _)| self.understands(one, event)).collect()
    }

    /// Whether a new event may leave for it at once: it is on, its address works, and it keeps no order.
    pub(super) fn is_open(&self, subscription: &Subscription) -> bool {
        subscription.is_active
            && subscription.ordering == Ordering::None
            && !self.closed.contains(&subscription.target_id)
    }

    /// A subscription that takes deliveries.
    pub(super) fn open_subscription(&self, id: WebhookId) -> Option<&Arc<Subscription>> {
        let works =
            |one: &&Arc<Subscription>| one.id == id && one.is_active && !self.closed.contains(&one.target_id);
        self.subscriptions.iter().find(works)
    }

    /// Pinned versions (EV-3): it pins nothing of this type, or the event is no newer, or it fits the version that is pinned.
    fn understands(&self, subscription: &Subscription, event: &Event) -> bool {
        let Some(version) = subscription.pinned_versions.get(&event.event_type) else { return true };
        if event.version <= *version {
            return true;
        }
        let find = |one: &&EventTypeDefinition| one.name == event.event_type && one.version == *version;
        let Some(definition) = self.event_types.iter().chain(built_in()).find(find) else { return true };
        self.schema(definition).is_none_or(|schema| schema.validate(&event.data).is_ok())
    }

    /// A type in this version, or its newest one.
    pub(super) fn event_type(&self, name: &EventName, version: Option<u32>) -> Option<&EventTypeDefinition> {
        let fits = |one: &&EventTypeDefinition| {
            one.name == *name && version.is_none_or(|version| one.version == version)
        };
        let own = self.event_types.iter().filter(fits).max_by_key(|one| one.version);
        own.or_else(|| built_in().iter().find(fits))
    }

    /// Whether data fits a type.
    pub(super) fn validate(
        &self,
        definition: &EventTypeDefinition,
        data: &serde_json::Value,
    ) -> Result<(), Vec<Violation>> {
        self.schema(definition).map_or(Ok(()), |schema| schema.validate(data))
    }

    fn schema(&self, definition: &EventTypeDefinition) -> Compiled {
        let mut schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (definition.name.clone(), definition.version);
        let compile = || CompiledSchema::compile(&definition.schema).ok().map(Arc::new);
        schemas.entry(key).or_insert_with(compile).clone()
    }
}

/// What is remembered, by organization.
#[derive(Default)]
pub struct Audiences(Mutex<HashMap<OrganizationId, Arc<Audience>>>);

impl Audiences {
    /// What is remembered; it may be another one by now.
    pub(super) fn remembered(&self, of: OrganizationId) -> Option<Arc<Audience>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned()
    }

    /// Reads it anew.
    pub(super) async fn read(
        &self,
        services: &Services,
        of: OrganizationId,
    ) -> Result<Arc<Audience>, StorageError> {
        let audience = Arc::new(Audience::of(services.storage.scope(of).audience().await?));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(of, Arc::clone(&audience));
        Ok(audience)
    }

    /// What is remembered, if it is what is stored now, else what is.
    pub(super) async fn current(
        &self,
        services: &Services,
        of: OrganizationId,
    ) -> Result<Arc<Audience>, StorageError> {
        if let Some(known) = self.remembered(of)
            && services.storage.scope(of).audience_version().await? == known.version
        {
            return Ok(known);
        }
        self.read(services, of).await
    }
}
