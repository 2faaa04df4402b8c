//! The hot unit: duplicates, a full queue, and a batch that a bad row spoils.

use futures::future::{join, join_all};
use patchbay_domain::assistant::Author;
use patchbay_domain::message::{Direction, Message, MessageStatus, MessageType};

use super::*;
use crate::hot::Receive;
use crate::tests::{on_empty_database, on_sqlite};

/// A message of this number with its job, by this external id.
fn unit(number: u128, external_id: Option<&str>) -> Receive {
    let message = Message {
        id: MessageId::from(Uuid::from_u128(number)),
        organization_id: OrganizationId::from(ORGANIZATION),
        webhook_id: WebhookId::from(Uuid::from_u128(0x0B)),
        conversation_id: None,
        contact_id: None,
        direction: Direction::Inbound,
        author: Author::Contact,
        author_user_id: None,
        content: format!("message {number}"),
        message_type: MessageType::Text,
        sender_identifier: "ann".into(),
        sender_name: None,
        status: MessageStatus::Received,
        external_id: external_id.map(str::to_owned),
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
        created_at: start_of_time(),
        finished_at: None,
    };
    Receive {
        message,
        raw_body: ("text/plain".into(), b"hello".to_vec()),
        raw_body_expires_at: start_of_time() + Duration::from_secs(60),
        job: job(number),
        consent: None,
        channel: None,
    }
}

/// What a receipt says: the number, and whether it was known.
async fn submit(storage: &Storage, unit: Receive) -> (u128, bool) {
    let receipt = within(storage.writer().submit(unit)).await.unwrap().unwrap();
    (receipt.message_id.uuid().as_u128(), receipt.duplicate)
}

/// How many messages, raw bodies and jobs there are.
async fn counts(storage: &Storage) -> [usize; 3] {
    let reader = storage.reader();
    [
        messages::Entity::find().all(reader).await.unwrap().len(),
        raw_bodies::Entity::find().all(reader).await.unwrap().len(),
        jobs::Entity::find().all(reader).await.unwrap().len(),
    ]
}

#[tokio::test]
async fn a_known_external_id_answers_the_first_message() {
    on_empty_database(async |storage| {
        assert_eq!(submit(&storage, unit(1, Some("x"))).await, (1, false));
        assert_eq!(submit(&storage, unit(2, Some("x"))).await, (1, true));
        let mut elsewhere = unit(3, Some("x"));
        elsewhere.message.webhook_id = WebhookId::from(Uuid::from_u128(0x0C));
        assert_eq!(submit(&storage, elsewhere).await, (3, false), "every channel has ids of its own");
        assert_eq!(submit(&storage, unit(4, None)).await, (4, false));
        assert_eq!(submit(&storage, unit(5, None)).await, (5, false), "no id is no duplicate");
        assert_eq!(counts(&storage).await, [4, 4, 4]);
        // A unit whose commit nobody heard of, handed in once more.
        assert_eq!(submit(&storage, unit(4, None)).await, (4, false));
        assert_eq!(counts(&storage).await, [4, 4, 4]);
    })
    .await;
}

#[tokio::test]
async fn duplicates_in_one_batch_are_one_message() {
    on_empty_database(async |storage| {
        // On one thread all of them wait before the writer sees the first.
        let units = [(1, "x"), (2, "y"), (3, "x"), (4, "x"), (5, "y")];
        let receipts =
            join_all(units.map(|(number, external)| submit(&storage, unit(number, Some(external)))));
        assert_eq!(receipts.await, [(1, false), (2, false), (1, true), (1, true), (2, true)]);
        assert_eq!(counts(&storage).await, [2, 2, 2]);
    })
    .await;
}

#[tokio::test]
async fn a_bad_unit_spoils_only_itself() {
    on_empty_database(async |storage| {
        // Another message has this raw body already, which no database lets happen twice.
        let row = raw_bodies::Model {
            message_id: Uuid::from_u128(2),
            organization_id: ORGANIZATION,
            key_id: "none".into(),
            content_type: "text/plain".into(),
            body: Vec::new(),
            expires_at: start_of_time(),
        };
        let in_the_way = storage.writer().transact(move |tx| {
            let row = sea_orm::IntoActiveModel::into_active_model(row.clone());
            Box::pin(async move {
                raw_bodies::Entity::insert(row).exec_without_returning(tx.connection()).await?;
                Ok::<_, StorageError>(())
            })
        });
        in_the_way.await.unwrap();
        let submit = |number| storage.writer().submit(unit(number, None));
        let outcomes = within(join_all([1, 2, 3].map(submit))).await;
        let numbers = outcomes.iter().map(|outcome| {
            outcome.as_ref().ok().and_then(|one| *one).map(|one| one.message_id.uuid().as_u128())
        });
        assert_eq!(numbers.collect::<Vec<_>>(), [Some(1), None, Some(3)]);
        assert!(matches!(outcomes[1], Err(StorageError::Duplicate(_))), "{:?}", outcomes[1]);
        assert_eq!(counts(&storage).await, [2, 3, 2], "of the bad one nothing is stored");
    })
    .await;
}

#[tokio::test]
async fn a_full_queue_says_so_at_once_and_stores_nothing() {
    on_sqlite(2, async |storage| {
        let hold = Hold::on(&storage).await;
        let waiting = join_all([1, 2].map(|number| submit(&storage, unit(number, None))));
        let refused = async {
            let refused = storage.writer().submit(unit(3, None)).await;
            assert!(matches!(refused, Err(StorageError::Busy)), "{refused:?}");
            hold.let_go().await;
        };
        let (receipts, ()) = within(join(waiting, refused)).await;
        assert_eq!(receipts, [(1, false), (2, false)]);
        assert_eq!(counts(&storage).await, [2, 2, 2]);
        assert_eq!(submit(&storage, unit(3, None)).await, (3, false), "there is room again");
    })
    .await;
}

#[tokio::test]
async fn a_message_and_a_failing_closure_share_a_batch() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let failing = storage.writer().transact(|tx| {
            Box::pin(async move {
                store(tx, 7).await?;
                Err::<(), _>(StorageError::LeaseLost)
            })
        });
        let both = join(failing, submit(&storage, unit(1, None)));
        let ((failed, receipt), ()) = within(join(both, hold.let_go())).await;
        assert!(matches!(failed, Err(StorageError::LeaseLost)));
        assert_eq!(receipt, (1, false));
        assert_eq!(stored(&storage).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn neither_messages_nor_closures_starve_the_other() {
    on_sqlite(64, async |storage| {
        let hold = Hold::on(&storage).await;
        let closures =
            join_all((101..=130).map(|number| storage.writer().transact(move |tx| store(tx, number))));
        let messages = join_all((1..=30).map(|number| submit(&storage, unit(number, None))));
        let ((closures, receipts), ()) = within(join(join(closures, messages), hold.let_go())).await;
        assert!(closures.iter().all(Result::is_ok), "{closures:?}");
        assert_eq!(receipts, (1..=30).map(|number| (number, false)).collect::<Vec<_>>());
        assert_eq!(stored(&storage).await, (1..=30).chain(101..=130).collect::<Vec<_>>());
    })
    .await;
}
