//! A code that joins an address counts for ten minutes, and another one leaves after one.

use std::time::Duration;

use patchbay_domain::contact::ContactIdentifier;
use patchbay_tests::Received;

use super::{ANN, Office};
use crate::app::MILLISECOND;

const OTHER: &str = "+15005550007";
const TEN_MINUTES: Duration = Duration::from_secs(600);

/// The text to a number among the next two that leave, and the one to [`ANN`].
async fn two(office: &Office) -> (String, String) {
    let form = |request: Received| request.form();
    let (one, other) = (form(office.twilio.next().await), form(office.twilio.next().await));
    let (code, answer) = if one[0].1 == OTHER { (one, other) } else { (other, one) };
    assert_eq!((code[0].1.as_str(), answer[0].1.as_str()), (OTHER, ANN));
    (code[2].1[..6].to_owned(), answer[2].1.clone())
}

async fn answer(office: &Office, body: &str) -> String {
    office.text(body).await;
    office.twilio.next().await.form()[2].1.clone()
}

#[tokio::test]
async fn a_late_code_is_told_so_and_the_next_one_counts() {
    let office = Office::open().await;
    office.text("My number is also +1 500 555 0007").await;
    let (code, sent) = two(&office).await;
    assert!(sent.starts_with("I have sent a code to +15005550007"), "{sent}");
    office.quiet().await;
    office.app.advance(TEN_MINUTES);
    let late = answer(&office, &code).await;
    assert_eq!(late, "The code no longer counts: it was good for 10 minutes. Ask for another one.");

    office.text("My number is also +1 500 555 0007").await;
    let (second, _) = two(&office).await;
    office.quiet().await;
    office.app.advance(Duration::from_secs(60) - MILLISECOND);
    let too_soon = answer(&office, "My number is also +1 500 555 0007").await;
    assert!(too_soon.starts_with("A code was sent less than a minute ago"), "{too_soon}");
    office.app.advance(TEN_MINUTES - Duration::from_secs(60));
    let right = answer(&office, &second).await;
    assert!(right.starts_with("Thank you: +15005550007 is you, too."), "{right}");
    let scope = office.app.services().storage.scope(office.app.owner.organization_id);
    let known = async |number: &str| {
        scope.contact_known_by(&ContactIdentifier::Phone(number.to_owned())).await.unwrap()
    };
    assert!(known(OTHER).await.is_some());
    assert_eq!(known(OTHER).await, known(ANN).await);
    office.finish().await;
}

#[tokio::test]
async fn five_codes_a_day_are_enough() {
    let office = Office::open().await;
    for _ in 0..5 {
        office.text("My number is also +1 500 555 0007").await;
        two(&office).await;
        office.quiet().await;
        office.app.advance(Duration::from_secs(60));
    }
    let refused = answer(&office, "My number is also +1 500 555 0007").await;
    assert!(refused.starts_with("Too many codes were sent today."), "{refused}");
    office.finish().await;
}
