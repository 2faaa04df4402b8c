//! An event is told once more (C31).

use patchbay::actions::replay_event::{Replay, replay_event};
use patchbay_tests::Receiver;
use serde_json::json;

use super::{publish, subscribe};
use crate::app::App;

#[tokio::test]
async fn a_replay_is_a_new_event_that_says_which_one_it_repeats() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    subscribe(&app, receiver.url("/hook"), |_| {}).await;
    let event = publish(&app, 1, None).await;
    let first = receiver.next().await;
    let replay = |replay| replay_event(app.services(), &app.owner, event.id, replay);

    let repeated = replay(Replay::default()).await.unwrap();
    let second = receiver.next().await;
    assert_ne!(second.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(second.json()["replayOf"], json!(event.id));
    assert_eq!(second.json()["data"], first.json()["data"]);

    let data = json!({ "leadId": "lead-1", "name": "Bob" });
    replay(Replay { data: Some(data.clone()), preserve_id: true }).await.unwrap();
    let third = receiver.next().await;
    assert_eq!(third.header("webhook-id"), first.header("webhook-id"));
    assert_eq!((&third.json()["data"], &third.json()["id"]), (&data, &json!(event.id)));

    // A replay of a replay is one of the original: five in all, whichever is repeated.
    for _ in 0..3 {
        replay_event(app.services(), &app.owner, repeated.id, Replay::default()).await.unwrap();
        assert_eq!(receiver.next().await.json()["replayOf"], json!(event.id));
    }
    assert!(replay(Replay::default()).await.is_err());
    app.finish().await;
}
