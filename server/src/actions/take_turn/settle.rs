//! Where a message is a yes or no to what waits: by its code ("Y 4821"), or plainly where one thing waits in its conversation.
//! No model is asked about it.

use chrono::{DateTime, Utc};
use patchbay_domain::assistant::{Confirmation, SpokenLanguage};
use patchbay_domain::confirmation::{MAX_WRONG_CODES, PendingConfirmation, REMEMBERED};
use patchbay_domain::conversation::ConversationStatus;
use patchbay_domain::ids::UserId;
use patchbay_domain::message::Unanswered;
use patchbay_domain::trust::Trust;
use patchbay_storage::{StorageError, Tx};
use patchbay_understanding::plain_answer;

use super::super::Services;
use super::super::confirmation_words as words;
use super::super::settle_confirmation::{Settled, Settler, audit_by_message, settle};
use super::Situation;

/// What a message settles.
#[derive(Debug, Clone)]
pub(super) struct Settling {
    is_agreed: bool,
    what: What,
    /// In which language the sender is answered where nothing waits that would say one.
    language: SpokenLanguage,
}

#[derive(Debug, Clone)]
enum What {
    /// What waits under this code for this member; for nobody: nothing does.
    Code(Option<UserId>, String),
    /// The one thing that waits in the conversation.
    One(UserId, Box<PendingConfirmation>),
    /// One of several things, and it does not say which.
    Several(Vec<(String, String)>),
}

/// What the message settles, if it is a yes or no and nothing else.
pub(super) async fn settling(
    services: &Services,
    situation: &Situation,
) -> Result<Option<Settling>, StorageError> {
    let (message, sender) = (&situation.message, situation.sender_is);
    // "YES" says that one may be texted, and may be an answer too.
    let is_read = matches!(message.unanswered, None | Some(Unanswered::OptIn));
    if !is_read || situation.conversation.status == ConversationStatus::Paused || message.structured.is_some()
    {
        return Ok(None);
    }
    let Some(Confirmation { agreed, code }) = plain_answer(&situation.content()) else { return Ok(None) };
    let language = situation.channel.assistant.language.unwrap_or_default();
    let what = match (code, sender.member) {
        (Some(code), member) => What::Code(member, code),
        (None, Some(member)) if sender.trust == Trust::Member => {
            let scope = services.storage.scope(message.organization_id);
            let now = services.now();
            let mut waiting = scope.own_confirmations_waiting(situation.conversation.id, member, now).await?;
            match (waiting.pop(), waiting.len()) {
                (None, _) => return Ok(None),
                (Some(only), 0) => What::One(member, Box::new(only)),
                (Some(last), _) => {
                    let all = waiting.into_iter().chain([last]);
                    What::Several(all.map(|one| (one.code, one.summary)).collect())
                }
            }
        }
        (None, _) => return Ok(None),
    };
    Ok(Some(Settling { is_agreed: agreed, what, language }))
}

/// Settles it in the turn's transaction, and says what came of it.
pub(super) async fn take(
    services: &Services,
    tx: &Tx,
    situation: &Situation,
    settling: &Settling,
    now: DateTime<Utc>,
) -> Result<Settled, StorageError> {
    let Settling { is_agreed, what, language } = settling;
    let scope = tx.scope(situation.message.organization_id);
    let said = |words: String| Ok(Settled { words, ..Settled::default() });
    let (member, asked) = match what {
        What::Several(waiting) => return said(words::which(*language, waiting.iter().cloned())),
        What::Code(None, code) => return said(words::nothing_waits(*language, code)),
        What::One(member, asked) => (*member, (**asked).clone()),
        What::Code(Some(member), code) => {
            match scope.confirmation_of_code(*member, code, now - REMEMBERED).await? {
                Some(asked) if asked.wrong_codes >= MAX_WRONG_CODES && !asked.is_expired(now) => {
                    return said(words::too_many_wrong(*language).to_owned());
                }
                Some(asked) => (*member, asked),
                None => {
                    scope.count_wrong_code(*member).await?;
                    return said(words::nothing_waits(*language, code));
                }
            }
        }
    };
    let audit = audit_by_message(services, &asked, member, *is_agreed);
    let through = Some((situation.channel.id, situation.conversation.id));
    let settler = Settler { user_id: member, audit, through };
    settle(services, tx, &asked, *is_agreed, &settler, now).await
}
