//! The secrets of webhooks, by the same words for every kind.

use axum::extract::{Request, State};
use serde_json::{Map, Value};

use super::answer::{self, Answer};
use super::call::Kind;
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest, input};
use crate::rpc::kit::{RpcError, decode_strictly};
use crate::rpc::wire::subscription::{SubscriptionRotateSecret, SubscriptionSecret};
use crate::rpc::wire::webhook::SecretKey;
use crate::rpc::{subscriptions, webhook_secrets};

/// Look at a webhook's secret
///
/// It is noted in the audit trail, and at most 30 times an hour. A subscription's needs an admin.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/secret", tag = "Webhooks", operation_id = "getWebhookSecret",
    responses((status = 200, description = "The secret.", body = SubscriptionSecret)))]
pub(super) async fn reveal(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "webhooks.getSecretKey").await?;
    let (by, kind) = call.webhook(&id).await?;
    if kind == Kind::Subscription {
        call.needs("subscriptions.getSecret")?;
    }
    answer::ok(&match kind {
        Kind::Channel => of_channel(webhook_secrets::reveal(call.context, by).await?),
        Kind::Subscription => subscriptions::reveal(call.context, by).await?,
    })
}

/// Replace a webhook's secret
///
/// The one before signs too for `gracePeriodSeconds`. A channel's is always made here.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/secret/rotate", tag = "Webhooks",
    operation_id = "rotateWebhookSecret", request_body = Option<SubscriptionRotateSecret>,
    responses((status = 200, description = "The new secret.", body = SubscriptionSecret)))]
pub(super) async fn rotate(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "webhooks.regenerateSecretKey").await?;
    let (by, kind) = call.webhook(&id).await?;
    if kind == Kind::Subscription {
        call.needs("subscriptions.rotateSecret")?;
    }
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, move |context, body| async move {
        let mut members: Map<String, Value> = input::object(&body)?;
        if kind == Kind::Channel {
            if members.get("secret").is_some_and(|secret| !secret.is_null()) {
                let message = "is always made here for a channel; leave it out";
                return Err(RpcError::invalid_field("secret", message).into());
            }
            members.remove("secret");
        }
        let mut members = Value::Object(members);
        input::set(&mut members, &[("id", &by.id)])?;
        answer::ok(&match kind {
            Kind::Channel => {
                of_channel(webhook_secrets::regenerate_key(context, decode_strictly(members)?).await?)
            }
            Kind::Subscription => subscriptions::rotate(context, decode_strictly(members)?).await?,
        })
    })
    .await
}

fn of_channel(key: SecretKey) -> SubscriptionSecret {
    SubscriptionSecret {
        secret: key.secret_key,
        standard_secret: Some(key.standard_secret_key),
        previous_secret_expires_at: key.previous_secret_key_expires_at,
    }
}
