//! Units of one kind in a batch, without their type, so that the batch holds any kinds and knows none.

use std::any::Any;
use std::collections::BTreeSet;

use futures::future::BoxFuture;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::postgres::PostgresBatch;
use super::sqlite::SqliteBatch;
use super::{Door, HotUnit};
use crate::error::StorageError;

type Done<U> = oneshot::Sender<Result<<U as HotUnit>::Outcome, StorageError>>;

/// A unit that was handed in, with who waits for it and its place in the queue.
pub(super) struct Handed<U: HotUnit> {
    pub(super) unit: U,
    pub(super) done: Done<U>,
    pub(super) place: OwnedSemaphorePermit,
}

/// The same without its type.
pub(super) trait Waiting: Send {
    fn door(&self) -> Door;
    /// Joins those of its kind, and makes room in the queue.
    fn join(self: Box<Self>, groups: &mut Vec<Box<dyn Group>>);
}

impl<U: HotUnit> Waiting for Handed<U> {
    fn door(&self) -> Door {
        U::DOOR
    }

    fn join(self: Box<Self>, groups: &mut Vec<Box<dyn Group>>) {
        let Self { unit, done, place } = *self;
        drop(place);
        for group in groups.iter_mut() {
            let group: &mut dyn Any = &mut **group;
            if let Some(kind) = group.downcast_mut::<Kind<U>>() {
                kind.units.push(unit);
                kind.done.push(done);
                return;
            }
        }
        groups.push(Box::new(Kind { units: vec![unit], done: vec![done], outcomes: Vec::new() }));
    }
}

/// All units of one kind in a batch.
pub(super) trait Group: Any + Send {
    fn order(&self) -> u8;
    fn len(&self) -> usize;
    /// Adds the lanes that are to be locked.
    fn add_lanes<'a>(&'a self, lanes: &mut BTreeSet<&'a str>);
    fn on_sqlite(&mut self, batch: &mut SqliteBatch<'_>) -> Result<(), StorageError>;
    fn on_postgres<'a>(
        &'a mut self,
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<(), StorageError>>;
    /// One group for each unit.
    fn split(self: Box<Self>) -> Vec<Box<dyn Group>>;
    /// Tells everybody, once the commit is known.
    fn finish(self: Box<Self>, committed: Result<(), StorageError>);
}

struct Kind<U: HotUnit> {
    units: Vec<U>,
    done: Vec<Done<U>>,
    outcomes: Vec<U::Outcome>,
}

impl<U: HotUnit> Kind<U> {
    fn keep(&mut self, outcomes: Vec<U::Outcome>) -> Result<(), StorageError> {
        let each = outcomes.len() == self.units.len();
        self.outcomes = outcomes;
        each.then_some(()).ok_or_else(|| StorageError::Refused("a hot unit has no outcome".into()))
    }
}

impl<U: HotUnit> Group for Kind<U> {
    fn order(&self) -> u8 {
        U::ORDER
    }

    fn len(&self) -> usize {
        self.units.len()
    }

    fn add_lanes<'a>(&'a self, lanes: &mut BTreeSet<&'a str>) {
        lanes.extend(self.units.iter().flat_map(HotUnit::lanes));
    }

    fn on_sqlite(&mut self, batch: &mut SqliteBatch<'_>) -> Result<(), StorageError> {
        self.keep(U::on_sqlite(&self.units, batch)?)
    }

    fn on_postgres<'a>(
        &'a mut self,
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(async move {
            let outcomes = U::on_postgres(&self.units, batch).await?;
            self.keep(outcomes)
        })
    }

    fn split(self: Box<Self>) -> Vec<Box<dyn Group>> {
        let each = self.units.into_iter().zip(self.done);
        each.map(|(unit, done)| {
            Box::new(Self { units: vec![unit], done: vec![done], outcomes: Vec::new() }) as Box<dyn Group>
        })
        .collect()
    }

    fn finish(self: Box<Self>, committed: Result<(), StorageError>) {
        // Nobody waits any more: the caller left, what was committed stays.
        match committed {
            Ok(()) => {
                let each = self.units.into_iter().zip(self.done).zip(self.outcomes);
                each.for_each(|((unit, done), outcome)| {
                    unit.committed(&outcome);
                    let _ = done.send(Ok(outcome));
                });
            }
            Err(error) => self.done.into_iter().for_each(|done| {
                let _ = done.send(Err(error.clone()));
            }),
        }
    }
}
