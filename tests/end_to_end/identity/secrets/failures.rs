//! Everything that can go wrong with a secret in the request.

use patchbay_tests::{ProcedureKind, Rpc};
use serde_json::{Value, json};

use super::super::UNKNOWN;
use super::super::table::{fill, table};
use super::drive::Drive;

/// The fields of an account that hold a secret.
const OF_ACCOUNTS: [&str; 4] = ["token", "password", "newPassword", "currentPassword"];

/// The fields of a channel that do.
const OF_CHANNELS: [&str; 5] =
    ["authToken", "hmacSecret", "outboundHeaders", "twilioAuthToken", "smtpPassword"];

/// The fields of a subscription that do.
const OF_SUBSCRIPTIONS: [&str; 5] = ["headers", "authToken", "authPassword", "hmacSecret", "secret"];

pub(super) async fn drive(drive: &mut Drive) {
    unknown_credentials(drive).await;
    let secret = drive.plant("secret in a wrong input", "misplaced-3e1f0a9b", &[]);
    let owner = drive.server.rpc();
    for (procedure, line) in table() {
        // In vain, with nothing wrong but the id.
        let harmless = fill(line.inputs[0].0, &[("?", UNKNOWN)]);
        drive.attempt(&owner, &procedure.name, harmless.clone()).await;
        for input in inputs(&procedure.name, &harmless, &secret) {
            drive.attempt(&owner, &procedure.name, input).await;
        }
    }
    for procedure in drive.names(ProcedureKind::Mutation) {
        wrong_requests(drive, &owner, &procedure, secret.as_str().unwrap()).await;
    }
}

/// Inputs with the secret in every field that is meant for one, as it should be and as it should not.
fn inputs(procedure: &str, harmless: &Value, secret: &Value) -> Vec<Value> {
    let text = secret.as_str().unwrap();
    let forms = [secret.clone(), json!([secret]), json!({ "X Key": secret }), json!(format!("{text}\n"))];
    let harmless = if harmless.is_object() { harmless.clone() } else { json!({}) };
    let mut inputs = vec![secret.clone()];
    for form in &forms {
        let mut all = harmless.clone();
        for field in OF_ACCOUNTS.into_iter().chain(OF_CHANNELS).chain(OF_SUBSCRIPTIONS) {
            all[field] = form.clone();
            all["providerConfig"][field] = form.clone();
            all["outboundConfig"][field] = form.clone();
        }
        inputs.push(all);
    }
    // One at a time too: of several that are wrong only the first may be looked at.
    for form in &forms[1..] {
        let with = |field: &'static str| {
            let mut one = harmless.clone();
            one[field] = form.clone();
            one
        };
        match procedure {
            "webhooks.create" | "webhooks.update" => inputs.extend(OF_CHANNELS.map(|field| {
                let mut one = with(field);
                one["channelName"] = json!("Desk");
                one["providerConfig"][field] = form.clone();
                one
            })),
            "subscriptions.create" | "subscriptions.update" | "subscriptions.rotateSecret" => {
                inputs.extend(OF_SUBSCRIPTIONS.map(with));
            }
            _ if procedure.starts_with("auth.") => inputs.extend(OF_ACCOUNTS.map(with)),
            _ => {}
        }
    }
    inputs
}

/// Requests that are none, with the secret in them.
async fn wrong_requests(drive: &mut Drive, owner: &Rpc, procedure: &str, secret: &str) {
    for (content_type, body) in [
        ("application/json", format!("{{\"password\":\"{secret}\"")),
        ("application/json", secret.to_owned()),
        ("application/x-www-form-urlencoded", format!("password={secret}")),
    ] {
        let answer = owner.post(procedure, content_type, &body).await;
        drive.remember(procedure, &answer);
    }
    // By GET, where it stands in the URL.
    let answer = owner.try_query(procedure, json!({ "password": secret })).await;
    let _ = answer.refusal(405, "METHOD_NOT_ALLOWED");
    drive.remember(procedure, &answer);
}

/// Credentials that nobody has, in every form.
async fn unknown_credentials(drive: &mut Drive) {
    let nobody = drive.server.rpc().as_nobody();
    let guess = drive.plant("Authorization that is wrong", "pb_9f0e1d2c3b4a5968", &[]);
    let guess = guess.as_str().unwrap();
    let attachment = format!("/api/v1/messages/{UNKNOWN}/attachments/0");
    for rpc in [
        nobody.clone().with_token(guess),
        nobody.clone().header("authorization", &format!("Basic {guess}")),
        nobody.clone().header("authorization", guess),
        nobody.clone().with_cookie(&format!("patchbay_session={guess}")),
    ] {
        for (name, input) in
            [("auth.me", Value::Null), ("tasks.list", json!({})), ("tasks.create", json!({}))]
        {
            let _ = drive.attempt(&rpc, name, input).await.refusal(401, "UNAUTHENTICATED");
        }
        let answer = rpc.fetch(&attachment).await;
        answer.problem(401, "UNAUTHENTICATED");
        drive.remember("attachments", &answer);
    }
    let answer = nobody.fetch(&format!("/app/sign-in?token={guess}")).await;
    drive.remember("the dashboard", &answer);
    let answer = nobody.fetch(&format!("/rspc/nothing?token={guess}")).await;
    drive.remember("no procedure", &answer);
}
