//! Hot units of any kind: what is committed together, who is told what, and that rows are those that sea-orm stores.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::{join, join_all};
use patchbay_domain::ids::{JobId, MessageId, OrganizationId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::jobs::JobRow;
use super::*;
use crate::Storage;
use crate::entities::jobs as job_rows;
use crate::tests::{on_empty_database, on_empty_database_with_queue, start_of_time};

mod channels;
mod kinds;
mod publishing;
mod recording;
mod rows;

/// Far more than it takes: a slow run is no failure.
const PATIENCE: Duration = Duration::from_secs(60);

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what).await.expect("the writer stands still")
}

fn job(number: u128, lane: Option<&str>, seconds_later: u64) -> NewJob {
    NewJob {
        id: JobId::from(Uuid::from_u128(number)),
        organization_id: Some(OrganizationId::from(Uuid::from_u128(0x0A))),
        work: JobWork::TakeTurn { message_id: MessageId::from(Uuid::from_u128(number)) },
        lane: lane.map(str::to_owned),
        target_id: Some(Uuid::from_u128(0x10).into()),
        priority: JobPriority::High,
        run_at: start_of_time() + Duration::from_secs(seconds_later),
    }
}
