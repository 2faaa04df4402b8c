//! The document and the page that shows it.

use patchbay_tests::TestServer;
use serde_json::Value;

use super::UNKNOWN;

#[tokio::test]
async fn every_documented_operation_is_there() {
    let server = TestServer::start().await;
    let nobody = server.rpc().as_nobody();
    let document = nobody.rest("GET", "/api/openapi.json").expect(200).await;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], server.address());
    let mut seen = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let called =
                path.replace("{id}", UNKNOWN).replace("{delivery_id}", UNKNOWN).replace("{name}", "no.thing");
            let answer = nobody.rest(&method.to_uppercase(), &called).send().await;
            answer.problem(401, "UNAUTHENTICATED");
            seen += 1;
        }
    }
    assert!(seen >= 37, "{seen}");
    server.finish().await;
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere() {
    let server = TestServer::start().await;
    let nobody = server.rpc().as_nobody();
    let page = nobody.fetch("/api/docs").await;
    assert!(page.header("content-type").starts_with("text/html"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{policy}");
    assert!(!page.text.contains("//"), "{}", page.text);
    for (file, kind) in [("page.js", "text/javascript"), ("page.css", "text/css")] {
        let path = format!("/api/docs/{file}");
        assert!(page.text.contains(&path), "{path}");
        let file = nobody.fetch(&path).await;
        assert_eq!(file.status, 200, "{path}");
        assert!(file.header("content-type").starts_with(kind), "{path}");
        assert_eq!(file.body, Value::Null);
        assert!(!file.text.contains("https://"), "{path}");
    }
    server.finish().await;
}
