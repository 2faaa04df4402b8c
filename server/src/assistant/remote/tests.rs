use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use patchbay_domain::assistant::AssistantSettings;
use patchbay_domain::clock::ManualClock;
use patchbay_domain::trust::Trust;
use tokio::net::TcpListener;

use super::*;
use crate::assistant::openai::OpenAi;
use crate::egress::EgressGuard;

fn request() -> TurnRequest {
    TurnRequest {
        received_at: "2026-03-11T09:00:00Z".parse().unwrap(),
        time_zone: Tz::UTC,
        content: "Hi".to_owned(),
        subject: None,
        is_forwarded: false,
        sender_name: None,
        structured: None,
        history: Vec::new(),
        tasks: Vec::new(),
        summary: None,
        settings: AssistantSettings::default(),
        trust: Trust::Member,
        instructions: None,
        facts: Vec::new(),
    }
}

#[tokio::test]
async fn a_model_that_never_answers_is_given_up_in_time() {
    // Takes connections, and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap()).parse().unwrap();
    let clock = ManualClock::new(request().received_at);
    let server = ModelServerConfig { base_url, api_key: None, model: "slow".to_owned() };
    let egress = EgressClient::new(EgressGuard::default()).unwrap();
    let model = RemoteModel::new(&OpenAi, server, egress, Arc::new(clock.clone()));
    let until = clock.now() + TimeDelta::seconds(60);
    let request = request();
    let (thought, _) = tokio::join!(model.take_turn(&request, until), async {
        let connection = listener.accept().await.unwrap();
        clock.advance(Duration::from_secs(60));
        connection
    });
    let error = thought.unwrap_err();
    assert_eq!(error.reason, "the model did not answer in time");
    assert_eq!((error.effort.requests, error.effort.prompt_version.as_deref()), (1, Some(prompt::VERSION)));
}
