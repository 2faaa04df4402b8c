//! Bursts at random, over hours: never more than the quota in any minute or hour, and nobody refused without need.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay::actions::spend_quota::spend_quota;
use patchbay_domain::quota::{Admission, Window};

use super::custom_channel;
use crate::app::App;

/// Numbers that look random, the same at every run (Knuth's linear congruential generator of MMIX).
struct Numbers(u64);

impl Numbers {
    /// One of `0..end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// A pause: within a burst none or a very short one, between bursts up to twenty minutes.
    fn pause(&mut self) -> Duration {
        match self.below(100) {
            0..80 => Duration::ZERO,
            80..92 => Duration::from_micros(self.below(1_500_000)),
            92..96 => Duration::from_secs(60),
            96..99 => Duration::from_millis(self.below(90_000)),
            _ => Duration::from_millis(self.below(1_200_000)),
        }
    }
}

/// From when on a window has room for one more, after these were admitted.
fn free_at(admitted: &[DateTime<Utc>], quota: usize, window: TimeDelta) -> Option<DateTime<Utc>> {
    admitted.len().checked_sub(quota).map(|place| admitted[place] + window)
}

#[tokio::test]
async fn no_minute_and_no_hour_ever_holds_more_than_its_quota() {
    let (minute, hour) = (TimeDelta::minutes(1), TimeDelta::hours(1));
    let app = App::start().await;
    let channel = custom_channel(&app).await;
    let begun = app.now();
    let mut numbers = Numbers(42);
    let mut admitted: Vec<DateTime<Utc>> = Vec::new();
    let (mut full_minutes, mut full_hours) = (0, 0);
    while app.now() - begun < TimeDelta::hours(3) {
        let now = app.now();
        let in_minute = free_at(&admitted, 30, minute).filter(|free| *free > now);
        let in_hour = free_at(&admitted, 200, hour).filter(|free| *free > now);
        match spend_quota(app.services(), &channel).await.unwrap().unwrap() {
            Admission::Now(_) => {
                assert_eq!((in_minute, in_hour), (None, None), "taken at {now}");
                admitted.push(now);
            }
            Admission::Refused { window, retry_at, .. } => {
                assert_eq!(Some(retry_at), in_minute.max(in_hour), "refused at {now}");
                let expected = if in_hour > in_minute { Window::Hour } else { Window::Minute };
                assert_eq!(window, expected, "refused at {now}");
                full_minutes += usize::from(window == Window::Minute);
                full_hours += usize::from(window == Window::Hour);
            }
            put_off @ Admission::At(..) => panic!("custom channels put nothing off: {put_off:?}"),
        }
        app.advance(numbers.pause());
    }
    for (quota, window) in [(30, minute), (200, hour)] {
        for (first, next) in admitted.iter().zip(&admitted[quota..]) {
            assert!(*next - *first >= window, "more than {quota} from {first} on");
        }
    }
    assert!(full_minutes > 20 && full_hours > 20 && admitted.len() > 400, "{full_minutes}, {full_hours}");
    app.finish().await;
}
