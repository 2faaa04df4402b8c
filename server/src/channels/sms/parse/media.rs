//! Pictures, sound and files of a text, which stay at Twilio: references only (C38).

use patchbay_domain::message::{Attachment, MessageType};
use patchbay_domain::text::shorten;
use url::Url;

use super::Reader;

/// As many as Twilio sends.
const MAX_MEDIA: usize = 10;
const MAX_URL_BYTES: usize = 2048;
const MAX_TYPE_CHARACTERS: usize = 100;
/// What media is of which Twilio does not say it.
const DEFAULT_TYPE: &str = "file";

/// `MediaUrl0`, `MediaContentType0` and so on, as many as `NumMedia` says. What has no http or https URL is left out.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Attachment> {
    let count = reader.text("NumMedia").and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(0);
    (0..count.min(MAX_MEDIA)).filter_map(|place| one(reader, place)).collect()
}

fn one(reader: &mut Reader<'_>, place: usize) -> Option<Attachment> {
    let kind = reader.text(&format!("MediaContentType{place}")).map(str::trim);
    let kind = kind.filter(|kind| !kind.is_empty()).unwrap_or(DEFAULT_TYPE);
    let url = reader.text(&format!("MediaUrl{place}"))?.trim();
    let is_fetchable = url.len() <= MAX_URL_BYTES
        && Url::parse(url)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    is_fetchable.then(|| Attachment {
        kind: shorten(kind, MAX_TYPE_CHARACTERS),
        url: url.to_owned(),
        name: None,
    })
}

/// What a message without words is, by the first thing in it.
pub(super) fn message_type(first: &Attachment) -> MessageType {
    match first.kind.split('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "image" => MessageType::Image,
        "audio" => MessageType::Audio,
        _ => MessageType::File,
    }
}
