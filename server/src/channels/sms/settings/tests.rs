use patchbay_domain::secret::Secret;
use patchbay_domain::sms::{SmsSender, SmsSettings};
use proptest::prelude::*;

use super::{RawSmsSettings, apply, shown};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn text(value: &str) -> Option<Option<String>> {
    Some(Some(value.to_owned()))
}

fn account() -> String {
    format!("AC{}", "a".repeat(32))
}

fn service() -> String {
    format!("MG{}", "b".repeat(32))
}

fn full() -> RawSmsSettings {
    RawSmsSettings {
        twilio_account_sid: text(&account()),
        twilio_auth_token: text(TOKEN),
        twilio_phone_number: text("+1 (500) 555-0006"),
        twilio_messaging_service_sid: None,
    }
}

fn stored() -> SmsSettings {
    apply(None, full()).unwrap()
}

/// The paths of what is wrong.
fn wrong(current: Option<&SmsSettings>, raw: RawSmsSettings) -> Vec<String> {
    let errors = apply(current, raw).unwrap_err();
    errors.into_iter().map(|error| error.path.trim_start_matches("providerConfig.").to_owned()).collect()
}

#[test]
fn every_field_is_taken_and_the_token_is_shown_masked() {
    let settings = stored();
    assert_eq!(settings.auth_token, Secret::new(TOKEN));
    let shown_settings = shown(&settings);
    assert_eq!(shown_settings.twilio_account_sid, account());
    assert_eq!(shown_settings.twilio_auth_token, "••••cdef");
    assert_eq!(shown_settings.twilio_phone_number.as_deref(), Some("+15005550006"));
    assert_eq!(shown_settings.twilio_messaging_service_sid, None);
    for debug in [format!("{:?}", full()), format!("{settings:?}"), format!("{shown_settings:?}")] {
        assert!(!debug.contains("0123456789"), "{debug}");
    }
}

#[test]
fn a_service_sends_where_there_is_one() {
    let raw = RawSmsSettings { twilio_messaging_service_sid: text(&service()), ..full() };
    let both = apply(None, raw.clone()).unwrap();
    assert!(matches!(&both.sender, SmsSender::Service { number: Some(_), .. }));
    assert_eq!(shown(&both).twilio_messaging_service_sid, Some(service()));
    let alone = apply(None, RawSmsSettings { twilio_phone_number: None, ..raw }).unwrap();
    assert!(matches!(&alone.sender, SmsSender::Service { number: None, .. }));
    let cleared = RawSmsSettings { twilio_messaging_service_sid: Some(None), ..RawSmsSettings::default() };
    assert!(matches!(apply(Some(&both), cleared.clone()).unwrap().sender, SmsSender::Number(_)));
    assert_eq!(wrong(Some(&alone), cleared), ["twilioPhoneNumber"]);
}

#[test]
fn all_that_is_missing_is_said_at_once() {
    let errors = apply(None, RawSmsSettings::default()).unwrap_err();
    let paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
    let expected = [
        "providerConfig.twilioAccountSid",
        "providerConfig.twilioAuthToken",
        "providerConfig.twilioPhoneNumber",
    ];
    assert_eq!(paths, expected);
    assert!(errors[2].message.contains("either will do"), "{}", errors[2].message);
    let blank = RawSmsSettings {
        twilio_account_sid: Some(None),
        twilio_auth_token: text("  "),
        twilio_phone_number: text(""),
        twilio_messaging_service_sid: text(" "),
    };
    assert_eq!(wrong(None, blank).len(), 3);
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let raw = RawSmsSettings {
        twilio_account_sid: text(&service()),
        twilio_auth_token: text("has spaces"),
        twilio_phone_number: text("call me"),
        twilio_messaging_service_sid: text("MG1"),
    };
    let errors = apply(None, raw.clone()).unwrap_err();
    assert!(errors.iter().all(|error| !error.message.contains("has spaces")), "{errors:?}");
    let names = ["twilioAccountSid", "twilioAuthToken", "twilioPhoneNumber", "twilioMessagingServiceSid"];
    assert_eq!(wrong(None, raw.clone()), names);
    assert_eq!(wrong(Some(&stored()), raw), names);
    for token in ["é", "a\u{7f}", &"x".repeat(256)] {
        assert_eq!(
            wrong(None, RawSmsSettings { twilio_auth_token: text(token), ..full() }),
            ["twilioAuthToken"]
        );
    }
}

#[test]
fn what_is_not_given_and_what_is_masked_stays() {
    let settings = stored();
    let masked = RawSmsSettings {
        twilio_auth_token: Some(Some(settings.auth_token.masked())),
        ..RawSmsSettings::default()
    };
    for raw in [RawSmsSettings::default(), masked.clone()] {
        assert_eq!(apply(Some(&settings), raw).unwrap(), settings);
    }
    let new = RawSmsSettings { twilio_auth_token: masked.twilio_auth_token, ..full() };
    assert_eq!(wrong(None, new), ["twilioAuthToken"], "nothing is stored that the mask could stand for");
    let cleared = RawSmsSettings { twilio_auth_token: Some(None), ..RawSmsSettings::default() };
    assert_eq!(wrong(Some(&settings), cleared), ["twilioAuthToken"]);
    let changed = RawSmsSettings { twilio_auth_token: text(" another-token "), ..RawSmsSettings::default() };
    assert_eq!(apply(Some(&settings), changed).unwrap().auth_token, Secret::new("another-token"));
}

proptest! {
    #[test]
    fn whatever_is_sent_is_taken_or_refused_without_the_token(texts in prop::array::uniform4(any::<Option<Option<String>>>())) {
        let [twilio_account_sid, twilio_auth_token, twilio_phone_number, twilio_messaging_service_sid] = texts;
        let raw = RawSmsSettings {
            twilio_account_sid,
            twilio_auth_token,
            twilio_phone_number,
            twilio_messaging_service_sid,
        };
        if let Ok(settings) = apply(Some(&stored()), raw) {
            prop_assert!(!settings.auth_token.expose().is_empty());
        }
    }
}
