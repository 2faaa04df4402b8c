use patchbay_domain::email::{SmtpCredentials, SmtpSettings};
use patchbay_domain::secret::Secret;
use proptest::prelude::*;

use super::*;

fn text(value: &str) -> Option<Option<String>> {
    Some(Some(value.to_owned()))
}

fn outbound() -> RawEmailSettings {
    RawEmailSettings {
        smtp_host: text("smtp.example.com"),
        smtp_user: text("user"),
        smtp_password: text("correct-horse-battery"),
        from_address: text("Tasks@Example.com"),
        ..RawEmailSettings::default()
    }
}

fn created(raw: RawEmailSettings) -> EmailSettings {
    apply(&EmailSettings::default(), raw).unwrap()
}

fn wrong(current: &EmailSettings, raw: RawEmailSettings) -> Vec<String> {
    let errors = apply(current, raw).unwrap_err();
    errors.into_iter().map(|error| error.path.strip_prefix("providerConfig.").unwrap().to_owned()).collect()
}

#[test]
fn what_is_given_is_set_and_the_rest_has_its_defaults() {
    let raw = RawEmailSettings {
        inbound_email_address: text(" Inbox@Example.com "),
        email_provider: text("postfix"),
        forwarding_enabled: Some(Some(false)),
        authentication_server: text(" MX.example.com"),
        ..outbound()
    };
    let expected = EmailSettings {
        inbound_address: Some(EmailAddress::parse("inbox@example.com").unwrap()),
        forwarding_enabled: false,
        provider: EmailProvider::Postfix,
        outbound: Some(SmtpSettings {
            host: "smtp.example.com".into(),
            port: 587,
            credentials: Some(SmtpCredentials {
                user: "user".into(),
                password: Secret::new("correct-horse-battery"),
            }),
            from_address: EmailAddress::parse("tasks@example.com").unwrap(),
            reply_to_address: None,
        }),
        authentication_server: Some("mx.example.com".into()),
    };
    assert_eq!(created(raw), expected);
    assert_eq!(created(RawEmailSettings::default()), EmailSettings::default());
}

#[test]
fn fields_are_kept_cleared_and_set_one_by_one() {
    let current = created(RawEmailSettings {
        inbound_email_address: text("inbox@example.com"),
        email_provider: text("cloudflare"),
        forwarding_enabled: Some(Some(false)),
        reply_to_address: text("inbox@example.com"),
        smtp_port: Some(Some(465)),
        ..outbound()
    });
    assert_eq!(apply(&current, RawEmailSettings::default()).unwrap(), current);
    let masked = RawEmailSettings { smtp_password: text("••••tery"), ..RawEmailSettings::default() };
    assert_eq!(apply(&current, masked).unwrap(), current, "as the form sends it back");

    let cleared = RawEmailSettings {
        inbound_email_address: Some(None),
        email_provider: Some(None),
        forwarding_enabled: Some(None),
        reply_to_address: text(""),
        smtp_port: Some(None),
        smtp_user: Some(None),
        ..RawEmailSettings::default()
    };
    let cleared = apply(&current, cleared).unwrap();
    let smtp = cleared.outbound.unwrap();
    assert_eq!(
        (cleared.inbound_address, cleared.forwarding_enabled, cleared.provider),
        (None, true, EmailProvider::Other)
    );
    assert_eq!((smtp.port, smtp.credentials, smtp.reply_to_address), (587, None, None));

    let no_host = RawEmailSettings {
        smtp_host: text(" "),
        smtp_password: text("••••tery"),
        ..RawEmailSettings::default()
    };
    assert_eq!(apply(&current, no_host).unwrap().outbound, None);
}

#[test]
fn a_stored_password_goes_to_no_other_server() {
    let current = created(outbound());
    let moved = |password| {
        let raw = RawEmailSettings {
            smtp_host: text("evil.example"),
            smtp_password: password,
            ..RawEmailSettings::default()
        };
        apply(&current, raw)
    };
    for kept in [None, text("••••tery")] {
        let errors = moved(kept).unwrap_err();
        assert_eq!(
            errors,
            [FieldError::new(
                "providerConfig.smtpPassword",
                "must be given again when the mail server changes"
            )]
        );
    }
    let moved = moved(text("another")).unwrap().outbound.unwrap();
    assert_eq!(moved.host, "evil.example");
    assert_eq!(moved.credentials.unwrap().password, Secret::new("another"));
    let same = RawEmailSettings {
        smtp_host: text("SMTP.Example.com."),
        smtp_port: Some(Some(465)),
        ..RawEmailSettings::default()
    };
    assert!(apply(&current, same).is_ok(), "the same server by another spelling");
    let without = RawEmailSettings {
        smtp_host: text("evil.example"),
        smtp_user: Some(None),
        ..RawEmailSettings::default()
    };
    assert_eq!(apply(&current, without).unwrap().outbound.unwrap().credentials, None);
}

#[test]
fn a_host_is_a_name_or_an_address_and_nothing_else() {
    let host = |host: &str| {
        apply(&EmailSettings::default(), RawEmailSettings { smtp_host: text(host), ..outbound() })
    };
    for (given, kept) in [
        (" SMTP.Example.com. ", "smtp.example.com"),
        ("localhost", "localhost"),
        ("mail_1.example.com", "mail_1.example.com"),
        ("192.0.2.7", "192.0.2.7"),
        ("0x7f.1", "127.0.0.1"),
        ("[2001:DB8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("bücher.example", "xn--bcher-kva.example"),
    ] {
        assert_eq!(host(given).unwrap().outbound.unwrap().host, kept);
    }
    let long = format!("{}example.com", "a.".repeat(125));
    for given in [
        "https://smtp.example.com",
        "smtp.example.com:587",
        "smtp.example.com/",
        "smtp example.com",
        "a..b",
        ".",
        "-a.example",
        "user@smtp.example.com",
        "smtp%2eexample.com",
        "smtp.example.com\r\nX",
        "[::1",
        "smtp.example.com#a",
        "?",
        long.as_str(),
    ] {
        let errors = host(given).unwrap_err();
        assert_eq!(
            errors.iter().map(|error| error.path.as_str()).collect::<Vec<_>>(),
            ["providerConfig.smtpHost"],
            "{given}"
        );
    }
}

#[test]
fn what_belongs_together_is_asked_for_together() {
    let none = EmailSettings::default();
    let only = |raw| wrong(&none, raw);
    let default = RawEmailSettings::default;
    assert_eq!(only(RawEmailSettings { smtp_host: text("a.example"), ..default() }), ["fromAddress"]);
    for raw in [
        RawEmailSettings { smtp_port: Some(Some(587)), ..default() },
        RawEmailSettings { smtp_user: text("user"), ..default() },
        RawEmailSettings { smtp_password: text("secret"), ..default() },
        RawEmailSettings { from_address: text("a@example.com"), ..default() },
        RawEmailSettings { reply_to_address: text("a@example.com"), smtp_host: Some(None), ..default() },
    ] {
        assert_eq!(only(raw), ["smtpHost"]);
    }
    assert_eq!(only(RawEmailSettings { smtp_user: None, ..outbound() }), ["smtpUser"]);
    assert_eq!(only(RawEmailSettings { smtp_password: None, ..outbound() }), ["smtpPassword"]);
    assert_eq!(only(RawEmailSettings { smtp_password: text("••••"), ..outbound() }), ["smtpPassword"]);
    let current = created(outbound());
    assert_eq!(
        wrong(&current, RawEmailSettings { smtp_password: Some(None), ..default() }),
        ["smtpPassword"]
    );
    assert_eq!(wrong(&current, RawEmailSettings { from_address: Some(None), ..default() }), ["fromAddress"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let raw = RawEmailSettings {
        inbound_email_address: text("nobody"),
        email_provider: text("gmail"),
        smtp_host: text("https://a"),
        smtp_port: Some(Some(0)),
        smtp_user: text("a\nb"),
        smtp_password: text("p"),
        from_address: text("A <a@example.com>"),
        reply_to_address: text("é@example.com"),
        ..RawEmailSettings::default()
    };
    let fields = [
        "inboundEmailAddress",
        "emailProvider",
        "smtpHost",
        "smtpPort",
        "smtpUser",
        "replyToAddress",
        "fromAddress",
    ];
    assert_eq!(wrong(&EmailSettings::default(), raw), fields);
    for port in [65_536, u32::MAX] {
        let raw = RawEmailSettings { smtp_port: Some(Some(port)), ..outbound() };
        assert_eq!(wrong(&EmailSettings::default(), raw), ["smtpPort"]);
    }
    let raw = RawEmailSettings { smtp_password: text("with\nbreak"), ..outbound() };
    assert_eq!(wrong(&EmailSettings::default(), raw), ["smtpPassword"]);
}

#[test]
fn the_password_is_shown_masked_and_printed_never() {
    let raw = outbound();
    assert!(!format!("{raw:?}").contains("horse"));
    let settings = created(raw);
    let shown = shown(&settings);
    assert_eq!(shown.smtp_password.as_deref(), Some("••••tery"));
    assert_eq!((shown.smtp_host.as_deref(), shown.smtp_port), (Some("smtp.example.com"), Some(587)));
    assert!(!format!("{settings:?} {shown:?}").contains("horse"));
}

fn field() -> impl Strategy<Value = Option<Option<String>>> {
    let texts =
        prop_oneof![any::<String>(), "(postfix|[a-z]{1,5}@[a-z]{1,5}\\.example|[a-z]{1,5}\\.example|••••x)"];
    prop::option::of(prop::option::of(texts))
}

proptest! {
    #[test]
    fn anything_is_either_refused_with_a_path_or_kept_as_it_is(
        (inbound_email_address, email_provider, smtp_host) in (field(), field(), field()),
        (smtp_user, smtp_password, from_address, reply_to_address) in (field(), field(), field(), field()),
        authentication_server in field(),
        smtp_port in prop::option::of(prop::option::of(any::<u32>())),
        forwarding_enabled in any::<Option<Option<bool>>>(),
    ) {
        let raw = RawEmailSettings {
            inbound_email_address, forwarding_enabled, email_provider, smtp_host, smtp_port, smtp_user, smtp_password,
            from_address, reply_to_address, authentication_server,
        };
        match apply(&EmailSettings::default(), raw) {
            Ok(settings) => prop_assert_eq!(apply(&settings, RawEmailSettings::default()), Ok(settings)),
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|error| error.path.starts_with("providerConfig.")));
            }
        }
    }
}
