//! `tasks.complete`, `fail`, `cancel`, and the way back.

use futures::future::join_all;
use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

async fn task(rpc: &Rpc) -> Value {
    rpc.mutate("tasks.create", json!({ "title": "Water the plants" })).await["id"].clone()
}

#[tokio::test]
async fn a_task_ends_in_one_of_three_ways() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let done =
        rpc.mutate("tasks.complete", json!({ "id": task(&rpc).await, "result": "They look happy" })).await;
    assert_eq!(done["status"], "completed");
    assert_eq!(done["result"], "They look happy");
    assert!(done["completedAt"].is_string(), "{done}");

    let failed = rpc.mutate("tasks.fail", json!({ "id": task(&rpc).await, "error": "No water" })).await;
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["error"], "No water");

    let cancelled = rpc.mutate("tasks.cancel", json!({ "id": task(&rpc).await, "reason": "It rains" })).await;
    assert_eq!(cancelled["status"], "cancelled");
    assert!(cancelled.to_string().contains("It rains"), "{cancelled}");

    for input in [json!({ "id": task(&rpc).await }), json!({ "id": task(&rpc).await, "error": " " })] {
        assert_eq!(rpc.try_mutate("tasks.fail", input).await.refused_fields(), ["error"]);
    }
    server.finish().await;
}

#[tokio::test]
async fn the_same_end_again_is_fine_and_another_end_is_a_conflict() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let ends = [("tasks.complete", "completed"), ("tasks.fail", "failed"), ("tasks.cancel", "cancelled")];
    for (procedure, status) in ends {
        let input = json!({ "id": task(&rpc).await, "error": "broken" });
        let ended = rpc.mutate(procedure, input.clone()).await;
        assert_eq!(ended["status"], status);
        assert_eq!(rpc.mutate(procedure, input.clone()).await, ended);
        for (other, _) in ends.iter().filter(|(other, _)| *other != procedure) {
            let _ = rpc.try_mutate(other, input.clone()).await.refusal(409, "CONFLICT");
        }
        let again = rpc.mutate("tasks.update", json!({ "id": input["id"], "status": "pending" })).await;
        assert_eq!(again["status"], "pending");
        assert_eq!(again["completedAt"], Value::Null);
        assert_eq!(again["error"], Value::Null);
    }
    server.finish().await;
}

#[tokio::test]
async fn of_two_ends_at_the_same_time_one_wins() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for _ in 0..5 {
        let id = task(&rpc).await;
        let calls = ["tasks.complete", "tasks.fail", "tasks.cancel"];
        let answers =
            join_all(calls.map(|call| rpc.try_mutate(call, json!({ "id": id, "error": "broken" })))).await;
        let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(won.len(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            let _ = answer.refusal(409, "CONFLICT");
        }
        assert_eq!(rpc.query("tasks.get", json!({ "id": id })).await, won[0].data());
    }
    server.finish().await;
}
