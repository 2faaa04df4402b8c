//! PATCH as a merge patch (RFC 7396, C7). The inputs of the procedures say what a missing field and a null mean for most
//! fields; what is left is done here: maps are merged with what is stored, and what cannot be null is set back.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::call::Kind;
use super::{input, webhooks as rest};
use crate::http::Problem;
use crate::rpc::kit::{FieldError, RpcError, decode_strictly};
use crate::rpc::wire::page::ById;
use crate::rpc::wire::rest::AnyWebhook;
use crate::rpc::{Context, subscriptions, webhooks};

/// Maps whose members are merged one by one, as pointers.
const MAPS: [&str; 5] =
    ["/metadata", "/headers", "/pinnedVersions", "/signatureHeaders", "/providerConfig/outboundHeaders"];
/// How often a change is tried where somebody else changes the same maps meanwhile.
const TRIES: usize = 3;

/// Changes a webhook.
///
/// # Errors
/// Those of the procedures; 412 where it is not as the caller saw it.
pub(super) async fn update(
    context: &Context,
    by: &ById,
    kind: Kind,
    patch: Map<String, Value>,
    seen: Option<String>,
) -> Result<AnyWebhook, Problem> {
    let patch = Value::Object(patch);
    input::refuse(&patch, &["id", "ifVersion"])?;
    let patch = without_nulls(kind, patch)?;
    let maps: Vec<&str> =
        MAPS.into_iter().filter(|map| patch.pointer(map).is_some_and(Value::is_object)).collect();
    for _ in 1..TRIES {
        match merged(context, by, kind, &patch, &maps, seen.clone()).await {
            Err(error) if is_changed(&error) && seen.is_none() => {}
            answer => return Ok(answer?),
        }
    }
    Ok(merged(context, by, kind, &patch, &maps, seen).await?)
}

async fn merged(
    context: &Context,
    by: &ById,
    kind: Kind,
    patch: &Value,
    maps: &[&str],
    mut seen: Option<String>,
) -> Result<AnyWebhook, RpcError> {
    let mut changes = patch.clone();
    if !maps.is_empty() {
        let current = rest::shown(context, by.clone(), kind).await?;
        seen.get_or_insert_with(|| rest::version(&current).to_owned());
        let current = serde_json::to_value(&current).map_err(RpcError::internal)?;
        for map in maps {
            let stored = current.pointer(map).cloned().unwrap_or(json!({}));
            if let Some(place) = changes.pointer_mut(map) {
                *place = merge(stored, place.take());
            }
        }
    }
    changes["id"] = json!(by.id);
    if let Some(seen) = seen {
        changes["ifVersion"] = json!(seen);
    }
    let context = context.clone();
    Ok(match kind {
        Kind::Channel => {
            AnyWebhook::Channel(Box::new(webhooks::update(context, decode_strictly(changes)?).await?))
        }
        Kind::Subscription => {
            let changed = subscriptions::update(context, decode_strictly(changes)?).await?;
            AnyWebhook::Subscription(Box::new(changed))
        }
    })
}

fn is_changed(error: &RpcError) -> bool {
    error.rest_status == Some(StatusCode::PRECONDITION_FAILED)
}

/// Null removes what is there. What is always there goes back to what it is by default, or is refused.
fn without_nulls(kind: Kind, mut patch: Value) -> Result<Value, RpcError> {
    let (needed, defaults): (&[&str], Value) = match kind {
        Kind::Channel => (
            &["channelName", "ownerId", "overflow", "providerConfig"],
            json!({
                "isActive": true, "isPrimary": false, "outboundEnabled": true, "rateLimitPerMinute": 30,
                "rateLimitPerHour": 200, "tags": [], "metadata": {},
                "assistant": {
                    "personality": "professional", "autoCreateTasks": true, "reopenWithinHours": 72,
                    "language": "message", "requireConfirmation": false, "approval": "unknown_senders",
                },
            }),
        ),
        Kind::Subscription => (&["url", "events"], json!({ "isActive": true })),
    };
    let is_null = |name: &str| patch.get(name).is_some_and(Value::is_null);
    let missing: Vec<FieldError> = needed
        .iter()
        .filter(|name| is_null(name))
        .map(|name| FieldError::new(*name, "must not be null"))
        .collect();
    if !missing.is_empty() {
        return Err(RpcError::invalid(missing));
    }
    for (name, default) in defaults.as_object().into_iter().flatten() {
        if is_null_in(&patch, name) {
            patch[name.as_str()] = default.clone();
        }
        // One level further down, where the default is an object.
        for (inner, default) in default.as_object().into_iter().flatten() {
            if patch.get(name).is_some_and(|outer| is_null_in(outer, inner)) {
                patch[name.as_str()][inner.as_str()] = default.clone();
            }
        }
    }
    Ok(patch)
}

fn is_null_in(members: &Value, name: &str) -> bool {
    members.get(name).is_some_and(Value::is_null)
}

/// `MergePatch` of RFC 7396.
fn merge(target: Value, patch: Value) -> Value {
    let Value::Object(patch) = patch else { return patch };
    let mut members = match target {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    for (name, value) in patch {
        if value.is_null() {
            members.remove(&name);
        } else {
            let stored = members.remove(&name).unwrap_or(Value::Null);
            members.insert(name, merge(stored, value));
        }
    }
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_is_as_in_the_appendix_of_the_rfc() {
        for (target, patch, expected) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":"b","b":"c"}), json!({"a":null}), json!({"b":"c"})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"c"}), json!({"a":["b"]}), json!({"a":["b"]})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
            (json!([1, 2]), json!({"a":"b","c":null}), json!({"a":"b"})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ] {
            assert_eq!(merge(target.clone(), patch.clone()), expected, "{target} {patch}");
        }
    }

    #[test]
    fn null_sets_back_or_is_refused() {
        let patched =
            without_nulls(Kind::Channel, json!({ "tags": null, "assistant": { "personality": null } }));
        let expected = json!({ "tags": [], "assistant": { "personality": "professional" } });
        assert_eq!(patched.ok(), Some(expected));
        assert!(without_nulls(Kind::Channel, json!({ "channelName": null })).is_err());
        assert!(without_nulls(Kind::Subscription, json!({ "url": null })).is_err());
        let kept = json!({ "name": null });
        assert_eq!(without_nulls(Kind::Subscription, kept.clone()).ok(), Some(kept));
    }
}
