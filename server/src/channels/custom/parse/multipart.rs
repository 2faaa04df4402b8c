//! Multipart forms: the same fields as other forms have. Files are not taken (C38).

use std::convert::Infallible;

use futures::stream;
use hyper::body::Bytes;
use multer::{Constraints, Multipart};
use serde_json::{Map, Value};

use super::{Rejection, form};

/// The fields of a `multipart/form-data` body.
pub(super) async fn fields(boundary: String, body: Bytes) -> Result<Map<String, Value>, Rejection> {
    let whole = stream::iter([Ok::<_, Infallible>(body)]);
    let mut parts = Multipart::with_constraints(whole, boundary, Constraints::new());
    let mut pairs = Vec::new();
    for number in 1.. {
        let malformed = |error| broken(&error, number);
        let Some(part) = parts.next_field().await.map_err(malformed)? else { break };
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(ToOwned::to_owned);
        let bytes = part.bytes().await.map_err(malformed)?;
        match file_name.as_deref() {
            // What a browser sends for a file input that was left empty.
            Some("") if bytes.is_empty() => continue,
            Some(_) => {
                let message = "files are not taken; put them where they can be fetched and send their URL";
                return Err(Rejection::field("attachments", message));
            }
            None => {}
        }
        let value = String::from_utf8(bytes.into()).map_err(|_| {
            Rejection::malformed(format!("part {number} of the multipart form is not valid UTF-8"))
        })?;
        pairs.push((name, value));
    }
    form::assembled(pairs)
}

/// In words of our own: multer's hold names out of the request.
fn broken(error: &multer::Error, number: usize) -> Rejection {
    let problem = match error {
        multer::Error::IncompleteStream | multer::Error::IncompleteFieldData { .. } => {
            "it ends before its closing boundary"
        }
        multer::Error::IncompleteHeaders | multer::Error::ReadHeaderFailed(_) => "its headers cannot be read",
        _ => "it cannot be read",
    };
    Rejection::malformed(format!("the multipart form is broken in part {number}: {problem}"))
}
