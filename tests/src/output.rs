//! What a process wrote, kept over restarts.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Everything that the server wrote to stdout and stderr, of all its runs.
#[derive(Debug, Clone, Default)]
pub struct Output {
    stdout: Arc<Mutex<Vec<u8>>>,
    stderr: Arc<Mutex<Vec<u8>>>,
    open: Arc<AtomicUsize>,
}

impl Output {
    /// What went to stdout.
    #[must_use]
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout.lock().unwrap()).into_owned()
    }

    /// What went to stderr.
    #[must_use]
    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.stderr.lock().unwrap()).into_owned()
    }

    /// Both.
    #[must_use]
    pub fn all(&self) -> String {
        format!("{}{}", self.stdout(), self.stderr())
    }

    /// Stdout and stderr, once both are at their end.
    pub(crate) fn complete(&self) -> Option<(String, String)> {
        (self.open.load(Ordering::Acquire) == 0).then(|| (self.stdout(), self.stderr()))
    }

    pub(crate) fn keep_stdout(&self, pipe: impl Read + Send + 'static) {
        self.keep(pipe, self.stdout.clone());
    }

    pub(crate) fn keep_stderr(&self, pipe: impl Read + Send + 'static) {
        self.keep(pipe, self.stderr.clone());
    }

    fn keep(&self, mut pipe: impl Read + Send + 'static, into: Arc<Mutex<Vec<u8>>>) {
        let open = self.open.clone();
        open.fetch_add(1, Ordering::AcqRel);
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(length @ 1..) = pipe.read(&mut buffer) {
                into.lock().unwrap().extend_from_slice(&buffer[..length]);
            }
            open.fetch_sub(1, Ordering::AcqRel);
        });
    }
}
