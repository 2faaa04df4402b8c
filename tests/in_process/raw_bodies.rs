//! The raw body of a message is kept for 30 days (C33); the message stays.

use std::time::Duration;

use patchbay_domain::message::MessageStatus;
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How many raw bodies there are.
async fn bodies(app: &App) -> String {
    app.texts("SELECT CAST(count(*) AS TEXT) FROM raw_bodies").await.remove(0)
}

/// Waits until housekeeping was done, and is to come back later than now.
async fn housekeeping(app: &App, before: &[String]) -> Vec<String> {
    eventually("housekeeping to be done", async || {
        let found = app
            .texts("SELECT state || ' ' || CAST(run_at AS TEXT) FROM jobs WHERE kind = 'expire_raw_bodies'")
            .await;
        (found != before && found.iter().all(|job| job.starts_with("scheduled"))).then_some(found)
    })
    .await
}

#[tokio::test]
async fn a_raw_body_is_gone_after_thirty_days_and_the_message_is_not() {
    let app = App::start().await;
    let at_the_start = housekeeping(&app, &[]).await;
    assert_eq!(at_the_start.len(), 1, "{at_the_start:?}");
    let channel = app.channel_to("http://127.0.0.1:9/nobody".to_owned()).await;
    let id = app.receive(&channel).await;
    assert_eq!(bodies(&app).await, "1");

    app.advance(30 * DAY - HOUR);
    let an_hour_before = housekeeping(&app, &at_the_start).await;
    app.look_around().await;
    assert_eq!(bodies(&app).await, "2", "that of the message and that of the look around");
    app.advance(HOUR - MILLISECOND);
    app.look_around().await;
    assert_eq!(bodies(&app).await, "3", "a millisecond before");

    app.advance(MILLISECOND);
    let in_time = housekeeping(&app, &an_hour_before).await;
    assert_eq!(bodies(&app).await, "2", "of the three only the one whose time is over is gone");
    assert_eq!(app.message(id).await.content, "Please call Acme tomorrow");
    assert_eq!(app.message(id).await.status, MessageStatus::Processed);

    app.advance(31 * DAY);
    housekeeping(&app, &in_time).await;
    assert_eq!(bodies(&app).await, "0");
    app.finish().await;
}
