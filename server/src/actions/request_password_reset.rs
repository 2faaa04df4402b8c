//! Somebody says that they forgot their password: a link leaves by mail, where their organization can send any.

use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::identity::{LINK_PLACEHOLDER, LinkPurpose, RESET_LIFETIME, SignInLink};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, SignInLinkId};
use patchbay_domain::organization::User;
use patchbay_domain::page::PageRequest;
use patchbay_domain::request::Visitor;
use patchbay_domain::subscription::PayloadFormat;
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{ChannelFilter, StorageError, Vault};
use serde_json::json;

use super::authenticate::token_hash;
use super::send_message::attempt_job;
use super::{ActionError, Services};

/// Has a link sent that sets a new password. What comes of it is not told: whoever asks must not learn who is a member.
///
/// # Errors
/// [`ActionError::TooOften`] after too many with one address, whoever's it is.
pub async fn request_password_reset(
    services: &Services,
    email: &str,
    visitor: &Visitor,
) -> Result<(), ActionError> {
    let email = email.trim().to_lowercase();
    services.limits.tries.reset(&email, services.now())?;
    let Some((user, _)) = services.storage.user_by_email(&email).await? else { return Ok(()) };
    let Some(channel) = mail_channel(services, &user).await? else { return Ok(()) };
    send(services, &user, &channel, visitor).await
}

/// The channel that mails of the organization leave by: its oldest that has a mail server.
async fn mail_channel(services: &Services, user: &User) -> Result<Option<Channel>, StorageError> {
    let scope = services.storage.scope(user.organization_id);
    let all = scope.channels(ChannelFilter::ACTIVE, PageRequest { limit: 100, after: None }).await?;
    let can_mail = |channel: &Channel| {
        let has_server =
            matches!(&channel.settings, ChannelSettings::Email(email) if email.outbound.is_some());
        channel.outbound_enabled && has_server
    };
    Ok(all.items.into_iter().filter(can_mail).min_by_key(|channel| channel.number))
}

async fn send(
    services: &Services,
    user: &User,
    channel: &Channel,
    visitor: &Visitor,
) -> Result<(), ActionError> {
    let (now, entropy, of) = (services.now(), &*services.entropy, user.organization_id);
    let id = SignInLinkId::new(now, entropy);
    let link = SignInLink {
        id,
        organization_id: of,
        user_id: user.id,
        purpose: LinkPurpose::ResetPassword,
        token_hash: token_hash(&reset_token(services.storage.vault(), id)),
        delivery_id: Some(DeliveryId::new(now, entropy)),
        created_at: now,
        expires_at: now + RESET_LIFETIME,
    };
    let data = json!({ "userId": user.id });
    let event = Event::own(EventId::new(now, entropy), of, EventType::PasswordReset, data, now)
        .at(Some(channel.id), None);
    let delivery = carried(&link, &event, user, channel);
    let job = attempt_job(JobId::new(now, entropy), &delivery, now);
    let action = "member.password_reset_requested";
    let audit = AuditEntry {
        address: visitor.address,
        request_id: visitor.request_id.clone(),
        ..AuditEntry::of(ActorKind::System, None, of, action, user.id, &*services.clock, entropy)
    };
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (link, event, delivery) = (link.clone(), event.clone(), delivery.clone());
            let (job, audit) = (job.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(of);
                scope.insert_events(&[event]).await?;
                scope.insert_delivery(&delivery).await?;
                scope.insert_sign_in_link(&link).await?;
                tx.enqueue(&[job], now).await?;
                scope.record(&audit).await?;
                Ok(())
            })
        })
        .await
}

/// The token of a mailed link: it follows from the id and the master key, so it can be sent without being stored.
pub(super) fn reset_token(vault: &Vault, id: SignInLinkId) -> String {
    vault.pseudonym(&format!("password reset {id}"))
}

/// The mail, with a placeholder where the link goes.
fn carried(link: &SignInLink, event: &Event, user: &User, channel: &Channel) -> Delivery {
    let body = format!(
        "Somebody, hopefully you, asked for a new password for {} in Patchbay. Set it here:\n\n{LINK_PLACEHOLDER}\n\n\
         The link works once, within an hour. If it was not you, do nothing: the password stays as it is.",
        user.email
    );
    Delivery {
        id: link.delivery_id.unwrap_or_else(|| link.id.uuid().into()),
        organization_id: link.organization_id,
        target_id: channel.target_id,
        webhook_id: channel.id,
        event_id: event.id,
        wire_id: None,
        event_type: event.event_type.as_str().to_owned(),
        message_id: None,
        conversation_id: None,
        recipient: Some(user.email.clone()),
        kind: DeliveryKind::PasswordReset,
        format: PayloadFormat::Native,
        body,
        lane: None,
        progress: Progress::due(link.created_at),
        created_at: link.created_at,
    }
}
