//! On a channel that asks first, nothing is done before a yes; the first answer counts, wherever it is given.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{answer, asking_channel, code, confirmations, say, tasks};

#[tokio::test]
async fn a_yes_by_its_code_does_it_once() {
    let server = TestServer::start().await;
    let channel = asking_channel(&server).await;
    let asked = say(&server, &channel, "Please call Acme").await;
    let code = code(&asked);
    let expected = format!(
        "Please confirm: new task \"Call Acme\". Y {code} to do it, N {code} to leave it. It waits for 24 hours."
    );
    assert_eq!(asked, expected);
    assert_eq!(tasks(&server).await, Vec::<Value>::new());
    let waiting = &confirmations(&server).await[0];
    assert_eq!((&waiting["status"], &waiting["isOwn"]), (&json!("pending"), &json!(true)));
    assert_eq!(server.rpc().query("confirmations.count", Value::Null).await["waiting"], 1);

    let message = server.send_and_wait(&channel, "ann", &format!("y {code}")).await;
    assert_eq!(message["intent"], "confirmation");
    assert!(answer(&server, &message).await.contains("Task 1: Call Acme"), "{message}");
    let made = tasks(&server).await;
    assert_eq!((made.len(), &made[0]["title"]), (1, &json!("Call Acme")));
    // The task is of the message that asked for it.
    assert_eq!(made[0]["sourceMessageId"], waiting["messageId"]);
    assert_eq!(made[0]["needsApproval"], false);

    let again = say(&server, &channel, &format!("Y {code}")).await;
    assert_eq!(again, "That was agreed to already: new task \"Call Acme\".");
    assert_eq!(tasks(&server).await.len(), 1);
    let settled = &confirmations(&server).await[0];
    assert_eq!(settled["status"], "agreed");
    assert_eq!(settled["settledThrough"], json!(channel.id));
    let audit = server.rpc().every("audit.list", json!({ "action": "confirmation.agreed" }), 100).await;
    assert_eq!((audit.len(), &audit[0]["subject"]), (1, &settled["id"]));
    server.finish().await;
}

#[tokio::test]
async fn a_no_leaves_everything_as_it_is() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = asking_channel(&server).await;
    rpc.mutate("tasks.create", json!({ "title": "Call Acme" })).await;
    let asked = say(&server, &channel, "Task 1 is done").await;
    assert!(asked.starts_with("Please confirm: complete 1 (Call Acme). Y "), "{asked}");
    let left = say(&server, &channel, &format!("N {}", code(&asked))).await;
    assert_eq!(left, "Left as it is: complete 1 (Call Acme).");
    assert_eq!(tasks(&server).await[0]["status"], "pending");
    assert_eq!(confirmations(&server).await[0]["status"], "declined");
    server.finish().await;
}

#[tokio::test]
async fn a_plain_yes_counts_where_one_thing_waits() {
    let server = TestServer::start().await;
    let channel = asking_channel(&server).await;
    // Nothing waits: it is a yes to whatever else was said.
    let nothing = say(&server, &channel, "yes").await;
    assert!(!nothing.contains("confirm"), "{nothing}");
    say(&server, &channel, "Please call Acme").await;
    let done = say(&server, &channel, "Yes").await;
    assert!(done.contains("Task 1: Call Acme"), "{done}");

    let first = code(&say(&server, &channel, "Please order paper").await);
    let second = code(&say(&server, &channel, "Please order ink").await);
    let which = say(&server, &channel, "yes").await;
    let expected = format!(
        "Which one? Answer with its code:\nY {first}: new task \"Order paper\"\nY {second}: new task \"Order ink\""
    );
    assert_eq!(which, expected);
    say(&server, &channel, &format!("no {first}")).await;
    let done = say(&server, &channel, "ok").await;
    assert!(done.contains("Order ink"), "{done}");
    assert_eq!(tasks(&server).await.len(), 2);
    server.finish().await;
}

#[tokio::test]
async fn a_question_is_answered_without_asking() {
    let server = TestServer::start().await;
    let channel = asking_channel(&server).await;
    server.rpc().mutate("tasks.create", json!({ "title": "Call Acme" })).await;
    let told = say(&server, &channel, "What is open?").await;
    assert!(told.contains("Task 1: Call Acme"), "{told}");
    assert_eq!(confirmations(&server).await, Vec::<Value>::new());
    server.finish().await;
}

#[tokio::test]
async fn four_digits_are_not_guessed() {
    let server = TestServer::start().await;
    let channel = asking_channel(&server).await;
    let asked = say(&server, &channel, "Please call Acme").await;
    let right: u32 = code(&asked).parse().unwrap();
    for number in 1..=5 {
        let wrong = 1_000 + (right - 1_000 + number) % 9_000;
        let told = say(&server, &channel, &format!("Y {wrong}")).await;
        assert_eq!(told, format!("There is nothing under {wrong} that you could settle."));
    }
    let told = say(&server, &channel, &format!("Y {right}")).await;
    assert_eq!(told, "Too many wrong codes: please settle it in the dashboard.");
    assert_eq!(tasks(&server).await, Vec::<Value>::new());
    let id = confirmations(&server).await[0]["id"].clone();
    let settled = server.rpc().mutate("confirmations.settle", json!({ "id": id, "agree": true })).await;
    assert_eq!((&settled["status"], &settled["settledThrough"]), (&json!("agreed"), &Value::Null));
    assert_eq!(tasks(&server).await.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn a_click_and_a_post_settle_it_too_and_the_thread_hears_of_it() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = asking_channel(&server).await;
    let asked = say(&server, &channel, "Please call Acme").await;
    let waiting = confirmations(&server).await[0].clone();
    rpc.mutate("confirmations.settle", json!({ "id": waiting["id"], "agree": true })).await;
    let thread = server.thread(&waiting["conversationId"]).await;
    let last = thread.last().unwrap();
    assert!(last["content"].as_str().unwrap().contains("Task 1: Call Acme"), "{last}");
    let late = rpc.try_mutate("confirmations.settle", json!({ "id": waiting["id"], "agree": false })).await;
    let error = late.refusal(409, "CONFLICT");
    assert_eq!(error["message"], "It was settled already.");
    let told = say(&server, &channel, &format!("N {}", code(&asked))).await;
    assert_eq!(told, "That was agreed to already: new task \"Call Acme\".");

    say(&server, &channel, "Please order paper").await;
    let id = confirmations(&server).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/confirmations/{id}");
    let body = json!({ "agree": "yes" });
    let refused = server.rpc().rest("POST", &path).json(&body).send().await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    let settled = server.rpc().rest("POST", &path).json(&json!({ "agree": false })).expect(200).await;
    assert_eq!((&settled["status"], &settled["id"]), (&json!("declined"), &json!(id)));
    assert_eq!(server.rpc().rest("GET", &path).expect(200).await, settled);
    let again = server.rpc().rest("POST", &path).json(&json!({ "agree": true })).send().await;
    assert_eq!(again.status, 409, "{}", again.text);
    assert_eq!(tasks(&server).await.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn it_is_for_the_member_who_is_asked_and_for_admins() {
    let server = TestServer::start().await;
    let channel = asking_channel(&server).await;
    say(&server, &channel, "Please call Acme").await;
    let id = confirmations(&server).await[0]["id"].clone();
    let settle = json!({ "id": id, "agree": true });
    let member = server.join("mel@example.com", "member").await;
    let refused = member.rpc.try_mutate("confirmations.settle", settle.clone()).await;
    let _ = refused.refusal(403, "FORBIDDEN");
    assert_eq!(tasks(&server).await, Vec::<Value>::new());
    let admin = server.join("adam@example.com", "admin").await;
    assert_eq!(admin.rpc.mutate("confirmations.settle", settle).await["status"], "agreed");
    assert_eq!(tasks(&server).await.len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn what_no_longer_fits_is_said() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = asking_channel(&server).await;
    rpc.mutate("tasks.create", json!({ "title": "Call Acme" })).await;
    let asked = say(&server, &channel, "Task 1 is done").await;
    rpc.mutate("tasks.cancel", json!({ "id": "1" })).await;
    let told = say(&server, &channel, &format!("Y {}", code(&asked))).await;
    assert!(told.ends_with("Not all of it could be done: something had changed meanwhile."), "{told}");
    assert_eq!(tasks(&server).await[0]["status"], "cancelled");
    server.finish().await;
}
