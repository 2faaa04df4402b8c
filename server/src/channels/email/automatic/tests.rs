use patchbay_domain::email::{EmailAddress, EmailSettings, SmtpSettings};
use patchbay_domain::message::Unanswered;

use super::automatic;
use crate::channels::email::parse::structure::Part;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn settings() -> EmailSettings {
    EmailSettings {
        inbound_address: Some(address("tasks@agency.example")),
        outbound: Some(SmtpSettings {
            host: "mail.agency.example".into(),
            port: 587,
            credentials: None,
            from_address: address("assistant@agency.example"),
            reply_to_address: Some(address("answers@agency.example")),
        }),
        ..EmailSettings::default()
    }
}

fn of(sender: &str, subject: &str, headers: &str) -> Option<Unanswered> {
    let raw = format!("Subject: {subject}\r\n{headers}\r\n\r\nhi");
    automatic(&Part::read(raw.as_bytes()).unwrap(), Some(sender), subject, &settings())
}

#[test]
fn automatic_mail_is_told_from_peoples() {
    use Unanswered::{AutomaticMail, Bounce, BulkMail, NoReplySender, OwnMail};
    const REPORT: &str = "Content-Type: multipart/report; report-type=delivery-status; boundary=b";
    const READ: &str = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b";
    const ANA: &str = "ana@example.com";
    for (sender, subject, headers, expected) in [
        (ANA, "Tent", "X-A: b", None),
        (ANA, "Tent", "Auto-Submitted: no", None),
        (ANA, "Tent", "Auto-Submitted: No (really)", None),
        (ANA, "Tent", "X-Auto-Response-Suppress: All", None),
        (ANA, "I am out of the office on Friday", "X-A: b", None),
        (ANA, "Auto: new insurance", "X-A: b", None),
        (ANA, "Re: Automatic reply: Tent", "In-Reply-To: <a@b>", None),
        (ANA, "Tent", "Precedence: first-class", None),
        (ANA, "Tent", "Return-Path: <ana@example.com>", None),
        ("tasks@agency.example", "Tent", "X-A: b", Some(OwnMail)),
        ("assistant@agency.example", "Tent", REPORT, Some(OwnMail)),
        ("answers@agency.example", "Tent", "X-A: b", Some(OwnMail)),
        (ANA, "Tent", "X-Patchbay-Loop: 0190a0b0", Some(OwnMail)),
        (ANA, "Failed", REPORT, Some(Bounce)),
        (ANA, "Tent", "Return-Path: <>", Some(Bounce)),
        (ANA, "Tent", "Return-Path: < >\r\nAuto-Submitted: auto-generated", Some(Bounce)),
        ("mailer-daemon@mx.example", "Undelivered", "X-A: b", Some(Bounce)),
        ("postmaster@mx.example", "Delivery failure", "Auto-Submitted: auto-replied", Some(Bounce)),
        (ANA, "Away", "Return-Path: <>\r\nAuto-Submitted: auto-replied", Some(AutomaticMail)),
        (ANA, "Tent", "Auto-Submitted: auto-generated; x=y", Some(AutomaticMail)),
        (ANA, "Read: Tent", READ, Some(AutomaticMail)),
        (ANA, "Tent", "X-Autoreply: yes", Some(AutomaticMail)),
        (ANA, "Tent", "X-Autorespond: Away", Some(AutomaticMail)),
        (ANA, "Tent", "Precedence: auto_reply", Some(AutomaticMail)),
        (ANA, "Automatic reply: Tent", "X-A: b", Some(AutomaticMail)),
        (ANA, "Automatische Antwort: Zelt", "X-A: b", Some(AutomaticMail)),
        (ANA, "Réponse automatique : tente", "X-A: b", Some(AutomaticMail)),
        (ANA, "Out of office", "X-A: b", Some(AutomaticMail)),
        (ANA, "I am out of the office", "X-Auto-Response-Suppress: DR, OOF", Some(AutomaticMail)),
        (ANA, "Tent", "Precedence: bulk\r\nAuto-Submitted: auto-generated", Some(AutomaticMail)),
        (ANA, "Tent", "Precedence: Bulk", Some(BulkMail)),
        (ANA, "Tent", "List-Id: <tents.example>", Some(BulkMail)),
        (ANA, "Tent", "List-Unsubscribe: <mailto:x@y>", Some(BulkMail)),
        ("noreply@shop.example", "Tent", "List-Post: <mailto:x@y>", Some(BulkMail)),
        ("no-reply@shop.example", "Tent", "X-A: b", Some(NoReplySender)),
        ("donotreply+17@shop.example", "Tent", "X-A: b", Some(NoReplySender)),
        ("noreplys@shop.example", "Tent", "X-A: b", None),
    ] {
        assert_eq!(of(sender, subject, headers), expected, "{sender} {subject} {headers}");
    }
}
