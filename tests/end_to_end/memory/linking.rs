//! Somebody joins what they are known by elsewhere with a code that goes there.

use patchbay_tests::{
    Channel, FakeModel, FakeTwilio, Mail, OWNER_EMAIL, Setup, SmsForm, SmtpJudge, TestServer,
};
use serde_json::{Value, json};

use super::{ask, contact_of, mail, remembered, these};
use crate::sms::text_and_wait;

const ANN: &str = "+15550100123";
const BEN: &str = "+15550100124";
const ADDRESS: &str = "ann@client.example";

struct Office {
    server: TestServer,
    twilio: FakeTwilio,
    smtp: SmtpJudge,
    texts: Channel,
    mails: Channel,
}

impl Office {
    async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    async fn with(setup: Setup) -> Self {
        let (twilio, smtp) = (FakeTwilio::start(), SmtpJudge::start().await);
        let server = setup.with_twilio(&twilio).with_smtp(&smtp).start().await;
        let texts = server.create_sms_channel(json!({})).await;
        let believed = json!({ "authenticationServer": "mx.example.com" });
        let mails = server.create_email_channel(&smtp, believed).await;
        Self { server, twilio, smtp, texts, mails }
    }

    /// Texts, and gives the message with the answer that left, if one did.
    async fn text(&self, from: &str, body: &str) -> (Value, String) {
        let message = text_and_wait(&self.server, &self.texts, &SmsForm::new(from, body)).await;
        let thread = self.server.thread(&message["conversationId"]).await;
        let mut after = thread.iter().skip_while(|one| one["id"] != message["id"]);
        let Some(answer) = after.find(|one| one["direction"] == "outbound") else {
            return (message, String::new());
        };
        assert_eq!(self.twilio.next().await.form()[2].1, answer["content"]);
        (message, answer["content"].as_str().unwrap().to_owned())
    }

    /// Mails as whoever owns the address, takes the answer that left, and gives the message.
    async fn mail(&self, from: &str, text: &str) -> Value {
        let domain = from.rsplit_once('@').unwrap().1;
        let found = format!("mx.example.com; dmarc=pass header.from={domain}");
        let genuine = Mail::new(from, "Hello", text).header("Authentication-Results", &found);
        let message = mail(&self.server, &self.mails, genuine).await;
        self.smtp.next().await;
        message
    }

    /// The code that comes by mail, and the mail.
    async fn code_by_mail(&self, to: &str) -> (String, String) {
        let received = self.smtp.next().await;
        assert_eq!(received.envelope_to, [to]);
        let text = received.mail.text.trim().to_owned();
        (digits(&text), text)
    }

    async fn identifiers(&self, contact: &Value) -> Vec<Value> {
        let contact = self.server.rpc().query("contacts.get", json!({ "id": contact })).await;
        contact["identifiers"].as_array().unwrap().iter().map(|one| one["value"].clone()).collect()
    }
}

fn digits(text: &str) -> String {
    let (code, rest) = text.split_at(6);
    assert!(code.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(' '), "{text}");
    code.to_owned()
}

/// Another code of six digits.
fn another(code: &str) -> String {
    code.chars().map(|digit| if digit == '9' { '0' } else { '9' }).collect()
}

#[tokio::test]
async fn a_code_that_came_by_mail_makes_two_contacts_one() {
    let office = Office::open().await;
    let rpc = office.server.rpc();
    let by_mail = office.mail(ADDRESS, "My name is Ann. I prefer email over calls.").await;
    let mailer = contact_of(&office.server, &by_mail).await;
    let (asking, answer) = office.text(ANN, "Hi, this is also Ann@client.example").await;
    let sent = "I have sent a code to ann@client.example. Send it to me here within 10 minutes, and I know that it is you.";
    assert_eq!(answer, sent);
    let texter = contact_of(&office.server, &asking).await;
    assert_ne!(texter, mailer);
    let (code, letter) = office.code_by_mail(ADDRESS).await;
    assert!(letter.contains(ANN) && letter.contains("10 minutes") && letter.len() <= 200, "{letter}");

    // Somebody else's six digits are nothing.
    let (bens, answer) = office.text(BEN, &code).await;
    assert!(!answer.contains("Thank you:"), "{answer}");
    assert_ne!(contact_of(&office.server, &bens).await, mailer);
    assert_eq!(office.identifiers(&texter).await, [json!(ANN)]);
    let (_, answer) = office.text(ANN, &another(&code)).await;
    assert_eq!(answer, "The code is wrong. 4 tries are left.");

    let (proved, answer) = office.text(ANN, &format!("The code is {} {}", &code[..3], &code[3..])).await;
    assert_eq!(answer, "Thank you: ann@client.example is you, too. What was said there I know here as well.");
    assert_eq!(contact_of(&office.server, &proved).await, texter);
    assert_eq!(contact_of(&office.server, &by_mail).await, texter);
    let _ = rpc.try_query("contacts.get", json!({ "id": mailer })).await.refusal(404, "NOT_FOUND");
    let mut known_by = office.identifiers(&texter).await;
    known_by.sort_by_key(Value::to_string);
    assert_eq!(known_by, [json!(ANN), json!(ADDRESS)]);
    let known = [("name", "Ann"), ("preference", "I prefer email over calls")];
    assert_eq!(remembered(&office.server, &texter).await, these(&known));
    let (_, answer) = office.text(ANN, "What do you know about me?").await;
    assert!(answer.contains("Name: Ann"), "{answer}");
    // It was used, and is only a number now.
    let (_, answer) = office.text(ANN, &code).await;
    assert!(!answer.contains("code"), "{answer}");
    let (_, answer) = office.text(ANN, "This is also ann@client.example").await;
    assert_eq!(answer, "I know you by ann@client.example already.");

    let audit = rpc.every("audit.list", json!({ "subject": texter }), 100).await;
    let merged = audit.iter().find(|entry| entry["action"] == "contact.merged").unwrap();
    assert_eq!(merged["actor"], "assistant", "{merged}");
    office.server.finish().await;
}

#[tokio::test]
async fn a_number_that_nobody_is_known_by_is_added_and_the_code_kept_nowhere() {
    let office = Office::open().await;
    let asking = office.mail(ADDRESS, "Meine Nummer ist auch +1 555 0100 123").await;
    let ann = contact_of(&office.server, &asking).await;
    let letter = office.twilio.next().await.form();
    assert_eq!(letter[0].1, ANN);
    let code = digits(&letter[2].1);
    assert!(letter[2].1.contains("Ihr Code") && letter[2].1.contains(ADDRESS), "{letter:?}");
    office.server.idle().await;
    let kept = office.server.database_texts("SELECT body FROM deliveries WHERE kind = 'verification'").await;
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].contains(&code) && kept[0].contains("••••••"), "{kept:?}");
    let proved =
        office.mail(ADDRESS, &format!("{code}\n\nOn Monday Patchbay wrote:\n> Ein Code ist unterwegs")).await;
    let thread = office.server.thread(&proved["conversationId"]).await;
    let answer = thread.last().unwrap()["content"].as_str().unwrap().to_owned();
    assert!(answer.contains("+15550100123 sind auch Sie"), "{answer}");
    let mut known_by = office.identifiers(&ann).await;
    known_by.sort_by_key(Value::to_string);
    assert_eq!(known_by, [json!(ANN), json!(ADDRESS)]);
    let (texted, _) = office.text(ANN, "Hello").await;
    assert_eq!(contact_of(&office.server, &texted).await, ann);
    office.server.finish().await;
}

#[tokio::test]
async fn a_from_alone_joins_nothing() {
    let office = Office::open().await;
    let forged = Mail::new(ADDRESS, "Hello", "My number is also +1 555 0100 124");
    let message = mail(&office.server, &office.mails, forged).await;
    let answer = office.smtp.next().await.mail.text;
    assert!(!answer.contains("code is on its way"), "{answer}");
    office.server.idle().await;
    let codes = office.server.database_texts("SELECT body FROM deliveries WHERE kind = 'verification'").await;
    assert_eq!(codes, Vec::<String>::new(), "whoever wrote that would read what Ann was told");
    let ann = contact_of(&office.server, &message).await;
    assert_eq!(office.identifiers(&ann).await, [json!(ADDRESS)]);
    office.server.finish().await;
}

#[tokio::test]
async fn a_code_is_used_up_by_five_wrong_ones_and_asked_for_once_a_minute() {
    let office = Office::open().await;
    let (asking, _) = office.text(ANN, "My other email is ann@client.example").await;
    let (code, _) = office.code_by_mail(ADDRESS).await;
    let (_, answer) = office.text(ANN, "link me to ann@client.example").await;
    assert_eq!(answer, "A code was sent less than a minute ago. Wait a moment, then ask again.");
    for left in ["4 tries are left", "3 tries are left", "2 tries are left", "One try is left", "too often"] {
        let (_, answer) = office.text(ANN, &another(&code)).await;
        assert!(answer.contains(left), "{answer}");
    }
    let (_, answer) = office.text(ANN, &code).await;
    assert_eq!(answer, "The code was wrong too often and no longer counts. Ask for another one.");
    let ann = contact_of(&office.server, &asking).await;
    assert_eq!(office.identifiers(&ann).await, [json!(ANN)]);
    office.server.finish().await;
}

#[tokio::test]
async fn no_code_goes_to_members_nor_to_who_wants_no_texts() {
    let office = Office::open().await;
    let (_, answer) = office.text(ANN, &format!("I'm also {OWNER_EMAIL}")).await;
    let cannot = |to: &str| {
        format!("I cannot send a code to {to}. Somebody of the team can link it in the dashboard.")
    };
    assert_eq!(answer, cannot(OWNER_EMAIL));
    text_and_wait(&office.server, &office.texts, &SmsForm::new(BEN, "STOP")).await;
    let (_, answer) = office.text(ANN, &format!("my number is also {BEN}")).await;
    assert_eq!(answer, cannot(BEN));
    let (_, answer) = office.text(ANN, "my number is also 0151 2345678").await;
    assert!(answer.starts_with("That is no address"), "{answer}");
    let (_, answer) = office.text(ANN, &format!("this is also {ANN}")).await;
    assert_eq!(answer, format!("I know you by {ANN} already."));
    office.server.idle().await;
    assert_eq!(office.server.database_texts("SELECT value FROM contact_links").await, Vec::<String>::new());
    office.server.finish().await;
}

#[tokio::test]
async fn no_model_is_asked_about_it() {
    let model = FakeModel::start();
    let office = Office::with(Setup::default().with_model(&model)).await;
    let channel = office.server.create_channel(json!({})).await;
    let answer = ask(&office.server, &channel, "ann", "this is also ann@client.example").await;
    assert!(answer.starts_with("I have sent a code to"), "{answer}");
    let (code, letter) = office.code_by_mail(ADDRESS).await;
    assert!(letter.contains("Front desk"), "{letter}");
    let answer = ask(&office.server, &channel, "ann", &code).await;
    assert!(answer.starts_with("Thank you:"), "{answer}");
    assert!(model.take_all().is_empty());
    office.server.finish().await;
}
