//! A forgotten password: a link by mail, whose token stands nowhere but in the mail.

use patchbay_tests::{MEMBER_PASSWORD, Setup, SmtpJudge, TestServer, token_in};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";
/// The password from then on.
const NEW: &str = "another good password";

async fn request(server: &TestServer, email: &str) {
    let answer =
        server.rpc().as_nobody().try_mutate("auth.requestPasswordReset", json!({ "email": email })).await;
    assert_eq!((answer.data(), answer.header("set-cookie")), (Value::Null, ""));
}

async fn reset(server: &TestServer, token: &str) -> u16 {
    let input = json!({ "token": token, "newPassword": NEW });
    server.rpc().as_nobody().try_mutate("auth.resetPassword", input).await.status
}

#[tokio::test]
async fn who_is_a_member_is_not_told() {
    let server = TestServer::start().await;
    server.join(EMAIL, "member").await;
    let nobody = server.rpc().as_nobody();
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@example.com", "no address"] {
        let answer = nobody.try_mutate("auth.requestPasswordReset", json!({ "email": email })).await;
        assert_eq!(answer.status, 200, "{email}");
        answers.push(answer.text_alone());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    server.finish().await;
}

#[tokio::test]
async fn a_link_comes_by_mail_and_works_once() {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).set("PATCHBAY_LOG", "debug").start().await;
    server.create_email_channel(&smtp, json!({})).await;
    let member = server.join(EMAIL, "member").await;
    request(&server, " Mel@Example.com ").await;
    let received = smtp.next().await;
    assert_eq!(received.envelope_to, [EMAIL]);
    let mail = &received.mail;
    assert_eq!(mail.header("auto-submitted"), "auto-generated");
    assert!(mail.text.contains(EMAIL) && mail.text.contains("within an hour"), "{}", mail.text);
    let link = format!("{}/app/reset-password?token=", server.address());
    assert!(mail.text.contains(&link), "{}", mail.text);
    let token = token_in(&mail.text);
    assert!(token.len() >= 32, "{token}");
    server.idle().await;

    // It is put in as the mail leaves, and kept nowhere: neither before it is used nor after.
    let texts = [token.clone()];
    assert_eq!(server.places_of(&texts).await, Vec::<String>::new());
    let delivery = server.rpc().query("deliveries.list", json!({})).await["items"][0].clone();
    assert_eq!((&delivery["kind"], &delivery["status"]), (&json!("password_reset"), &json!("success")));
    assert!(member.rpc.is_signed_in().await);
    assert_eq!(reset(&server, &token).await, 200);
    assert!(!member.rpc.is_signed_in().await);
    assert_eq!(reset(&server, &token).await, 401);
    assert!(server.can_sign_in(EMAIL, NEW).await && !server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    assert_eq!(server.places_of(&texts).await, Vec::<String>::new());
    assert!(!server.output().all().contains(&token));
    server.finish().await;
}

#[tokio::test]
async fn a_mailed_link_is_read_by_nobody_through_the_procedures() {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).start().await;
    server.create_email_channel(&smtp, json!({})).await;
    server.join(EMAIL, "member").await;
    request(&server, EMAIL).await;
    let token = token_in(&smtp.next().await.mail.text);
    server.idle().await;
    let id = server.rpc().query("deliveries.list", json!({})).await["items"][0]["id"].clone();
    let shown = server.rpc().try_query("deliveries.get", json!({ "id": id })).await;
    let _ = shown.data();
    assert!(!shown.text.contains(&token), "{}", shown.text);
    let audited = server.rpc().try_query("audit.list", json!({})).await;
    assert!(audited.text.contains("member.password_reset_requested"), "{}", audited.text);
    assert!(!audited.text.contains(&token), "{}", audited.text);
    server.finish().await;
}

#[tokio::test]
async fn who_was_removed_gets_no_mail() {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).start().await;
    server.create_email_channel(&smtp, json!({})).await;
    let member = server.join(EMAIL, "member").await;
    server.rpc().mutate("members.remove", json!({ "id": member.id })).await;
    request(&server, EMAIL).await;
    request(&server, "nobody@example.com").await;
    server.idle().await;
    assert_eq!(server.rpc().query("deliveries.list", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn a_link_that_is_used_ends_the_others() {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).start().await;
    server.create_email_channel(&smtp, json!({})).await;
    server.join(EMAIL, "member").await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        request(&server, EMAIL).await;
        tokens.push(token_in(&smtp.next().await.mail.text));
    }
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(reset(&server, &tokens[1]).await, 200);
    assert_eq!(reset(&server, &tokens[0]).await, 401);
    server.finish().await;
}
