//! One message after another is posted to a custom channel, each when the turn before was taken: how long a turn takes is not to
//! hang on others that wait for the same model.

use std::time::{Duration, Instant};

use patchbay_tests::{Channel, Receiver, TestServer};
use serde_json::Value;

use crate::messages::Message;
use crate::model_server::ModelServer;
use crate::report::{Report, Taken};

/// How long a turn and its answer may take. The model has 60 s, then the built-in assistant answers.
const PATIENCE: Duration = Duration::from_secs(90);

/// Posts every message, and waits for its turn and its answer.
pub(crate) async fn converse(
    server: &mut TestServer,
    model: &mut ModelServer,
    messages: &[Message],
) -> anyhow::Result<Report> {
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/answers")).await;
    let mut report = Report::default();
    for (place, message) in messages.iter().enumerate() {
        model.idle().await?;
        let id = server.send(&channel, message.sender, message.text).await;
        let turn = turn(server, &channel, &id).await;
        let answer = match &turn {
            Some(_) => answer(&receiver, &id).await,
            None => None,
        };
        let taken = Taken { kind: message.kind, text: message.text, turn, answer };
        eprintln!("{:>2} of {}: {}", place + 1, messages.len(), taken.line());
        report.add(taken);
    }
    Ok(report)
}

/// How the turn on a message was taken; nothing where it was not.
async fn turn(server: &TestServer, channel: &Channel, id: &str) -> Option<Value> {
    until(async || {
        let message = server.message(channel, id).await?;
        matches!(message["status"].as_str(), Some("processed" | "failed")).then(|| message["turn"].clone())
    })
    .await
    .filter(|turn| !turn.is_null())
}

/// The words that arrive as the answer to a message. "On it." answers nothing, so it may come before.
async fn answer(receiver: &Receiver, id: &str) -> Option<String> {
    until(async || {
        let bodies = receiver.take_all().into_iter().map(|received| received.json());
        let mut answers = bodies.filter(|body| body["data"]["inReplyTo"] == id);
        answers.next()?["data"]["content"].as_str().map(str::to_owned)
    })
    .await
}

/// Asks now and then: the model needs the machine more.
async fn until<T>(mut attempt: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let asked_at = Instant::now();
    while asked_at.elapsed() < PATIENCE {
        if let Some(found) = attempt().await {
            return Some(found);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    None
}
