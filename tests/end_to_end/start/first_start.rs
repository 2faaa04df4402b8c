//! What the first start makes and prints.

use std::process::Command;

use patchbay_tests::{OWNER_EMAIL, Setup, TestServer, eventually};
use serde_json::json;

use super::sign_in::link_token;

/// The `curl` command among the lines, with the lines that continue it.
fn curl_line(stdout: &str) -> String {
    let mut command = String::new();
    for line in stdout.lines().skip_while(|line| !line.trim_start().starts_with("curl ")) {
        command += line;
        command.push('\n');
        if !line.ends_with('\\') {
            break;
        }
    }
    assert!(!command.is_empty(), "no curl line in:\n{stdout}");
    command
}

#[tokio::test]
async fn a_stranger_gets_a_link_and_a_curl_line_that_work() {
    let server = Setup::default().without_owner().start().await;
    let stdout = server.output().stdout();
    assert!(stdout.contains(&format!("{}/app", server.address())), "{stdout}");

    let signed_in =
        server.rpc().as_nobody().try_mutate("auth.signIn", json!({ "token": link_token(&stdout) })).await;
    let me = signed_in.data();
    assert_eq!(me["user"]["role"], "owner");
    let rpc = server.rpc().with_cookie(&signed_in.session_cookie());
    assert_eq!(rpc.query("auth.me", json!(null)).await, me);
    let channels = rpc.query("webhooks.list", json!({})).await;
    assert_eq!(channels["items"].as_array().unwrap().len(), 1, "{channels}");

    let curl = Command::new("sh").args(["-c", &curl_line(&stdout)]).output().unwrap();
    assert!(curl.status.success(), "{}", String::from_utf8_lossy(&curl.stderr));
    let answer = String::from_utf8_lossy(&curl.stdout).into_owned();
    assert!(answer.contains("\"accepted\":true"), "{answer}");

    let task = eventually("the task of the curl line", async || {
        rpc.query("tasks.list", json!({})).await["items"].get(0).cloned()
    })
    .await;
    assert_eq!(task["sourceWebhookId"], channels["items"][0]["id"]);
    let thread = rpc.query("conversations.messages", json!({ "id": task["conversationId"] })).await;
    let directions: Vec<_> =
        thread["items"].as_array().unwrap().iter().map(|message| &message["direction"]).collect();
    assert_eq!(directions, ["outbound", "inbound"], "{thread}");
    server.finish().await;
}

#[tokio::test]
async fn an_owner_from_the_environment_gets_no_channel_and_is_asked_nothing() {
    let server = TestServer::start().await;
    assert!(!server.output().all().contains("sign-in?token="), "{}", server.output().all());
    assert_eq!(server.rpc().query("webhooks.list", json!({})).await["items"], json!([]));
    let me = server.rpc().query("auth.me", json!(null)).await;
    assert_eq!(me["user"]["email"], OWNER_EMAIL);
    server.finish().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_master_key_is_for_the_owner_of_the_process_alone() {
    use std::os::unix::fs::PermissionsExt;

    let server = TestServer::start().await;
    let metadata = std::fs::metadata(server.data_dir().join("master.key")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    server.finish().await;
}

#[tokio::test]
async fn the_dashboard_is_in_the_binary_and_the_root_leads_there() {
    let server = TestServer::start().await;
    let get =
        async |path: &str| server.client().get(format!("{}{path}", server.address())).send().await.unwrap();

    let root = get("/").await;
    assert!(root.status().is_redirection(), "{}", root.status());
    assert!(root.headers()["location"].to_str().unwrap().starts_with("/app"), "{:?}", root.headers());
    for path in ["/app/", "/app/tasks"] {
        let page = get(path).await;
        assert_eq!(page.status().as_u16(), 200, "{path}");
        assert!(page.text().await.unwrap().contains("<div id=\"root\""), "{path}");
    }
    assert_eq!(get("/app/assets/none.js").await.status().as_u16(), 404);
    assert_eq!(get("/healthz").await.status().as_u16(), 200);
    assert_eq!(get("/readyz").await.status().as_u16(), 200);
    server.finish().await;
}
