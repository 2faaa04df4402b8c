//! What a turn understood is told with the message.

use patchbay_tests::{FakeModel, ModelAnswer, Setup, TestServer};
use serde_json::{Value, json};

#[tokio::test]
async fn a_message_tells_what_was_understood_of_it() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let text = "Ask Tom to pay $1,500 to Acme on 24 December 2031 at 3pm. And what is open?";
    let message = server.send_and_wait(&channel, "ann", text).await;
    let understood = &message["turn"]["understanding"];
    assert_eq!(understood["language"], "en", "{message:#}");
    assert_eq!(understood["intents"], json!(["task", "question"]), "{message:#}");
    let [task] = understood["tasks"].as_array().unwrap().as_slice() else { panic!("{message:#}") };
    assert_eq!(
        *task,
        json!({
            "number": 1, "title": "Pay $1,500 to Acme", "priority": "medium",
            "dueAt": "2031-12-24T15:00:00.000Z", "hasDueTime": true, "assignee": "Tom",
        })
    );
    assert_eq!(understood["amounts"], json!(["$1,500"]), "{message:#}");
    assert_eq!(understood["changes"], json!([]));
    assert!(understood["answer"].is_string(), "{message:#}");
    assert!(["unknown", "contact", "member"].contains(&understood["trust"].as_str().unwrap()), "{message:#}");

    let message = server.send_and_wait(&channel, "ann", "Move task 1 to January 5, 2032").await;
    let understood = &message["turn"]["understanding"];
    assert_eq!(
        understood["changes"],
        json!([{
            "number": 1, "words": null, "kind": "reschedule", "dueAt": "2032-01-05T15:00:00.000Z",
            "priority": null, "title": null, "assignee": null,
        }])
    );
    assert_eq!((&understood["intents"], &understood["tasks"]), (&json!(["update"]), &json!([])));
    // One request tells the whole thread.
    let thread = server.thread(&message["conversationId"]).await;
    let told = thread.iter().filter(|one| one["turn"]["understanding"].is_object());
    assert_eq!(told.count(), 2, "{thread:#?}");
    server.finish().await;
}

#[tokio::test]
async fn no_card_number_is_kept_with_it() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    let channel = server.create_channel(json!({})).await;
    let card = "4111 1111 1111 1111";
    let mut output = FakeModel::answer("question", "I do not tell.");
    output["language"] = json!("de");
    output["answer"] = json!(format!("It is {card}."));
    output["confidence"] = json!("low");
    output["entities"]["people"] = json!([format!("Ann {card}")]);
    output["tasks"] = json!([{
        "title": format!("Charge {card}"), "description": null, "priority": "low", "deadline": null,
        "assignee": format!("Tom {card}"),
    }]);
    model.script([ModelAnswer::Says(output)]);
    let message = server.send_and_wait(&channel, "ann", "Which card?").await;
    let understood = &message["turn"]["understanding"];
    let seen = (&understood["language"], &understood["certainty"], &understood["answer"]);
    assert_eq!(seen, (&json!("de"), &json!("low"), &json!("It is [card ending 1111].")));
    let task = &understood["tasks"][0];
    let seen = (&task["title"], &task["assignee"]);
    assert_eq!(seen, (&json!("Charge [card ending 1111]"), &json!("Tom [card ending 1111]")));
    assert_eq!(server.places_of(&[card.to_owned()]).await, Vec::<String>::new());
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_model_is_told_the_language_and_the_organizations_words() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    let words = "We are closed in August.";
    server.rpc().mutate("settings.update", json!({ "instructions": words })).await;
    let channel = server.create_channel(json!({ "assistant": { "language": "fr" } })).await;
    server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;
    let turn = FakeModel::turn_of(&model.next().await);
    assert_eq!((&turn["answersIn"], &turn["organization"]["instructions"]), (&json!("fr"), &json!(words)));
    // The line of a task that follows the model's words is in that language too.
    let thread =
        server.thread(&server.rpc().query("conversations.list", json!({})).await["items"][0]["id"]).await;
    let answer = thread
        .iter()
        .find(|one| one["content"].as_str().unwrap().contains("Acme") && one["author"] == "assistant");
    assert!(answer.unwrap()["content"].as_str().unwrap().contains("T\u{e2}che 1"), "{thread:#?}");

    server.rpc().mutate("settings.update", json!({ "instructions": null })).await;
    server
        .rpc()
        .mutate("webhooks.update", json!({ "id": channel.id, "assistant": { "language": "message" } }))
        .await;
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    let turn = FakeModel::turn_of(&model.next().await);
    assert_eq!((&turn["answersIn"], &turn["organization"]["instructions"]), (&Value::Null, &Value::Null));
    server.finish().await;
}

#[tokio::test]
async fn a_model_renames_a_task_and_settles_what_was_asked() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    server.rpc().mutate("tasks.create", json!({ "title": "Landing page" })).await;
    let channel = server.create_channel(json!({})).await;
    let mut output = FakeModel::answer("update", "Renamed.");
    output["changes"] = json!([{
        "number": 1, "action": "rename", "deadline": null, "priority": null, "title": "Relaunch",
    }]);
    output["confirmation"] = json!({ "agreed": true, "code": "4821" });
    model.script([ModelAnswer::Says(output)]);
    let message = server.send_and_wait(&channel, "ann", "Yes 4821, and call 1 Relaunch").await;
    assert_eq!(message["turn"]["understanding"]["intents"], json!(["update", "confirmation"]), "{message:#}");
    assert_eq!(super::task(&server, 1).await["title"], "Relaunch");
    model.take_all();
    server.finish().await;
}
