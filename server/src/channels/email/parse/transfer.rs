//! Transfer encodings (RFC 2045 section 6). What is damaged is read as far as it goes.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// Takes the bytes out of their transfer encoding; an unknown one is none.
pub(super) fn decode<'mail>(bytes: &'mail [u8], encoding: &str) -> Cow<'mail, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => Cow::Owned(base64_decode(bytes).unwrap_or_else(|| damaged_base64(bytes))),
        "quoted-printable" => {
            Cow::Owned(quoted_printable_decode(bytes).unwrap_or_else(|| damaged_quoted_printable(bytes)))
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// The lines of base64 before the first that is none: mailing lists add a footer of text.
fn damaged_base64(bytes: &[u8]) -> Vec<u8> {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/= \t\r".contains(byte);
    let lines = bytes.split(|byte| *byte == b'\n').take_while(|line| line.iter().all(is_base64));
    let length = lines.map(|line| line.len() + 1).sum::<usize>().min(bytes.len());
    base64_decode(&bytes[..length]).unwrap_or_default()
}

/// An `=` that begins no escape stands for itself.
fn damaged_quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => rest = after,
            (b'=', [first, second, after @ ..]) => {
                match (char::from(*first).to_digit(16), char::from(*second).to_digit(16)) {
                    (Some(first), Some(second)) => {
                        decoded.extend(u8::try_from(first * 16 + second));
                        rest = after;
                    }
                    _ => decoded.push(b'='),
                }
            }
            _ => decoded.push(*byte),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn damaged_encodings_are_read_as_far_as_they_go() {
        for (bytes, encoding, expected) in [
            (b"aGVsbG8=".as_slice(), "Base64 ", b"hello".as_slice()),
            (b"aGVs\r\nbG8=\r\n___\r\nfooter", "base64", b"hello"),
            (b"!!!", "base64", b""),
            (b"a=3Db=\r\nc", "quoted-printable", b"a=bc"),
            (b"a=b = c=zz=3D=", "quoted-printable", b"a=b = c=zz=="),
            (b"a=3D", "8bit", b"a=3D"),
        ] {
            assert_eq!(decode(bytes, encoding).as_ref(), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
