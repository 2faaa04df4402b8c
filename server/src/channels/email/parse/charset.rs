//! Bytes as text, in the charset that is named, or the likeliest one.

use mail_parser::decoders::charsets::map::charset_decoder;

/// Decodes the bytes. A byte order mark wins over the name; bytes of no known charset are UTF-8 if they can be, else
/// in the Western code page.
pub(super) fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let marked = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => Some((rest, "utf-8")),
        [0xff, 0xfe, rest @ ..] => Some((rest, "utf-16le")),
        [0xfe, 0xff, rest @ ..] => Some((rest, "utf-16be")),
        _ => None,
    };
    let (bytes, charset) = marked.map_or((bytes, charset), |(rest, charset)| (rest, Some(charset)));
    let charset = charset.map(|charset| charset.trim().to_ascii_lowercase()).unwrap_or_default();
    if matches!(charset.as_str(), "utf-8" | "utf8") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let decoder = charset_decoder(charset.as_bytes());
    // Programs say ASCII, or nothing, and send UTF-8.
    if decoder.is_none() || matches!(charset.as_str(), "us-ascii" | "ascii") {
        return std::str::from_utf8(bytes).map_or_else(|_| windows_1252(bytes), ToOwned::to_owned);
    }
    decoder.map(|decoder| decoder(bytes)).unwrap_or_default()
}

/// Every byte is a character in it.
pub(super) fn windows_1252(bytes: &[u8]) -> String {
    charset_decoder(b"windows-1252")
        .map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoder| decoder(bytes))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn charsets_are_those_named_or_the_likeliest() {
        for (bytes, charset, expected) in [
            (b"Gr\xfc\xdfe".as_slice(), Some("iso-8859-1"), "Grüße"),
            (b"Gr\xfc\xdfe", None, "Grüße"),
            ("Grüße".as_bytes(), Some("us-ascii"), "Grüße"),
            ("Grüße".as_bytes(), None, "Grüße"),
            (b"\x93\xfa\x96\x7b", Some("Shift_JIS"), "日本"),
            (b"\x1b$BF|K\\\x1b(B", Some("iso-2022-jp"), "日本"),
            (b"\xff\xfea\0b\0", None, "ab"),
            (b"a\xffb", Some("utf-8"), "a\u{fffd}b"),
            (b"caf\xc3\xa9", Some("x-unknown"), "café"),
        ] {
            assert_eq!(decode(bytes, charset), expected, "{charset:?}");
        }
    }
}
