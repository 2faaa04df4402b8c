//! A member takes a step with a conversation while the assistant thinks about a message in it: the turn is taken anew,
//! as the conversation stands then.

use std::sync::Mutex;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use patchbay::actions::move_conversation::move_conversation;
use patchbay::actions::take_turn::take_turn;
use patchbay::actions::{ActionError, Parts, Services};
use patchbay::app;
use patchbay::assistant::{BuiltinModel, LanguageModel, ModelError, Thought};
use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::TurnRequest;
use patchbay_domain::conversation::ConversationStep;
use patchbay_domain::ids::{ConversationId, MessageId};
use patchbay_domain::job::{JobKind, LEASE};
use patchbay_domain::message::{Direction, Message, MessageStatus};
use patchbay_domain::page::PageRequest;
use patchbay_domain::turn::ModelProvider;
use patchbay_domain::webhook::Channel;
use patchbay_storage::{MessageFilter, StorageError};
use patchbay_tests::eventually;

use crate::app::{App, MILLISECOND, lease, receive};

const ALL: PageRequest = PageRequest { limit: 100, after: None };

/// The built-in model, while whose first thoughts a member takes a step.
struct Overtaken {
    model: BuiltinModel,
    services: Services,
    member: Actor,
    step: Mutex<Option<(ConversationId, ConversationStep)>>,
}

#[async_trait]
impl LanguageModel for Overtaken {
    fn name(&self) -> &'static str {
        "overtaken"
    }

    fn provider(&self) -> ModelProvider {
        ModelProvider::OpenAi
    }

    async fn take_turn(&self, request: &TurnRequest, until: DateTime<Utc>) -> Result<Thought, ModelError> {
        let step = self.step.lock().unwrap().take();
        if let Some((id, step)) = step {
            move_conversation(&self.services, &self.member, id, step, None).await.unwrap();
        }
        self.model.take_turn(request, until).await
    }
}

/// Has a first message answered, and a second one thought about while a member takes this step; the second message once
/// its turn was taken.
async fn overtaken(app: &mut App, channel: &Channel, step: ConversationStep) -> (Message, Message) {
    let first = processed(app, app.receive(channel).await).await;
    let conversation = first.conversation_id.unwrap();
    app.stop().await;

    let url = "http://127.0.0.1:9/".parse().unwrap();
    let opened = app::open(&app.config, &app.surroundings, url).await.unwrap();
    let model = std::sync::Arc::new(Overtaken {
        model: BuiltinModel::default(),
        services: opened.clone(),
        member: app.owner.clone(),
        step: Mutex::new(Some((conversation, step))),
    });
    let services = Services::from(Parts { model, ..Parts::clone(&opened) });
    // Later than the answer to the first.
    app.advance(MILLISECOND);
    let second = receive(&services, channel).await;
    let turn = lease(&services, &[JobKind::TakeTurn]).await;
    let taken = take_turn(&services, app.owner.organization_id, second, turn.lease).await;
    let is_put_off = matches!(taken, Err(ActionError::Storage(StorageError::Unavailable(_))));
    assert!(is_put_off, "{taken:?}");
    services.storage.close().await;

    app.advance(LEASE + MILLISECOND);
    app.start_again().await;
    (first, processed(app, second).await)
}

async fn processed(app: &App, id: MessageId) -> Message {
    eventually("the turn to be taken", async || {
        Some(app.message(id).await).filter(|message| message.status == MessageStatus::Processed)
    })
    .await
}

/// How many messages went out in a conversation.
async fn answers(app: &App, id: ConversationId) -> usize {
    let filter = MessageFilter {
        conversation_id: Some(id),
        direction: Some(Direction::Outbound),
        ..MessageFilter::default()
    };
    let scope = app.services().storage.scope(app.owner.organization_id);
    scope.messages(filter, ALL).await.unwrap().items.len()
}

#[tokio::test]
async fn a_pause_silences_the_turn_that_it_overtakes() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let (first, second) = overtaken(&mut app, &channel, ConversationStep::Pause).await;
    assert_eq!((second.conversation_id, second.intent), (first.conversation_id, None));
    assert_eq!(answers(&app, first.conversation_id.unwrap()).await, 1, "the one to the first message");
    let tasks = app.texts("SELECT title FROM tasks").await;
    assert_eq!(tasks.len(), 1, "{tasks:?}");
    app.finish().await;
}

#[tokio::test]
async fn what_is_archived_meanwhile_is_not_gone_on_with() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let (first, second) = overtaken(&mut app, &channel, ConversationStep::Archive).await;
    assert_ne!(second.conversation_id, first.conversation_id);
    for message in [first, second] {
        assert_eq!(answers(&app, message.conversation_id.unwrap()).await, 1);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_is_resolved_meanwhile_is_reopened() {
    let mut app = App::start().await;
    let channel = app.custom_channel(Default::default()).await;
    let (first, second) = overtaken(&mut app, &channel, ConversationStep::Resolve).await;
    assert_eq!(second.conversation_id, first.conversation_id);
    assert_eq!(answers(&app, first.conversation_id.unwrap()).await, 2);
    app.finish().await;
}
