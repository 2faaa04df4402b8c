//! Quotas of channels, to the microsecond, over hours that nobody has to wait for (C17 to C21).

mod bursts;
mod put_off;

use std::time::Duration;

use patchbay::channels::custom::settings::RawCustomSettings;
use patchbay_domain::webhook::Channel;
use reqwest::Response;
use serde_json::Value;

use crate::app::{App, post};

const MICROSECOND: Duration = Duration::from_micros(1);
const SECOND: Duration = Duration::from_secs(1);

/// A custom channel with the default quota, 30 a minute and 200 an hour, whose answers stay in the inbox.
async fn custom_channel(app: &App) -> Channel {
    app.custom_channel(RawCustomSettings::default()).await
}

/// A good request.
async fn hello(app: &App, channel: &Channel) -> Response {
    let request = post(app, channel).header("content-type", "text/plain").body("Please call Acme");
    request.send().await.unwrap()
}

/// A request that says nothing: it counts all the same.
async fn malformed(app: &App, channel: &Channel) -> Response {
    post(app, channel).header("content-type", "application/json").body("{").send().await.unwrap()
}

fn number(response: &Response, header: &str) -> i64 {
    response.headers()[header].to_str().unwrap().parse().unwrap()
}

/// That a good request is refused, which window says so, and for how many seconds.
async fn refused(app: &App, channel: &Channel) -> (String, i64) {
    let response = hello(app, channel).await;
    assert_eq!((response.status().as_u16(), number(&response, "x-ratelimit-remaining")), (429, 0));
    let retry_after = number(&response, "retry-after");
    // Seconds are rounded up, once as an instant and once as a stretch of time.
    let reset = number(&response, "x-ratelimit-reset") - app.now().timestamp();
    assert!(reset == retry_after || reset == retry_after + 1, "{reset}, {retry_after}");
    let problem: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    (problem["code"].as_str().unwrap().to_owned(), retry_after)
}

fn minute(seconds: i64) -> (String, i64) {
    ("RATE_LIMIT_MINUTE".to_owned(), seconds)
}

fn hour(seconds: i64) -> (String, i64) {
    ("RATE_LIMIT_HOUR".to_owned(), seconds)
}

/// That a good request is taken.
async fn taken(app: &App, channel: &Channel) {
    assert_eq!(hello(app, channel).await.status().as_u16(), 200);
}

#[tokio::test]
async fn the_31st_of_a_minute_is_taken_exactly_when_the_first_leaves_it() {
    let app = App::start().await;
    let channel = custom_channel(&app).await;
    for _ in 0..30 {
        taken(&app, &channel).await;
        app.advance(SECOND);
    }
    assert_eq!(refused(&app, &channel).await, minute(30));
    app.advance(30 * SECOND - MICROSECOND);
    assert_eq!(refused(&app, &channel).await, minute(1));
    app.advance(MICROSECOND);
    taken(&app, &channel).await;
    assert_eq!(refused(&app, &channel).await, minute(1), "the second one leaves a second later");
    app.advance(SECOND);
    taken(&app, &channel).await;
    app.look_around().await;
    app.finish().await;
}

#[tokio::test]
async fn the_201st_of_an_hour_is_taken_exactly_when_the_first_leaves_it() {
    let app = App::start().await;
    let channel = custom_channel(&app).await;
    let step = 6 * SECOND;
    taken(&app, &channel).await;
    app.advance(step);
    for left in (0..199).rev() {
        let response = malformed(&app, &channel).await;
        assert_eq!(response.status().as_u16(), 400);
        if left < 100 {
            // By then the hour is the tighter one: never more than ten of a minute are used.
            assert_eq!(
                (number(&response, "x-ratelimit-limit"), number(&response, "x-ratelimit-remaining")),
                (200, left)
            );
        }
        app.advance(step);
    }
    assert_eq!(refused(&app, &channel).await, hour(3600 - 200 * 6));
    app.advance(Duration::from_secs(3600 - 200 * 6) - MICROSECOND);
    assert_eq!(refused(&app, &channel).await, hour(1));
    app.advance(MICROSECOND);
    taken(&app, &channel).await;
    assert_eq!(refused(&app, &channel).await, hour(6));
    app.finish().await;
}

#[tokio::test]
async fn a_restart_forgives_nothing() {
    let mut app = App::start().await;
    let channel = custom_channel(&app).await;
    for _ in 0..30 {
        taken(&app, &channel).await;
    }
    assert_eq!(refused(&app, &channel).await, minute(60));
    app.stop().await;
    app.advance(10 * SECOND);
    app.start_again().await;
    assert_eq!(refused(&app, &channel).await, minute(50));
    app.advance(50 * SECOND - MICROSECOND);
    assert_eq!(refused(&app, &channel).await, minute(1));
    app.advance(MICROSECOND);
    for _ in 0..30 {
        taken(&app, &channel).await;
    }
    assert_eq!(refused(&app, &channel).await, minute(60));
    app.finish().await;
}
