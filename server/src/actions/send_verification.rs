//! A member has a code sent through a channel, to prove that it works (US-06).

use std::time::Duration;

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::email::EmailAddress;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, VerificationId, WebhookId};
use patchbay_domain::sms::PhoneNumber;
use patchbay_domain::subscription::PayloadFormat;
use patchbay_domain::verification::{CODE_LIFETIME, CODE_PLACEHOLDER, RESEND_AFTER, Verification};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::Vault;
use serde_json::json;

use super::announce::timestamp;
use super::changeable_channel::changeable;
use super::send_message::{attempt_job, enveloped};
use super::withhold_message::opted_out;
use super::{ActionError, Services};

/// How many codes there are: six digits.
const CODES: u64 = 1_000_000;

/// Sends a code through a channel. `to`: the number or address that gets it; a custom channel's goes to its outbound URL.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Invalid`] for a recipient that will not do,
/// [`ActionError::Conflict`] where nothing can leave by the channel, [`ActionError::TooOften`] within a minute of the last.
pub async fn send_verification(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    to: Option<&str>,
) -> Result<Verification, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let channel = changeable(services.storage.scope(organization_id).channel(id).await?, actor)?;
    let recipient = recipient(&channel, to)?;
    let verification_id = VerificationId::new(now, &*services.entropy);
    let vault = services.storage.vault();
    let verification = Verification {
        id: verification_id,
        organization_id,
        webhook_id: id,
        sent_to: recipient,
        code_hash: hash(vault, verification_id, &code(vault, verification_id)),
        tries: 0,
        delivery_id: DeliveryId::new(now, &*services.entropy),
        created_at: now,
        expires_at: now + CODE_LIFETIME,
        used_at: None,
    };
    let (event, delivery) = carried(services, &channel, &verification);
    let job = attempt_job(JobId::new(now, &*services.entropy), &delivery, now);
    let audit = AuditEntry::by(actor, "webhook.verification_sent", id, &*services.clock, &*services.entropy)
        .change(None, Some(json!({ "sentTo": verification.sent_to })));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (verification, event, delivery) = (verification.clone(), event.clone(), delivery.clone());
            let (job, audit) = (job.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                if let Some(last) = scope.newest_verification(id).await? {
                    let wait = last.created_at + RESEND_AFTER - now;
                    if let Ok(after) = wait.to_std()
                        && !after.is_zero()
                    {
                        return Err(too_often(after));
                    }
                }
                if let Some(to) = &verification.sent_to
                    && let Some(consent) = scope.opt_out(id, to).await?
                {
                    return Err(ActionError::Conflict(opted_out(&consent)));
                }
                scope.insert_events(&[event]).await?;
                scope.insert_delivery(&delivery).await?;
                scope.insert_verification(&verification).await?;
                tx.enqueue(&[job], now).await?;
                scope.record(&audit).await?;
                Ok(verification)
            })
        })
        .await
}

/// The code of a verification: it follows from the id and the master key, so it can be sent without being stored.
pub(super) fn code(vault: &Vault, id: VerificationId) -> String {
    let keyed = vault.pseudonym(&format!("verification code {id}"));
    // 64 bits of a keyed hash; that they are no multiple of a million shifts chances by less than one in 10^13.
    let number = u64::from_str_radix(keyed.get(..16).unwrap_or_default(), 16).unwrap_or_default();
    format!("{:06}", number % CODES)
}

/// What is stored of a code.
pub(super) fn hash(vault: &Vault, id: VerificationId, code: &str) -> String {
    vault.pseudonym(&format!("verification hash {id} {code}"))
}

fn too_often(after: Duration) -> ActionError {
    let seconds = after.as_secs() + 1;
    let reason = format!("a code was sent less than a minute ago; another can be sent in {seconds} s");
    ActionError::TooOften { reason, after: Duration::from_secs(seconds) }
}

fn recipient(channel: &Channel, to: Option<&str>) -> Result<Option<String>, ActionError> {
    let needed = |what: &str| ActionError::field("to", format!("is needed: {what}"));
    if !channel.outbound_enabled {
        return Err(ActionError::Conflict(
            "outbound is switched off for this channel, so no code can leave by it; switch it on first"
                .to_owned(),
        ));
    }
    match &channel.settings {
        ChannelSettings::Custom(_) if to.is_some() => Err(ActionError::field(
            "to",
            "must not be given: a custom channel's code goes to its outbound URL",
        )),
        ChannelSettings::Custom(custom) if custom.outbound.is_none() => Err(ActionError::Conflict(
            "this channel has no outbound URL to send a code to; set one in its settings first".to_owned(),
        )),
        ChannelSettings::Custom(_) => Ok(None),
        ChannelSettings::Sms(_) => {
            let to = to.ok_or_else(|| needed("the number of a phone that you have at hand"))?;
            let number =
                PhoneNumber::parse(to).map_err(|error| ActionError::field("to", error.to_string()))?;
            Ok(Some(number.as_str().to_owned()))
        }
        ChannelSettings::Email(email) => {
            let to = to.ok_or_else(|| needed("an address whose mail you can read"))?;
            let address =
                EmailAddress::parse(to).map_err(|error| ActionError::field("to", error.to_string()))?;
            if email.outbound.is_none() {
                return Err(ActionError::Conflict(
                    "this channel has no mail server to send a code by; set one in its settings first"
                        .to_owned(),
                ));
            }
            Ok(Some(address.as_str().to_owned()))
        }
    }
}

/// What carries the code, with a placeholder where it goes.
fn carried(services: &Services, channel: &Channel, verification: &Verification) -> (Event, Delivery) {
    let now = verification.created_at;
    let data = json!({
        "code": CODE_PLACEHOLDER,
        "channelName": channel.name,
        "expiresAt": timestamp(verification.expires_at),
    });
    let id = EventId::new(now, &*services.entropy);
    let event = Event::own(id, channel.organization_id, EventType::WebhookVerification, data, now)
        .at(Some(channel.id), None);
    let body = match channel.settings {
        ChannelSettings::Custom(_) => enveloped(services, &event, channel),
        ChannelSettings::Sms(_) | ChannelSettings::Email(_) => format!(
            "{CODE_PLACEHOLDER} is the code for the channel \"{}\" in Patchbay. It counts for {} minutes. If you did \
             not ask for it, do nothing.",
            channel.name,
            CODE_LIFETIME.num_minutes()
        ),
    };
    let delivery = Delivery {
        id: verification.delivery_id,
        organization_id: channel.organization_id,
        target_id: channel.target_id,
        webhook_id: channel.id,
        event_id: event.id,
        wire_id: None,
        event_type: event.event_type.as_str().to_owned(),
        message_id: None,
        conversation_id: None,
        recipient: verification.sent_to.clone(),
        kind: DeliveryKind::Verification,
        format: PayloadFormat::Native,
        body,
        lane: None,
        progress: Progress::due(now),
        created_at: now,
    };
    (event, delivery)
}
