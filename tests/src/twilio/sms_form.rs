//! A text on its way in: the form that Twilio posts, signed by its official package.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, TWILIO_NUMBER};
use crate::{Answer, Channel, Judge, Post, TestServer};

/// The form of a text.
#[derive(Debug, Clone)]
pub struct SmsForm {
    fields: Vec<(String, String)>,
}

impl SmsForm {
    /// A text from a number to [`TWILIO_NUMBER`], with a new `MessageSid`, without a Messaging Service.
    #[must_use]
    pub fn new(from: &str, body: &str) -> Self {
        let sid = format!("SM{}", Uuid::new_v4().simple());
        // The fields that Twilio sends, in its order.
        Self::of(&[
            ("ToCountry", "US"),
            ("ToState", "CA"),
            ("SmsMessageSid", &sid),
            ("NumMedia", "0"),
            ("ToCity", ""),
            ("FromZip", "94105"),
            ("SmsSid", &sid),
            ("FromState", "CA"),
            ("SmsStatus", "received"),
            ("FromCity", "SAN FRANCISCO"),
            ("Body", body),
            ("FromCountry", "US"),
            ("To", TWILIO_NUMBER),
            ("ToZip", ""),
            ("NumSegments", "1"),
            ("MessageSid", &sid),
            ("AccountSid", ACCOUNT_SID),
            ("From", from),
            ("ApiVersion", "2010-04-01"),
        ])
    }

    /// Exactly these fields.
    #[must_use]
    pub fn of(fields: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { fields: fields.iter().map(owned).collect() }
    }

    /// With one more field, be there one of this name or not.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// With this field instead of any of the same name.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// Without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self
    }

    /// To a number of a pool: with [`MESSAGING_SERVICE_SID`].
    #[must_use]
    pub fn through_service(self) -> Self {
        self.with("MessagingServiceSid", MESSAGING_SERVICE_SID)
    }

    /// With these as its pictures, `(URL, content type)`.
    #[must_use]
    pub fn media(mut self, media: &[(&str, &str)]) -> Self {
        self = self.with("NumMedia", &media.len().to_string());
        for (index, (url, content_type)) in media.iter().enumerate() {
            self = self.with(&format!("MediaContentType{index}"), content_type);
            self = self.with(&format!("MediaUrl{index}"), url);
        }
        self
    }

    /// A field's value.
    #[track_caller]
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        &self.fields.iter().find(|(key, _)| key == name).unwrap().1
    }

    /// Signed as Twilio does for this URL, with the fake account's token.
    pub async fn sign(&self, url: &str) -> SignedForm {
        self.sign_with(AUTH_TOKEN, url).await
    }

    /// Signed with any token.
    pub async fn sign_with(&self, auth_token: &str, url: &str) -> SignedForm {
        let judge = Judge::get();
        let signature = judge.twilio_signature(auth_token, url, &self.fields).await;
        assert!(judge.twilio_accepts(auth_token, &signature, url, &self.fields).await);
        let body = serde_urlencoded::to_string(&self.fields).unwrap().into_bytes();
        SignedForm { body, signature, idempotency_token: Uuid::new_v4().to_string() }
    }
}

/// A form with its signature. Posted twice, it is what Twilio sends when it tries again.
#[derive(Debug, Clone)]
pub struct SignedForm {
    /// The form as it goes over the wire.
    pub body: Vec<u8>,
    /// `X-Twilio-Signature`.
    pub signature: String,
    /// `I-Twilio-Idempotency-Token`.
    pub idempotency_token: String,
}

impl SignedForm {
    /// Posted there: `server.inbound(&channel)`, or by a detour.
    #[must_use]
    pub fn to(&self, post: Post) -> Post {
        post.bytes("application/x-www-form-urlencoded; charset=UTF-8", self.body.clone())
            .header("x-twilio-signature", &self.signature)
            .header("i-twilio-idempotency-token", &self.idempotency_token)
            .header("user-agent", "TwilioProxy/1.1")
    }

    /// With the last letter or digit of its body another one, after it was signed.
    #[must_use]
    pub fn changed(mut self) -> Self {
        let last = self.body.iter_mut().rfind(|byte| byte.is_ascii_alphanumeric()).unwrap();
        *last = if *last == b'0' { b'1' } else { b'0' };
        self
    }
}

impl TestServer {
    /// A text channel of the fake account, with [`TWILIO_NUMBER`]; `more` goes into its `providerConfig` (null takes a
    /// setting away).
    pub async fn create_sms_channel(&self, more: Value) -> Channel {
        let mut config = json!({
            "twilioAccountSid": ACCOUNT_SID,
            "twilioAuthToken": AUTH_TOKEN,
            "twilioPhoneNumber": TWILIO_NUMBER,
        });
        for (name, value) in more.as_object().unwrap() {
            config[name] = value.clone();
        }
        config.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let settings =
            json!({ "channelType": "sms", "channelName": "Office number", "providerConfig": config });
        self.create_channel(settings).await
    }

    /// Posts a text as Twilio does, signed for the public URL; what the server answers.
    pub async fn text(&self, channel: &Channel, form: &SmsForm) -> Answer {
        let signed = form.sign(&self.public_inbound_url(channel)).await;
        signed.to(self.inbound(channel)).send().await
    }
}
