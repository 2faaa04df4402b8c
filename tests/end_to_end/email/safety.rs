//! Mail servers that no password is given to: without encryption, with a certificate of nobody's, in the inner network.

use std::sync::{Arc, Mutex};

use patchbay_tests::{Channel, Mail, SMTP_PASSWORD, SMTP_USER, Setup, SmtpJudge, TestServer};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{CLIENT, hand_in};

/// A mail server that takes everything in the clear.
struct ClearServer {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl ClearServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, heard) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(Vec::new())));
        let all = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, all.clone()));
            }
        });
        Self { port, heard }
    }
}

async fn talk(stream: TcpStream, heard: Arc<Mutex<Vec<String>>>) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut answer = "220 clear ESMTP\r\n".to_owned();
    while writing.write_all(answer.as_bytes()).await.is_ok() {
        let Ok(Some(line)) = lines.next_line().await else { break };
        answer = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-clear\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n".to_owned(),
            _ => "250 fine\r\n".to_owned(),
        };
        heard.lock().unwrap().push(line);
    }
}

/// A channel that answers by this server.
async fn channel_by(server: &TestServer, host: &str, port: u16) -> Channel {
    let config = json!({
        "smtpHost": host, "smtpPort": port, "smtpUser": SMTP_USER, "smtpPassword": SMTP_PASSWORD,
        "fromAddress": SMTP_USER,
    });
    super::inbox_channel(server, config).await
}

/// Why the answer to a mail did not leave at its only try.
async fn refusal(server: &TestServer, channel: &Channel, client: &str) -> (String, Value) {
    let mail = Mail::new(client, "Broken boiler", "Please call Acme tomorrow at 3pm");
    let message = hand_in(server, channel, mail.raw().await).await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["failed"]).await;
    assert_eq!(delivery["attemptCount"], 1, "{delivery}");
    let error = delivery["lastError"].as_str().unwrap().to_owned();
    let shown = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!(shown["outboundError"]["message"], error, "{shown}");
    (error, delivery)
}

#[tokio::test]
async fn no_password_goes_to_a_server_that_cannot_be_trusted() {
    let (trusted, stranger) = (SmtpJudge::start().await, SmtpJudge::start().await);
    let server = Setup::default().with_smtp(&trusted).start().await;

    let clear = ClearServer::start().await;
    let channel = channel_by(&server, "127.0.0.1", clear.port).await;
    let (error, _) = refusal(&server, &channel, CLIENT).await;
    assert!(
        error.contains("offers no encryption") && error.contains("STARTTLS") && error.contains("465"),
        "{error}"
    );
    let heard = clear.heard.lock().unwrap().clone();
    assert!(heard[0].starts_with("EHLO "), "{heard:?}");
    assert!(heard[1..].iter().all(|line| line.starts_with("QUIT")), "{heard:?}");

    let channel = channel_by(&server, "127.0.0.1", stranger.port()).await;
    let (error, _) = refusal(&server, &channel, CLIENT).await;
    assert!(error.contains("certificate") && error.contains("SSL_CERT_FILE"), "{error}");
    assert_eq!(stranger.left().await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn a_mail_server_in_the_inner_network_is_refused_and_the_error_names_the_setting() {
    let smtp = SmtpJudge::start().await;
    let mut server = Setup::default().with_smtp(&smtp).unset("PATCHBAY_EGRESS_ALLOW").start().await;
    let channel = channel_by(&server, "127.0.0.1", smtp.port()).await;
    let (error, delivery) = refusal(&server, &channel, CLIENT).await;
    assert!(error.contains("PATCHBAY_EGRESS_ALLOW"), "{error}");
    for (index, host) in
        ["localhost", "10.0.0.1", "169.254.169.254", "0x7f000001", "[::1]"].into_iter().enumerate()
    {
        let config = json!({ "smtpHost": host, "smtpPassword": SMTP_PASSWORD });
        let update = json!({ "id": channel.id, "providerConfig": config });
        server.rpc().mutate("webhooks.update", update).await;
        let (error, _) = refusal(&server, &channel, &format!("bob{index}@client.example")).await;
        assert!(error.contains("PATCHBAY_EGRESS_ALLOW"), "{host}: {error}");
    }

    // What the error advises helps.
    let config = json!({ "smtpHost": "localhost", "smtpPassword": SMTP_PASSWORD });
    let update = json!({ "id": channel.id, "providerConfig": config });
    server.rpc().mutate("webhooks.update", update).await;
    server.set("PATCHBAY_EGRESS_ALLOW", "127.0.0.1, ::1");
    server.restart().await;
    server.rpc().mutate("deliveries.retry", json!({ "id": delivery["id"] })).await;
    assert_eq!(smtp.next().await.envelope_to, [CLIENT]);
    server.delivery_in(&delivery["id"], &["success"]).await;
    server.finish().await;
}
