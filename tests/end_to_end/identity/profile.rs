//! One's own account: name, address, time zone.

use patchbay_tests::{MEMBER_PASSWORD, OWNER_EMAIL, TestServer};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";
const OTHER: &str = "melanie@example.com";

#[tokio::test]
async fn a_name_and_a_time_zone_are_changed_freely() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let update = async |input| member.rpc.mutate("auth.updateProfile", input).await["user"].clone();
    let user = update(json!({ "name": "Melanie", "timeZone": "Europe/Vienna" })).await;
    assert_eq!((&user["name"], &user["timeZone"]), (&json!("Melanie"), &json!("Europe/Vienna")));
    assert_eq!((&user["email"], &user["role"]), (&json!(EMAIL), &json!("member")));
    assert_eq!(update(json!({})).await, user, "what is missing stays");
    assert_eq!(update(json!({ "timeZone": null })).await["timeZone"], Value::Null);
    assert_eq!(member.rpc.query("members.list", json!({})).await["items"][0]["name"], "Melanie");
    for (input, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "name": "a".repeat(101) }), "name"),
        (json!({ "timeZone": "Vienna" }), "timeZone"),
        (json!({ "email": "nobody" }), "email"),
    ] {
        assert_eq!(member.rpc.try_mutate("auth.updateProfile", input).await.refused_fields(), [field]);
    }
    server.finish().await;
}

#[tokio::test]
async fn another_address_needs_the_password_and_frees_the_old_one() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let input = |current: Value| json!({ "email": "Melanie@Example.com", "currentPassword": current });
    for wrong in [Value::Null, json!("not the present one")] {
        let answer = member.rpc.try_mutate("auth.updateProfile", input(wrong.clone())).await;
        assert_eq!(answer.refused_fields(), ["currentPassword"], "{wrong}");
    }
    assert!(server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    let me = member.rpc.mutate("auth.updateProfile", input(json!(MEMBER_PASSWORD))).await;
    assert_eq!(me["user"]["email"], OTHER);
    assert!(!server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    assert!(server.can_sign_in(OTHER, MEMBER_PASSWORD).await);
    let again = server.join(EMAIL, "member").await;
    assert_ne!(again.id, member.id);
    server.finish().await;
}

#[tokio::test]
async fn an_address_belongs_to_one_member() {
    let mut server = TestServer::start().await;
    let eve = server.second_organization().await;
    let eve = server.rpc().with_token(&eve);
    let member = server.join(EMAIL, "member").await;
    let input = |email: &str| json!({ "email": email, "currentPassword": MEMBER_PASSWORD });
    for taken in [OWNER_EMAIL, "EVE@example.com"] {
        let answer = member.rpc.try_mutate("auth.updateProfile", input(taken)).await;
        let _ = answer.refusal(409, "CONFLICT");
    }
    assert_eq!(member.rpc.query("auth.me", Value::Null).await["user"]["email"], EMAIL);
    // Who has no password is asked for none.
    let me = eve.mutate("auth.updateProfile", json!({ "email": OTHER })).await;
    assert_eq!((&me["user"]["email"], &me["hasPassword"]), (&json!(OTHER), &json!(false)));
    server.finish().await;
}
