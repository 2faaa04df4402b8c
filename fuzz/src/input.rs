//! An input is bytes; what stands beside the body of a request stands in its first lines.

/// The first lines of the input as texts, and what follows them. Lines that are missing are empty.
#[must_use]
pub fn head<const LINES: usize>(data: &[u8]) -> ([String; LINES], &[u8]) {
    let mut rest = data;
    let lines = std::array::from_fn(|_| {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let line = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = rest.get(end + 1..).unwrap_or_default();
        line
    });
    (lines, rest)
}

/// The whole input in pieces of the same size, line ends and all, as texts.
#[must_use]
pub fn pieces<const PIECES: usize>(data: &[u8]) -> [String; PIECES] {
    let size = data.len().div_ceil(PIECES).max(1);
    let mut chunks = data.chunks(size);
    std::array::from_fn(|_| String::from_utf8_lossy(chunks.next().unwrap_or_default()).into_owned())
}

/// Stands in for the keyed hash of a card number: another one for every other card number, in hex.
#[must_use]
pub fn keyed(card: &str) -> String {
    let hash = card.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    format!("{hash:016x}")
}
