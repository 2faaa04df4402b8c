//! Events about deliveries are events too: that they cannot be delivered is told to nobody, or it would be told for ever.

use patchbay_tests::{Receiver, Reply, TestServer};
use serde_json::json;

use super::{deliveries, ended, once, publish_lead, subscribe};

#[tokio::test]
async fn two_subscriptions_that_always_fail_tell_of_each_other_once() {
    let mut server = TestServer::start().await;
    let failing = server.watch(Receiver::of_events_answering(|_| Reply::status(500)));
    let healthy = server.watch(Receiver::of_events());
    let one = subscribe(&server, &failing.url("/one"), &["*"], once()).await;
    let other = subscribe(&server, &failing.url("/other"), &["*"], once()).await;
    let well = subscribe(&server, &healthy.url("/well"), &["*"], once()).await;
    for number in 0..2 {
        publish_lead(&server, number).await;
    }
    // Two leads each, and of what the other one could not be told.
    for failing in [&one, &other] {
        let found = ended(&server, failing, 4).await;
        assert!(found.iter().all(|delivery| delivery["status"] == "failed"), "{found:#?}");
        let exhausted = found.iter().filter(|delivery| delivery["eventType"] == "delivery.exhausted").count();
        assert_eq!(exhausted, 2, "{found:#?}");
    }
    // Two leads, and each of the four deliveries of a lead that were given up; nothing of the four about these.
    ended(&server, &well, 6).await;
    server.idle().await;
    assert_eq!((deliveries(&server, &one).await.len(), deliveries(&server, &well).await.len()), (4, 6));
    let told: Vec<_> = healthy.take_all();
    let exhausted: Vec<_> =
        told.iter().filter(|request| request.header("x-webhook-event") == "delivery.exhausted").collect();
    let mut told_of: Vec<_> =
        exhausted.iter().map(|request| request.json()["data"]["deliveryId"].to_string()).collect();
    told_of.sort();
    told_of.dedup();
    assert_eq!((told.len(), told_of.len()), (6, 4));
    for request in exhausted {
        let data = request.json()["data"].clone();
        assert_eq!(
            (&data["eventType"], &data["attempts"], &data["lastStatus"]),
            (&json!("lead.created"), &json!(1), &json!(500))
        );
        assert!([&one["id"], &other["id"]].contains(&&data["webhookId"]), "{data}");
    }
    assert_eq!(failing.take_all().len(), 8);
    server.finish().await;
}

#[tokio::test]
async fn a_subscription_to_everything_that_always_fails_makes_no_chain() {
    let mut server = TestServer::start().await;
    let failing = server.watch(Receiver::of_events_answering(|_| Reply::status(400)));
    let only = subscribe(&server, &failing.url("/hook"), &["*"], once()).await;
    for number in 0..3 {
        publish_lead(&server, number).await;
    }
    ended(&server, &only, 3).await;
    server.idle().await;
    assert_eq!(deliveries(&server, &only).await.len(), 3, "it is not told of itself");
    assert_eq!(failing.take_all().len(), 3);
    // They are kept all the same, for whoever looks.
    let events = server.rpc().every("events.list", json!({ "type": "delivery.exhausted" }), 100).await;
    assert_eq!(events.len(), 3);
    server.finish().await;
}
