//! The data directory: made at the first start, and locked, so that two processes never share an embedded database.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use anyhow::{Context, bail};

/// Holds the data directory for this process, until it is dropped.
#[derive(Debug)]
pub(crate) struct DataDirLock {
    _file: File,
}

/// Makes the directory if there is none, readable by nobody else: it holds the master key.
pub(crate) fn create(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| {
        format!("cannot make the data directory {}; check PATCHBAY_DATA_DIR", path.display())
    })
}

/// Takes the directory for this process alone.
pub(crate) fn lock(path: &Path) -> anyhow::Result<DataDirLock> {
    let name = path.join("patchbay.lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&name)
        .with_context(|| format!("cannot open {}", name.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(DataDirLock { _file: file }),
        Err(TryLockError::WouldBlock) => bail!(
            "another patchbay process is using {}: stop it, or give this one its own PATCHBAY_DATA_DIR; \
             several processes share one PostgreSQL (PATCHBAY_DATABASE_URL)",
            path.display()
        ),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", name.display()))
        }
    }
}
