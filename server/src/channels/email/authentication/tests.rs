use proptest::prelude::*;

use super::*;

fn vouched(fields: &str) -> bool {
    let mail = format!("{fields}\r\n\r\nHello");
    let (headers, _) = Headers::split(mail.as_bytes());
    let settings = EmailSettings {
        authentication_server: Some("mx.example.com".to_owned()),
        ..EmailSettings::default()
    };
    is_authenticated(&headers, &settings)
}

#[test]
fn the_own_servers_word_counts() {
    for result in [
        "mx.example.com; dmarc=pass (p=NONE) header.from=acme.example",
        "MX.Example.com 1; spf=pass smtp.mailfrom=x.example; dmarc=pass header.from=ACME.example",
        "mx.example.com;\r\n dkim=pass header.d=acme.example header.s=a;\r\n spf=fail",
    ] {
        let fields = format!("Authentication-Results: {result}\r\nFrom: Ann <ann@Acme.example>");
        assert!(vouched(&fields), "{result}");
    }
}

#[test]
fn nothing_else_does() {
    for (why, fields) in [
        ("nobody says so", "From: ann@acme.example"),
        ("another server", "Authentication-Results: mx.evil.example; dmarc=pass\r\nFrom: ann@acme.example"),
        (
            "below another's",
            "Authentication-Results: mx.evil.example; dmarc=fail\r\nAuthentication-Results: mx.example.com; dmarc=pass\r\nFrom: ann@acme.example",
        ),
        (
            "it failed",
            "Authentication-Results: mx.example.com; dmarc=fail header.from=acme.example\r\nFrom: ann@acme.example",
        ),
        (
            "another domain's signature",
            "Authentication-Results: mx.example.com; dkim=pass header.d=evil.example\r\nFrom: ann@acme.example",
        ),
        (
            "another domain's policy",
            "Authentication-Results: mx.example.com; dmarc=pass header.from=evil.example\r\nFrom: ann@acme.example",
        ),
        (
            "in a comment",
            "Authentication-Results: mx.example.com; dmarc=fail (; dmarc=pass ;) x=y\r\nFrom: ann@acme.example",
        ),
        (
            "only the sending host",
            "Authentication-Results: mx.example.com; spf=pass\r\nFrom: ann@acme.example",
        ),
        (
            "two authors",
            "Authentication-Results: mx.example.com; dmarc=pass\r\nFrom: ann@acme.example, eve@evil.example",
        ),
        ("no author", "Authentication-Results: mx.example.com; dmarc=pass"),
    ] {
        assert!(!vouched(fields), "{why}");
    }
    let (headers, _) = Headers::split(b"Authentication-Results: x; dmarc=pass\r\nFrom: a@b.example\r\n\r\n");
    assert!(!is_authenticated(&headers, &EmailSettings::default()), "no server was named");
}

proptest! {
    #[test]
    fn any_result_is_judged(result: String) {
        let _ = vouches(&result, "mx.example.com", "acme.example");
    }

    #[test]
    fn no_other_servers_result_vouches(result in "[a-z0-9.=; ()]{0,60}") {
        prop_assume!(!without_comments(&result).trim_start().starts_with("mx.example.com"));
        let result = format!("{result}; dmarc=pass");
        prop_assert!(!vouches(&result, "mx.example.com", "acme.example"));
    }
}
