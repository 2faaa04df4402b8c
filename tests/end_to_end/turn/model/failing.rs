//! The model's server is not well: the built-in assistant answers, and the message says why.

use patchbay_tests::{ClosedReceiver, FakeModel, MODEL_NAME, ModelAnswer, Reply, Setup, TestServer};
use serde_json::{Value, json};

use super::{answer_to, server_with, taken_by_model, taken_instead};

const TEXT: &str = "Please call Acme tomorrow at 3pm";

fn other(reply: Reply) -> ModelAnswer {
    ModelAnswer::Other(reply)
}

/// What becomes of a message when the model's server answers so.
async fn message_after(server: &TestServer, model: &FakeModel, answers: Vec<ModelAnswer>) -> Value {
    let channel = server.create_channel(json!({})).await;
    model.script(answers);
    let message = server.send_and_wait(&channel, "ann", TEXT).await;
    let reply = server.thread(&message["conversationId"]).await.pop().unwrap();
    assert!(reply["content"].as_str().unwrap().contains("Acme"), "{reply}");
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    message
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    for passing in [
        Reply::status(503),
        Reply::status(529),
        Reply::status(429).header("retry-after", "1"),
        Reply::status(429).header("retry-after", "0"),
    ] {
        let message = message_after(&server, &model, vec![other(passing)]).await;
        taken_by_model(&message);
        assert_eq!(message["turn"]["requests"], 2, "{message:#}");
        assert_eq!(model.take_all().len(), 2);
    }
    server.finish().await;
}

#[tokio::test]
async fn what_does_not_pass_is_given_up() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    for status in [503, 529] {
        let message = message_after(&server, &model, vec![other(Reply::status(status)); 3]).await;
        taken_instead(&message, &format!("answered {status}"));
        assert_eq!(model.take_all().len(), 3);
    }
    // A form that is not known to work may be what it fails over: the others are tried too.
    let message = message_after(&server, &model, vec![other(Reply::status(500)); 7]).await;
    taken_instead(&message, "answered 500");
    assert_eq!(model.take_all().len(), 7);
    // Nobody waits an hour for an answer.
    let later = Reply::status(429).header("retry-after", "3600");
    let message = message_after(&server, &model, vec![other(later)]).await;
    taken_instead(&message, "answered 429");
    for status in [401, 403, 404] {
        let message = message_after(&server, &model, vec![other(Reply::status(status))]).await;
        taken_instead(&message, &format!("answered {status}"));
    }
    assert_eq!(model.take_all().len(), 4, "one try each");
    server.finish().await;
}

#[tokio::test]
async fn what_breaks_off_is_no_answer() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let whole = json!({ "choices": [{ "message": { "content": "{}" } }] }).to_string();
    for (reply, reason) in [
        (Reply::cut(), "the connection to the model server was lost"),
        (Reply::status(200).body(whole.clone()).breaking_off(), "broke off"),
        (Reply::status(200).body("x".repeat(2 * 1024 * 1024)), "broke off, or had no end"),
        (Reply::status(200).body("<html>Welcome</html>"), "no JSON"),
        (Reply::status(302).header("location", "/elsewhere"), "answered 302"),
    ] {
        let message = message_after(&server, &model, vec![other(reply)]).await;
        taken_instead(&message, reason);
        assert_eq!(model.take_all().len(), 1, "{reason}");
    }
    // It works again at once.
    taken_by_model(&message_after(&server, &model, Vec::new()).await);
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_hindrance() {
    let closed = ClosedReceiver::new();
    let setup = Setup::default()
        .set("PATCHBAY_OPENAI_BASE_URL", &closed.url("/v1"))
        .set("PATCHBAY_OPENAI_MODEL", MODEL_NAME);
    let server = setup.start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", TEXT).await;
    taken_instead(&message, "cannot be reached");
    answer_to(&server, &message).await;
    let address = closed.url("").replace("http://", "");
    assert!(!message.to_string().contains(&address), "where it is, is the operator's business: {message:#}");
    server.finish().await;
}

#[tokio::test]
async fn after_ten_failures_it_is_left_alone() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    model.script(vec![other(Reply::status(401)); 10]);
    for place in 0..10 {
        let message = server.send_and_wait(&channel, &format!("sender-{place}"), TEXT).await;
        taken_instead(&message, "answered 401");
    }
    assert_eq!(model.take_all().len(), 10);
    let message = server.send_and_wait(&channel, "ann", TEXT).await;
    taken_instead(&message, "left alone");
    assert_eq!(message["turn"]["requests"], 0, "{message:#}");
    server.finish().await;
}
