//! Getting in: the link, the password, the cookie.

use patchbay_tests::{OWNER_EMAIL, OWNER_PASSWORD, Setup, TestServer};
use serde_json::json;

/// The token in the sign-in link that a command printed last.
pub(crate) fn link_token(output: &str) -> String {
    let (_, rest) = output.rsplit_once("/app/sign-in?token=").unwrap();
    rest.chars().take_while(|character| !character.is_whitespace()).collect()
}

#[tokio::test]
async fn the_link_works_once() {
    let server = Setup::default().without_owner().start().await;
    let token = link_token(&server.output().stdout());
    let nobody = server.rpc().as_nobody();
    let first = nobody.try_mutate("auth.signIn", json!({ "token": token })).await;
    assert_eq!(first.status, 200, "{}", first.text);

    let again = nobody.try_mutate("auth.signIn", json!({ "token": token })).await;
    let refusal = again.refusal(401, "UNAUTHENTICATED");
    assert!(refusal["message"].as_str().unwrap().contains("patchbay sign-in-link --email"), "{refusal}");
    let _ = nobody
        .try_mutate("auth.signIn", json!({ "token": "nonsense" }))
        .await
        .refusal(401, "UNAUTHENTICATED");
    // Spent by the first use, the session lives on.
    let me = server.rpc().with_cookie(&first.session_cookie()).query("auth.me", json!(null)).await;
    assert_eq!(me, first.data());
    server.finish().await;
}

#[tokio::test]
async fn a_new_link_can_be_had() {
    let mut server = TestServer::start().await;
    server.stop().await;
    let printed = server.run(&["sign-in-link", "--email", OWNER_EMAIL]).await;
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    let unknown = server.run(&["sign-in-link", "--email", "nobody@example.com"]).await;
    assert_ne!(unknown.code, Some(0), "{}", unknown.all());

    server.start_again().await;
    let token = link_token(&printed.stdout);
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signIn", json!({ "token": token })).await;
    assert_eq!(signed_in.data()["user"]["email"], OWNER_EMAIL);
    server.finish().await;
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = TestServer::start().await;
    let credentials = json!({ "email": OWNER_EMAIL, "password": OWNER_PASSWORD });
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signInWithPassword", credentials.clone()).await;
    assert_eq!(signed_in.data()["user"]["email"], OWNER_EMAIL);
    let cookie = signed_in.header("set-cookie").to_owned();
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");

    let rpc = server.rpc().with_cookie(&signed_in.session_cookie());
    let foreign = rpc.clone().header("origin", "https://elsewhere.example");
    let _ =
        foreign.try_mutate("tasks.create", json!({ "title": "Not mine" })).await.refusal(403, "FORBIDDEN");
    let own = rpc.clone().header("origin", server.address());
    own.mutate("tasks.create", json!({ "title": "Mine" })).await;

    let signed_out = rpc.try_mutate("auth.signOut", json!(null)).await;
    assert_eq!(signed_out.data(), json!(null));
    assert!(signed_out.header("set-cookie").starts_with("patchbay_session=;"), "{:?}", signed_out.headers);
    let _ = rpc.try_query("auth.me", json!(null)).await.refusal(401, "UNAUTHENTICATED");
    server.finish().await;
}

#[tokio::test]
async fn behind_https_the_cookie_is_secure() {
    let server = Setup::default().set("PATCHBAY_PUBLIC_URL", "https://patchbay.example.com").start().await;
    let credentials = json!({ "email": OWNER_EMAIL, "password": OWNER_PASSWORD });
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signInWithPassword", credentials).await;
    assert!(signed_in.header("set-cookie").contains("Secure"), "{:?}", signed_in.headers);
    let channel = server.create_channel(json!({})).await;
    let url = format!("https://patchbay.example.com/api/webhooks/inbound/{}", channel.token);
    assert_eq!(channel.created["webhookUrl"], url);
    server.finish().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_refused_alike() {
    let server = TestServer::start().await;
    let nobody = server.rpc().as_nobody();
    let mut messages = Vec::new();
    for (email, password) in [(OWNER_EMAIL, "wrong"), ("nobody@example.com", OWNER_PASSWORD)] {
        let input = json!({ "email": email, "password": password });
        let refusal =
            nobody.try_mutate("auth.signInWithPassword", input).await.refusal(401, "UNAUTHENTICATED");
        messages.push(refusal["message"].clone());
    }
    assert_eq!(messages[0], messages[1]);
    server.finish().await;
}
