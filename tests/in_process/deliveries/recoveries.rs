//! Many deliveries are tried again.

use patchbay::actions::start_recovery::{preview_recovery, start_recovery};
use patchbay_domain::delivery::DeliveryState::{Failed, Success};
use patchbay_domain::recovery::{RecoveryFilter, RecoveryState};
use patchbay_tests::{Receiver, Reply, eventually};

use super::{deliveries, publish, stand, subscribe};
use crate::app::App;

#[tokio::test]
async fn what_failed_in_a_stretch_of_time_is_counted_and_tried_again() {
    let app = App::start().await;
    let receiver = Receiver::of_events();
    let once = |raw: &mut patchbay::delivery::settings::RawSubscription| {
        raw.retry_delays = Some(Some(Vec::new()));
    };
    let subscription = subscribe(&app, receiver.url("/hook"), once).await;
    let minute = std::time::Duration::from_secs(60);
    let begun = app.now();
    receiver.script((0..6).map(|place| Reply::status(if place == 2 { 200 } else { 500 })));
    let mut expected = Vec::new();
    for number in 0..6 {
        publish(&app, number, None).await;
        receiver.next().await;
        expected.push(if number == 2 { Success } else { Failed });
        stand(&app, subscription.id, &expected).await;
        app.advance(minute);
    }
    // Minutes 1 to 4: four deliveries, of which one arrived.
    let filter = RecoveryFilter {
        webhook_id: Some(subscription.id),
        event_type: Some("lead.created".to_owned()),
        states: vec![Failed],
        since: begun + minute,
        until: begun + minute * 5,
    };
    assert_eq!(preview_recovery(app.services(), &app.owner, &filter).await.unwrap(), 3);
    let before = deliveries(&app, subscription.id).await;
    let recovery = start_recovery(app.services(), &app.owner, filter).await.unwrap();
    assert_eq!(recovery.total, 3);
    let mut again = Vec::new();
    for _ in 0..3 {
        again.push(receiver.next().await.header("webhook-id").to_owned());
    }
    again.sort();
    let ids: Vec<_> = [1, 3, 4].map(|place| before[place].event_id.to_string()).to_vec();
    assert_eq!(again, ids, "under the ids that the receiver knows");
    stand(&app, subscription.id, &[Failed, Success, Success, Success, Success, Failed]).await;
    eventually("the recovery to be over", async || {
        let scope = app.services().storage.scope(app.owner.organization_id);
        let (found, _) = scope.recovery(recovery.id).await.unwrap().unwrap();
        (found.state == RecoveryState::Completed && found.done == 3).then_some(())
    })
    .await;
    app.finish().await;
}
