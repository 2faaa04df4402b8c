//! Rows that hot units store are, to the byte, those that the aggregates' own functions store.

use patchbay_domain::assistant::{Author, Entities, Intent, StructuredTask, Urgency};
use patchbay_domain::consent::{Consent, ConsentState};
use patchbay_domain::email::EmailDetails;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::message::{Attachment, Direction, Message, MessageStatus, MessageType, Unanswered};
use sea_orm::{ConnectionTrait, DbBackend, IntoActiveModel, Statement};

use super::*;
use crate::entities::raw_bodies;

/// A message with something in every column.
pub(super) fn message(number: u128) -> Message {
    let at = start_of_time() + chrono::TimeDelta::microseconds(123_456);
    let object = serde_json::json!({ "note": "çà \"quoted\" \\ 😀", "n": 1.5, "deep": { "a": [1, null] } });
    let attachment = Attachment {
        kind: "application/pdf".into(),
        url: "https://example.com/a.pdf".into(),
        name: Some("a.pdf".into()),
    };
    Message {
        id: MessageId::from(Uuid::from_u128(number)),
        organization_id: OrganizationId::from(Uuid::from_u128(0x0A)),
        webhook_id: WebhookId::from(Uuid::from_u128(0x0B)),
        conversation_id: Some(Uuid::from_u128(0x0C).into()),
        contact_id: Some(Uuid::from_u128(0x0D).into()),
        direction: Direction::Inbound,
        author: Author::Contact,
        author_user_id: Some(Uuid::from_u128(0x0E).into()),
        content: "Grüße\n'quoted'".into(),
        message_type: MessageType::Text,
        sender_identifier: "ann".into(),
        sender_name: Some("Ann".into()),
        status: MessageStatus::Deferred,
        external_id: Some(format!("external {number}")),
        in_reply_to: Some(Uuid::from_u128(number + 0x100).into()),
        intent: Some(Intent::Question),
        urgency: Some(Urgency::High),
        entities: Some(Entities { people: vec!["Ann".into()], ..Entities::default() }),
        attachments: vec![attachment],
        metadata: object.as_object().unwrap().clone(),
        structured: Some(StructuredTask::default()),
        repeat_key: Some(format!("repeat {number}")),
        unanswered: Some(Unanswered::OptOut),
        review: Some("look at it".into()),
        reviewed_at: Some(at),
        email: Some(EmailDetails::default()),
        deferred_until: Some(at + chrono::TimeDelta::seconds(1)),
        error: Some("an error".into()),
        created_at: at,
        finished_at: Some(start_of_time()),
    }
}

/// Every column of a row as text, with its type; JSON without its blanks and its order.
async fn row_of(storage: &Storage, table: &str, key: &str, number: u128) -> Vec<(String, String, String)> {
    let backend = storage.reader().get_database_backend();
    let columns = match backend {
        DbBackend::Postgres => format!(
            "SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1"
        ),
        _ => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY 1"),
    };
    let columns = storage.reader().query_all_raw(Statement::from_string(backend, columns)).await.unwrap();
    let mut row = Vec::new();
    for column in columns {
        let name: String = column.try_get("", "name").unwrap();
        let id = format!("{:032x}", number);
        let sql = match backend {
            DbBackend::Postgres => format!(
                "SELECT CASE WHEN pg_typeof({name}) = 'json'::regtype THEN {name}::text::jsonb::text \
                 ELSE coalesce({name}::text, 'NULL') END AS value, pg_typeof({name})::text AS type FROM {table} \
                 WHERE {key} = '{id}'"
            ),
            _ => format!(
                "SELECT CASE typeof({name}) WHEN 'blob' THEN hex({name}) ELSE coalesce({name}, 'NULL') || '' END \
                 AS value, typeof({name}) AS type FROM {table} WHERE {key} = X'{id}'"
            ),
        };
        let cell = storage.reader().query_one_raw(Statement::from_string(backend, sql)).await.unwrap();
        let cell = cell.unwrap_or_else(|| panic!("no row {number} in {table}"));
        row.push((name, cell.try_get("", "value").unwrap(), cell.try_get("", "type").unwrap()));
    }
    row
}

/// Fails unless the rows are the same but for what names them.
pub(super) async fn assert_same(storage: &Storage, table: &str, key: &str, but: &[&str]) {
    let ours = row_of(storage, table, key, 1).await;
    let theirs = row_of(storage, table, key, 2).await;
    assert!(ours.len() > 3, "{ours:?}");
    for (ours, theirs) in ours.iter().zip(&theirs) {
        if but.contains(&ours.0.as_str()) {
            assert_eq!((&ours.0, &ours.2), (&theirs.0, &theirs.2), "of one type");
        } else {
            assert_eq!(ours, theirs, "in {table}");
        }
    }
}

#[tokio::test]
async fn a_received_message_is_stored_as_any_other() {
    on_empty_database(async |storage| {
        let consent = |number: u128| Consent {
            webhook_id: WebhookId::from(Uuid::from_u128(number + 0x20)),
            address: "+15550100".into(),
            state: ConsentState::OptedOut,
            keyword: "STOP".into(),
            changed_at: start_of_time(),
        };
        let unit = move |number: u128| Receive {
            message: message(number),
            raw_body: ("text/plain".into(), b"hello".to_vec()),
            raw_body_expires_at: start_of_time() + Duration::from_secs(60),
            job: job(number, Some(&format!("lane {number}")), 9),
            consent: Some(consent(number)),
            channel: None,
        };
        within(storage.writer().submit(unit(1))).await.unwrap();
        let theirs = storage.writer().transact(move |tx| {
            let unit = unit(2);
            Box::pin(async move {
                let scope = tx.scope(unit.message.organization_id);
                scope.insert_message(&unit.message).await?;
                let body = crate::raw_bodies::seal(tx.vault(), &unit)?.into_active_model();
                raw_bodies::Entity::insert(body).exec_without_returning(tx.connection()).await?;
                scope.record_consent(Uuid::from_u128(2), &consent(2)).await?;
                tx.enqueue(&[unit.job], unit.message.created_at).await
            })
        });
        theirs.await.unwrap();
        let own_names = ["id", "external_id", "repeat_key", "in_reply_to"];
        assert_same(&storage, "messages", "id", &own_names).await;
        assert_same(&storage, "raw_bodies", "message_id", &["message_id", "body"]).await;
        assert_same(&storage, "consents", "id", &["id", "webhook_id"]).await;
        assert_same(&storage, "jobs", "id", &["id", "lane", "work"]).await;
        let scope = storage.scope(OrganizationId::from(Uuid::from_u128(0x0A)));
        let read = scope.message(MessageId::from(Uuid::from_u128(1))).await.unwrap();
        assert_eq!(read, Some(message(1)));
        assert_eq!(
            scope.raw_body(MessageId::from(Uuid::from_u128(1))).await.unwrap(),
            Some(("text/plain".to_owned(), b"hello".to_vec()))
        );
    })
    .await;
}

#[tokio::test]
async fn an_older_word_does_not_replace_a_later_one() {
    on_empty_database(async |storage| {
        let say = async |number: u128, state: ConsentState, second: u64| {
            let mut message = message(number);
            (message.external_id, message.repeat_key, message.in_reply_to) = (None, None, None);
            let consent = Consent {
                webhook_id: message.webhook_id,
                address: "+15550100".into(),
                state,
                keyword: format!("word {number}"),
                changed_at: start_of_time() + Duration::from_secs(second),
            };
            let unit = Receive {
                message,
                raw_body: (String::new(), Vec::new()),
                raw_body_expires_at: start_of_time(),
                job: job(number, None, 0),
                consent: Some(consent),
                channel: None,
            };
            within(storage.writer().submit(unit)).await.unwrap();
            let scope = storage.scope(OrganizationId::from(Uuid::from_u128(0x0A)));
            let known = scope.consent(WebhookId::from(Uuid::from_u128(0x0B)), "+15550100").await.unwrap();
            known.map(|known| known.keyword)
        };
        assert_eq!(say(1, ConsentState::OptedOut, 5).await.as_deref(), Some("word 1"));
        assert_eq!(say(2, ConsentState::OptedIn, 4).await.as_deref(), Some("word 1"));
        assert_eq!(say(3, ConsentState::OptedIn, 5).await.as_deref(), Some("word 3"));
    })
    .await;
}
