//! Bytes that are hardly a mail: kept and put before a member, or refused with the reason; never lost, never a 500.

use patchbay_tests::{Mail, TestServer};
use serde_json::{Value, json};

use super::{CLIENT, hand_in, inbox_channel, sent};

/// Bytes that look random and are the same each time (a multiplicative generator, Lehmer's).
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed * 2 + 1;
    let next = |state: &mut u64| {
        *state = state.wrapping_mul(0xda94_2042_e4dd_58b5);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next(&mut state)).collect()
}

/// Hands anything in: the message that is kept of it; nothing where it was refused with a reason.
async fn kept(
    server: &TestServer,
    channel: &patchbay_tests::Channel,
    name: &str,
    raw: Vec<u8>,
) -> Option<Value> {
    let answer = server.mail(channel, raw).send().await;
    if answer.status != 200 {
        assert!(matches!(answer.status, 400 | 413), "{name}: {}", answer.text);
        let problem = answer.problem(answer.status, answer.body["code"].as_str().unwrap());
        assert!(problem["detail"].as_str().unwrap().len() > 20, "{name}: {problem}");
        return None;
    }
    Some(server.processed(channel, answer.body["messageId"].as_str().unwrap()).await)
}

#[tokio::test]
async fn broken_mail_is_kept_and_put_before_a_member() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let (mut reviewed, mut refused) = (Vec::new(), Vec::new());
    for (name, raw) in Mail::broken() {
        let Some(message) = kept(&server, &channel, name, raw).await else {
            refused.push(name);
            continue;
        };
        assert_eq!(message["review"].is_string(), message["unanswered"] == "unreadable", "{name}: {message}");
        if message["review"].is_string() {
            reviewed.push(name);
            assert_eq!(message["tasks"], json!([]), "{name}: {message}");
            assert!(
                message["review"].as_str().unwrap().ends_with("Its raw form is kept for 30 days."),
                "{message}"
            );
            assert!(
                sent(&server, &message).await.iter().all(|one| one["inReplyTo"] != message["id"]),
                "{name}"
            );
            let conversation = json!({ "id": message["conversationId"] });
            assert_eq!(
                server.rpc().query("conversations.get", conversation).await["needsReview"],
                true,
                "{name}"
            );
        }
    }
    for name in
        ["one byte", "every byte", "not UTF-8 at all", "a text, no header", "headers, cut in the middle"]
    {
        assert!(reviewed.contains(&name), "{name} is not in {reviewed:?}");
    }
    assert_eq!(refused, ["line ends only", "a header without an end", "multiparts in multiparts"]);
    server.finish().await;
}

#[tokio::test]
async fn a_text_that_cannot_be_read_is_put_before_a_member_whatever_the_subject_says() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let names = ["base64 that is none", "a multipart without a boundary"];
    for (name, raw) in Mail::broken().into_iter().filter(|(name, _)| names.contains(name)) {
        let message = hand_in(&server, &channel, raw).await;
        assert_eq!(message["unanswered"], "unreadable", "{name}: {message}");
        assert!(message["review"].is_string(), "{name}: {message}");
    }
    server.finish().await;
}

#[tokio::test]
async fn any_bytes_at_all_are_kept_or_refused_with_the_reason() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let mail = Mail::new(CLIENT, "Plans", "Please call Acme").html("<p>Please <b>call</b></p>");
    let mail = mail.attachment("a.pdf", "application/pdf", &noise(7, 3000)).raw().await;
    let mut count = 0;
    for seed in 0..16 {
        let noise = noise(seed, usize::try_from(seed * seed * 19 + 1).unwrap());
        // Noise alone, noise over a mail, and a mail that was cut.
        let mut over = mail.clone();
        let start = over.len() / 17 * usize::try_from(seed).unwrap();
        over.iter_mut().skip(start).zip(&noise).for_each(|(byte, noise)| *byte = *noise);
        let cut = mail[..start].to_vec();
        for (kind, raw) in [noise, over, cut].into_iter().enumerate() {
            let raw = [format!("Message-ID: <{seed}-{kind}@client.example>\r\n").as_bytes(), &raw].concat();
            let answer = server.mail(&channel, raw).send().await;
            assert!(matches!(answer.status, 200 | 400), "{seed}: {}", answer.text);
            count += usize::from(answer.status == 200 && answer.body.get("duplicate").is_none());
        }
    }
    server.idle_within(3 * patchbay_tests::PATIENCE).await;
    let listed = json!({ "webhookId": channel.id, "direction": "inbound" });
    let messages = server.rpc().every("webhooks.getMessages", listed, 100).await;
    assert_eq!(messages.len(), count);
    assert!(count > 40, "{count}");
    assert!(messages.iter().all(|message| message["status"] == "processed"));
    server.finish().await;
}

#[tokio::test]
async fn a_mail_of_headers_alone_is_its_subject() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let subject_alone = "From: bob@client.example\r\nSubject: Please call Acme tomorrow\r\n\r\n";
    let message = hand_in(&server, &channel, subject_alone).await;
    assert_eq!(
        (&message["content"], &message["review"]),
        (&json!("Please call Acme tomorrow"), &Value::Null)
    );
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message}");
    let nothing = hand_in(&server, &channel, "From: bob@client.example\r\n\r\n").await;
    assert_eq!((&nothing["unanswered"], &nothing["content"]), (&json!("unreadable"), &json!("")));
    assert!(
        nothing["review"].as_str().unwrap().contains("no text, no subject and no attachment"),
        "{nothing}"
    );
    server.mail(&channel, "").send().await.problem(400, "INVALID_PAYLOAD");
    server.finish().await;
}

#[tokio::test]
async fn a_member_looks_at_it_once() {
    let mut server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let fine = hand_in(&server, &channel, Mail::new(CLIENT, "Hello", "Please call Acme").raw().await).await;
    let broken = hand_in(&server, &channel, "Please call Acme").await;
    let rpc = server.rpc();
    let waiting = async || {
        let listed = rpc.every("conversations.list", json!({ "needsReview": true }), 10).await;
        listed.iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(waiting().await, [broken["conversationId"].clone()]);
    let token = server.second_organization().await;
    let (rpc, eve) = (server.rpc(), server.rpc().with_token(&token));
    let _ = eve
        .try_mutate("messages.markReviewed", json!({ "id": broken["id"] }))
        .await
        .refusal(404, "NOT_FOUND");
    let nobody = server.rpc().as_nobody();
    let _ = nobody
        .try_mutate("messages.markReviewed", json!({ "id": broken["id"] }))
        .await
        .refusal(401, "UNAUTHENTICATED");
    let first = rpc.mutate("messages.markReviewed", json!({ "id": broken["id"] })).await;
    assert!(first["reviewedAt"].is_string() && first["review"].is_string(), "{first}");
    let again = rpc.mutate("messages.markReviewed", json!({ "id": broken["id"] })).await;
    assert_eq!(again, first);
    let listed = rpc.every("conversations.list", json!({ "needsReview": true }), 10).await;
    assert_eq!(listed, Vec::<Value>::new());
    // What needed no look stays as it is.
    let fine_again = rpc.mutate("messages.markReviewed", json!({ "id": fine["id"] })).await;
    assert_eq!(fine_again["reviewedAt"], Value::Null);
    server.finish().await;
}
