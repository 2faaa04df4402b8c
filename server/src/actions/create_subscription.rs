//! A member subscribes a system to events (001 FR-001).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::ids::{TargetId, WebhookId};
use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::{DisabledReason, MAX_SUBSCRIPTIONS, Subscription};
use patchbay_storage::Numbered;

use super::announce::change;
use super::create_task::redacted;
use super::create_webhook::invalid;
use super::subscription_data::subscription_data;
use super::{ActionError, Services};
use crate::delivery::settings::{self, Base, RawSubscription, SubscriptionDraft};

/// Subscribes. Its secret is in the answer, this once; `secret` is one of the owner's own.
///
/// # Errors
/// [`ActionError::Invalid`] for settings that will not do, or an address that is not to be reached,
/// [`ActionError::Conflict`] where there are as many as there may be.
pub async fn create_subscription(
    services: &Services,
    actor: &Actor,
    raw: RawSubscription,
    secret: Option<String>,
    is_active: bool,
) -> Result<Subscription, ActionError> {
    let entropy = &*services.entropy;
    let draft = settings::apply(Base::Default, raw, || new_seed(services)).map_err(invalid)?;
    check_reachable(services, &draft).await?;
    let now = services.now();
    let mut subscription = Subscription {
        id: WebhookId::new(now, entropy),
        number: 0,
        organization_id: actor.organization_id,
        owner_id: actor.user_id,
        name: String::new(),
        description: String::new(),
        settings: draft.settings.clone(),
        events: Vec::new(),
        pinned_versions: std::collections::BTreeMap::new(),
        labels: Vec::new(),
        format: draft.format,
        timeout_seconds: 0,
        retry: draft.retry.clone(),
        rate_limit_per_second: None,
        ordering: draft.ordering,
        metadata: serde_json::Map::new(),
        secret_key: secret_key(services, secret)?,
        previous_secret_key: None,
        target_id: TargetId::new(now, entropy),
        is_active,
        disabled_reason: (!is_active).then_some(DisabledReason::Manual),
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    clean(draft).set_on(&mut subscription);
    let audit = AuditEntry::by(actor, "subscription.created", subscription.id, &*services.clock, entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (mut subscription, audit) = (subscription.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(subscription.organization_id);
                // Under the lock of the number it takes: of two at once, one is too many.
                subscription.number = scope.take_numbers(Numbered::Webhook, 1).await?;
                if scope.count_subscriptions().await? >= u64::from(MAX_SUBSCRIPTIONS) {
                    let full =
                        format!("there are {MAX_SUBSCRIPTIONS} subscriptions already; delete one first");
                    return Err(ActionError::Conflict(full));
                }
                scope.insert_subscription(&subscription).await?;
                scope.record(&audit.change(None, Some(subscription_data(&subscription)))).await?;
                let (of, id) = (subscription.organization_id, subscription.id);
                tx.changed(change(of, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(subscription)
            })
        })
        .await
}

/// A seed for an ed25519 key.
pub(super) fn new_seed(services: &Services) -> Secret {
    Secret::new(hex::encode(random_bytes::<32>(&*services.entropy)))
}

/// The owner's secret, 1 to 255 printable characters, or a new one of 64 hex characters (C13).
pub(super) fn secret_key(services: &Services, given: Option<String>) -> Result<Secret, ActionError> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(new_seed(services)) };
    if given.chars().count() > 255 || !given.chars().all(|one| one.is_ascii_graphic()) {
        let message = "must be 1 to 255 printable ASCII characters; leave it out to get a new one";
        return Err(ActionError::field("secret", message));
    }
    Ok(Secret::new(given))
}

/// Texts of the owner's without card numbers.
pub(super) fn clean(mut draft: SubscriptionDraft) -> SubscriptionDraft {
    draft.name = redacted(draft.name);
    draft.description = redacted(draft.description);
    draft.labels = draft.labels.into_iter().map(redacted).collect();
    card_number::redact_members(&mut draft.metadata);
    draft
}

/// Refuses an address that the guard would refuse at every try. A name that does not resolve just now may do so later.
pub(super) async fn check_reachable(
    services: &Services,
    draft: &SubscriptionDraft,
) -> Result<(), ActionError> {
    let checked = services.egress.check(&draft.settings.url).await;
    checked.map_err(|error| ActionError::field("url", format!("cannot be used: {error}")))
}
