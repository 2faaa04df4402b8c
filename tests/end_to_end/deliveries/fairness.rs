//! A receiver that is dead, and one that takes its time, delay nobody.

use patchbay_tests::{ClosedReceiver, Receiver, TestServer, eventually_within};
use serde_json::{Value, json};

use super::{deliveries, hasten, subscribe};

/// Leads that each of three receivers is to be told of; far more than an address has under way at a time.
const LEADS: usize = 200;

async fn in_state(server: &TestServer, subscription: &Value, state: &str) -> usize {
    let found = deliveries(server, subscription).await;
    found.iter().filter(|delivery| delivery["status"] == state).count()
}

#[tokio::test]
async fn a_slow_and_a_dead_receiver_delay_nobody() {
    let mut server = TestServer::start().await;
    let healthy = server.watch(Receiver::of_events());
    let slow_receiver = super::rude::Slow::start().await;
    let dead_receiver = ClosedReceiver::new();
    // The healthy one comes last: whoever was asked for first would be first, were there one queue for all.
    let dead = subscribe(&server, &dead_receiver.url("/dead"), &["lead.created"], json!({})).await;
    let slow = subscribe(&server, &slow_receiver.url("/slow"), &["lead.created"], json!({})).await;
    let well = subscribe(&server, &healthy.url("/well"), &["lead.created"], json!({})).await;
    for batch in 0..LEADS / 100 {
        let lead = |number| {
            let data = json!({ "leadId": format!("lead-{batch}-{number}") });
            json!({ "type": "lead.created", "data": data })
        };
        let events: Vec<_> = (0..100).map(lead).collect();
        server.rpc().mutate("events.publishMany", json!({ "events": events })).await;
    }
    let patience = 3 * patchbay_tests::PATIENCE;
    eventually_within(patience, "all leads at the healthy receiver", async || {
        (healthy.untaken().len() >= LEADS).then_some(())
    })
    .await;
    assert_eq!(in_state(&server, &slow, "success").await, 0, "nobody has answered there");
    assert_eq!(in_state(&server, &dead, "success").await, 0);
    let mut leads: Vec<_> =
        healthy.take_all().iter().map(|request| request.json()["data"]["leadId"].to_string()).collect();
    leads.sort();
    leads.dedup();
    assert_eq!(leads.len(), LEADS);

    // The slow one answers in the end and gets everything; the dead one is no more.
    slow_receiver.answer();
    eventually_within(patience, "all leads at the slow receiver", async || {
        (in_state(&server, &slow, "success").await == LEADS).then_some(())
    })
    .await;
    assert_eq!(in_state(&server, &well, "success").await, LEADS);
    server.rpc().mutate("subscriptions.delete", json!({ "id": dead["id"] })).await;
    eventually_within(patience, "what waits for the dead one to be called off", async || {
        hasten(&server).await;
        server.jobs().await.is_empty().then_some(())
    })
    .await;
    assert_eq!(in_state(&server, &dead, "cancelled").await, LEADS);
    server.finish().await;
}
