//! Two kinds that exist for these tests alone: one that stores a job, and one of workers that looks how many there are.

use super::*;

/// What becomes of a unit besides its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Fine,
    Fails,
    Panics,
    /// Passing, so often.
    FailsAtFirst(usize),
}

struct Store {
    job: JobRow,
    fate: Fate,
    runs: Arc<AtomicUsize>,
}

impl Store {
    fn meets(&self) -> Result<(), StorageError> {
        let run = self.runs.fetch_add(1, Ordering::Relaxed);
        match self.fate {
            Fate::Fine => Ok(()),
            Fate::Fails => Err(StorageError::Refused("on purpose".into())),
            Fate::Panics => panic!("on purpose"),
            Fate::FailsAtFirst(times) if run < times => Err(StorageError::Unavailable("for now".into())),
            Fate::FailsAtFirst(_) => Ok(()),
        }
    }
}

impl HotUnit for Store {
    type Outcome = ();

    const DOOR: Door = Door::Outside;
    const ORDER: u8 = 1;

    fn lanes(&self) -> impl Iterator<Item = &str> {
        self.job.lane().into_iter()
    }

    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<()>, StorageError> {
        let store = |unit: &Self| {
            jobs::on_sqlite(&unit.job, batch)?;
            unit.meets()
        };
        units.iter().map(store).collect()
    }

    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<()>, StorageError>> {
        Box::pin(async move {
            let jobs: Vec<_> = units.iter().map(|unit| &unit.job).collect();
            jobs::on_postgres(&jobs, batch).await?;
            units.iter().map(Store::meets).collect()
        })
    }
}

struct Count;

impl HotUnit for Count {
    type Outcome = i64;

    const DOOR: Door = Door::Inside;
    const ORDER: u8 = 2;

    fn on_sqlite(units: &[Self], batch: &mut SqliteBatch<'_>) -> Result<Vec<i64>, StorageError> {
        let count = batch.statement("SELECT count(*) FROM jobs")?.query_row([], |row| row.get(0))?;
        Ok(vec![count; units.len()])
    }

    fn on_postgres<'a>(
        units: &'a [Self],
        batch: &'a mut PostgresBatch<'_>,
    ) -> BoxFuture<'a, Result<Vec<i64>, StorageError>> {
        Box::pin(async move {
            let count = sqlx::query_scalar("SELECT count(*) FROM jobs");
            let count: i64 = count.fetch_one(&mut *batch.connection).await?;
            Ok(vec![count; units.len()])
        })
    }
}

async fn store_with(
    storage: &Storage,
    new: NewJob,
    fate: Fate,
    runs: &Arc<AtomicUsize>,
) -> Result<(), StorageError> {
    let runs = Arc::clone(runs);
    let hot = storage.writer().hot();
    within(hot.hand_in(|| Ok(Store { job: JobRow::new(new, start_of_time())?, fate, runs }))).await
}

async fn store(storage: &Storage, number: u128, fate: Fate) -> Result<(), StorageError> {
    store_with(storage, job(number, None, 0), fate, &Arc::default()).await
}

async fn count(storage: &Storage) -> i64 {
    within(storage.writer().hot().hand_in(|| Ok(Count))).await.unwrap()
}

/// The stored jobs' numbers and states, by number.
async fn stored(storage: &Storage) -> Vec<(u128, String)> {
    let rows = job_rows::Entity::find().all(storage.reader()).await.unwrap();
    let mut jobs: Vec<_> = rows.into_iter().map(|row| (row.id.as_u128(), row.state)).collect();
    jobs.sort_unstable();
    jobs
}

async fn numbers(storage: &Storage) -> Vec<u128> {
    stored(storage).await.into_iter().map(|(number, _)| number).collect()
}

#[tokio::test]
async fn one_that_fails_or_panics_takes_nobody_with_it() {
    on_empty_database(async |storage| {
        let fates = [(1, Fate::Fine), (2, Fate::Fails), (3, Fate::Fine), (4, Fate::Panics), (5, Fate::Fine)];
        let outcomes = join_all(fates.map(|(number, fate)| store(&storage, number, fate))).await;
        assert_eq!(outcomes.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false, true]);
        assert!(
            matches!(&outcomes[1], Err(StorageError::Refused(text)) if text == "on purpose"),
            "{outcomes:?}"
        );
        assert!(matches!(&outcomes[3], Err(StorageError::Refused(text)) if text.contains("panicked")));
        assert_eq!(numbers(&storage).await, [1, 3, 5]);
        store(&storage, 6, Fate::Fine).await.unwrap();
        assert_eq!(count(&storage).await, 4, "the writer goes on");
    })
    .await;
}

#[tokio::test]
async fn what_fails_in_passing_is_done_again() {
    on_empty_database(async |storage| {
        let runs = Arc::new(AtomicUsize::new(0));
        store_with(&storage, job(1, None, 0), Fate::FailsAtFirst(1), &runs).await.unwrap();
        assert_eq!(runs.load(Ordering::Relaxed), 2);
        let gone = store(&storage, 2, Fate::FailsAtFirst(usize::MAX)).await;
        assert!(matches!(gone, Err(StorageError::Unavailable(_))), "{gone:?}");
        assert_eq!(numbers(&storage).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn kinds_share_a_batch_and_each_is_told_its_own() {
    on_empty_database_with_queue(512, async |storage| {
        let stores = join_all((1..=300).map(|number| store(&storage, number, Fate::Fine)));
        let counts = join_all((1..=300).map(|_| count(&storage)));
        let (stores, counts) = join(stores, counts).await;
        assert!(stores.iter().all(Result::is_ok), "{stores:?}");
        assert_eq!(counts.len(), 300);
        assert_eq!(count(&storage).await, 300);
    })
    .await;
}

#[tokio::test]
async fn one_job_of_a_lane_is_ready_and_the_others_wait_for_it() {
    on_empty_database(async |storage| {
        let none = Arc::default();
        let put = |number, lane, later| store_with(&storage, job(number, lane, later), Fate::Fine, &none);
        // One after the other, and all at once.
        put(1, Some("a"), 0).await.unwrap();
        let rest = [(2, Some("a"), 0), (3, Some("b"), 9), (4, Some("b"), 0), (5, None, 0), (6, None, 9)];
        for outcome in join_all(rest.map(|(number, lane, later)| put(number, lane, later))).await {
            outcome.unwrap();
        }
        let states = ["ready", "queued", "scheduled", "queued", "ready", "scheduled"];
        let expected: Vec<_> = (1..).zip(states.map(str::to_owned)).collect();
        assert_eq!(stored(&storage).await, expected);
        put(1, Some("c"), 0).await.unwrap();
        assert_eq!(stored(&storage).await, expected, "a known id is left as it is");
        within(storage.signals().jobs_ready()).await;
    })
    .await;
}

#[tokio::test]
async fn workers_wait_for_room_where_requests_are_told_to_come_back() {
    on_empty_database_with_queue(1, async |storage| {
        let counts = join_all((0..8).map(|_| count(&storage)));
        let stores = join_all((1..=8).map(|number| store(&storage, number, Fate::Fine)));
        let (counts, stores) = join(counts, stores).await;
        assert_eq!(counts.len(), 8, "all of them were served");
        let busy = stores.iter().filter(|one| matches!(one, Err(StorageError::Busy))).count();
        assert!(busy > 0, "{stores:?}");
        assert_eq!(numbers(&storage).await.len(), 8 - busy);
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_in_before_the_end_is_done_and_nothing_after_it() {
    on_empty_database(async |storage| {
        let stores = join_all((1..=20).map(|number| store(&storage, number, Fate::Fine)));
        let (stores, ()) = join(stores, storage.writer().close()).await;
        assert!(stores.iter().all(Result::is_ok), "{stores:?}");
        assert_eq!(numbers(&storage).await.len(), 20);
        let late = store(&storage, 21, Fate::Fine).await;
        assert!(matches!(late, Err(StorageError::Unavailable(_))), "{late:?}");
        within(storage.writer().close()).await;
    })
    .await;
}
