//! The least that an HTTP endpoint can do, which `make bench` measures beside Patchbay: `bare` reads the body and answers
//! JSON, `bare sqlite FOLDER` and `bare postgres URL` answer when the body is committed.
#![expect(clippy::print_stdout, reason = "the bench reads the address")]

mod floor;
mod postgres;
mod sqlite;

use anyhow::bail;
use axum::body::Bytes;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let router = match arguments[..] {
        [] => Router::new().route("/", post(answer)),
        ["sqlite", folder] => floor::router(sqlite::start(folder)?),
        ["postgres", url] => floor::router(postgres::start(url).await?),
        _ => bail!("usage: bare [sqlite FOLDER | postgres URL]"),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn answer(body: Bytes) -> Json<Value> {
    Json(json!({ "accepted": true, "bytes": body.len() }))
}
