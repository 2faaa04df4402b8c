//! A resolved conversation is reopened by a message until exactly the channel's time is over.

use std::time::Duration;

use patchbay::actions::move_conversation::move_conversation;
use patchbay_domain::conversation::ConversationStep;
use patchbay_domain::ids::{ConversationId, MessageId};
use patchbay_domain::message::MessageStatus;
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND};

const THREE_DAYS: Duration = Duration::from_secs(72 * 3600);

async fn conversation(app: &App, id: MessageId) -> ConversationId {
    let message = eventually("the turn to be taken", async || {
        Some(app.message(id).await).filter(|message| message.status == MessageStatus::Processed)
    })
    .await;
    message.conversation_id.unwrap()
}

#[tokio::test]
async fn the_time_counts_from_the_last_end() {
    let app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let first = conversation(&app, app.receive(&channel).await).await;
    let resolve = async |id| {
        app.advance(MILLISECOND);
        move_conversation(app.services(), &app.owner, id, ConversationStep::Resolve, None).await.unwrap();
    };
    for _ in 0..2 {
        resolve(first).await;
        app.advance(THREE_DAYS);
        assert_eq!(conversation(&app, app.receive(&channel).await).await, first);
    }
    resolve(first).await;
    app.advance(THREE_DAYS + MILLISECOND);
    let second = conversation(&app, app.receive(&channel).await).await;
    assert_ne!(second, first);
    let actions =
        app.texts("SELECT action FROM audit_entries WHERE action LIKE 'conversation.%' ORDER BY at").await;
    let (resolved, reopened) = ("conversation.resolved", "conversation.reopened");
    assert_eq!(actions, [resolved, reopened, resolved, reopened, resolved]);
    app.finish().await;
}

#[tokio::test]
async fn an_older_one_is_not_reopened_past_an_archived_one() {
    let app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let step = async |id, step| {
        app.advance(MILLISECOND);
        move_conversation(app.services(), &app.owner, id, step, None).await.unwrap();
    };
    let first = conversation(&app, app.receive(&channel).await).await;
    step(first, ConversationStep::Archive).await;
    let second = conversation(&app, app.receive(&channel).await).await;
    assert_ne!(second, first);
    step(second, ConversationStep::Resolve).await;
    step(second, ConversationStep::Archive).await;
    assert!(![first, second].contains(&conversation(&app, app.receive(&channel).await).await));
    app.finish().await;
}
