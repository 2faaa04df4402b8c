//! The shared log under many at once, and which messages count.

use std::time::Duration;

use futures::future::join_all;
use patchbay_domain::assistant::Author;
use patchbay_domain::ids::{MessageId, OrganizationId};
use patchbay_domain::message::{Message, MessageStatus, MessageType};
use patchbay_domain::quota::Window;
use patchbay_domain::webhook::Overflow::{Defer, Reject};
use uuid::Uuid;

use super::*;
use crate::Storage;
use crate::tests::{on_empty_database, start_of_time};

const QUOTA: Quota = Quota { per_minute: 30, per_hour: 200 };

fn organization() -> OrganizationId {
    OrganizationId::from(Uuid::from_u128(0xA))
}

fn channel(number: u128) -> WebhookId {
    WebhookId::from(Uuid::from_u128(number))
}

fn at(second: u64) -> DateTime<Utc> {
    start_of_time() + Duration::from_secs(second)
}

async fn spend(
    storage: &Storage,
    webhook: WebhookId,
    quota: Quota,
    now: DateTime<Utc>,
    overflow: Overflow,
) -> Result<Admission, StorageError> {
    let work = storage.writer().transact(move |tx| {
        Box::pin(async move { tx.scope(organization()).spend_quota(webhook, quota, now, overflow).await })
    });
    work.await
}

#[tokio::test]
async fn of_many_at_once_exactly_the_quota_is_admitted() {
    on_empty_database(async |storage| {
        // The first of all among them: the row is made once.
        let storage = &storage;
        let all = join_all((0..50).map(|_| spend(storage, channel(1), QUOTA, at(0), Reject))).await;
        let admitted = all.iter().filter(|one| matches!(one, Ok(Admission::Now(_)))).count();
        let refused = all.iter().filter(|one| matches!(one, Ok(Admission::Refused { .. }))).count();
        assert_eq!((admitted, refused), (30, 20), "{all:?}");
        let other = spend(storage, channel(2), QUOTA, at(0), Reject).await.unwrap();
        assert!(matches!(other, Admission::Now(_)), "every channel has a log of its own");
    })
    .await;
}

#[tokio::test]
async fn the_log_is_kept_between_requests_and_a_refusal_leaves_it_alone() {
    on_empty_database(async |storage| {
        let one = Quota { per_minute: 1, per_hour: 2 };
        assert!(matches!(spend(&storage, channel(1), one, at(0), Reject).await, Ok(Admission::Now(_))));
        let Ok(Admission::Refused { window, retry_at, .. }) =
            spend(&storage, channel(1), one, at(59), Reject).await
        else {
            panic!("the minute is used up");
        };
        assert_eq!((window, retry_at), (Window::Minute, at(60)));
        assert!(matches!(spend(&storage, channel(1), one, at(60), Reject).await, Ok(Admission::Now(_))));
        let put_off = spend(&storage, channel(1), one, at(120), Defer).await.unwrap();
        assert!(matches!(put_off, Admission::At(slot, _) if slot == at(3_600)), "{put_off:?}");
        let next = spend(&storage, channel(1), one, at(120), Defer).await.unwrap();
        assert!(matches!(next, Admission::At(slot, _) if slot == at(3_660)), "{next:?}");
    })
    .await;
}

#[tokio::test]
async fn a_damaged_log_is_an_error_that_says_what_to_do() {
    on_empty_database(async |storage| {
        let work = storage.writer().transact(|tx| {
            Box::pin(async move {
                let damaged = quota_logs::ActiveModel {
                    webhook_id: Set(channel(1).uuid()),
                    organization_id: Set(organization().uuid()),
                    hits: Set(vec![1, 2, 3]),
                };
                quota_logs::Entity::insert(damaged).exec_without_returning(tx.connection()).await?;
                Ok::<_, StorageError>(())
            })
        });
        work.await.unwrap();
        let error = spend(&storage, channel(1), QUOTA, at(0), Reject).await.unwrap_err();
        assert!(matches!(&error, StorageError::Corrupt(text) if text.contains("quota_logs")), "{error}");
    })
    .await;
}

fn message(number: u128, direction: Direction, created_at: DateTime<Utc>) -> Message {
    Message {
        id: MessageId::from(Uuid::from_u128(number)),
        organization_id: organization(),
        webhook_id: channel(1),
        conversation_id: None,
        contact_id: None,
        direction,
        author: Author::Contact,
        author_user_id: None,
        content: String::new(),
        message_type: MessageType::Text,
        sender_identifier: "ann".into(),
        sender_name: None,
        status: MessageStatus::Received,
        external_id: None,
        in_reply_to: None,
        intent: None,
        urgency: None,
        entities: None,
        attachments: Vec::new(),
        metadata: serde_json::Map::new(),
        structured: None,
        repeat_key: None,
        unanswered: None,
        review: None,
        reviewed_at: None,
        email: None,
        deferred_until: None,
        error: None,
        created_at,
        finished_at: None,
    }
}

#[tokio::test]
async fn inbound_messages_count_when_they_came_or_when_their_turn_is() {
    on_empty_database(async |storage| {
        let put_off = |number, created_at, until| Message {
            deferred_until: Some(until),
            status: MessageStatus::Deferred,
            ..message(number, Direction::Inbound, created_at)
        };
        let messages = [
            message(1, Direction::Inbound, at(99)),
            put_off(2, at(50), at(200)),
            message(3, Direction::Inbound, at(100)),
            put_off(4, at(120), at(9_000)),
            message(5, Direction::Inbound, at(150)),
            message(6, Direction::Outbound, at(160)),
            put_off(7, at(1), at(99)),
            Message { webhook_id: channel(2), ..message(8, Direction::Inbound, at(170)) },
        ];
        let work = storage.writer().transact(move |tx| {
            let messages = messages.clone();
            Box::pin(async move {
                for message in &messages {
                    tx.scope(organization()).insert_message(message).await?;
                }
                Ok::<_, StorageError>(())
            })
        });
        work.await.unwrap();
        let hits = storage.scope(organization()).quota_hits(channel(1), at(100)).await.unwrap();
        assert_eq!(hits, [at(100), at(150), at(200), at(9_000)]);
        let elsewhere = OrganizationId::from(Uuid::from_u128(0xB));
        assert!(storage.scope(elsewhere).quota_hits(channel(1), at(0)).await.unwrap().is_empty());
    })
    .await;
}
