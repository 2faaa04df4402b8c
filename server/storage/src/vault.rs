//! Sealing: what must not be readable in the database file (NFR-14, SE-1).

use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hkdf::Hkdf;
use patchbay_domain::entropy::{Entropy, random_bytes};
use sha2::Sha256;

use crate::error::StorageError;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;

/// Seals with AES-256-GCM under a key that is derived from the master key. Every seal is bound to what it is for
/// (`purpose`), so that a sealed value moved to another column or row does not open.
pub struct Vault {
    cipher: Aes256Gcm,
    key_id: String,
    pseudonym_key: [u8; 32],
    entropy: Arc<dyn Entropy>,
}

impl Vault {
    /// A vault under this master key, 32 random bytes.
    #[must_use]
    pub fn new(master_key: &[u8; 32], entropy: Arc<dyn Entropy>) -> Self {
        let seal_key = derive(master_key, b"patchbay seal v1");
        Self {
            cipher: Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&seal_key)),
            key_id: hex::encode(&derive(master_key, b"patchbay key id v1")[..4]),
            pseudonym_key: derive(master_key, b"patchbay pseudonym v1"),
            entropy,
        }
    }

    /// Which key seals: 8 hex characters, kept with what is sealed.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// A keyed hash of a text, 64 hex characters: equal texts give equal hashes, and without the key nobody can try
    /// texts out.
    #[must_use]
    pub fn pseudonym(&self, text: &str) -> String {
        hex::encode(derive_from(&self.pseudonym_key, text.as_bytes()))
    }

    /// Seals `plain` for `purpose`.
    ///
    /// # Errors
    /// Only where `plain` is past AES-GCM's limit of 64 GiB.
    pub fn seal(&self, plain: &[u8], purpose: &str) -> Result<Vec<u8>, StorageError> {
        let nonce: [u8; NONCE_BYTES] = random_bytes(&*self.entropy);
        let sealed = self
            .cipher
            .encrypt(Nonce::from_slice(&nonce), Payload { msg: plain, aad: purpose.as_bytes() })
            .map_err(|_| StorageError::Refused("too long to seal".into()))?;
        let mut whole = Vec::with_capacity(1 + 4 + NONCE_BYTES + sealed.len());
        whole.push(VERSION);
        whole.extend(hex::decode(&self.key_id).unwrap_or_default());
        whole.extend(nonce);
        whole.extend(sealed);
        Ok(whole)
    }

    /// Opens what [`Vault::seal`] sealed for the same `purpose`.
    ///
    /// # Errors
    /// [`StorageError::WrongMasterKey`] where another key sealed it, [`StorageError::Corrupt`] where it was changed.
    pub fn open(&self, sealed: &[u8], purpose: &str) -> Result<Vec<u8>, StorageError> {
        let corrupt = || StorageError::Corrupt(format!("the sealed {purpose} does not open"));
        let (version, rest) = sealed.split_first().ok_or_else(corrupt)?;
        if *version != VERSION || rest.len() < 4 + NONCE_BYTES {
            return Err(corrupt());
        }
        let (key_id, rest) = rest.split_at(4);
        if hex::encode(key_id) != self.key_id {
            return Err(StorageError::WrongMasterKey);
        }
        let (nonce, body) = rest.split_at(NONCE_BYTES);
        self.cipher
            .decrypt(Nonce::from_slice(nonce), Payload { msg: body, aad: purpose.as_bytes() })
            .map_err(|_| corrupt())
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Vault").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

fn derive(key: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    derive_from(key, purpose)
}

#[expect(clippy::expect_used, reason = "HKDF-SHA256 refuses only outputs past 8,160 bytes")]
fn derive_from(key: &[u8; 32], info: &[u8]) -> [u8; 32] {
    let mut output = [0_u8; 32];
    Hkdf::<Sha256>::new(None, key).expand(info, &mut output).expect("32 bytes are within HKDF's limit");
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn vault(key: u8) -> Vault {
        Vault::new(&[key; 32], Arc::new(Counting(0.into())))
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_alone() {
        let vault = vault(1);
        let sealed = vault.seal(b"hunter2", "channel 7").unwrap();
        assert!(!sealed.windows(7).any(|window| window == b"hunter2"));
        assert_eq!(vault.open(&sealed, "channel 7").unwrap(), b"hunter2");
        assert!(matches!(vault.open(&sealed, "channel 8"), Err(StorageError::Corrupt(_))));
        assert_ne!(vault.seal(b"hunter2", "channel 7").unwrap(), sealed, "a nonce is never used twice");
    }

    #[test]
    fn another_key_is_named_as_the_fault() {
        let sealed = vault(1).seal(b"hunter2", "x").unwrap();
        assert!(matches!(vault(2).open(&sealed, "x"), Err(StorageError::WrongMasterKey)));
        assert!(matches!(vault(1).open(&sealed[..9], "x"), Err(StorageError::Corrupt(_))));
    }

    #[test]
    fn pseudonyms_are_equal_for_equal_texts_and_differ_by_key() {
        assert_eq!(vault(1).pseudonym("a"), vault(1).pseudonym("a"));
        assert_ne!(vault(1).pseudonym("a"), vault(1).pseudonym("b"));
        assert_ne!(vault(1).pseudonym("a"), vault(2).pseudonym("a"));
    }
}
