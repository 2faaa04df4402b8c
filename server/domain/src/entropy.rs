//! Randomness, injected so that tests can repeat it.

/// A source of random bytes fit for secrets.
pub trait Entropy: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::expect_used, reason = "without the system's generator no secret can be made: stop")]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask the system")]
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}

/// `LENGTH` random bytes.
#[must_use]
pub fn random_bytes<const LENGTH: usize>(entropy: &dyn Entropy) -> [u8; LENGTH] {
    let mut bytes = [0_u8; LENGTH];
    entropy.fill(&mut bytes);
    bytes
}
