//! Twilio's Messages API, as far as Patchbay calls it: takes messages, lists them, refuses them as Twilio does.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

mod messages;
mod official;
mod sms_form;

use axum::http::Method;
use chrono::Utc;
use serde_json::{Value, json};

use messages::{error, json_reply};
pub use official::OfficialRequest;
pub use sms_form::{SignedForm, SmsForm};

use crate::{Received, Receiver, Reply, eventually};

/// The account that the fake knows.
pub const ACCOUNT_SID: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
/// Its primary token.
pub const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// Its number.
pub const TWILIO_NUMBER: &str = "+15005550001";
/// Its Messaging Service; it sends from [`TWILIO_NUMBER`].
pub const MESSAGING_SERVICE_SID: &str = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// What Twilio does with the next message.
#[derive(Debug, Clone)]
pub struct TwilioAnswer {
    takes: bool,
    reply: Option<Reply>,
    delay: Duration,
}

impl TwilioAnswer {
    /// Takes it: 201.
    #[must_use]
    pub fn taken() -> Self {
        Self { takes: true, reply: None, delay: Duration::ZERO }
    }

    /// Takes it at once, and says so only after a while.
    #[must_use]
    pub fn taken_after(delay: Duration) -> Self {
        Self { delay, ..Self::taken() }
    }

    /// Refuses it with an error of Twilio's: `(400, 21610, "Attempt to send to unsubscribed recipient")`.
    #[must_use]
    pub fn error(status: u16, code: u32, message: &str) -> Self {
        Self { takes: false, reply: Some(error(status, code, message)), delay: Duration::ZERO }
    }

    /// Takes it, and the connection is cut before it says so.
    #[must_use]
    pub fn cut_after_taking() -> Self {
        Self { reply: Some(Reply::cut()), ..Self::taken() }
    }

    /// The connection is cut, and it has not taken the message.
    #[must_use]
    pub fn cut_before_taking() -> Self {
        Self { takes: false, ..Self::cut_after_taking() }
    }

    /// Any other answer to a message that it has not taken.
    #[must_use]
    pub fn other(reply: Reply) -> Self {
        Self { takes: false, reply: Some(reply), delay: Duration::ZERO }
    }
}

#[derive(Default)]
struct Twilio {
    script: VecDeque<TwilioAnswer>,
    lookups: VecDeque<Reply>,
    /// Oldest first.
    messages: Vec<Value>,
}

/// A Twilio with one account. Start it before the server and name it with `Setup::with_twilio`; requests that no test
/// takes fail the test.
#[derive(Clone)]
pub struct FakeTwilio {
    pub(crate) receiver: Receiver,
    twilio: Arc<Mutex<Twilio>>,
}

impl FakeTwilio {
    /// Listens on a port of the system's choice.
    #[must_use]
    pub fn start() -> Self {
        let twilio = Arc::new(Mutex::new(Twilio::default()));
        let answering = twilio.clone();
        let receiver = Receiver::responding(move |request| answering.lock().unwrap().answer(request));
        Self { receiver, twilio }
    }

    /// What `PATCHBAY_TWILIO_BASE_URL` is to be.
    #[must_use]
    pub fn url(&self) -> String {
        self.receiver.url("")
    }

    /// What it does with the next messages, one after another; then it takes them.
    pub fn script(&self, answers: impl IntoIterator<Item = TwilioAnswer>) {
        self.twilio.lock().unwrap().script.extend(answers);
    }

    /// What it answers to the next look-ups, one after another; then it lists its messages.
    pub fn script_lookups(&self, replies: impl IntoIterator<Item = Reply>) {
        self.twilio.lock().unwrap().lookups.extend(replies);
    }

    /// Waits for the next request to send a message, and takes it.
    pub async fn next(&self) -> Received {
        eventually("a message at Twilio", async || self.receiver.take(&Method::POST)).await
    }

    /// Waits for the next look-up of messages, and takes it.
    pub async fn next_lookup(&self) -> Received {
        eventually("a look-up at Twilio", async || self.receiver.take(&Method::GET)).await
    }

    /// Takes every look-up that came.
    #[must_use]
    pub fn take_lookups(&self) -> Vec<Received> {
        std::iter::from_fn(|| self.receiver.take(&Method::GET)).collect()
    }

    /// Requests that came and were not taken.
    #[must_use]
    pub fn untaken(&self) -> Vec<Received> {
        self.receiver.untaken()
    }

    /// The messages that it has taken, oldest first, as its API shows them.
    #[must_use]
    pub fn messages(&self) -> Vec<Value> {
        self.twilio.lock().unwrap().messages.clone()
    }

    /// What became of a message: `("failed", Some(30003))`.
    pub fn set_status(&self, sid: &str, status: &str, error_code: Option<u32>) {
        let messages = &mut self.twilio.lock().unwrap().messages;
        let message = messages.iter_mut().find(|message| message["sid"] == sid).unwrap();
        message["status"] = json!(status);
        message["error_code"] = json!(error_code);
    }
}

impl Twilio {
    fn answer(&mut self, request: &Received) -> Reply {
        let path = request.path.split('?').next().unwrap();
        if path != messages::path() {
            return error(404, 20404, &format!("The requested resource {path} was not found"));
        }
        if request.basic_auth() != Some((ACCOUNT_SID.to_owned(), AUTH_TOKEN.to_owned())) {
            return error(401, 20003, "Authenticate");
        }
        match request.method {
            Method::POST => self.send(&request.form()),
            Method::GET => {
                self.lookups.pop_front().unwrap_or_else(|| messages::list(&self.messages, &request.query()))
            }
            _ => error(405, 20004, "Method not allowed"),
        }
    }

    fn send(&mut self, form: &[(String, String)]) -> Reply {
        let answer = self.script.pop_front();
        if let Some(TwilioAnswer { takes: false, reply: Some(reply), .. }) = answer {
            return reply;
        }
        let message = match messages::new(form, Utc::now()) {
            Ok(message) => message,
            Err(refusal) => return refusal,
        };
        let reply = json_reply(201, &message);
        self.messages.push(message);
        match answer {
            Some(TwilioAnswer { reply: Some(reply), .. }) => reply,
            Some(TwilioAnswer { delay, .. }) => reply.after(delay),
            None => reply,
        }
    }
}
