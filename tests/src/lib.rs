//! The harness of the end-to-end tests: starts the real `patchbay` on a free port with a database of its own, talks to
//! it as its users do, plays the systems that it calls, and looks afterwards whether anything was left behind.
//!
//! `PATCHBAY_TEST_DATABASE` says on what: `sqlite` (the default), or the `postgres://…` URL of a server on which
//! databases may be created. `PATCHBAY_BIN` names another binary than the one built beside the tests.
#![expect(clippy::unwrap_used, reason = "a test stops where the ground under it is missing")]
#![expect(clippy::panic, reason = "that is how a test fails")]
#![expect(clippy::disallowed_methods, reason = "the tests live in real time, outside the program")]

mod account;
mod answer;
mod bindings;
mod channel;
mod database;
mod encode;
mod inbound;
mod instance;
mod judge;
mod live;
mod mail;
mod member;
mod model;
mod output;
mod process;
mod proxy;
mod receiver;
mod rest;
mod rpc;
mod server;
mod setup;
pub mod signature;
mod smtp;
mod talk;
mod twilio;
mod wait;
mod webhook_judge;
mod worker;

pub use account::token_in;
pub use answer::Answer;
pub use bindings::{Procedure, ProcedureKind, procedures, routes};
pub use channel::Channel;
pub use database::TestDatabase;
pub use inbound::Post;
pub use instance::Instance;
pub use judge::Judge;
pub use live::LiveChanges;
pub use mail::{INBOUND_ADDRESS, Mail, ReadAttachment, ReadMail, ReceivedMail};
pub use member::{MEMBER_PASSWORD, Member};
pub use model::{FakeModel, MODEL_KEY, MODEL_NAME, ModelAnswer, ModelForm};
pub use output::Output;
pub use process::CommandResult;
pub use proxy::Proxy;
pub use receiver::{ClosedReceiver, Gate, Received, Receiver, Reply};
pub use rest::Rest;
pub use rpc::Rpc;
pub use server::{TestServer, runs_on_sqlite};
pub use setup::Setup;
pub use smtp::{SMTP_PASSWORD, SMTP_USER, SmtpAnswer, SmtpJudge, SmtpStep};
pub use twilio::{
    ACCOUNT_SID, AUTH_TOKEN, FakeTwilio, MESSAGING_SERVICE_SID, OfficialRequest, SignedForm, SmsForm,
    TWILIO_NUMBER, TwilioAnswer,
};
pub use wait::{PATIENCE, PATIENCE_AFTER_KILL, eventually, eventually_within, now};
pub use worker::Worker;

/// The first owner of every test server.
pub const OWNER_EMAIL: &str = "owner@example.com";
/// That owner's password.
pub const OWNER_PASSWORD: &str = "correct horse battery staple";
/// That owner's API token.
pub const API_TOKEN: &str = "pb_0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
