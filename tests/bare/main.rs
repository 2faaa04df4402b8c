//! The least an HTTP endpoint can do: read the body, answer JSON. The measure of `make bench`.
#![expect(clippy::print_stdout, reason = "scripts/bench reads the address")]

use axum::Json;
use axum::body::Bytes;
use axum::routing::post;
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, axum::Router::new().route("/", post(answer))).await
}

async fn answer(body: Bytes) -> Json<Value> {
    Json(json!({ "accepted": true, "bytes": body.len() }))
}
