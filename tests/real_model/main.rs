//! `make real-model`: a real, small language model takes the turns of a real Patchbay. `scripts/real-model` makes what this needs.
//! It is no test of how well such a model understands, which is little: it shows that the whole way works with a server that
//! nobody here has written, and how often what such a model says will do.
//!
//! `REAL_MODEL_PYTHON` and `REAL_MODEL_FILE` say what is started: a Python that has llama-cpp-python's server, and a model as
//! GGUF. Or `REAL_MODEL_URL` and `REAL_MODEL_NAME` name a model on a server that runs already.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to whoever started it")]
#![expect(clippy::disallowed_methods, reason = "it lives in real time, outside the program")]

mod conversing;
mod messages;
mod model_server;
mod report;

use std::process::ExitCode;

use anyhow::bail;
use patchbay_tests::Setup;
use tokio::signal::unix::{SignalKind, signal};

use crate::model_server::ModelServer;
use crate::report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(report) if report.is_complete() => ExitCode::SUCCESS,
        Ok(_) => {
            eprintln!("real-model: not every message was answered");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("real-model: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<Report> {
    let messages = messages::read()?;
    let mut model = ModelServer::start().await?;
    let setup = Setup::default()
        .set("PATCHBAY_OPENAI_BASE_URL", &model.base_url)
        .set("PATCHBAY_OPENAI_MODEL", &model.name);
    let mut server = setup.start().await;
    // Either way what was started is ended.
    let told = tokio::select! {
        told = conversing::converse(&mut server, &mut model, &messages) => told,
        stopped = stopped() => stopped,
    };
    let report = match told {
        Ok(report) => report,
        Err(error) => {
            server.abandon().await;
            return Err(error);
        }
    };
    println!("{}", report.text(&model.name));
    server.finish().await;
    Ok(report)
}

/// When somebody wants it to end.
async fn stopped<T>() -> anyhow::Result<T> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => bail!("interrupted"),
        _ = terminate.recv() => bail!("terminated"),
    }
}
