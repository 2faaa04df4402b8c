//! How often somebody may try: passwords, resets, looks at a secret key, wrong tokens.

use patchbay_tests::{Answer, MEMBER_PASSWORD, OWNER_EMAIL, OWNER_PASSWORD, Rpc, Setup, TestServer};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";

async fn start() -> TestServer {
    Setup::default().with_limits().start().await
}

async fn try_sign_in(server: &TestServer, email: &str, password: &str) -> Answer {
    let input = json!({ "email": email, "password": password });
    server.rpc().as_nobody().try_mutate("auth.signInWithPassword", input).await
}

/// Tries this many wrong passwords, each of which must be refused as wrong.
async fn guess(server: &TestServer, email: &str, times: u32) {
    for _ in 0..times {
        let _ = try_sign_in(server, email, "a guess").await.refusal(401, "UNAUTHENTICATED");
    }
}

/// Checks that an answer tells to wait, for at most so many seconds, in both ways in which it is told.
#[track_caller]
fn has_to_wait(answer: &Answer, code: &str, longest: u64) {
    let refusal = answer.refusal(429, code);
    let seconds = refusal["retryAfterSeconds"].as_u64().unwrap();
    assert!((1..=longest).contains(&seconds), "{refusal}");
    assert_eq!(answer.header("retry-after"), seconds.to_string());
}

#[tokio::test]
async fn the_sixth_guess_of_a_minute_waits_even_where_it_is_right() {
    let server = start().await;
    server.join(EMAIL, "member").await;
    guess(&server, EMAIL, 5).await;
    for password in ["a guess", MEMBER_PASSWORD] {
        has_to_wait(&try_sign_in(&server, EMAIL, password).await, "RATE_LIMIT_MINUTE", 60);
    }
    // The same address, written otherwise; somebody else is not held up.
    has_to_wait(&try_sign_in(&server, " MEL@example.com ", MEMBER_PASSWORD).await, "RATE_LIMIT_MINUTE", 60);
    assert!(server.can_sign_in(OWNER_EMAIL, OWNER_PASSWORD).await);
    // Nor is it told who is a member: an unknown address waits alike.
    guess(&server, "nobody@example.com", 5).await;
    has_to_wait(&try_sign_in(&server, "nobody@example.com", "a guess").await, "RATE_LIMIT_MINUTE", 60);
    server.finish().await;
}

#[tokio::test]
async fn a_success_forgives() {
    let server = start().await;
    server.join(EMAIL, "member").await;
    for _ in 0..3 {
        guess(&server, EMAIL, 4).await;
        assert!(server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    }
    server.finish().await;
}

#[tokio::test]
async fn the_present_password_is_not_guessed_at_leisure_either() {
    let server = start().await;
    server.join(EMAIL, "member").await;
    let rpc = server.sign_in(EMAIL, MEMBER_PASSWORD).await;
    let change =
        |current: &str| json!({ "currentPassword": current, "newPassword": "another good password" });
    for _ in 0..3 {
        let wrong = rpc.try_mutate("auth.changePassword", change("a guess")).await;
        assert_eq!(wrong.refused_fields(), ["currentPassword"]);
    }
    let other = json!({ "email": "melanie@example.com", "currentPassword": "a guess" });
    for _ in 0..2 {
        let wrong = rpc.try_mutate("auth.updateProfile", other.clone()).await;
        assert_eq!(wrong.refused_fields(), ["currentPassword"]);
    }
    has_to_wait(&rpc.try_mutate("auth.updateProfile", other).await, "RATE_LIMIT_MINUTE", 60);
    let right = rpc.try_mutate("auth.changePassword", change(MEMBER_PASSWORD)).await;
    has_to_wait(&right, "RATE_LIMIT_MINUTE", 60);
    has_to_wait(&try_sign_in(&server, EMAIL, MEMBER_PASSWORD).await, "RATE_LIMIT_MINUTE", 60);
    server.finish().await;
}

#[tokio::test]
async fn one_reset_a_minute_is_asked_for() {
    let server = start().await;
    let nobody = server.rpc().as_nobody();
    let ask =
        async |email: &str| nobody.try_mutate("auth.requestPasswordReset", json!({ "email": email })).await;
    for email in [OWNER_EMAIL, "nobody@example.com"] {
        assert_eq!(ask(email).await.data(), Value::Null);
        has_to_wait(&ask(email).await, "RATE_LIMIT_MINUTE", 60);
        has_to_wait(&ask(&email.to_uppercase()).await, "RATE_LIMIT_MINUTE", 60);
    }
    server.finish().await;
}

#[tokio::test]
async fn a_secret_key_is_looked_at_thirty_times_an_hour() {
    let server = start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let channel = server.create_channel(json!({})).await;
    let look = async |rpc: &Rpc| rpc.try_query("webhooks.getSecretKey", json!({ "id": channel.id })).await;
    for _ in 0..30 {
        assert_eq!(look(&server.rpc()).await.data()["secretKey"], channel.secret_key);
    }
    has_to_wait(&look(&server.rpc()).await, "RATE_LIMIT_HOUR", 3_600);
    // By another token of the same member, too.
    has_to_wait(&look(&server.rpc().by_token(&["secrets", "read"]).await).await, "RATE_LIMIT_HOUR", 3_600);
    assert_eq!(look(&admin.rpc).await.status, 200);
    let revealed = json!({ "action": "webhook.secret_key_revealed" });
    assert_eq!(server.rpc().every("audit.list", revealed, 100).await.len(), 31);
    server.finish().await;
}

#[tokio::test]
async fn sixty_wrong_tokens_a_minute_are_looked_at_and_a_right_one_always() {
    let server = start().await;
    let unknown = format!("pb_{}", "0".repeat(64));
    let forged = [server.rpc().with_token(&unknown), server.rpc().with_cookie("patchbay_session=0123456789")];
    for number in 0..60 {
        let answer = forged[number % 2].try_query("auth.me", Value::Null).await;
        let _ = answer.refusal(401, "UNAUTHENTICATED");
    }
    for rpc in &forged {
        has_to_wait(&rpc.try_query("tasks.list", json!({})).await, "RATE_LIMIT_MINUTE", 60);
    }
    let attachment = "/api/v1/messages/01890000-0000-7000-8000-000000000000/attachments/0";
    assert_eq!(forged[0].fetch(attachment).await.status, 429);
    assert!(server.rpc().is_signed_in().await);
    assert!(server.can_sign_in(OWNER_EMAIL, OWNER_PASSWORD).await);
    server.finish().await;
}
