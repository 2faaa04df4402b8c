//! Who has a place among the deliveries under way.

use uuid::Uuid;

use super::*;

fn target(number: u128) -> TargetId {
    TargetId::from(Uuid::from_u128(number))
}

#[test]
fn nobody_tries_before_it_opens_and_after_it_closes() {
    let dispatch = Dispatch::default();
    assert!(dispatch.reserve(target(1)).is_none());
    assert!(!dispatch.has_backlog(), "others may have room");
    dispatch.open(Uuid::from_u128(9).into(), |_| {});
    assert!(dispatch.reserve(target(1)).is_some());
    dispatch.close();
    assert!(dispatch.reserve(target(1)).is_none());
}

#[test]
fn what_finds_no_room_is_not_overtaken() {
    let dispatch = Dispatch::default();
    dispatch.open(Uuid::from_u128(9).into(), |_| {});
    let mut places: Vec<_> = (0..PER_TARGET).map(|_| dispatch.reserve(target(1)).unwrap()).collect();
    assert!(dispatch.reserve(target(1)).is_none(), "an address has its share");
    assert!(dispatch.reserve(target(2)).is_some(), "others have theirs");
    places.pop();
    assert!(dispatch.reserve(target(1)).is_none(), "what waits comes first");
    dispatch.looked(&[target(1)], &[]);
    assert!(dispatch.reserve(target(1)).is_some());
    drop(places);
    assert_eq!(dispatch.free(), u32::try_from(ROOM).unwrap());
    assert_eq!(dispatch.under_way().addresses(), 0);
}

#[test]
fn an_address_that_answers_quickly_has_more_at_hand() {
    let dispatch = Dispatch::default();
    dispatch.open(Uuid::from_u128(9).into(), |_| {});
    let (_, mut place, _) = dispatch.reserve(target(1)).unwrap();
    place.answered(TimeDelta::milliseconds(5));
    let more: Vec<_> = (1..PER_QUICK_TARGET).map(|_| dispatch.reserve(target(1)).unwrap()).collect();
    assert!(dispatch.reserve(target(1)).is_none());
    drop(more);
    place.answered(TimeDelta::seconds(5));
    dispatch.looked(&[target(1)], &[]);
    let _more: Vec<_> = (1..PER_TARGET).map(|_| dispatch.reserve(target(1)).unwrap()).collect();
    assert!(dispatch.reserve(target(1)).is_none());
}

#[tokio::test]
async fn so_many_requests_leave_for_an_address_and_no_more() {
    let dispatch = Dispatch::default();
    let mut inside = Vec::new();
    for _ in 0..REQUESTS_PER_TARGET {
        let mut place = dispatch.begin(Some(target(1))).await.unwrap();
        place.enter().await;
        inside.push(place);
    }
    let mut next = dispatch.begin(Some(target(1))).await.unwrap();
    let entering = next.enter();
    tokio::pin!(entering);
    assert!(futures::poll!(entering.as_mut()).is_pending());
    inside[0].answered(TimeDelta::zero());
    entering.await;
}

#[test]
fn with_many_addresses_each_has_less_and_none_has_all() {
    let quick = |addresses| most(true, addresses);
    assert_eq!((quick(1), quick(2), quick(7), quick(511), quick(10_000)), (256, 170, 64, 1, 1));
    assert_eq!((most(false, 1), most(false, 15)), (64, 32));
}
