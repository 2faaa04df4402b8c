//! What Twilio's official package signed is taken, whatever stands between Twilio and the server.

use patchbay_tests::{FakeTwilio, Post, Proxy, Setup, SmsForm, TestServer};
use serde_json::json;

use super::{assert_taken, messages, tasks};

/// The forms that Twilio sends and may send one day, each from a person of its own: what one person texts quickly is
/// answered together.
fn forms(way: usize) -> [SmsForm; 4] {
    let text = "Call Söhne & Co + \"Acme\" – 100 % 😀";
    let form = |number: usize| SmsForm::new(&format!("+155505501{way}{number}"), text);
    [
        form(0).through_service(),
        form(1)
            .and("SomethingNew", "a=b&c")
            .and("AnotherThing", "")
            .and("Ünknown", "ü")
            .and("Again", "2")
            .and("Again", "1")
            .and("Again", "1"),
        form(2).media(&[("https://api.twilio.com/2010-04-01/Media/ME1", "image/jpeg")]),
        form(3),
    ]
}

/// Posts every form by every way to a server at `public_url`, signed for `signed_for`, the same URL as Twilio may write it.
async fn takes_all(public_url: &str, signed_for: &str) {
    let twilio = FakeTwilio::start();
    let setup = Setup::default().set("PATCHBAY_PUBLIC_URL", public_url).with_twilio(&twilio);
    let server = setup.start().await;
    let channel = server.create_sms_channel(json!({})).await;
    let proxy = Proxy::start(server.address(), "203.0.113.9").await;
    let url = format!("{signed_for}/api/webhooks/inbound/{}", channel.token);
    let ways: [(&str, &dyn Fn() -> Post); 3] = [
        ("directly", &|| server.inbound(&channel)),
        ("with another Host", &|| server.inbound(&channel).header("host", "elsewhere.example:9999")),
        ("through a proxy", &|| server.inbound_through(&proxy, &channel)),
    ];
    let mut count = 0;
    for (number, (way, post)) in ways.iter().enumerate() {
        for form in forms(number) {
            let answer = form.sign(&url).await.to(post()).send().await;
            assert_eq!(answer.status, 200, "{way}, signed for {url}: {form:?}: {}", answer.text);
            assert_taken(&answer);
            count += 1;
        }
    }
    every_text_has_its_task_and_reply(&twilio, &server, count).await;
    let inbound = messages(&server, &channel).await;
    let inbound: Vec<_> = inbound.iter().filter(|message| message["direction"] == "inbound").collect();
    assert_eq!(inbound.len(), count);
    for message in inbound {
        assert_eq!(message["content"], "Call Söhne & Co + \"Acme\" – 100 % 😀");
    }
    server.finish().await;
}

async fn every_text_has_its_task_and_reply(twilio: &FakeTwilio, server: &TestServer, count: usize) {
    for _ in 0..count {
        twilio.next().await;
    }
    server.idle().await;
    assert_eq!(tasks(server).await.len(), count);
    assert_eq!(twilio.messages().len(), count);
}

#[tokio::test]
async fn below_a_path() {
    takes_all("https://patchbay.example/base", "https://patchbay.example/base").await;
}

#[tokio::test]
async fn below_a_path_with_a_slash_where_twilio_adds_the_port() {
    takes_all("https://patchbay.example/base/", "https://patchbay.example:443/base").await;
}

#[tokio::test]
async fn on_a_port() {
    takes_all("https://patchbay.example:8443/base", "https://patchbay.example:8443/base").await;
}

#[tokio::test]
async fn on_a_port_that_twilio_leaves_out() {
    takes_all("http://patchbay.example:8080", "http://patchbay.example").await;
}

#[tokio::test]
async fn the_query_of_the_url_counts() {
    let (twilio, server, channel) = super::office().await;
    let url = server.public_inbound_url(&channel);
    // As the owner wrote it at Twilio, to the letter.
    let queries = ["source=office", "b=2&a=1&b=%20x+y", "q=%C3%BC&empty=&flag", ""];
    for (number, query) in queries.into_iter().enumerate() {
        let form = SmsForm::new(&format!("+1500555001{number}"), "Please call Acme");
        let signed = form.sign(&format!("{url}?{query}")).await;
        let post = server.inbound_at(&format!("{}?{query}", channel.token));
        let answer = signed.to(post).send().await;
        assert_eq!(answer.status, 200, "?{query}: {}", answer.text);
    }
    every_text_has_its_task_and_reply(&twilio, &server, 4).await;
    server.finish().await;
}

#[tokio::test]
async fn a_channel_is_found_by_its_address_alone() {
    let (twilio, server) = super::start().await;
    // Two channels of one Messaging Service, and of another number than the text was sent to.
    let service = json!({ "twilioMessagingServiceSid": patchbay_tests::MESSAGING_SERVICE_SID });
    let one = server.create_sms_channel(service.clone()).await;
    let other = server.create_sms_channel(service).await;
    let form = SmsForm::new("+15005550006", "Please call Acme").through_service().with("To", "+15005550099");
    let message = super::text_and_wait(&server, &other, &form).await;
    twilio.next().await;
    assert_eq!(message["webhookId"], other.id);
    assert!(messages(&server, &one).await.is_empty());
    server.finish().await;
}
