//! Listening to `live.changes`.

use std::pin::Pin;

use futures::{Stream, StreamExt};
use reqwest::Method;
use serde_json::Value;

use crate::{PATIENCE, Rpc};

type Bytes = Pin<Box<dyn Stream<Item = Result<axum::body::Bytes, reqwest::Error>> + Send>>;

/// An open stream of changes.
pub struct LiveChanges {
    bytes: Bytes,
    buffer: String,
    /// The content type it was answered with.
    pub content_type: String,
}

impl LiveChanges {
    /// Subscribes; fails unless the server agrees.
    pub async fn open(rpc: &Rpc) -> Self {
        let request =
            rpc.request(Method::GET, "live.changes?input=null").header("accept", "text/event-stream");
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
        Self { bytes: Box::pin(response.bytes_stream()), buffer: String::new(), content_type }
    }

    /// The next change; none when the server closed the stream.
    pub async fn next(&mut self) -> Option<Value> {
        // The stream is kept alive by comments, which are no change.
        let Ok(change) = tokio::time::timeout(PATIENCE, self.next_change()).await else {
            panic!("nothing changed for {} s", PATIENCE.as_secs());
        };
        change
    }

    async fn next_change(&mut self) -> Option<Value> {
        loop {
            while let Some((line, rest)) = self.buffer.split_once('\n') {
                let data = line.strip_prefix("data:").map(|data| serde_json::from_str(data.trim()).unwrap());
                self.buffer = rest.to_owned();
                if data.is_some() {
                    return data;
                }
            }
            match self.bytes.next().await {
                Some(Ok(chunk)) => self.buffer += &String::from_utf8_lossy(&chunk),
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// Reads until a change is as described.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.next().await {
                Some(change) if wanted(&change) => return change,
                Some(_) => {}
                None => panic!("the stream ended before {what}"),
            }
        }
    }
}
