//! Many workers and many writers at once: nothing is lost, nothing is done twice, no lane is shared.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use super::*;
use crate::tests::on_empty_database;

const LANES: u128 = 10;
const JOBS_OF_A_LANE: u128 = 25;
const WORKERS: u128 = 8;
/// Far more than it takes: a slow run is no failure.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the workers saw.
#[derive(Default)]
struct Seen {
    /// The job that each lane is doing.
    doing: HashMap<u128, u128>,
    /// Who tried a job before it was done.
    tried: HashMap<u128, u32>,
    /// What was done, lane by lane, in order.
    done: BTreeMap<u128, Vec<u128>>,
}

/// The job of this place in a lane. Ids of different lanes are mixed, those of one lane rise.
const fn numbered(lane: u128, place: u128) -> u128 {
    place * LANES + lane + 1
}

const fn lane_of(number: u128) -> u128 {
    (number - 1) % LANES
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_job_of_every_lane_is_done_once_and_in_order() {
    on_empty_database(async |storage| {
        let (queue, seen) = (Queue { storage }, Arc::new(Mutex::new(Seen::default())));
        let mut tasks = JoinSet::new();
        for lane in 0..LANES {
            let queue = queue.clone();
            tasks.spawn(async move {
                for place in 0..JOBS_OF_A_LANE {
                    let number = numbered(lane, place);
                    queue.enqueue(&[job(number, Some(&format!("lane {lane}")))], at(0)).await;
                }
            });
        }
        for number in 0..WORKERS {
            tasks.spawn(work(queue.clone(), worker(number), Arc::clone(&seen)));
        }
        let all = async {
            while let Some(ended) = tasks.join_next().await {
                ended.unwrap();
            }
        };
        tokio::time::timeout(PATIENCE, all).await.expect("the queue stands still");

        let done = std::mem::take(&mut seen.lock().unwrap().done);
        for lane in 0..LANES {
            let expected: Vec<u128> = (0..JOBS_OF_A_LANE).map(|place| numbered(lane, place)).collect();
            assert_eq!(done[&lane], expected, "lane {lane}");
        }
        assert!(queue.stored().await.is_empty());
    })
    .await;
}

/// Works until everything is done. Every third job is put back once.
async fn work(queue: Queue, worker: WorkerId, seen: Arc<Mutex<Seen>>) {
    while !is_done(&seen) {
        queue.promote(at(0)).await;
        let claimed = queue.claim(worker, 3, at(0)).await;
        assert!(claimed.len() <= 3, "more than asked for: {claimed:?}");
        for job in &claimed {
            begin(&seen, number(job.lease.job_id));
        }
        for LeasedJob { lease, .. } in claimed {
            // Somebody else may come between.
            tokio::task::yield_now().await;
            let number = number(lease.job_id);
            let tried = end(&seen, number);
            if number.is_multiple_of(3) && tried == 1 {
                queue.retry(lease, at(0)).await.unwrap();
            } else {
                record(&seen, number);
                queue.finish(lease).await.unwrap();
            }
        }
    }
}

fn is_done(seen: &Mutex<Seen>) -> bool {
    let done: usize = seen.lock().unwrap().done.values().map(Vec::len).sum();
    done as u128 == LANES * JOBS_OF_A_LANE
}

fn begin(seen: &Mutex<Seen>, number: u128) {
    let mut seen = seen.lock().unwrap();
    let before = seen.doing.insert(lane_of(number), number);
    assert_eq!(before, None, "lane {} does {number} beside it", lane_of(number));
}

/// Says how often the job was tried. From here on another worker may have the lane as soon as the queue says so.
fn end(seen: &Mutex<Seen>, number: u128) -> u32 {
    let mut seen = seen.lock().unwrap();
    assert_eq!(seen.doing.remove(&lane_of(number)), Some(number));
    let tried = seen.tried.entry(number).or_default();
    *tried += 1;
    *tried
}

fn record(seen: &Mutex<Seen>, number: u128) {
    seen.lock().unwrap().done.entry(lane_of(number)).or_default().push(number);
}
