//! Lists of deliveries go along an index, however many there are: asked of the database itself.

use std::fmt::Write as _;

use patchbay_tests::{Receiver, TestServer, runs_on_sqlite};
use serde_json::{Value, json};

use super::{ended, publish_lead, subscribe};

/// Deliveries: enough that no planner thinks of reading all of them.
const MANY: usize = 20_000;

/// A literal of an id, as the database keeps it.
fn id(id: &Value) -> String {
    let text = id.as_str().unwrap();
    if runs_on_sqlite() { format!("x'{}'", text.replace('-', "")) } else { format!("'{text}'::uuid") }
}

/// Makes many deliveries out of one: of other ids and times, one in a hundred of which did not arrive.
async fn multiply(server: &TestServer) {
    let columns = if runs_on_sqlite() {
        "SELECT name FROM pragma_table_info('deliveries')"
    } else {
        "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'deliveries'"
    };
    let columns = server.database_texts(columns).await;
    let (numbers, new_id, at) = if runs_on_sqlite() {
        (
            format!(
                "(WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {MANY}) SELECT n FROM n)"
            ),
            "randomblob(16)",
            "strftime('%Y-%m-%d %H:%M:%f', '2026-01-01', '+' || n || ' seconds') || '000+00:00'",
        )
    } else {
        (
            format!("(SELECT generate_series(1, {MANY}) AS n)"),
            "gen_random_uuid()",
            "timestamptz '2026-01-01 00:00:00+00' + n * interval '1 second'",
        )
    };
    let values = columns.iter().map(|column| match column.as_str() {
        "id" => new_id.to_owned(),
        "created_at" => at.to_owned(),
        "state" => "CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'success' END".to_owned(),
        other => format!("d.{other}"),
    });
    let insert = format!(
        "INSERT INTO deliveries ({}) SELECT {} FROM deliveries d, {numbers} AS numbers RETURNING kind",
        columns.join(", "),
        values.collect::<Vec<_>>().join(", "),
    );
    assert_eq!(server.database_texts(&insert).await.len(), MANY);
    server.database_texts("ANALYZE").await;
}

/// What `deliveries.list` asks (`server/storage/src/deliveries/list.rs`, `paging.rs`), with these conditions.
fn query(organization: &str, conditions: &[String]) -> String {
    let mut sql = format!("SELECT * FROM deliveries WHERE organization_id = {organization}");
    for condition in conditions {
        write!(sql, " AND {condition}").unwrap();
    }
    sql + " ORDER BY created_at DESC, id DESC LIMIT 51"
}

#[tokio::test]
async fn every_list_goes_along_an_index_and_sorts_nothing() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    publish_lead(&server, 1).await;
    ended(&server, &made, 1).await;
    receiver.take_all();
    multiply(&server).await;
    let me = server.rpc().query("auth.me", Value::Null).await;
    let organization = id(&me["organization"]["id"]);
    let webhook = format!("webhook_id = {}", id(&made["id"]));
    let state = |state: &str| format!("state = '{state}'");
    let unfinished = "state <> 'success'".to_owned();
    let before = if runs_on_sqlite() { "'2026-01-01 03:00:00+00:00'" } else { "'2026-01-01 03:00:00+00'" };
    for (what, conditions, index) in [
        ("the newest", vec![], "deliveries_newest"),
        ("those until a time", vec![format!("created_at < {before}")], "deliveries_newest"),
        ("those of a webhook", vec![webhook.clone()], "deliveries_webhook"),
        ("those that were given up", vec![state("failed"), unfinished.clone()], "deliveries_unfinished"),
        ("those that arrived", vec![state("success")], "deliveries_newest"),
        ("those of a type", vec!["event_type = 'lead.created'".to_owned()], "deliveries_newest"),
        (
            "those of a webhook until a time",
            vec![webhook, format!("created_at < {before}")],
            "deliveries_webhook",
        ),
    ] {
        let plan = server.query_plan(&query(&organization, &conditions)).await;
        // With one webhook for all of them, either of two indexes serves it as well.
        let serves =
            plan.contains(index) || (index == "deliveries_webhook" && plan.contains("deliveries_newest"));
        assert!(serves, "{what}:\n{plan}");
        let sorts = plan.contains("Sort") || plan.contains("TEMP B-TREE") || plan.contains("Seq Scan");
        assert!(!sorts && !plan.contains("SCAN deliveries"), "{what}:\n{plan}");
    }
    let by_message = format!("SELECT * FROM deliveries WHERE event_id = {}", id(&made["id"]));
    assert!(server.query_plan(&by_message).await.contains("deliveries_event"));
    // The lists themselves, over all of them.
    let found = server.rpc().query("deliveries.list", json!({ "status": "failed", "limit": 100 })).await;
    assert_eq!(found["items"].as_array().unwrap().len(), 100);
    let searched = server.rpc().query("deliveries.list", json!({ "search": "nowhere to be found" })).await;
    assert_eq!((&searched["items"], &searched["nextCursor"]), (&json!([]), &Value::Null));
    server.finish().await;
}
