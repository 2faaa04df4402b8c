//! Mail that no person wrote: answering it could go on for ever (RFC 3834). What is said of it is only why it is kept
//! unanswered; it is stored like any other.

#[cfg(test)]
mod tests;

use patchbay_domain::email::EmailSettings;
use patchbay_domain::message::Unanswered;

use super::parse::headers::Headers;
use super::parse::structure::Part;

/// In every mail that Patchbay sends.
pub const LOOP_HEADER: &str = "X-Patchbay-Loop";

/// Who reports on the delivery of mail (RFC 5321, RFC 2142).
const DAEMONS: [&str; 3] = ["mailer-daemon", "postmaster", "mail-daemon"];
/// Mail to these goes nowhere.
const NO_REPLY: [&str; 9] = [
    "noreply",
    "no-reply",
    "no_reply",
    "no.reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "do.not.reply",
    "notreply",
];
/// How subjects begin that only programs write.
const VACATION_PREFIXES: [&str; 16] = [
    "automatic reply:",
    "automatic response:",
    "auto-reply:",
    "autoreply:",
    "auto reply:",
    "out of office:",
    "out of office autoreply:",
    "out-of-office:",
    "automatische antwort:",
    "abwesenheitsnotiz:",
    "réponse automatique",
    "respuesta automática:",
    "risposta automatica:",
    "resposta automática:",
    "automatisch antwoord:",
    "autosvar:",
];
/// What people write too, so that another sign has to be there.
const VACATION_WORDS: [&str; 12] = [
    "auto:",
    "out of office",
    "out of the office",
    "on vacation",
    "on holiday",
    "abwesenheitsnotiz",
    "abwesenheit",
    "absence du bureau",
    "absent du bureau",
    "fuera de la oficina",
    "fuori ufficio",
    "afwezig",
];

/// Why the mail is not answered, if it is automatic. `sender` is its address in lower case.
pub(super) fn automatic(
    mail: &Part<'_>,
    sender: Option<&str>,
    subject: &str,
    settings: &EmailSettings,
) -> Option<Unanswered> {
    let headers = &mail.headers;
    if headers.has(LOOP_HEADER) || sender.is_some_and(|sender| is_own(sender, settings)) {
        return Some(Unanswered::OwnMail);
    }
    let local_part = sender.and_then(|sender| sender.rsplit_once('@')).map_or("", |(local, _)| local);
    // `bounces+id` and the like keep what they are before the plus.
    let local_part = local_part.split('+').next().unwrap_or_default();
    let is_automatic = is_automatic(mail, subject);
    let has_empty_return_path = has_empty_return_path(headers);
    if is_delivery_report(mail)
        || DAEMONS.contains(&local_part)
        || has_empty_return_path && !is_reply(mail, subject)
    {
        return Some(Unanswered::Bounce);
    }
    if is_automatic || has_empty_return_path {
        return Some(Unanswered::AutomaticMail);
    }
    if is_bulk(headers) {
        return Some(Unanswered::BulkMail);
    }
    NO_REPLY.contains(&local_part).then_some(Unanswered::NoReplySender)
}

fn is_own(sender: &str, settings: &EmailSettings) -> bool {
    let outbound = settings.outbound.iter();
    let outbound = outbound
        .flat_map(|outbound| std::iter::once(&outbound.from_address).chain(&outbound.reply_to_address));
    settings.inbound_address.iter().chain(outbound).any(|own| own.as_str() == sender)
}

fn is_delivery_report(mail: &Part<'_>) -> bool {
    mail.kind() == "multipart/report"
        && mail.parameter("report-type").is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status"))
}

fn has_empty_return_path(headers: &Headers<'_>) -> bool {
    headers.text("Return-Path").is_some_and(|path| path.split_whitespace().collect::<String>() == "<>")
}

/// The word that the header begins with, in lower case.
fn keyword(headers: &Headers<'_>, name: &str) -> Option<String> {
    let value = headers.text(name)?.to_lowercase();
    Some(value.split([';', ' ', '\t', '(']).next().unwrap_or_default().to_owned())
}

fn is_automatic(mail: &Part<'_>, subject: &str) -> bool {
    let headers = &mail.headers;
    let is_submitted =
        keyword(headers, "Auto-Submitted").is_some_and(|keyword| !matches!(keyword.as_str(), "no" | ""));
    is_submitted
        || mail.kind() == "multipart/report"
        || is_auto_reply(headers)
        || headers.has("X-Auto-Reply-From")
        || is_vacation(mail, subject)
}

/// Whether a program answers something: unlike a report of what was not delivered.
fn is_reply(mail: &Part<'_>, subject: &str) -> bool {
    keyword(&mail.headers, "Auto-Submitted").is_some_and(|keyword| keyword == "auto-replied")
        || is_auto_reply(&mail.headers)
        || is_vacation(mail, subject)
}

fn is_auto_reply(headers: &Headers<'_>) -> bool {
    let says_yes = |name| keyword(headers, name).is_some_and(|keyword| keyword != "no");
    says_yes("X-Autoreply")
        || says_yes("X-Autorespond")
        || headers.has("X-Autoresponder")
        || keyword(headers, "Precedence").is_some_and(|keyword| keyword == "auto_reply")
}

/// `X-Auto-Response-Suppress` alone proves nothing: people's mail has it too.
fn is_vacation(mail: &Part<'_>, subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    let is_whole_notice = matches!(subject.as_str(), "out of office" | "abwesenheitsnotiz");
    if is_whole_notice || VACATION_PREFIXES.iter().any(|prefix| subject.starts_with(prefix)) {
        return true;
    }
    let suppressed = mail.headers.text("X-Auto-Response-Suppress").unwrap_or_default().to_lowercase();
    let suppresses = suppressed.split([',', ' ']).any(|word| matches!(word, "all" | "autoreply" | "oof"));
    let has_other_sign = suppresses
        || has_empty_return_path(&mail.headers)
        || mail.headers.has("X-MS-Exchange-Inbox-Rules-Loop");
    has_other_sign
        && VACATION_WORDS
            .iter()
            .any(|words| subject.starts_with(words) || words.len() > 5 && subject.contains(words))
}

fn is_bulk(headers: &Headers<'_>) -> bool {
    let is_precedence = keyword(headers, "Precedence")
        .is_some_and(|keyword| matches!(keyword.as_str(), "bulk" | "junk" | "list"));
    is_precedence || ["List-Id", "List-Unsubscribe", "List-Post"].iter().any(|name| headers.has(name))
}
