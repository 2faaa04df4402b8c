//! What is published is stored as emitted events are, and only by what still holds.

use std::sync::Mutex;

use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::event::Event;
use patchbay_domain::event_name::EventName;
use patchbay_domain::ids::WorkerId;
use patchbay_domain::job::LEASE;
use patchbay_domain::subscription::PayloadFormat;
use sea_orm::ConnectionTrait;

use super::rows::assert_same;
use super::*;
use crate::{AudienceVersion, TokenProof, Tx};

const ORGANIZATION: Uuid = Uuid::from_u128(0x0A);

pub(super) fn worker() -> WorkerId {
    WorkerId::from(Uuid::from_u128(0x77))
}

/// An event with something in every column.
fn event(number: u128) -> Event {
    Event {
        id: Uuid::from_u128(number).into(),
        organization_id: ORGANIZATION.into(),
        event_type: EventName::parse("lead.created").unwrap(),
        version: 3,
        webhook_id: Some(Uuid::from_u128(0x0B).into()),
        conversation_id: Some(Uuid::from_u128(0x0C).into()),
        labels: vec!["eu".into(), "çà".into()],
        key: Some("lead 1".into()),
        data: serde_json::json!({ "leadId": "l-1", "n": 1.0, "big": 9_007_199_254_740_993_i64, "😀": null }),
        replay_of: Some(Uuid::from_u128(0x0D).into()),
        replay_count: 2,
        wire_id: Some(Uuid::from_u128(0x0E).into()),
        occurred_at: start_of_time() + chrono::TimeDelta::microseconds(123_456),
    }
}

pub(super) fn delivery(number: u128) -> Delivery {
    Delivery {
        id: Uuid::from_u128(number).into(),
        organization_id: ORGANIZATION.into(),
        target_id: Some(Uuid::from_u128(0x10).into()),
        webhook_id: Uuid::from_u128(0x11).into(),
        event_id: Uuid::from_u128(number).into(),
        wire_id: Some(Uuid::from_u128(0x0E).into()),
        event_type: "lead.created".into(),
        message_id: None,
        conversation_id: Some(Uuid::from_u128(0x0C).into()),
        recipient: None,
        kind: DeliveryKind::Event,
        format: PayloadFormat::Cloudevents,
        body: "{\"data\":\"Grüße\"}".into(),
        lane: None,
        progress: Progress::due(start_of_time()),
        created_at: start_of_time(),
    }
}

/// A publication of this number, whose first try notes itself in `begun`.
pub(super) fn publish(number: u128, version: i64, begun: Option<&Arc<Mutex<Vec<u128>>>>) -> Publish {
    let first_try = begun.map(|begun| {
        let begun = Arc::clone(begun);
        FirstTry { worker_id: worker(), begin: Box::new(move || begun.lock().unwrap().push(number)) }
    });
    Publish {
        organization_id: ORGANIZATION.into(),
        events: vec![event(number)],
        deliveries: vec![PublishedDelivery {
            delivery: delivery(number),
            job: job(number, None, 0),
            first_try,
        }],
        audience: AudienceVersion(version),
        proof: None,
        now: start_of_time(),
    }
}

async fn audience_changes(storage: &Storage) {
    let changed = storage
        .writer()
        .transact(|tx| Box::pin(async move { tx.scope(ORGANIZATION.into()).audience_changed().await }));
    changed.await.unwrap();
}

async fn run(tx: &Tx, sql: &str, values: Vec<sea_orm::Value>) -> Result<(), StorageError> {
    tx.connection().execute_raw(tx.statement(sql, values)).await?;
    Ok(())
}

async fn is_stored(storage: &Storage, number: u128) -> bool {
    storage.scope(ORGANIZATION.into()).event(Uuid::from_u128(number).into()).await.unwrap().is_some()
}

#[tokio::test]
async fn it_is_stored_as_what_is_emitted() {
    on_empty_database(async |storage| {
        assert_eq!(within(storage.writer().publish(publish(1, 0, None))).await.unwrap(), Published::Stored);
        let theirs = storage.writer().transact(|tx| {
            Box::pin(async move {
                let scope = tx.scope(ORGANIZATION.into());
                scope.insert_events(&[event(2)]).await?;
                scope.insert_deliveries(&[delivery(2)]).await?;
                tx.enqueue(&[job(2, None, 0)], start_of_time()).await
            })
        });
        theirs.await.unwrap();
        assert_same(&storage, "events", "id", &["id"]).await;
        assert_same(&storage, "deliveries", "id", &["id", "event_id"]).await;
        assert_same(&storage, "jobs", "id", &["id", "work"]).await;
        let scope = storage.scope(ORGANIZATION.into());
        assert_eq!(scope.event(Uuid::from_u128(1).into()).await.unwrap(), Some(event(1)));
        assert_eq!(scope.delivery(Uuid::from_u128(1).into()).await.unwrap(), Some(delivery(1)));
    })
    .await;
}

#[tokio::test]
async fn a_first_try_begins_after_the_commit_with_a_lease_of_its_own() {
    on_empty_database(async |storage| {
        let begun = Arc::default();
        within(storage.writer().publish(publish(1, 0, Some(&begun)))).await.unwrap();
        assert_eq!(*begun.lock().unwrap(), [1]);
        let jobs = job_rows::Entity::find().all(storage.reader()).await.unwrap();
        let lease =
            jobs.iter().map(|job| (job.state.as_str(), job.attempt, job.worker_id)).collect::<Vec<_>>();
        assert_eq!(lease, [("running", 1, Some(worker().uuid()))]);
        assert_eq!(jobs[0].lease_until, Some(start_of_time() + LEASE));

        // Handed in again, as after a commit of which nothing was heard, it is the same one.
        within(storage.writer().publish(publish(1, 0, Some(&begun)))).await.unwrap();
        assert_eq!(job_rows::Entity::find().all(storage.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_another_audience_was_asked_for_is_not_stored() {
    on_empty_database(async |storage| {
        let begun = Arc::default();
        audience_changes(&storage).await;
        let published = within(storage.writer().publish(publish(1, 0, Some(&begun)))).await.unwrap();
        assert_eq!(published, Published::OtherAudience);
        assert!(!is_stored(&storage, 1).await && begun.lock().unwrap().is_empty());
        audience_changes(&storage).await;
        let version = storage.scope(ORGANIZATION.into()).audience_version().await.unwrap();
        assert_eq!(version, AudienceVersion(2));
        let published = within(storage.writer().publish(publish(1, 2, Some(&begun)))).await.unwrap();
        assert_eq!((published, is_stored(&storage, 1).await), (Published::Stored, true));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_proves_is_not_stored() {
    on_empty_database(async |storage| {
        let proof = |role: &str| {
            Arc::new(TokenProof {
                token_id: Uuid::from_u128(0x21),
                user_id: Uuid::from_u128(0x22),
                role: role.to_owned(),
            })
        };
        let made = storage.writer().transact(|tx| {
            Box::pin(async move {
                let (user, organization, at) = (Uuid::from_u128(0x22), ORGANIZATION, start_of_time());
                let sql = "INSERT INTO users (id, organization_id, email, name, role, created_at) \
                           VALUES (?, ?, 'a@b.c', 'A', 'admin', ?)";
                run(tx, sql, vec![user.into(), organization.into(), at.into()]).await?;
                let sql = "INSERT INTO api_tokens (id, organization_id, user_id, name, token_hash, scopes, created_at, \
                           expires_at) VALUES (?, ?, ?, 'T', 'h', '[]', ?, ?)";
                let (id, until) = (Uuid::from_u128(0x21), at + Duration::from_secs(9));
                run(tx, sql, vec![id.into(), organization.into(), user.into(), at.into(), until.into()]).await
            })
        });
        made.await.unwrap();
        let publish_as = async |number, role: &str, second| {
            let now = start_of_time() + Duration::from_secs(second);
            let unit = Publish { proof: Some(proof(role)), now, ..publish(number, 0, None) };
            within(storage.writer().publish(unit)).await.unwrap()
        };
        assert_eq!(publish_as(1, "admin", 0).await, Published::Stored);
        assert_eq!(publish_as(2, "member", 0).await, Published::NotProven, "the role is another one by now");
        assert_eq!(publish_as(2, "admin", 9).await, Published::NotProven, "the token is over");
        let revoking = storage.writer().transact(|tx| {
            Box::pin(run(tx, "UPDATE api_tokens SET revoked_at = ?", vec![start_of_time().into()]))
        });
        revoking.await.unwrap();
        assert_eq!(publish_as(2, "admin", 0).await, Published::NotProven);
        assert!(!is_stored(&storage, 2).await);
    })
    .await;
}
