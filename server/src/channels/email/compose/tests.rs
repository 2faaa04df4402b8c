use mail_parser::MessageParser;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn date() -> DateTime<Utc> {
    "2026-03-04T05:06:07.891Z".parse().unwrap()
}

fn from() -> EmailAddress {
    EmailAddress::parse("tasks@example.com").unwrap()
}

fn answer(from: &EmailAddress) -> Composed<'_> {
    Composed {
        from,
        from_name: "Acme Tasks",
        to: "ada@example.org",
        reply_to: None,
        subject: Some("The printer"),
        message_id: "new.conversation@example.com",
        in_reply_to: Some("asked@example.org"),
        references: &[],
        is_notification: false,
        is_automatic: true,
        content: "I made a task.\nIt is number 12.",
        date: date(),
    }
}

/// The header as it stands in the mail, folded lines and all.
fn header_of<'a>(mail: &'a str, name: &str) -> Option<&'a str> {
    let (headers, _) = mail.split_once("\r\n\r\n").unwrap();
    let at = format!("\r\n{headers}\r\n").find(&format!("\r\n{name}: "))?;
    let rest = &headers[at + name.len() + 2..];
    let ends = rest.match_indices("\r\n").find(|(end, _)| !rest[end + 2..].starts_with([' ', '\t']));
    Some(&rest[..ends.map_or(rest.len(), |(end, _)| end)])
}

#[test]
fn an_answer_is_this_mail_and_no_other() {
    let from = from();
    let reply_to = EmailAddress::parse("inbox@example.com").unwrap();
    let references = ["first@example.org".to_owned()];
    let composed = Composed { reply_to: Some(&reply_to), references: &references, ..answer(&from) };
    let expected = "From: \"Acme Tasks\" <tasks@example.com>\r\n\
        To: ada@example.org\r\n\
        Subject: Re: The printer\r\n\
        Date: Wed, 04 Mar 2026 05:06:07 +0000\r\n\
        Message-ID: <new.conversation@example.com>\r\n\
        Reply-To: inbox@example.com\r\n\
        References: <first@example.org> <asked@example.org>\r\n\
        In-Reply-To: <asked@example.org>\r\n\
        Auto-Submitted: auto-replied\r\n\
        X-Auto-Response-Suppress: All\r\n\
        X-Patchbay-Loop: yes\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: 7bit\r\n\
        \r\n\
        I made a task.\r\nIt is number 12.\r\n";
    assert_eq!(compose(&composed).unwrap(), expected);
}

#[test]
fn only_what_a_program_wrote_says_so() {
    let from = from();
    for (is_notification, is_automatic, expected) in [
        (false, false, None),
        (false, true, Some("auto-replied")),
        (true, false, Some("auto-generated")),
        (true, true, Some("auto-generated")),
    ] {
        let mail = compose(&Composed { is_notification, is_automatic, ..answer(&from) }).unwrap();
        assert_eq!(header_of(&mail, "Auto-Submitted"), expected);
        assert_eq!(header_of(&mail, "X-Auto-Response-Suppress"), expected.map(|_| "All"));
        assert_eq!(header_of(&mail, "X-Patchbay-Loop"), Some("yes"));
    }
}

#[test]
fn a_subject_gets_one_re() {
    for (answered, expected) in [
        (Some("The printer"), "Re: The printer"),
        (Some("Re: The printer"), "Re: The printer"),
        (Some("RE:re: Re:The printer"), "Re: The printer"),
        (Some("Rest: day"), "Re: Rest: day"),
        (Some("  "), "Re: Your message"),
        (Some("re:"), "Re: Your message"),
        (None, "Re: Your message"),
        (Some("a\r\nBcc: b@example.com"), "Re: a Bcc: b@example.com"),
        (Some("Grüße\u{2028}\u{0}!"), "Re: Grüße !"),
        (Some("é"), "Re: é"),
    ] {
        let from = from();
        let mail = compose(&Composed { subject: answered, ..answer(&from) }).unwrap();
        assert!(mail.is_ascii());
        assert_eq!(MessageParser::default().parse(mail.as_bytes()).unwrap().subject(), Some(expected));
    }
}

#[test]
fn what_answers_nothing_has_a_subject_of_its_own() {
    let from = from();
    let code = Composed {
        subject: Some("Your code for\r\nFront desk"),
        in_reply_to: None,
        is_notification: true,
        ..answer(&from)
    };
    assert_eq!(header_of(&compose(&code).unwrap(), "Subject"), Some("Your code for Front desk"));
    for (composed, expected) in [
        (Composed { subject: None, ..code }, "Re: Your message"),
        (Composed { in_reply_to: Some("asked@example.org"), ..code }, "Re: Your code for Front desk"),
        (Composed { is_notification: false, ..code }, "Re: Your code for Front desk"),
    ] {
        assert_eq!(composed.subject_line(), expected);
    }
}

#[test]
fn a_thread_keeps_its_first_and_its_last() {
    let from = from();
    let chain: Vec<String> = (0..30).map(|number| format!("{number}@example.org")).collect();
    let mail = compose(&Composed { references: &chain, ..answer(&from) }).unwrap();
    let ids: Vec<_> = header_of(&mail, "References").unwrap().split_whitespace().collect();
    assert_eq!(
        (ids.len(), ids[0], ids[1], ids[19]),
        (20, "<0@example.org>", "<12@example.org>", "<asked@example.org>")
    );
    let chain =
        ["asked@example.org", "two words@example.org", "<b@example.org>", "é@example.org", "a\r\nX: y"];
    let chain = chain.map(ToOwned::to_owned);
    let mail = compose(&Composed { references: &chain, ..answer(&from) }).unwrap();
    assert_eq!(header_of(&mail, "References"), Some("<b@example.org> <asked@example.org>"));
    let mail = compose(&Composed { in_reply_to: None, ..answer(&from) }).unwrap();
    assert_eq!((header_of(&mail, "References"), header_of(&mail, "In-Reply-To")), (None, None));
}

#[test]
fn any_text_arrives_as_it_was_written() {
    let from = from();
    for content in [
        "plain",
        "Grüße aus Köln 😀",
        ".\n..\nFrom here",
        "tab\there",
        &"long ".repeat(500),
        "日本語\n二行目",
        "",
    ] {
        let composed = Composed { content, from_name: "Jürgen, \"Acme\" <x@y>", ..answer(&from) };
        let mail = compose(&composed).unwrap();
        assert!(mail.is_ascii() && mail.ends_with("\r\n"));
        assert!(mail.lines().all(|line| line.len() <= 998));
        let parsed = MessageParser::default().parse(mail.as_bytes()).unwrap();
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), content.trim_end());
        let sender = parsed.from().unwrap().first().unwrap();
        assert_eq!(sender.name(), Some("Jürgen, \"Acme\" <x@y>"));
        assert_eq!(sender.address(), Some("tasks@example.com"));
    }
}

#[test]
fn addresses_are_ascii_or_there_is_no_mail() {
    let from = from();
    let to = |to| compose(&Composed { to, ..answer(&from) });
    let mail = to("ada@bücher.example").unwrap();
    assert_eq!(header_of(&mail, "To"), Some("ada@xn--bcher-kva.example"));
    for wrong in [
        "",
        "ada",
        "+15005550006",
        "jürgen@example.org",
        "a@b.example\r\nBcc: c@d.example",
        "A <a@b.example>",
        "a@b.example, c@d.example",
    ] {
        assert_eq!(to(wrong), Err(ComposeError::Recipient), "{wrong}");
    }
    let own = EmailAddress::parse("jürgen@example.com").unwrap();
    assert_eq!(compose(&answer(&own)), Err(ComposeError::Sender));
    assert_eq!(compose(&Composed { message_id: "a b", ..answer(&from) }), Err(ComposeError::Sender));
}

#[test]
fn a_message_id_names_message_and_conversation() {
    let (message, conversation) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(
        message_id(message.into(), conversation.into(), "example.com"),
        "00000000-0000-0000-0000-000000000001.00000000-0000-0000-0000-000000000002@example.com"
    );
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("\r\nBcc: evil@example.com\r\n\r\n".to_owned()),
        Just("\n\n<script>".to_owned()),
        Just("\r".to_owned()),
        Just("\u{85}\u{2028}é".to_owned()),
        Just("a@example.org".to_owned()),
        "[ -~]{0,80}",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_that_anybody_wrote_makes_a_header(
        (from_name, to, message_id, content) in (hostile(), hostile(), hostile(), hostile()),
        (subject, in_reply_to) in (prop::option::of(hostile()), prop::option::of(hostile())),
        references in prop::collection::vec(hostile(), 0..25),
        seconds in any::<i32>(),
        ids_are_good in any::<bool>(),
    ) {
        let from = from();
        let composed = Composed {
            from_name: &from_name,
            to: if ids_are_good { "ada@example.org" } else { &to },
            subject: subject.as_deref(),
            message_id: if ids_are_good { "id@example.com" } else { &message_id },
            in_reply_to: in_reply_to.as_deref(),
            references: &references,
            content: &content,
            date: DateTime::from_timestamp(i64::from(seconds), 0).unwrap(),
            ..answer(&from)
        };
        let Ok(mail) = compose(&composed) else { return Ok(()) };
        prop_assert_eq!(&compose(&composed).unwrap(), &mail, "the same bytes again");
        prop_assert!(mail.is_ascii());
        prop_assert!(!mail.replace("\r\n", "").contains(['\r', '\n', '\0']));
        prop_assert!(mail.split("\r\n").all(|line| line.len() <= 998));
        let (headers, _) = mail.split_once("\r\n\r\n").unwrap();
        let known = [
            "From", "To", "Subject", "Date", "Message-ID", "References", "In-Reply-To", "Auto-Submitted",
            "X-Auto-Response-Suppress", "X-Patchbay-Loop", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        ];
        let mut seen = Vec::new();
        for line in headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
            let name = line.split_once(": ").map(|(name, _)| name).unwrap_or(line);
            prop_assert!(known.contains(&name) && !seen.contains(&name), "{}", line);
            seen.push(name);
        }
    }
}
