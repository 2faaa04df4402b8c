//! The master key that everything sealed is sealed with: from the configuration, or a file made at the first start.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use anyhow::{Context, bail};
use patchbay_domain::entropy::{Entropy, random_bytes};
use patchbay_domain::secret::Secret;

const FILE: &str = "master.key";

/// The key of the configuration, else that of the file; `entropy`: makes the file where there is none.
pub(crate) fn load(
    configured: Option<&Secret>,
    data_dir: &Path,
    entropy: Option<&dyn Entropy>,
) -> anyhow::Result<Option<[u8; 32]>> {
    if let Some(key) = configured {
        return parse(key.expose()).context("PATCHBAY_MASTER_KEY will not do").map(Some);
    }
    let path = data_dir.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            refuse_shared(&path)?;
            let key = parse(&text);
            key.with_context(|| format!("{} will not do; restore it from a backup", path.display())).map(Some)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => match entropy {
            Some(entropy) => make(&path, entropy).map(Some),
            None => Ok(None),
        },
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn make(path: &Path, entropy: &dyn Entropy) -> anyhow::Result<[u8; 32]> {
    let key = random_bytes::<32>(entropy);
    // New and for its owner alone from its first moment on.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("cannot make {}", path.display()))?;
    file.write_all(format!("{}\n", hex::encode(key)).as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

fn refuse_shared(path: &Path) -> anyhow::Result<()> {
    let mode = std::fs::metadata(path)?.mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!("{} can be read by others (mode {mode:o}); run `chmod 600 {}`", path.display(), path.display());
    }
    Ok(())
}

fn parse(text: &str) -> anyhow::Result<[u8; 32]> {
    match hex::decode(text.trim()).map(<[u8; 32]>::try_from) {
        Ok(Ok(key)) => Ok(key),
        Ok(Err(_)) | Err(_) => bail!("expected 64 hex characters, such as `openssl rand -hex 32` prints"),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use patchbay_domain::entropy::SystemEntropy;

    use super::*;

    #[test]
    fn the_file_is_made_once_for_its_owner_alone() {
        let directory = tempfile::tempdir().unwrap();
        let load = |entropy| load(None, directory.path(), entropy);
        assert_eq!(load(None).unwrap(), None);
        let made = load(Some(&SystemEntropy)).unwrap();
        assert_eq!(load(Some(&SystemEntropy)).unwrap(), made);
        let path = directory.path().join(FILE);
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(load(None).unwrap_err().to_string().contains("chmod 600"));
    }

    #[test]
    fn a_configured_key_that_is_none_is_refused() {
        let nowhere = Path::new("/nonexistent");
        assert!(load(Some(&Secret::new("abc")), nowhere, None).is_err());
        assert_eq!(load(Some(&Secret::new("ab".repeat(32))), nowhere, None).unwrap(), Some([0xab; 32]));
    }
}
