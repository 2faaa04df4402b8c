//! A message is stored only while its channel is what its request was held against.

use patchbay_domain::assistant::AssistantSettings;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{
    Channel, ChannelError, ChannelSettings, ChannelStats, CustomSettings, Overflow,
};
use sea_orm::{ConnectionTrait, Statement};

use super::rows::message;
use super::*;
use crate::KnownChannel;

/// A channel of this number; its token is 0x100 more.
fn channel(number: u32) -> Channel {
    let id = Uuid::from_u128(number.into());
    Channel {
        id: WebhookId::from(id),
        number,
        organization_id: OrganizationId::from(Uuid::from_u128(0x0A)),
        owner_id: Uuid::from_u128(0x0F).into(),
        name: "Front desk".into(),
        token: Uuid::from_u128(u128::from(number) + 0x100),
        secret_key: Secret::new("key".to_owned()),
        previous_secret_key: None,
        settings: ChannelSettings::Custom(CustomSettings::default()),
        target_id: None,
        outbound_enabled: true,
        is_primary: false,
        is_active: true,
        verified_at: None,
        rate_limit_per_minute: 60,
        rate_limit_per_hour: 1000,
        overflow: Overflow::Reject,
        outbound_error: None,
        inbound_error: None,
        assistant: AssistantSettings::default(),
        tags: Vec::new(),
        metadata: serde_json::Map::new(),
        stats: ChannelStats::default(),
        created_at: start_of_time(),
        updated_at: start_of_time(),
        deleted_at: None,
    }
}

async fn read(storage: &Storage, token: u128) -> Option<Arc<KnownChannel>> {
    storage.channel_by_token(Uuid::from_u128(token)).await.unwrap()
}

/// Whether a message that was held against `known` is taken.
async fn takes(storage: &Storage, number: u128, known: &Arc<KnownChannel>) -> bool {
    let mut message = message(number);
    (message.webhook_id, message.organization_id) = (known.id, known.organization_id);
    let unit = Receive {
        message,
        raw_body: (String::new(), Vec::new()),
        raw_body_expires_at: start_of_time(),
        job: job(number, None, 0),
        consent: None,
        channel: Some(Arc::clone(known)),
    };
    let receipt = within(storage.writer().submit(unit)).await.unwrap();
    let stored = storage.scope(known.organization_id).message(Uuid::from_u128(number).into()).await.unwrap();
    assert_eq!(receipt.is_some(), stored.is_some());
    receipt.is_some()
}

async fn execute(storage: &Storage, sql: &'static str) {
    let done = storage.writer().transact(move |tx| {
        Box::pin(async move {
            let backend = tx.connection().get_database_backend();
            tx.connection().execute_raw(Statement::from_string(backend, sql)).await?;
            Ok::<_, StorageError>(())
        })
    });
    done.await.unwrap();
}

#[tokio::test]
async fn whatever_changes_of_a_channel_is_noticed() {
    on_empty_database(async |storage| {
        let first = channel(1);
        let stored = first.clone();
        let insert = storage.writer().transact(move |tx| {
            let channel = stored.clone();
            Box::pin(async move { tx.scope(channel.organization_id).insert_channel(&channel).await })
        });
        insert.await.unwrap();
        let token = first.token.as_u128();
        assert!(storage.remembered_channel(first.token).is_none());
        let known = read(&storage, token).await.unwrap();
        assert!(takes(&storage, 1, &known).await);
        assert!(Arc::ptr_eq(&known, &storage.remembered_channel(first.token).unwrap()));

        // What a turn counts does not matter to a request.
        execute(&storage, "UPDATE channels SET messages_received = 7, last_message_at = NULL").await;
        assert!(takes(&storage, 2, &known).await);
        assert!(read(&storage, token).await.unwrap().is_same(&known));

        // The same values, written again, are sealed anew.
        let same = first.clone();
        let update = storage.writer().transact(move |tx| {
            let channel = same.clone();
            Box::pin(async move { tx.scope(channel.organization_id).update_channel(&channel).await })
        });
        update.await.unwrap();
        let mut number = 2;
        let mut known = known;
        for change in [
            "UPDATE channels SET overflow = 'defer'",
            "UPDATE channels SET rate_limit_per_minute = 1",
            "UPDATE channels SET rate_limit_per_hour = 1",
        ] {
            number += 1;
            assert!(!takes(&storage, number, &known).await, "before {change}");
            let now = read(&storage, token).await.unwrap();
            assert!(!now.is_same(&known));
            assert!(takes(&storage, number, &now).await, "before {change}");
            execute(&storage, change).await;
            known = now;
        }
        assert!(!takes(&storage, 90, &known).await);
        known = read(&storage, token).await.unwrap();
        assert_eq!(known.overflow, Overflow::Defer);

        let noted = storage.writer().transact(move |tx| {
            Box::pin(async move {
                let scope = tx.scope(OrganizationId::from(Uuid::from_u128(0x0A)));
                scope.note_inbound(Uuid::from_u128(1).into(), Some("no"), start_of_time()).await
            })
        });
        noted.await.unwrap();
        assert!(!takes(&storage, 91, &known).await, "who takes a message clears the error");
        known = read(&storage, token).await.unwrap();
        assert!(matches!(&known.inbound_error, Some(ChannelError { message, .. }) if message == "no"));
        assert!(takes(&storage, 91, &known).await);

        execute(&storage, "UPDATE webhooks SET is_active = false").await;
        assert!(!takes(&storage, 92, &known).await);
        assert!(!read(&storage, token).await.unwrap().is_active);
        assert!(storage.remembered_channel(first.token).is_none(), "nothing is taken there");
        execute(&storage, "UPDATE webhooks SET is_active = true").await;
        assert!(takes(&storage, 93, &known).await);
        execute(&storage, "UPDATE webhooks SET deleted_at = created_at").await;
        assert!(!takes(&storage, 94, &known).await);
        assert!(read(&storage, token).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn one_that_no_longer_holds_leaves_the_others_of_its_batch_alone() {
    on_empty_database(async |storage| {
        let inserted = storage.writer().transact(move |tx| {
            Box::pin(async move {
                for number in [1, 2] {
                    let channel = channel(number);
                    tx.scope(channel.organization_id).insert_channel(&channel).await?;
                }
                Ok::<_, StorageError>(())
            })
        });
        inserted.await.unwrap();
        let (one, other) = (read(&storage, 0x101).await.unwrap(), read(&storage, 0x102).await.unwrap());
        execute(
            &storage,
            "UPDATE channels SET token = organization_id \
             WHERE webhook_id = (SELECT webhook_id FROM channels ORDER BY webhook_id LIMIT 1)",
        )
        .await;
        let taken = join_all(
            [(1, &one), (2, &other), (3, &one), (4, &other)]
                .map(|(number, known)| takes(&storage, number, known)),
        );
        assert_eq!(taken.await, [false, true, false, true]);
    })
    .await;
}
