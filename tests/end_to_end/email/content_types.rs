//! How a mail may be posted.

use patchbay_tests::{Mail, TestServer};
use serde_json::json;

use super::{CLIENT, inbox_channel};

#[tokio::test]
async fn a_mail_is_read_whatever_curl_calls_it_but_no_form_is_a_mail() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    for content_type in [
        "message/rfc822",
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/octet-stream",
        "nonsense",
    ] {
        let raw = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow").raw().await;
        let id = server.inbound(&channel).bytes(content_type, raw).accepted().await;
        let message = server.processed(&channel, &id).await;
        assert_eq!(message["content"], "Broken boiler\n\nPlease call Acme tomorrow", "{content_type}");
    }
    let raw = Mail::new(CLIENT, "No type", "Please call Acme").raw().await;
    let url = server.public_inbound_url(&channel);
    let answer = server.client().post(url).body(raw).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);

    let form = server.inbound(&channel).multipart(&[("email", "From: ann@client.example")]).send().await;
    let json = server.inbound(&channel).json(&json!({ "content": "Please call Acme" })).send().await;
    for refused in [form, json] {
        let problem = refused.problem(415, "UNSUPPORTED_MEDIA_TYPE");
        assert!(problem["detail"].as_str().unwrap().contains("message/rfc822"), "{problem}");
    }
    let inbound = json!({ "webhookId": channel.id, "direction": "inbound" });
    assert_eq!(server.rpc().every("webhooks.getMessages", inbound, 100).await.len(), 6);
    server.finish().await;
}
