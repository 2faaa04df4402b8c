//! Passwords: another one for oneself, and one by a link that an owner or admin hands over.

use patchbay_tests::{MEMBER_PASSWORD, Rpc, TestServer, token_in};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";
/// The password from then on.
const NEW: &str = "another good password";

fn change(current: Value) -> Value {
    json!({ "currentPassword": current, "newPassword": NEW })
}

async fn is_new(server: &TestServer) -> bool {
    let new = server.can_sign_in(EMAIL, NEW).await;
    assert_ne!(new, server.can_sign_in(EMAIL, MEMBER_PASSWORD).await, "one of them, and one alone");
    new
}

#[tokio::test]
async fn the_password_there_is_has_to_be_given() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let rpc = server.sign_in(EMAIL, MEMBER_PASSWORD).await;
    let token = member.rpc.by_token(&["read"]).await;
    for wrong in [Value::Null, json!("not the present one"), json!(NEW)] {
        let answer = rpc.try_mutate("auth.changePassword", change(wrong.clone())).await;
        assert_eq!(answer.refused_fields(), ["currentPassword"], "{wrong}");
    }
    let short = json!({ "currentPassword": MEMBER_PASSWORD, "newPassword": "short" });
    assert_eq!(rpc.try_mutate("auth.changePassword", short).await.refused_fields(), ["newPassword"]);
    assert!(!is_new(&server).await);

    let other = server.sign_in(EMAIL, MEMBER_PASSWORD).await;
    rpc.mutate("auth.changePassword", change(json!(MEMBER_PASSWORD))).await;
    assert!(is_new(&server).await);
    // Every other browser is signed out; scripts go on.
    assert!(rpc.is_signed_in().await && token.is_signed_in().await);
    assert!(!other.is_signed_in().await && !member.rpc.is_signed_in().await);
    server.finish().await;
}

#[tokio::test]
async fn within_an_hour_after_a_link_it_need_not_be() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let printed = server.run(&["sign-in-link", "--email", EMAIL]).await;
    let input = json!({ "token": token_in(&printed.stdout) });
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signIn", input).await;
    let rpc = server.rpc().with_cookie(&signed_in.session_cookie());
    rpc.mutate("auth.changePassword", json!({ "newPassword": NEW })).await;
    assert!(is_new(&server).await);
    assert!(rpc.is_signed_in().await && !member.rpc.is_signed_in().await);
    server.finish().await;
}

#[tokio::test]
async fn an_hour_later_it_has_to_be() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    // Joining is by a link, too.
    let earlier = if patchbay_tests::runs_on_sqlite() {
        "UPDATE sessions SET created_at = '2020' || substr(created_at, 5) RETURNING 'moved'"
    } else {
        "UPDATE sessions SET created_at = created_at - interval '61 minutes' RETURNING 'moved'"
    };
    let moved = server.database_texts(earlier).await;
    assert_eq!(moved.len(), 1);
    let answer = member.rpc.try_mutate("auth.changePassword", change(Value::Null)).await;
    assert_eq!(answer.refused_fields(), ["currentPassword"]);
    server.finish().await;
}

/// The token of a link that an owner or admin makes for a member.
async fn reset_of(rpc: &Rpc, id: &Value) -> String {
    let made = rpc.mutate("members.createPasswordReset", json!({ "id": id })).await;
    assert!(made["expiresAt"].is_string(), "{made}");
    let url = made["resetUrl"].as_str().unwrap();
    assert!(url.contains("/app/reset-password?token="), "{url}");
    token_in(url)
}

#[tokio::test]
async fn a_reset_link_works_once() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let admin = server.join("ada@example.com", "admin").await;
    let token = reset_of(&admin.rpc, &member.id).await;
    let spare = reset_of(&server.rpc(), &member.id).await;
    let nobody = server.rpc().as_nobody();
    let reset = async |token: &str, password: &str| {
        let input = json!({ "token": token, "newPassword": password });
        nobody.try_mutate("auth.resetPassword", input).await
    };
    assert!(member.rpc.is_signed_in().await && !is_new(&server).await, "nothing has changed yet");
    // A link for one thing does nothing else.
    let _ = nobody.try_mutate("auth.signIn", json!({ "token": token })).await.refusal(401, "UNAUTHENTICATED");
    assert_eq!(reset(&token, "short").await.refused_fields(), ["newPassword"]);

    let done = reset(&token, NEW).await;
    assert_eq!(done.data()["user"]["email"], EMAIL);
    assert!(server.rpc().with_cookie(&done.session_cookie()).is_signed_in().await);
    assert!(!member.rpc.is_signed_in().await, "every session before it is over");
    assert!(is_new(&server).await);
    for used in [&token, &spare, "0123456789abcdef"] {
        let _ = reset(used, "yet another password").await.refusal(401, "UNAUTHENTICATED");
    }
    assert!(is_new(&server).await);
    server.finish().await;
}

#[tokio::test]
async fn a_reset_link_ends_when_the_password_is_changed_otherwise() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let token = reset_of(&server.rpc(), &member.id).await;
    member.rpc.mutate("auth.changePassword", json!({ "newPassword": NEW })).await;
    let input = json!({ "token": token, "newPassword": "yet another password" });
    let _ = server
        .rpc()
        .as_nobody()
        .try_mutate("auth.resetPassword", input)
        .await
        .refusal(401, "UNAUTHENTICATED");
    assert!(is_new(&server).await);
    server.finish().await;
}
