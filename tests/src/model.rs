//! A server with a model, as Patchbay calls it: OpenAI's Chat Completions or Anthropic's Messages, with the forms of answering
//! that a test gives it. It understands what the conversation tests say, or answers as it is told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

mod understanding;
mod wire;

use axum::http::Method;
use serde_json::{Value, json};

use wire::{claude, completion, refusal};

use crate::{Received, Receiver, Reply, eventually};

/// The key that it is called with.
pub const MODEL_KEY: &str = "sk-fake-0123456789abcdef";
/// What the model is called.
pub const MODEL_NAME: &str = "fake-model";

/// A form of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelForm {
    /// `response_format: json_schema`.
    JsonSchema,
    /// A tool that has to be called.
    ToolCall,
    /// `response_format: json_object`.
    JsonMode,
}

impl ModelForm {
    /// All there are, as Patchbay tries them.
    pub const ALL: [Self; 3] = [Self::JsonSchema, Self::ToolCall, Self::JsonMode];

    /// As `turn.mode` names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonSchema => "json_schema",
            Self::ToolCall => "tool_call",
            Self::JsonMode => "json_mode",
        }
    }

    /// The one that a request asks for.
    fn of(body: &Value) -> Self {
        match body["response_format"]["type"].as_str() {
            Some("json_schema") => Self::JsonSchema,
            Some(_) => Self::JsonMode,
            None => Self::ToolCall,
        }
    }
}

/// What the model does with a request.
#[derive(Debug, Clone)]
pub enum ModelAnswer {
    /// Says this, in the form that it was asked for.
    Says(Value),
    /// Says these words, whatever form it was asked for.
    Words(String),
    /// Says what it understands, after a reply's gate and delay.
    Held(Reply),
    /// The server answers this, and the model is not asked.
    Other(Reply),
}

/// What a server does with a form that it does not know.
#[derive(Debug, Clone, Copy)]
enum Otherwise {
    /// It refuses the request.
    Refuses,
    /// It falls over it.
    Fails,
    /// It takes no notice.
    Ignores,
}

struct Model {
    /// Forms that the server knows.
    forms: Vec<ModelForm>,
    /// What it does where another one is asked for.
    otherwise: Otherwise,
    /// What it says to a turn.
    understands: fn(&Value) -> Value,
    script: VecDeque<ModelAnswer>,
}

/// A server with a model. Start it before Patchbay and name it with `Setup::with_model`; requests that no test takes fail the
/// test.
#[derive(Clone)]
pub struct FakeModel {
    pub(crate) receiver: Receiver,
    model: Arc<Mutex<Model>>,
    is_claude: bool,
    name: String,
}

impl FakeModel {
    /// One that speaks as OpenAI's does and knows every form of answering.
    #[must_use]
    pub fn start() -> Self {
        Self::knowing(&ModelForm::ALL, Otherwise::Refuses)
    }

    /// One that knows only these forms and refuses the others.
    #[must_use]
    pub fn refusing_but(forms: &[ModelForm]) -> Self {
        Self::knowing(forms, Otherwise::Refuses)
    }

    /// One that knows only these forms and answers 500 where another is asked for.
    #[must_use]
    pub fn failing_but(forms: &[ModelForm]) -> Self {
        Self::knowing(forms, Otherwise::Fails)
    }

    /// One that knows only these forms and takes no notice where another is asked for.
    #[must_use]
    pub fn ignoring_but(forms: &[ModelForm]) -> Self {
        Self::knowing(forms, Otherwise::Ignores)
    }

    /// One that speaks as Anthropic's does.
    #[must_use]
    pub fn claude() -> Self {
        Self { is_claude: true, ..Self::start() }
    }

    /// One that does whatever it is told: it tells of everything that it is shown, makes the task that is asked for beside that,
    /// and would change every task there is.
    #[must_use]
    pub fn obedient() -> Self {
        let model = Self::start();
        model.model.lock().unwrap().understands = understanding::obedient;
        model
    }

    /// The same under another name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    fn knowing(forms: &[ModelForm], otherwise: Otherwise) -> Self {
        let model = Model {
            forms: forms.to_vec(),
            otherwise,
            understands: understanding::output,
            script: VecDeque::new(),
        };
        let model = Arc::new(Mutex::new(model));
        let answering = model.clone();
        let receiver = Receiver::responding(move |request| answering.lock().unwrap().answer(request));
        Self { receiver, model, is_claude: false, name: MODEL_NAME.to_owned() }
    }

    /// What it does with the next requests, one after another; then it says what it understands.
    pub fn script(&self, answers: impl IntoIterator<Item = ModelAnswer>) {
        self.model.lock().unwrap().script.extend(answers);
    }

    /// Waits for the next request, and takes it.
    pub async fn next(&self) -> Received {
        eventually("a request at the model", async || self.receiver.take(&Method::POST)).await
    }

    /// Takes everything that came.
    #[expect(clippy::must_use_candidate, reason = "a test may look at what came, or only be done with it")]
    pub fn take_all(&self) -> Vec<Received> {
        self.receiver.take_all()
    }

    /// What Patchbay is to be started with.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let (base, key, model) = match self.is_claude {
            true => ("PATCHBAY_ANTHROPIC_BASE_URL", "PATCHBAY_ANTHROPIC_API_KEY", "PATCHBAY_ANTHROPIC_MODEL"),
            false => ("PATCHBAY_OPENAI_BASE_URL", "PATCHBAY_OPENAI_API_KEY", "PATCHBAY_OPENAI_MODEL"),
        };
        let url = self.receiver.url(if self.is_claude { "" } else { "/v1" });
        vec![(base, url), (key, MODEL_KEY.to_owned()), (model, self.name.clone())]
    }

    /// The turn that a request is about, as it shows it.
    #[must_use]
    pub fn turn_of(request: &Received) -> Value {
        wire::turn(&request.json())
    }

    /// An answer in form, to be changed.
    #[must_use]
    pub fn answer(intent: &str, reply: &str) -> Value {
        json!({
            "language": "en", "intent": intent, "urgency": "medium",
            "entities": { "dates": [], "people": [], "projects": [] },
            "tasks": [], "changes": [], "answer": null, "confirmation": null, "reply": reply,
            "confidence": "high", "summary": "A conversation with the fake model.",
            "facts": [], "forget": [],
        })
    }
}

impl Model {
    fn answer(&mut self, request: &Received) -> Reply {
        let body = request.json();
        let answer = match request.path.as_str() {
            "/v1/messages" => {
                assert_eq!(request.header("x-api-key"), MODEL_KEY);
                assert_eq!(request.header("anthropic-version"), "2023-06-01");
                claude
            }
            "/v1/chat/completions" => {
                assert_eq!(request.header("authorization"), format!("Bearer {MODEL_KEY}"));
                completion
            }
            other => panic!("no model is asked at {other}"),
        };
        let scripted = self.script.pop_front();
        let form = ModelForm::of(&body);
        let said = |reply: Reply, words: &Value| {
            reply.header("content-type", "application/json").body(answer(form, words))
        };
        match scripted {
            Some(ModelAnswer::Other(reply)) => reply,
            Some(ModelAnswer::Words(words)) => said(Reply::status(200), &Value::from(words)),
            Some(ModelAnswer::Says(output)) => said(Reply::status(200), &output),
            _ if !self.forms.contains(&form) => match self.otherwise {
                Otherwise::Refuses => refusal(),
                Otherwise::Fails => Reply::status(500),
                Otherwise::Ignores => said(Reply::status(200), &json!("Sure! I will see to it.")),
            },
            Some(ModelAnswer::Held(reply)) => said(reply, &(self.understands)(&wire::turn(&body))),
            None => said(Reply::status(200), &(self.understands)(&wire::turn(&body))),
        }
    }
}
