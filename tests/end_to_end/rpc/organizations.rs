//! What one organization has, another does not see, whoever guesses its ids.

use patchbay_tests::TestServer;
use serde_json::json;

/// Makes a second organization; the API token of its owner.

#[tokio::test]
async fn another_organizations_things_are_not_found() {
    let mut server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;
    let token = server.second_organization().await;
    let eve = server.rpc().with_token(&token);
    let me = eve.query("auth.me", json!(null)).await;
    assert_eq!(me["user"]["email"], "eve@example.com");
    assert_eq!(me["organization"]["name"], "Other");

    for (code, id, queries, mutations) in [
        (
            "WEBHOOK_NOT_FOUND",
            &json!(channel.id),
            &["webhooks.get"][..],
            &["webhooks.update", "webhooks.delete", "webhooks.test"][..],
        ),
        (
            "NOT_FOUND",
            &message["conversationId"],
            &["conversations.get", "conversations.messages"],
            &["conversations.reply"],
        ),
        (
            "NOT_FOUND",
            &message["tasks"][0]["id"],
            &["tasks.get"],
            &["tasks.update", "tasks.complete", "tasks.fail", "tasks.cancel"],
        ),
        ("NOT_FOUND", &reply["delivery"]["id"], &["deliveries.get"], &["deliveries.retry"]),
    ] {
        for query in queries {
            let _ = eve.try_query(query, json!({ "id": id })).await.refusal(404, code);
        }
        for mutation in mutations {
            let input = json!({ "id": id, "content": "Hello", "error": "broken", "isActive": false });
            let _ = eve.try_mutate(mutation, input).await.refusal(404, code);
        }
    }
    let by_channel = json!({ "webhookId": channel.id });
    let _ = eve.try_query("webhooks.getMessages", by_channel.clone()).await.refusal(404, "WEBHOOK_NOT_FOUND");
    for list in ["webhooks.list", "conversations.list", "tasks.list", "deliveries.list"] {
        assert_eq!(eve.query(list, json!({})).await["items"], json!([]), "{list}");
    }
    // Numbers begin anew, and mean one's own.
    let _ = eve.try_query("webhooks.get", json!({ "id": "1" })).await.refusal(404, "WEBHOOK_NOT_FOUND");
    let task = eve.mutate("tasks.create", json!({ "title": "Mine" })).await;
    assert_eq!(task["number"], 1);
    let theirs = eve
        .try_mutate("tasks.create", json!({ "title": "Mine", "conversationId": message["conversationId"] }))
        .await;
    assert!(theirs.status == 404 || theirs.status == 400, "{}", theirs.text);
    assert_eq!(server.rpc().query("tasks.get", json!({ "id": "1" })).await["sourceMessageId"], message["id"]);
    assert_eq!(server.rpc().query("webhooks.get", json!({ "id": channel.id })).await["isActive"], true);
    server.finish().await;
}

#[tokio::test]
async fn a_change_is_told_to_its_own_organization_alone() {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    let eve = server.rpc().with_token(&token);
    let mut changes = patchbay_tests::LiveChanges::open(&eve).await;
    server.rpc().mutate("tasks.create", json!({ "title": "Not hers" })).await;
    let hers = eve.mutate("tasks.create", json!({ "title": "Hers" })).await;
    let first = changes.next().await.unwrap();
    assert_eq!(first["id"], hers["id"], "{first}");
    server.finish().await;
}
