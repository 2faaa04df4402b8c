//! What is refused, and what is cut.

use super::{Rejection, fixture, keyed, message, parse, read, settings};

#[test]
fn whatever_is_no_other_type_is_a_mail() {
    let with_type = |content_type| parse(&settings(), content_type, fixture("gmail").into(), &keyed);
    let expected = read(fixture("gmail")).unwrap();
    for content_type in [
        None,
        Some(""),
        Some("message/global"),
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("x"),
    ] {
        assert_eq!(with_type(content_type).unwrap(), expected, "{content_type:?}");
    }
    for content_type in ["multipart/form-data; boundary=x", "Application/JSON"] {
        let rejection = with_type(Some(content_type)).unwrap_err();
        assert!(matches!(rejection, Rejection::UnsupportedMediaType { .. }));
        assert!(rejection.to_string().contains("message/rfc822"), "{rejection}");
    }
    for empty in ["", " \r\n"] {
        assert!(matches!(read(empty), Err(Rejection::Malformed { .. })));
    }
    let mbox = [b"From ana@example.com Fri Mar 13 15:00:00 2026\n", fixture("gmail")].concat();
    assert_eq!(message(mbox), expected.message);
}

#[test]
fn sizes_have_limits() {
    let long =
        message(format!("From: a@b.example\nMessage-ID: <{}>\n\n{}", "x".repeat(300), "é\n".repeat(60_000)));
    assert_eq!(long.content.chars().count(), 100_000);
    assert!(long.review.unwrap().contains("100,000"));
    assert_eq!(long.unanswered, None);
    let id = long.external_id.unwrap();
    assert!(id.starts_with("sha256:") && id.len() <= 71, "{id}");
    let part = "--b\n\nx\n".repeat(1_001);
    let nested = (0..12).fold("x".to_owned(), |inner, depth| {
        format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n{inner}\n--b{depth}--\n")
    });
    let mails = (0..12).fold("hi".to_owned(), |inner, _| format!("Content-Type: message/rfc822\n\n{inner}"));
    for (raw, reason) in [
        (format!("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n{part}"), "1000 parts"),
        (nested, "nested more than 10"),
        (mails, "mails in mails"),
        (format!("X: {}\n\nhi", "x".repeat(600_000)), "512 KiB"),
        (format!("Subject: {}\n\nhi", "=?".repeat(20_000)), "encoded words"),
        (format!("Content-Type: text/plain; a=\"{}\"\n\nhi", "x".repeat(9_000)), "8 KiB"),
    ] {
        let rejection = read(raw).unwrap_err();
        assert!(rejection.to_string().contains(reason), "{rejection}");
    }
}
