//! The secrets of members: passwords, sessions, links, tokens.

use patchbay_tests::{OWNER_EMAIL, OWNER_PASSWORD, Rpc, SmtpJudge, token_in};
use serde_json::{Value, json};

use super::drive::Drive;

const EMAIL: &str = "mel@example.com";

/// Has a member join, sign in in every way, change and forget their password, and make a token.
pub(super) async fn drive(drive: &mut Drive, smtp: &SmtpJudge) {
    let (owner, nobody) = (drive.server.rpc(), drive.server.rpc().as_nobody());
    let (id, session) = join(drive, &owner, &nobody).await;
    change_password(drive, &session, &nobody).await;
    sign_in_by_link(drive, &nobody).await;
    reset(drive, &owner, &nobody, &id).await;
    reset_by_mail(drive, &nobody, smtp).await;
    tokens(drive, &owner).await;
}

async fn join(drive: &mut Drive, owner: &Rpc, nobody: &Rpc) -> (Value, Rpc) {
    let invited = drive.call(owner, "members.invite", json!({ "email": EMAIL })).await;
    let token = token_in(invited["invitationUrl"].as_str().unwrap());
    let token = drive.plant("invitation", &token, &["members.invite"]);
    drive.call(nobody, "auth.readInvitation", json!({ "token": token })).await;
    let short = drive.plant("password that is too short", "jo1n-pwd!", &[]);
    let input = json!({ "token": token, "name": "Mel", "password": short });
    let _ = drive.attempt(nobody, "auth.acceptInvitation", input).await.refused_fields();
    let password = drive.plant("password of who joins", "joined-with-8c1d", &[]);
    let input = json!({ "token": token, "name": "Mel", "password": password });
    let joined = drive.attempt(nobody, "auth.acceptInvitation", input.clone()).await;
    let id = joined.data()["user"]["id"].clone();
    let _ = drive.attempt(nobody, "auth.acceptInvitation", input).await.refusal(404, "NOT_FOUND");
    (id, drive.session_of(&joined, &["auth.acceptInvitation"]))
}

async fn change_password(drive: &mut Drive, session: &Rpc, nobody: &Rpc) {
    let password = drive.plant("changed password", "changed-to-51ab77", &[]);
    let wrong = drive.plant("wrong password", "guessed-at-90210", &[]);
    drive.call(session, "auth.changePassword", json!({ "newPassword": password })).await;
    for guess in [&wrong, &json!(OWNER_PASSWORD)] {
        let input = json!({ "email": EMAIL, "password": guess });
        let _ = drive.attempt(nobody, "auth.signInWithPassword", input).await.refusal(401, "UNAUTHENTICATED");
    }
    let input = json!({ "email": EMAIL, "password": password });
    let signed_in = drive.attempt(nobody, "auth.signInWithPassword", input).await;
    let session = drive.session_of(&signed_in, &["auth.signInWithPassword"]);
    let input = json!({ "currentPassword": wrong, "newPassword": password });
    let _ = drive.attempt(&session, "auth.changePassword", input).await.refused_fields();
    let input = json!({ "email": "melanie@example.com", "currentPassword": wrong });
    let _ = drive.attempt(&session, "auth.updateProfile", input).await.refused_fields();
    let input = json!({ "name": "Melanie", "currentPassword": password });
    drive.call(&session, "auth.updateProfile", input).await;
    drive.call(&session, "sessions.list", json!({})).await;
    drive.call(&session, "sessions.endOthers", Value::Null).await;
    drive.call(&session, "auth.signOut", Value::Null).await;
    let _ = drive.attempt(&session, "auth.me", Value::Null).await.refusal(401, "UNAUTHENTICATED");
}

async fn sign_in_by_link(drive: &mut Drive, nobody: &Rpc) {
    let printed = drive.server.run(&["sign-in-link", "--email", OWNER_EMAIL]).await;
    let token = drive.plant("sign-in link", &token_in(&printed.stdout), &[]);
    let signed_in = drive.attempt(nobody, "auth.signIn", json!({ "token": token })).await;
    let session = drive.session_of(&signed_in, &["auth.signIn"]);
    drive.call(&session, "auth.me", Value::Null).await;
    let again = drive.attempt(nobody, "auth.signIn", json!({ "token": token })).await;
    let _ = again.refusal(401, "UNAUTHENTICATED");
}

async fn reset(drive: &mut Drive, owner: &Rpc, nobody: &Rpc, id: &Value) {
    let made = drive.call(owner, "members.createPasswordReset", json!({ "id": id })).await;
    let token = token_in(made["resetUrl"].as_str().unwrap());
    let token = drive.plant("reset", &token, &["members.createPasswordReset"]);
    set_password(drive, nobody, &token, "reset-to-13f9c2e4").await;
}

async fn set_password(drive: &mut Drive, nobody: &Rpc, token: &Value, password: &str) {
    let password = drive.plant("password that was reset", password, &[]);
    let input = json!({ "token": token, "newPassword": password });
    let done = drive.attempt(nobody, "auth.resetPassword", input.clone()).await;
    drive.session_of(&done, &["auth.resetPassword"]);
    let _ = drive.attempt(nobody, "auth.resetPassword", input).await.refusal(401, "UNAUTHENTICATED");
}

async fn reset_by_mail(drive: &mut Drive, nobody: &Rpc, smtp: &SmtpJudge) {
    drive.call(nobody, "auth.requestPasswordReset", json!({ "email": EMAIL })).await;
    let mail = smtp.next().await;
    let token = drive.plant("mailed reset", &token_in(&mail.mail.text), &[]);
    drive.server.idle().await;
    set_password(drive, nobody, &token, "mailed-to-77e0d1").await;
}

async fn tokens(drive: &mut Drive, owner: &Rpc) {
    let input = json!({ "name": "A script", "scopes": ["read", "admin"] });
    let made = drive.call(owner, "apiTokens.create", input.clone()).await;
    let token = drive.plant("API token", made["token"].as_str().unwrap(), &["apiTokens.create"]);
    let script = owner.clone().with_token(token.as_str().unwrap());
    drive.call(&script, "auth.me", Value::Null).await;
    let second = drive.call(&script, "apiTokens.create", input).await;
    drive.plant("API token of a token", second["token"].as_str().unwrap(), &["apiTokens.create"]);
    drive.call(owner, "apiTokens.revoke", json!({ "id": made["apiToken"]["id"] })).await;
    let _ = drive.attempt(&script, "auth.me", Value::Null).await.refusal(401, "UNAUTHENTICATED");
}
