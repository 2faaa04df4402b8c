//! Nothing that was published is lost: servers are killed at random moments, with deliveries under way to a receiver that
//! fails a third of the time.
#![expect(clippy::disallowed_methods, reason = "real time and real chance are what this is about")]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use patchbay_tests::{Receiver, Reply, Rpc, TestServer, eventually_within, runs_on_sqlite};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::subscribe;

/// Events that one request brings.
const BATCH: usize = 100;

/// How long everything may take: a busy machine is no failure, a lost event is.
const PATIENCE: Duration = Duration::from_secs(600);

/// How many events: what a debug build delivers in a minute or so, or as many as `PATCHBAY_TEST_KILL_EVENTS` says.
fn events() -> usize {
    env::var("PATCHBAY_TEST_KILL_EVENTS").map_or(2000, |text| text.parse().unwrap())
}

/// What came, by `webhook-id`: the bodies, each different one once.
#[derive(Default)]
struct Came {
    requests: AtomicUsize,
    bodies: Mutex<BTreeMap<String, BTreeSet<Vec<u8>>>>,
    /// Those that were answered with 200 at least once.
    taken: Mutex<BTreeSet<String>>,
}

/// Fails every third request, and remembers all.
fn receiver(came: Arc<Came>) -> Receiver {
    Receiver::of_events_answering(move |request| {
        let id = request.header("webhook-id").to_owned();
        let number = came.requests.fetch_add(1, Ordering::Relaxed);
        came.bodies.lock().unwrap().entry(id.clone()).or_default().insert(request.body.to_vec());
        if number.is_multiple_of(3) {
            return Reply::status(500);
        }
        came.taken.lock().unwrap().insert(id);
        Reply::status(200)
    })
}

/// Publishes, at whichever server is there, until every batch is acknowledged; the ids of the events.
fn publish_all(batches: usize, mut servers: watch::Receiver<Rpc>) -> JoinHandle<Vec<String>> {
    tokio::spawn(async move {
        let mut acknowledged = Vec::new();
        for batch in 0..batches {
            let lead =
                |number| json!({ "type": "lead.created", "data": { "leadId": format!("{batch}-{number}") } });
            let input = json!({ "events": (0..BATCH).map(lead).collect::<Vec<_>>() });
            loop {
                let rpc = servers.borrow_and_update().clone();
                // No answer: it was killed. What that batch became is open, so it is published again.
                match rpc.mutate_if_there("events.publishMany", &input).await {
                    Some(answer) if answer.status == 200 => {
                        let events = answer.data()["events"].as_array().unwrap().clone();
                        acknowledged
                            .extend(events.iter().map(|event| event["id"].as_str().unwrap().to_owned()));
                        break;
                    }
                    _ => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        }
        acknowledged
    })
}

/// Moments to kill at, as shares of all requests: by chance, and in their order.
fn moments(count: usize, of: usize) -> Vec<usize> {
    let bytes = uuid::Uuid::new_v4().into_bytes();
    let mut moments: Vec<_> = bytes[..count].iter().map(|byte| of * usize::from(*byte) / 256).collect();
    moments.sort_unstable();
    moments
}

async fn requests(came: &Came, count: usize) {
    let so_many = async || (came.requests.load(Ordering::Relaxed) >= count).then_some(());
    eventually_within(PATIENCE, "requests at the receiver", so_many).await;
}

async fn subscribed(server: &TestServer, receiver: &Receiver) -> Value {
    let settings = json!({ "retryDelays": vec![1; 20] });
    subscribe(server, &receiver.url("/hook"), &["lead.created"], settings).await
}

/// Everything acknowledged has arrived, and what arrived twice came as the same.
async fn nothing_is_lost(came: &Came, acknowledged: &[String], killed_at: &[usize]) {
    eventually_within(PATIENCE, "every event to arrive", async || {
        let taken = came.taken.lock().unwrap();
        acknowledged.iter().all(|id| taken.contains(id)).then_some(())
    })
    .await;
    let bodies = came.bodies.lock().unwrap();
    for (id, different) in bodies.iter() {
        assert_eq!(different.len(), 1, "{id} came with two bodies, killed at {killed_at:?}");
        let body: Value = serde_json::from_slice(different.first().unwrap()).unwrap();
        assert_eq!(body["id"], *id, "{body}");
    }
}

#[tokio::test]
async fn three_times_kill_9_lose_no_event() {
    // Where servers share a database another one takes over, which is the next test.
    if !runs_on_sqlite() {
        return;
    }
    let mut server = TestServer::start().await;
    let came = Arc::<Came>::default();
    let receiver = server.watch(receiver(came.clone()));
    let subscription = subscribed(&server, &receiver).await;
    let events = events();
    let (servers, watched) = watch::channel(server.rpc());
    let publisher = publish_all(events / BATCH, watched);
    let killed_at = moments(3, events);
    for moment in &killed_at {
        requests(&came, *moment).await;
        server.kill9().await;
        server.start_again().await;
        servers.send_replace(server.rpc());
    }
    let acknowledged = publisher.await.unwrap();
    assert_eq!(acknowledged.len(), events);
    nothing_is_lost(&came, &acknowledged, &killed_at).await;
    server.idle_within(PATIENCE).await;
    let shown = server.rpc().query("subscriptions.get", json!({ "id": subscription["id"] })).await;
    assert_eq!(
        (&shown["stats"]["failedDeliveries"], &shown["stats"]["heldDeliveries"]),
        (&json!(0), &json!(0))
    );
    assert!(shown["stats"]["successfulDeliveries"].as_u64().unwrap() >= events as u64, "{shown}");
    receiver.take_all();
    server.finish().await;
}

#[tokio::test]
async fn of_two_servers_and_two_workers_one_each_is_killed_and_the_others_take_over() {
    if runs_on_sqlite() {
        return;
    }
    let mut server = TestServer::start().await;
    let second = server.another_instance().await;
    let (worker, second_worker) = (server.worker().await, server.worker().await);
    let came = Arc::<Came>::default();
    let receiver = server.watch(receiver(came.clone()));
    let subscription = subscribed(&server, &receiver).await;
    let events = events();
    let (servers, watched) = watch::channel(server.rpc());
    let publisher = publish_all(events / BATCH, watched);
    let killed_at = moments(2, events);
    requests(&came, killed_at[0]).await;
    worker.kill9().await;
    requests(&came, killed_at[1]).await;
    server.kill9().await;
    servers.send_replace(second.rpc());
    let acknowledged = publisher.await.unwrap();
    assert_eq!(acknowledged.len(), events);
    nothing_is_lost(&came, &acknowledged, &killed_at).await;
    server.idle_within(PATIENCE).await;
    let shown = second.rpc().query("subscriptions.get", json!({ "id": subscription["id"] })).await;
    assert_eq!(
        (&shown["stats"]["failedDeliveries"], &shown["stats"]["heldDeliveries"]),
        (&json!(0), &json!(0))
    );
    second_worker.stop().await;
    second.stop().await;
    receiver.take_all();
    server.finish().await;
}
