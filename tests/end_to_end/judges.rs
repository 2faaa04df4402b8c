//! The judges and the fakes themselves: that they say yes to what is right, and no to what is not.

use std::time::Duration;

use patchbay_tests::{
    ACCOUNT_SID, AUTH_TOKEN, FakeTwilio, INBOUND_ADDRESS, Judge, Mail, Proxy, ReadMail, Reply, SMTP_PASSWORD,
    SMTP_USER, SmsForm, SmtpAnswer, SmtpJudge, SmtpStep, TWILIO_NUMBER, TestServer, TwilioAnswer, signature,
};
use serde_json::json;

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn twilio_signs_the_known_vectors() {
    let a = "a".repeat(32);
    let url = "https://app.example.com/api/webhooks/inbound/3f0c1e52-6d0e-4c6b-9b0e-2f7c0d6f5a11";
    let form = SmsForm::of(&[
        ("AccountSid", &format!("AC{a}")),
        ("ApiVersion", "2010-04-01"),
        ("Body", "Create task: call Acme tomorrow, urgent"),
        ("From", "+15005550006"),
        ("MessageSid", &format!("SM{a}")),
        ("SmsSid", &format!("SM{a}")),
        ("SmsMessageSid", &format!("SM{a}")),
        ("MessagingServiceSid", &format!("MG{a}")),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
        ("To", "+15005550001"),
    ]);
    let signed = form.sign_with("12345", url).await;
    assert_eq!(signed.signature, "6c1kknFEHJAiI6A7pLMoliJ/N6A=");

    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let form = SmsForm::of(&[("Sid", "CA123"), ("SidAccount", "AC123")])
        .and("Digits", "5678")
        .and("Digits", "1234")
        .and("Digits", "1234");
    let signed = form.sign_with("12345", url).await;
    assert_eq!(signed.signature, "IK+Dwps556ElfBT0I3Rgjkr1wJU=");
    let forged = [pair("Sid", "CA124")];
    assert!(!Judge::get().twilio_accepts("12345", &signed.signature, url, &forged).await);
}

#[tokio::test]
async fn a_signed_form_changes_in_one_byte() {
    let form = SmsForm::new("+15005550006", "Call Acme & Söhne + Co").through_service();
    let signed = form.sign("https://patchbay.example.com/api/webhooks/inbound/x").await;
    let changed = signed.clone().changed();
    let different = signed.body.iter().zip(&changed.body).filter(|(one, other)| one != other).count();
    assert_eq!((different, signed.body.len()), (1, changed.body.len()));
    assert_eq!(signed.signature, changed.signature);
    let body = String::from_utf8(signed.body).unwrap();
    assert!(body.contains("Body=Call+Acme+%26+S%C3%B6hne+%2B+Co&"), "{body}");
    assert!(body.contains("&MessagingServiceSid=MGaaaa"), "{body}");
}

#[tokio::test]
async fn the_fake_twilio_is_good_enough_for_twilios_own_package() {
    let twilio = FakeTwilio::start();
    let judge = Judge::get();
    let params = json!({ "to": "+15005550006", "from": TWILIO_NUMBER, "body": "Done: call Acme" });
    let created = judge.twilio_create(&twilio, params.clone()).await;
    assert_eq!(created["message"]["status"], "queued", "{created}");
    assert!(created["message"]["dateCreated"].is_string(), "{created}");

    let came = twilio.next().await;
    let official = judge.twilio_request(params).await;
    assert_eq!((came.method.as_str(), &came.path), (official.method.as_str(), &official.path));
    assert_eq!(came.form(), official.form);
    assert_eq!(official.form.len(), 3, "{official:?}");
    assert_eq!(came.basic_auth(), Some(pair(ACCOUNT_SID, AUTH_TOKEN)));
    assert_eq!(came.header("authorization"), official.header("authorization"));

    for number in 0..4 {
        let params = json!({ "to": "+15005550007", "from": TWILIO_NUMBER, "body": number.to_string() });
        judge.twilio_create(&twilio, params).await;
        twilio.next().await;
    }
    let all = judge.twilio_list(&twilio, json!({ "pageSize": 2 })).await;
    let bodies: Vec<_> = all.iter().map(|message| message["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["3", "2", "1", "0", "Done: call Acme"]);
    assert_eq!(twilio.take_lookups().len(), 3);
    let filter = json!({ "to": "+15005550006", "dateSentAfter": "2026-01-01T00:00:00Z" });
    let some = judge.twilio_list(&twilio, filter).await;
    assert_eq!((some.len(), &some[0]["sid"]), (1, &created["message"]["sid"]));
    let lookup = twilio.next_lookup().await;
    assert!(lookup.query().contains(&pair("To", "+15005550006")), "{lookup:?}");
    assert!(twilio.untaken().is_empty());
}

#[tokio::test]
async fn the_fake_twilio_refuses_and_fails_as_it_is_told() {
    let twilio = FakeTwilio::start();
    let judge = Judge::get();
    let params = json!({ "to": "+15005550006", "from": TWILIO_NUMBER, "body": "Hello" });
    twilio.script([
        TwilioAnswer::error(400, 21610, "Attempt to send to unsubscribed recipient"),
        TwilioAnswer::taken_after(Duration::from_millis(1)),
    ]);
    let refused = judge.twilio_create(&twilio, params.clone()).await;
    assert_eq!(refused["refused"]["status"], 400, "{refused}");
    assert_eq!(refused["refused"]["code"], 21610, "{refused}");
    assert!(judge.twilio_create(&twilio, params.clone()).await["message"]["sid"].is_string());
    let no_text = judge.twilio_create(&twilio, json!({ "to": "+15005550006", "from": TWILIO_NUMBER })).await;
    assert_eq!(no_text["refused"]["code"], 21602, "{no_text}");
    assert_eq!(twilio.messages().len(), 1);
    let sid = twilio.messages()[0]["sid"].as_str().unwrap().to_owned();
    twilio.set_status(&sid, "failed", Some(30003));
    let listed = judge.twilio_list(&twilio, json!({})).await;
    assert_eq!((&listed[0]["status"], &listed[0]["errorCode"]), (&json!("failed"), &json!(30003)));

    // Cut off: the client cannot tell whether the message was taken.
    for (answer, taken) in [(TwilioAnswer::cut_after_taking(), 2), (TwilioAnswer::cut_before_taking(), 2)] {
        twilio.script([answer]);
        let result = judge.twilio_create(&twilio, params.clone()).await;
        assert!(result["failed"].is_string(), "{result}");
        assert_eq!(twilio.messages().len(), taken);
    }
    twilio.script([TwilioAnswer::other(Reply::status(503).header("retry-after", "7"))]);
    let busy = judge.twilio_create(&twilio, params).await;
    assert_eq!(busy["refused"]["status"], 503, "{busy}");
    assert_eq!(twilio.messages().len(), 2);
    assert_eq!(twilio.untaken().len(), 7);
}

#[tokio::test]
async fn a_mail_reaches_the_mail_server_over_tls_and_with_the_password_only() {
    let smtp = SmtpJudge::start().await;
    let mail = Mail::new("Zoë <zoe@client.example>", "Grüße", "Hello\r\nthere")
        .html("<p>Hello</p>")
        .attachment("plan.pdf", "application/pdf", b"%PDF-1.7");
    let (from, to) = ("zoe@client.example", "office@example.com");
    let raw = mail.raw().await;
    smtp.deliver(from, to, &raw, SMTP_PASSWORD).await.unwrap();
    let received = smtp.next().await;
    assert!(received.secure);
    assert_eq!((received.user.as_str(), received.envelope_from.as_str()), (SMTP_USER, from));
    assert_eq!(received.envelope_to, [to]);
    let read = received.mail;
    assert_eq!(read.message_id, mail.message_id());
    assert_eq!(
        (read.from.as_slice(), read.to.as_slice()),
        (&[from.to_owned()][..], &[INBOUND_ADDRESS.to_owned()][..])
    );
    assert_eq!((read.subject.as_str(), read.text.trim()), ("Grüße", "Hello\nthere"));
    assert_eq!(read.html.as_deref(), Some("<p>Hello</p>"));
    assert_eq!(
        (read.attachments[0].filename.as_str(), &read.attachments[0].content[..]),
        ("plan.pdf", &b"%PDF-1.7"[..])
    );

    let refused = smtp.deliver(from, to, &raw, "wrong").await.unwrap_err();
    assert_eq!(refused["responseCode"], 535, "{refused}");
    assert!(smtp.left().await.is_empty());
}

#[tokio::test]
async fn the_mail_server_fails_as_it_is_told() {
    let smtp = SmtpJudge::start().await;
    let raw = Mail::new("ann@client.example", "Hello", "Hello").raw().await;
    let deliver =
        async || smtp.deliver("ann@client.example", "office@example.com", &raw, SMTP_PASSWORD).await;
    for (step, code) in [
        (SmtpStep::Connect, 421),
        (SmtpStep::Auth, 454),
        (SmtpStep::Sender, 451),
        (SmtpStep::Recipient, 550),
        (SmtpStep::Data, 451),
    ] {
        smtp.script([SmtpAnswer::error(step, code, "As the script says")]).await;
        assert_eq!(deliver().await.unwrap_err()["responseCode"], code, "{step:?}");
    }
    assert!(smtp.left().await.is_empty());
    smtp.script([SmtpAnswer::cut(SmtpStep::Data), SmtpAnswer::cut_after_taking()]).await;
    assert!(deliver().await.is_err());
    assert!(smtp.left().await.len() == 1);
    assert!(deliver().await.is_err());
    assert_eq!(smtp.next().await.mail.subject, "Hello");
    smtp.script([SmtpAnswer::after(SmtpStep::Sender, Duration::from_millis(1))]).await;
    deliver().await.unwrap();
    smtp.next().await;
    assert!(smtp.left().await.is_empty());
}

#[tokio::test]
async fn mails_of_programs_are_what_they_are_said_to_be() {
    let ours = "<ours@inbound.example.com>";
    let bounce = ReadMail::read(&Mail::bounce(ours, "bob@client.example")).await;
    assert_eq!((bounce.in_reply_to.as_str(), bounce.header("return-path")), (ours, "<>"));
    assert!(bounce.header("content-type").starts_with("multipart/report;"), "{bounce:?}");
    assert!(bounce.text.contains("550 5.1.1 No such user"), "{bounce:?}");
    let vacation = ReadMail::read(&Mail::vacation("bob@client.example", ours)).await;
    assert_eq!(vacation.header("auto-submitted"), "auto-replied (vacation)");
    assert_eq!(vacation.references, [ours]);
    let note = "Please take care of this";
    for forward in
        [Mail::forward("ann@agency.example", note), Mail::apple_forward("ann@agency.example", note)]
    {
        let forward = ReadMail::read(&forward.raw().await).await;
        assert!(forward.text.contains("the boiler leaks again"), "{forward:?}");
    }
    let inner = Mail::new("bob@client.example", "Broken boiler", "It leaks").raw().await;
    let outer = Mail::forward_as_attachment("ann@agency.example", note, &inner).raw().await;
    // mailparser reads the inner mail as a part of the outer one.
    let outer = (ReadMail::read(&outer).await, String::from_utf8(outer).unwrap());
    assert!(outer.1.contains("Content-Type: message/rfc822"), "{}", outer.1);
    assert!(outer.0.text.contains(note) && outer.0.text.contains("It leaks"), "{outer:?}");
    assert!(Mail::broken().len() > 10);
}

#[tokio::test]
async fn a_proxy_keeps_the_body_and_rewrites_the_host() {
    let mut server = TestServer::start().await;
    let behind = server.receiver();
    let proxy = Proxy::start(&behind.url(""), "203.0.113.9").await;
    let request = server.client().post(format!("{}/a%20b?c=d", proxy.address()));
    let request = request.header("host", "patchbay.example.com").header("x-forwarded-for", "198.51.100.1");
    let answer = request.body("the body").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    let came = behind.next().await;
    assert_eq!((came.path.as_str(), &came.body[..]), ("/a%20b?c=d", &b"the body"[..]));
    assert_eq!(came.header("host"), "patchbay.internal:8080");
    assert_eq!(came.header("x-forwarded-host"), "patchbay.example.com");
    let forwarded: Vec<_> = came.headers.get_all("x-forwarded-for").iter().collect();
    assert_eq!(forwarded, ["198.51.100.1", "203.0.113.9"]);

    let channel = server.create_channel(json!({})).await;
    let proxy = Proxy::start(server.address(), "203.0.113.9").await;
    server.inbound_through(&proxy, &channel).text("Hello").accepted().await;
    server.inbound_from([127, 0, 0, 2].into(), &channel).text("Hello again").accepted().await;
    server.finish().await;
}

#[tokio::test]
async fn what_leaves_is_signed_as_standard_webhooks_own_library_wants_it() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    server.send_and_wait(&channel, "ann", "Please call Acme tomorrow").await;
    let request = receiver.next().await;
    signature::verify_both(&channel.secret_key, &request);
    Judge::get().assert_standard_webhook(&channel.secret_key, &request).await;
    server.finish().await;
}
