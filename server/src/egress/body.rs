//! Bodies: the one that leaves tells when it does, the one that comes back is cut.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use patchbay_domain::text::cut_bytes;

use super::error::EgressError;

/// Bytes to send that note when the connection takes them: from then on they may have arrived.
pub(super) struct WatchedBody {
    bytes: Option<Bytes>,
    taken: Arc<AtomicBool>,
}

impl WatchedBody {
    /// The body, and what turns true once it is taken. An empty one counts as taken at once: nobody asks for it.
    pub(super) fn new(bytes: Bytes) -> (Self, Arc<AtomicBool>) {
        let taken = Arc::new(AtomicBool::new(bytes.is_empty()));
        (Self { bytes: Some(bytes).filter(|bytes| !bytes.is_empty()), taken: Arc::clone(&taken) }, taken)
    }
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.taken.store(true, Ordering::Relaxed);
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// Reads the answer as far as it is kept: text of at most `limit` bytes, and whether there was more. The status says already
/// how the request ended, so an answer that breaks off is only a shorter one; one that comes too slowly did not come.
pub(super) async fn read(
    mut response: reqwest::Response,
    limit: usize,
) -> Result<(String, bool), EgressError> {
    let mut bytes = Vec::new();
    let is_cut = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break false,
            Err(error) if error.is_timeout() => return Err(EgressError::Timeout { after_sending: true }),
            Err(_) => break true,
        }
        if bytes.len() > limit {
            break true;
        }
    };
    bytes.truncate(limit);
    let text = text_of(&bytes);
    Ok((cut_bytes(&text, limit).to_owned(), is_cut))
}

/// Text that both databases keep: no NUL, and half a character at the end is left out.
fn text_of(bytes: &[u8]) -> String {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    String::from_utf8_lossy(whole).replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn an_answer_becomes_text_that_can_be_kept() {
        assert_eq!(text_of(b"ok"), "ok");
        assert_eq!(text_of(b"a\0b\xffc"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(text_of(&"aé".as_bytes()[..2]), "a", "cut within a character");
    }
}
