//! One try, by whatever the channel sends with; outside any transaction.

use std::borrow::Cow;
use std::time::Duration;

use chrono::TimeDelta;
use patchbay_domain::delivery::{AttemptOutcome, Delivery, DeliveryKind};
use patchbay_domain::email::SmtpSettings;
use patchbay_domain::identity::LINK_PLACEHOLDER;
use patchbay_domain::job::LeasedJob;
use patchbay_domain::sms::SmsSettings;
use patchbay_domain::verification::CODE_PLACEHOLDER;
use patchbay_domain::webhook::{Channel, ChannelSettings, CustomSettings};

use super::super::create_sign_in_link::link_url;
use super::super::request_password_reset::reset_token;
use super::super::send_verification::code;
use super::super::withhold_message::opted_out;
use super::super::{ActionError, Services};
use super::Tried;
use super::destination::Destination;
use crate::channels::email::compose::{self, Composed};
use crate::channels::sms::find::{Found, Lookup, find};
use crate::channels::{email, sms};
use crate::delivery::destination::{by_custom_channel, to_subscription};
use crate::delivery::sent::Sent;

/// How long one try of a text's may take (FR-13).
const TIMEOUT: Duration = Duration::from_secs(30);
/// Mail servers take their time: RFC 5321 section 4.5.3.2 asks for minutes.
const MAIL_TIMEOUT: Duration = Duration::from_secs(120);
/// How far back texts are looked for that are known to be others than the one that is looked up.
const KNOWN_SINCE: TimeDelta = TimeDelta::days(2);

/// Tries a delivery, unless nothing may or can be sent.
pub(super) async fn send(
    services: &Services,
    delivery: &Delivery,
    destination: &Destination,
    job: &LeasedJob,
) -> Result<Tried, ActionError> {
    let channel = match destination {
        Destination::Subscription(subscription) => {
            let (egress, clock) = (&services.egress, &*services.clock);
            return Ok(Tried::Sent(to_subscription(egress, clock, subscription, delivery).await));
        }
        Destination::Channel(channel) => channel,
        Destination::Unwanted(reason) => return Ok(Tried::Withheld((*reason).to_owned())),
        Destination::Gone(reason) => return Ok(Tried::NotAtAll((*reason).to_owned())),
        Destination::Closed => return Ok(Tried::NotAtAll("its address takes nothing at present".to_owned())),
    };
    let (body, secret) = match body(services, delivery).await? {
        Ok(body) => body,
        Err(reason) => return Ok(Tried::NotAtAll(reason)),
    };
    let mut tried = match (&channel.settings, &delivery.recipient) {
        (ChannelSettings::Custom(custom), _) => by_webhook(services, channel, custom, delivery, &body).await,
        (ChannelSettings::Sms(settings), Some(to)) => {
            by_sms(services, settings, delivery, job, to, &body).await?
        }
        (ChannelSettings::Email(settings), Some(to)) => match &settings.outbound {
            Some(smtp) => by_email(services, channel, smtp, delivery, to, &body).await,
            None => Tried::NotAtAll("its channel has no mail server any more; set one and retry".to_owned()),
        },
        (ChannelSettings::Sms(_) | ChannelSettings::Email(_), None) => {
            Tried::NotAtAll("it was made for another type of channel".to_owned())
        }
    };
    if let (Tried::Sent(sent), Some((secret, placeholder))) = (&mut tried, secret) {
        // A receiver may say back what it got; a code or a link is kept nowhere.
        let hide = |text: &mut String| *text = text.replace(&secret, placeholder);
        sent.response_body.iter_mut().chain(&mut sent.error).for_each(hide);
    }
    Ok(tried)
}

/// What is put in as a delivery leaves, and what stood there before.
type PutIn = (String, &'static str);

/// What leaves, and what was put in, if it carries a code or a link.
async fn body<'a>(
    services: &Services,
    delivery: &'a Delivery,
) -> Result<Result<(Cow<'a, str>, Option<PutIn>), String>, ActionError> {
    let scope = services.storage.scope(delivery.organization_id);
    let (secret, placeholder) = match delivery.kind {
        DeliveryKind::Reply | DeliveryKind::Test | DeliveryKind::Event | DeliveryKind::Notice => {
            return Ok(Ok((Cow::Borrowed(delivery.body.as_str()), None)));
        }
        DeliveryKind::Verification => {
            // It proves a channel, or what a contact is known by.
            let sent = match scope.verification_of(delivery.id).await? {
                Some(sent) => Some((sent.id, sent.expires_at)),
                None => scope.contact_link_of(delivery.id).await?.map(|link| (link.id, link.expires_at)),
            };
            let Some((id, _)) = sent.filter(|(_, expires_at)| *expires_at > services.now()) else {
                return Ok(Err("its code no longer counts; send another one".to_owned()));
            };
            (code(services.storage.vault(), id), CODE_PLACEHOLDER)
        }
        DeliveryKind::PasswordReset => {
            let Some(link) = scope.link_of_delivery(delivery.id, services.now()).await? else {
                return Ok(Err("its link was used or no longer counts; ask for another one".to_owned()));
            };
            let token = reset_token(services.storage.vault(), link.id);
            (link_url(services, link.purpose, &token), LINK_PLACEHOLDER)
        }
    };
    Ok(Ok((Cow::Owned(delivery.body.replace(placeholder, &secret)), Some((secret, placeholder)))))
}

async fn by_webhook(
    services: &Services,
    channel: &Channel,
    custom: &CustomSettings,
    delivery: &Delivery,
    body: &str,
) -> Tried {
    let Some(endpoint) = &custom.outbound else {
        return Tried::NotAtAll("its channel has no outbound URL any more; set one and retry".to_owned());
    };
    let (egress, clock) = (&services.egress, &*services.clock);
    Tried::Sent(by_custom_channel(egress, clock, channel, (&custom.auth, endpoint), (delivery, body)).await)
}

/// A text is looked up before it is sent again where an earlier try may have sent it: Twilio would send it twice.
async fn by_sms(
    services: &Services,
    settings: &SmsSettings,
    delivery: &Delivery,
    job: &LeasedJob,
    to: &str,
    body: &str,
) -> Result<Tried, ActionError> {
    let scope = services.storage.scope(delivery.organization_id);
    let last = scope.attempts(delivery.id, 1).await?.pop();
    let is_unknown = last.is_some_and(|attempt| attempt.outcome == AttemptOutcome::Unknown);
    if is_unknown || job.was_interrupted() {
        let known = scope.provider_ids_since(delivery.webhook_id, delivery.created_at - KNOWN_SINCE).await?;
        let lookup = Lookup {
            settings,
            base_url: &services.twilio_base_url,
            to,
            body,
            since: delivery.created_at,
            known: &known,
            timeout: TIMEOUT,
        };
        match find(&services.egress, &*services.clock, lookup).await {
            Found::Sent(sid, sent) => {
                return Ok(Tried::Sent(Sent { provider_id: Some(sid), ..sent }));
            }
            Found::Unsure(sent) => return Ok(Tried::Sent(sent)),
            Found::NotSent => {}
        }
    }
    if let Some(consent) = scope.opt_out(delivery.webhook_id, to).await? {
        return Ok(Tried::Withheld(opted_out(&consent)));
    }
    let outgoing =
        sms::send::Outgoing { settings, base_url: &services.twilio_base_url, to, body, timeout: TIMEOUT };
    Ok(Tried::Sent(sms::send::send(&services.egress, &*services.clock, outgoing).await))
}

async fn by_email(
    services: &Services,
    channel: &Channel,
    smtp: &SmtpSettings,
    delivery: &Delivery,
    to: &str,
    body: &str,
) -> Tried {
    // A message was composed when it was written; a code or link only leaves as it is put in.
    let subject = match delivery.kind {
        DeliveryKind::Verification => Some(format!("Your code for {}", channel.name)),
        DeliveryKind::PasswordReset => Some("A new password for Patchbay".to_owned()),
        DeliveryKind::Notice => Some("Patchbay stopped sending to a webhook".to_owned()),
        DeliveryKind::Reply | DeliveryKind::Test | DeliveryKind::Event => None,
    };
    let message = match subject {
        Some(subject) => {
            let composed = compose::compose(&Composed {
                from: &smtp.from_address,
                from_name: &channel.name,
                to,
                reply_to: None,
                subject: Some(&subject),
                message_id: &format!("{}@{}", delivery.id, smtp.from_address.domain()),
                in_reply_to: None,
                references: &[],
                is_notification: true,
                is_automatic: true,
                content: body,
                date: delivery.created_at,
            });
            match composed {
                Ok(message) => Cow::Owned(message),
                Err(error) => return Tried::NotAtAll(error.to_string()),
            }
        }
        None => Cow::Borrowed(body),
    };
    let outgoing = email::send::Outgoing { smtp, to, message: &message, timeout: MAIL_TIMEOUT };
    Tried::Sent(email::send::send(&services.egress, &*services.clock, outgoing).await)
}
