//! Mails that programs write, and mails that are none.

use super::{INBOUND_ADDRESS, Mail};

/// The mail that the forwards carry.
const FORWARDED: &str = "From: Bob Client <bob@client.example>
Date: Mon, 9 Mar 2026 at 17:02
Subject: Broken boiler
To: Ann Owner <ann@agency.example>

Hello Ann,

please send somebody on Thursday at 9, the boiler leaks again.

Bob";

impl Mail {
    /// What a mail program makes of "Forward" (Gmail's form): `note`, then the whole mail of a client, in which stand
    /// `Broken boiler` and `the boiler leaks again`.
    #[must_use]
    pub fn forward(from: &str, note: &str) -> Self {
        let text = format!("{note}\n\n---------- Forwarded message ---------\n{FORWARDED}\n");
        Self::new(from, "Fwd: Broken boiler", &text)
    }

    /// The same in Apple Mail's form.
    #[must_use]
    pub fn apple_forward(from: &str, note: &str) -> Self {
        let quoted = FORWARDED.lines().map(|line| format!("> {line}").trim_end().to_owned());
        let quoted = quoted.collect::<Vec<_>>().join("\n");
        Self::new(
            from,
            "Fwd: Broken boiler",
            &format!("{note}\n\n> Begin forwarded message:\n> \n{quoted}\n"),
        )
    }

    /// A forward that carries the mail as an attachment, `message/rfc822`.
    #[must_use]
    pub fn forward_as_attachment(from: &str, note: &str, forwarded: &[u8]) -> Self {
        Self::new(from, "Fwd: Broken boiler", note).attachment(
            "Broken boiler.eml",
            "message/rfc822",
            forwarded,
        )
    }

    /// The bytes of a bounce (RFC 3464) of a mail of ours with this Message-ID, which had gone to `recipient`.
    #[must_use]
    pub fn bounce(message_id: &str, recipient: &str) -> Vec<u8> {
        on_the_wire(&format!(
            r#"Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.client.example>
To: {INBOUND_ADDRESS}
Subject: Undelivered Mail Returned to Sender
Date: Tue, 10 Mar 2026 12:00:03 +0000
Message-ID: <20260310120003.4B1F2@mx.client.example>
In-Reply-To: {message_id}
References: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4B1F2.1773144003/mx"

This is a MIME-encapsulated message.

--4B1F2.1773144003/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered
to one or more recipients.

<{recipient}>: host mx.client.example said: 550 5.1.1 No such user

--4B1F2.1773144003/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.client.example
Arrival-Date: Tue, 10 Mar 2026 12:00:02 +0000

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--4B1F2.1773144003/mx
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {recipient}
Subject: Re: Broken boiler

--4B1F2.1773144003/mx--
"#
        ))
    }

    /// The bytes of a vacation reply (RFC 3834, RFC 5230) to a mail of ours with this Message-ID.
    #[must_use]
    pub fn vacation(from: &str, message_id: &str) -> Vec<u8> {
        on_the_wire(&format!(
            "From: {from}
To: {INBOUND_ADDRESS}
Subject: Auto: Re: Broken boiler
Date: Tue, 10 Mar 2026 12:00:04 +0000
Message-ID: <vacation-20260310120004@client.example>
In-Reply-To: {message_id}
References: {message_id}
Auto-Submitted: auto-replied (vacation)
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

I am out of the office until 16 March. Please call my colleague about anything urgent, tomorrow at 9.
"
        ))
    }

    /// Bytes that are hardly a mail, each with a name.
    #[must_use]
    pub fn broken() -> Vec<(&'static str, Vec<u8>)> {
        let head = format!("From: ann@client.example\r\nTo: {INBOUND_ADDRESS}\r\nSubject: Broken\r\n");
        let with = |rest: &str| format!("{head}{rest}").into_bytes();
        let nested: String = (0..500)
            .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"))
            .collect();
        vec![
            ("one byte", vec![0]),
            ("line ends only", b"\r\n\r\n\r\n".to_vec()),
            ("every byte", (0..=255).cycle().take(4096).collect()),
            ("not UTF-8 at all", b"\xff\xfe\xfd\xfc: \xff\r\n\r\n\xff\xff".to_vec()),
            ("a text, no header", b"Please call Acme tomorrow at 3pm".to_vec()),
            ("headers, cut in the middle", head.as_bytes()[..30].to_vec()),
            ("a header without an end", [b"Subject: ".as_slice(), &[b'a'; 1_000_000]].concat()),
            (
                "a multipart without a boundary",
                with("Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\ntext\r\n"),
            ),
            (
                "a multipart that never ends",
                with("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n"),
            ),
            ("multiparts in multiparts", with(&nested)),
            (
                "base64 that is none",
                with(
                    "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%% not base64 %%%",
                ),
            ),
            (
                "a charset that nobody knows",
                with("Content-Type: text/plain; charset=klingon-8\r\n\r\n\u{e9}"),
            ),
            ("NUL bytes", with("X-Nul: a\0b\r\n\r\nPlease call\0Acme")),
            ("an encoded word that is none", with("X-Word: =?utf-8?B?%%%?=\r\n\r\ntext")),
            (
                "two of each",
                with("From: bob@client.example\r\nSubject: Second\r\nDate: yesterday\r\n\r\ntext"),
            ),
        ]
    }
}

/// With the line ends of the wire.
fn on_the_wire(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}
