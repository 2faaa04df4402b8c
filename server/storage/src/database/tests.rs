//! A database of an earlier version is brought up to date with what is in it.

use patchbay_domain::access::TokenScopes;
use patchbay_domain::ids::{ContactId, OrganizationId, TaskId};
use patchbay_migration::Migrator;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

use super::connect;
use crate::tests::{on_bare_database, open, start_of_time};
use crate::writer::dialect;

/// Steps before members had scopes and tasks had contacts.
const STEPS_BEFORE_IDENTITY: u32 = 7;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn insert(database: &DatabaseConnection, table: &str, columns: &[(&str, Value)]) {
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    let places = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(", "));
    let backend = database.get_database_backend();
    let values = columns.iter().map(|(_, value)| value.clone());
    let statement = Statement::from_sql_and_values(backend, dialect(backend, &sql), values);
    database.execute_raw(statement).await.unwrap();
}

#[tokio::test]
async fn what_was_there_before_identity_still_works_after_it() {
    on_bare_database(async |settings| {
        let connections = connect(&settings).await.unwrap();
        Migrator::up(&connections.write, Some(STEPS_BEFORE_IDENTITY)).await.unwrap();
        let (database, now) = (&connections.write, start_of_time());
        let of = ("organization_id", Value::from(id(1)));
        let at = |name| (name, Value::from(now));
        let text = |name, value: &str| (name, Value::from(value));
        let organization =
            [("id", id(1).into()), text("name", "Old"), text("time_zone", "UTC"), at("created_at")];
        insert(database, "organizations", &organization).await;
        let user = [
            ("id", id(2).into()),
            of.clone(),
            text("email", "ann@example.com"),
            text("name", "Ann"),
            text("role", "owner"),
            at("created_at"),
        ];
        insert(database, "users", &user).await;
        let token = [
            ("id", id(3).into()),
            of.clone(),
            ("user_id", id(2).into()),
            text("name", "First token"),
            text("token_hash", "hash"),
            at("created_at"),
        ];
        insert(database, "api_tokens", &token).await;
        let conversation = [
            ("id", id(4).into()),
            of.clone(),
            ("number", 1_i32.into()),
            ("webhook_id", id(5).into()),
            ("contact_id", id(6).into()),
            text("kind", "human"),
            text("status", "active"),
            text("sender_identifier", "ben"),
            at("last_message_at"),
            at("created_at"),
        ];
        insert(database, "conversations", &conversation).await;
        let task = [
            ("id", id(7).into()),
            of,
            ("number", 1_i32.into()),
            text("title", "Call Acme"),
            text("priority", "medium"),
            text("status", "pending"),
            ("conversation_id", id(4).into()),
            at("created_at"),
            at("updated_at"),
        ];
        insert(database, "tasks", &task).await;

        let storage = open(&settings).await;
        let known = storage.actor_of_api_token("hash", now).await.unwrap().unwrap();
        assert_eq!(known.actor.scopes, TokenScopes::all(), "a token of before could do everything");
        let (user, _) = storage.user_by_email("ann@example.com").await.unwrap().unwrap();
        assert_eq!(user.id, id(2).into());
        let scope = storage.scope(OrganizationId::from(id(1)));
        let task = scope.task(TaskId::from(id(7))).await.unwrap().unwrap();
        assert_eq!(task.contact_id, Some(ContactId::from(id(6))), "its conversation's");
        storage.close().await;
    })
    .await;
}

#[tokio::test]
async fn every_step_can_be_taken_back() {
    on_bare_database(async |settings| {
        let connections = connect(&settings).await.unwrap();
        Migrator::up(&connections.write, None).await.unwrap();
        Migrator::down(&connections.write, None).await.unwrap();
        Migrator::up(&connections.write, None).await.unwrap();
    })
    .await;
}
