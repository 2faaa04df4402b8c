//! Sessions: the browsers that somebody is signed in with.

use patchbay_tests::{MEMBER_PASSWORD, Member, Rpc, TestServer};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";

/// A member with the session that joining began, and two more by password, the last one of a browser with a name.
async fn start() -> (TestServer, Member, Rpc, Rpc) {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let second = server.sign_in(EMAIL, MEMBER_PASSWORD).await;
    let browser = server.rpc().as_nobody().header("user-agent", "A browser 4111111111111111");
    let input = json!({ "email": EMAIL, "password": MEMBER_PASSWORD });
    let signed_in = browser.try_mutate("auth.signInWithPassword", input).await;
    let third = server.rpc().with_cookie(&signed_in.session_cookie());
    (server, member, second, third)
}

async fn sessions(rpc: &Rpc) -> Vec<Value> {
    rpc.query("sessions.list", json!({})).await["items"].as_array().unwrap().clone()
}

async fn current(rpc: &Rpc) -> Value {
    rpc.query("auth.me", Value::Null).await["sessionId"].clone()
}

#[tokio::test]
async fn ones_own_sessions_are_listed_the_newest_first() {
    let (server, member, second, third) = start().await;
    let ids = [current(&third).await, current(&second).await, current(&member.rpc).await];
    for (index, rpc) in [&third, &second, &member.rpc].into_iter().enumerate() {
        let seen = sessions(rpc).await;
        assert_eq!(seen.iter().map(|one| one["id"].clone()).collect::<Vec<_>>(), ids);
        for (at, one) in seen.iter().enumerate() {
            assert_eq!(one["isCurrent"], at == index, "{one}");
            assert_eq!(one["address"], "127.0.0.1");
        }
        let methods: Vec<_> = seen.iter().map(|one| &one["method"]).collect();
        assert_eq!(methods, ["password", "password", "link"]);
        // A card number in it is none any more.
        let browser = seen[0]["userAgent"].as_str().unwrap();
        assert!(browser.starts_with("A browser ") && !browser.contains("4111"), "{browser}");
    }
    assert_eq!(second.every("sessions.list", json!({}), 1).await, sessions(&second).await);
    // The owner has none: a token is no session.
    assert_eq!(sessions(&server.rpc()).await, Vec::<Value>::new());
    server.finish().await;
}

#[tokio::test]
async fn a_session_is_ended_from_another_one() {
    let (server, member, second, third) = start().await;
    let by_id = json!({ "id": current(&second).await });
    let _ = server.rpc().try_mutate("sessions.end", by_id.clone()).await.refusal(404, "NOT_FOUND");
    assert!(second.is_signed_in().await, "another member's, even for an owner");
    assert_eq!(member.rpc.mutate("sessions.end", by_id.clone()).await, by_id);
    assert!(!second.is_signed_in().await);
    assert!(third.is_signed_in().await && member.rpc.is_signed_in().await);
    let _ = member.rpc.try_mutate("sessions.end", by_id).await.refusal(404, "NOT_FOUND");
    // One's own, too.
    third.mutate("sessions.end", json!({ "id": current(&third).await })).await;
    assert!(!third.is_signed_in().await);
    server.finish().await;
}

#[tokio::test]
async fn all_others_are_ended_at_once() {
    let (server, member, second, third) = start().await;
    let other = server.join("ned@example.com", "member").await;
    let token = member.rpc.by_token(&["read"]).await;
    assert_eq!(second.mutate("sessions.endOthers", Value::Null).await, json!({ "ended": 2 }));
    assert!(second.is_signed_in().await && other.rpc.is_signed_in().await && token.is_signed_in().await);
    assert!(!member.rpc.is_signed_in().await && !third.is_signed_in().await);
    assert_eq!(second.mutate("sessions.endOthers", Value::Null).await, json!({ "ended": 0 }));
    server.finish().await;
}

#[tokio::test]
async fn whoever_signs_out_ends_their_own_alone() {
    let (server, member, second, _) = start().await;
    second.mutate("auth.signOut", Value::Null).await;
    assert!(!second.is_signed_in().await && member.rpc.is_signed_in().await);
    assert_eq!(sessions(&member.rpc).await.len(), 2);
    server.finish().await;
}
