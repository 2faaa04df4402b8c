//! A model on a server: it is asked in the form that the server supports, its answer is held to the schema, repaired once,
//! and given up on in time. Which form that is, is found out once a process.

mod breaker;
mod dialect;
mod exchange;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use patchbay_domain::assistant::{TurnRequest, TurnResult};
use patchbay_domain::clock::Clock;
use patchbay_domain::text::shorten;
use patchbay_domain::turn::{Effort, ModelProvider, OutputMode};

use self::breaker::ServerBreaker;
pub(super) use self::dialect::{Asking, Dialect, Said, form};
use self::exchange::{Exchange, Unanswered};
use super::{LanguageModel, ModelError, Thought, output, prompt, understood};
use crate::config::ModelServerConfig;
use crate::egress::EgressClient;

/// The longest reason, in characters.
const MAX_REASON: usize = 200;

/// A model on a server.
pub(super) struct RemoteModel {
    dialect: &'static dyn Dialect,
    server: ModelServerConfig,
    egress: EgressClient,
    clock: Arc<dyn Clock>,
    breaker: ServerBreaker,
    /// The form in which it was found to answer.
    settled: Mutex<Option<OutputMode>>,
}

/// Why there is no result.
#[derive(Debug)]
enum Failure {
    /// The server's fault: it is not there, or not well.
    Server(String),
    /// The server works, and what the model says will not do.
    Nonsense(String),
}

/// Why a form of answering came to nothing.
enum Tried {
    /// The server knows no such form, or does not care: another one may do.
    Unsupported(Failure),
    /// Another form would not help.
    Failed(Failure),
}

#[async_trait]
impl LanguageModel for RemoteModel {
    fn name(&self) -> &str {
        &self.server.model
    }

    fn provider(&self) -> ModelProvider {
        self.dialect.provider()
    }

    async fn take_turn(&self, request: &TurnRequest, until: DateTime<Utc>) -> Result<Thought, ModelError> {
        let mut effort = Effort { prompt_version: Some(prompt::VERSION.to_owned()), ..Effort::default() };
        let Some(pass) = self.breaker.enter(self.clock.now()) else {
            let reason = "the model server failed again and again, and is left alone for a while".to_owned();
            return Err(ModelError { reason, effort });
        };
        let thinking = self.think(request, until, &mut effort);
        let thought = tokio::select! {
            biased;
            thought = thinking => thought,
            () = self.clock.sleep_until(until) => Err(Failure::Server("the model did not answer in time".to_owned())),
        };
        match thought {
            Ok(result) => {
                pass.succeeded();
                Ok(Thought { result, effort })
            }
            Err(Failure::Nonsense(reason)) => {
                pass.succeeded();
                Err(ModelError { reason: shorten(&reason, MAX_REASON), effort })
            }
            Err(Failure::Server(reason)) => {
                pass.failed(self.clock.now());
                Err(ModelError { reason: shorten(&reason, MAX_REASON), effort })
            }
        }
    }
}

impl RemoteModel {
    pub(super) fn new(
        dialect: &'static dyn Dialect,
        server: ModelServerConfig,
        egress: EgressClient,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { dialect, server, egress, clock, breaker: ServerBreaker::default(), settled: Mutex::default() }
    }

    /// Asks in the form that is known to work, or in one after the other.
    async fn think(
        &self,
        request: &TurnRequest,
        until: DateTime<Utc>,
        effort: &mut Effort,
    ) -> Result<TurnResult, Failure> {
        let turn = prompt::turn(request);
        let known = self.settled();
        let modes = known.as_ref().map_or(self.dialect.modes(), std::slice::from_ref);
        let mut last = Failure::Nonsense("the model answers in no form that is known".to_owned());
        for (place, mode) in modes.iter().enumerate() {
            effort.mode = Some(*mode);
            let has_more = place + 1 < modes.len();
            match self.try_mode(*mode, has_more, (request, &turn), until, effort).await {
                Ok(result) => return Ok(result),
                Err(Tried::Failed(failure)) => return Err(failure),
                Err(Tried::Unsupported(failure)) => {
                    tracing::info!(
                        model = self.server.model,
                        ?mode,
                        ?failure,
                        "the model server has no such form"
                    );
                    last = failure;
                }
            }
        }
        // What worked does not any more: the server may be another one. The next turn finds out anew.
        self.settle(None);
        Err(last)
    }

    async fn try_mode(
        &self,
        mode: OutputMode,
        has_more: bool,
        (request, turn): (&TurnRequest, &str),
        until: DateTime<Utc>,
        effort: &mut Effort,
    ) -> Result<TurnResult, Tried> {
        let said = self.ask(mode, has_more, turn, until, effort).await?;
        let problems = match self.judged(mode, &said, request) {
            Ok(result) => return Ok(result),
            // Not even an object: where the form was found to work it is a slip, else the server ignores it.
            Err(problems) if said.form.is_err() && has_more => {
                return Err(Tried::Unsupported(Failure::Nonsense(problems.join("; "))));
            }
            Err(problems) => problems,
        };
        let again = prompt::repair(turn, &said.raw, &problems);
        // The server has answered in this form, so another one would not help.
        let said = self.ask(mode, false, &again, until, effort).await.map_err(|tried| match tried {
            Tried::Unsupported(failure) | Tried::Failed(failure) => Tried::Failed(failure),
        })?;
        match self.judged(mode, &said, request) {
            Ok(result) => {
                effort.is_repaired = true;
                Ok(result)
            }
            Err(problems) => {
                let what = problems.into_iter().next().unwrap_or_default();
                let reason = format!("the model's answer would not do, twice: {what}");
                Err(Tried::Failed(Failure::Nonsense(reason)))
            }
        }
    }

    async fn ask(
        &self,
        mode: OutputMode,
        has_other_form: bool,
        user: &str,
        until: DateTime<Utc>,
        effort: &mut Effort,
    ) -> Result<Said, Tried> {
        let instructions = prompt::instructions(mode);
        let asking = Asking { model: &self.server.model, instructions: &instructions, user, mode };
        let exchange = Exchange {
            dialect: self.dialect,
            server: &self.server,
            egress: &self.egress,
            clock: &*self.clock,
            until,
            has_other_form,
        };
        exchange.ask(&asking, effort).await.map_err(|unanswered| match unanswered {
            Unanswered::Refused(status) => Tried::Unsupported(Failure::Server(answered(status))),
            Unanswered::Status(status) => Tried::Failed(Failure::Server(answered(status))),
            Unanswered::Broken(reason) => Tried::Failed(Failure::Server(reason.to_owned())),
        })
    }

    /// The result of an answer, or what is wrong with it. One that is in form, be it nonsense, says that the form works.
    fn judged(
        &self,
        mode: OutputMode,
        said: &Said,
        request: &TurnRequest,
    ) -> Result<TurnResult, Vec<String>> {
        let answer = said.form.clone().map_err(|problem| vec![problem])?;
        let output = output::read(answer)?;
        self.settle(Some(mode));
        understood::result(output, request)
    }

    fn settled(&self) -> Option<OutputMode> {
        *self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settle(&self, mode: Option<OutputMode>) {
        *self.settled.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }
}

fn answered(status: u16) -> String {
    format!("the model server answered {status}")
}
