//! Patchbay's database schema, one step a file; the same steps on SQLite and PostgreSQL. A step that has been released
//! is never changed: the next one changes what it made.

use sea_orm_migration::prelude::*;

mod m0001_identity;
mod m0002_webhooks;
mod m0003_conversations;
mod m0004_tasks;
mod m0005_deliveries;
mod m0006_jobs;
mod m0007_texts_and_mails;
mod m0008_identity;
mod m0009_events;
mod m0010_audiences;
mod m0011_turns;
mod m0012_hours;
mod m0013_authority;
mod m0014_memory;
mod m0015_task_work;
mod m0016_understood;
mod table;

/// Brings a database to the newest schema.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_identity::Migration),
            Box::new(m0002_webhooks::Migration),
            Box::new(m0003_conversations::Migration),
            Box::new(m0004_tasks::Migration),
            Box::new(m0005_deliveries::Migration),
            Box::new(m0006_jobs::Migration),
            Box::new(m0007_texts_and_mails::Migration),
            Box::new(m0008_identity::Migration),
            Box::new(m0009_events::Migration),
            Box::new(m0010_audiences::Migration),
            Box::new(m0011_turns::Migration),
            Box::new(m0012_hours::Migration),
            Box::new(m0013_authority::Migration),
            Box::new(m0014_memory::Migration),
            Box::new(m0015_task_work::Migration),
            Box::new(m0016_understood::Migration),
        ]
    }
}
