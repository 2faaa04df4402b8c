//! The key of a model server is in the request, and nowhere else.

use patchbay_tests::{FakeModel, MODEL_KEY, ModelAnswer, Reply, Setup};
use serde_json::json;

#[tokio::test]
async fn the_key_is_told_to_nobody_else() {
    for model in [FakeModel::start(), FakeModel::claude()] {
        let server = Setup::default().with_model(&model).set("PATCHBAY_LOG", "debug").start().await;
        let channel = server.create_channel(json!({})).await;
        let repeated = format!("Incorrect API key provided: {MODEL_KEY}");
        for reply in [
            Reply::status(401).body(json!({ "error": { "message": repeated } }).to_string()),
            Reply::status(400).body(repeated.clone()),
            Reply::status(200).body(repeated.clone()),
            Reply::cut(),
        ] {
            model.script(vec![ModelAnswer::Other(reply); 3]);
            let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
            assert!(!message.to_string().contains(MODEL_KEY), "{message:#}");
            assert_eq!(message["turn"]["model"], "built-in", "{message:#}");
        }
        let said = server.run(&["doctor"]).await.all();
        assert!(!said.contains(MODEL_KEY), "{said}");
        let log = server.output().all();
        assert!(log.contains("DEBUG") && !log.contains(MODEL_KEY), "the key is in the log");
        assert_eq!(server.places_of(&[MODEL_KEY.to_owned()]).await, Vec::<String>::new());
        model.take_all();
        server.finish().await;
    }
}
