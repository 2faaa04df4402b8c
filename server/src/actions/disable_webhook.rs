//! A webhook is switched off because its receiver is gone, or failed for too long; its owner is told (001 OUT-11, PE-6).

use chrono::{DateTime, Utc};
use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::EventId;
use patchbay_domain::subscription::DisabledReason;
use patchbay_domain::target::Target;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::Services;
use super::announce::{change, timestamp};
use super::emit_events::emit_events;
use super::named_webhook::{NamedWebhook, named_webhook};
use super::notify_owner::{Notice, notify_owner};

/// Switches off whatever points at this address; one that is off already stays as it is.
pub(super) async fn disable_webhook(
    services: &Services,
    tx: &Tx,
    target: &Target,
    reason: DisabledReason,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let (scope, id) = (tx.scope(target.organization_id), target.webhook_id);
    if let Some(mut subscription) = scope.subscription(id).await? {
        if !subscription.is_active {
            return Ok(());
        }
        subscription.is_active = false;
        subscription.disabled_reason = Some(reason);
        subscription.updated_at = now;
        scope.update_subscription(&subscription).await?;
    } else if let Some(mut channel) = scope.channel(id).await? {
        if !channel.outbound_enabled {
            return Ok(());
        }
        channel.outbound_enabled = false;
        channel.updated_at = now;
        scope.update_channel(&channel).await?;
    }
    let Some(webhook) = named_webhook(tx, target.organization_id, id).await? else { return Ok(()) };
    let data = json!({
        "webhookId": id,
        "webhookNumber": webhook.number,
        "name": webhook.name,
        "url": webhook.url,
        "reason": reason,
        "failingSince": target.breaker.failing_since.map(timestamp),
        "lastStatus": target.stats.last_status,
        "lastError": target.stats.last_error,
    });
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let action = "webhook.disabled";
    let audit = AuditEntry::of(ActorKind::System, None, target.organization_id, action, id, clock, entropy)
        .change(None, Some(data.clone()));
    scope.record(&audit).await?;
    let event_id = EventId::new(now, entropy);
    let event = Event::own(event_id, target.organization_id, EventType::WebhookDisabled, data, now)
        .at(Some(id), None);
    emit_events(services, tx, std::slice::from_ref(&event)).await?;
    tx.changed(change(target.organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
    let words = words(services, target, &webhook, reason);
    notify_owner(
        services,
        tx,
        webhook.owner_id,
        Notice { event: &event, words: &words, is_new: true, only_proved: false },
    )
    .await
}

/// What its owner is told: the event, the last answer and where to go.
fn words(services: &Services, target: &Target, webhook: &NamedWebhook, reason: DisabledReason) -> String {
    let place = if webhook.is_channel { "channels" } else { "subscriptions" };
    let link = services.url(&format!("app/{place}/{}", target.webhook_id));
    let why = match reason {
        DisabledReason::Gone => "its receiver answered 410 Gone".to_owned(),
        DisabledReason::Failing | DisabledReason::Manual => match target.breaker.failing_since {
            Some(since) => format!("it has failed since {}", since.format("%-d %B, %H:%M UTC")),
            None => "it fails".to_owned(),
        },
    };
    let last = target.stats.last_error.as_deref().unwrap_or("none");
    format!(
        "Patchbay stopped sending to \"{}\": {why}. Last answer: {last}. What happens meanwhile is kept. When the \
         receiver works again, switch it on here: {link}",
        webhook.name
    )
}
