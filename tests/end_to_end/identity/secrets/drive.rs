//! Calls procedures, and remembers every answer and every secret.

use std::collections::BTreeSet;

use patchbay_tests::{
    API_TOKEN, Answer, OWNER_PASSWORD, Procedure, ProcedureKind, Rpc, TestServer, procedures,
};
use serde_json::{Value, json};

/// What must stand nowhere.
struct Planted {
    what: &'static str,
    text: String,
    /// The procedures that hand it out.
    shown_by: &'static [&'static str],
}

/// A server that is called, and what it said.
pub(super) struct Drive {
    pub(super) server: TestServer,
    procedures: Vec<Procedure>,
    planted: Vec<Planted>,
    /// Of which procedure, and with headers, the answer is.
    answers: Vec<(String, String)>,
}

impl Drive {
    pub(super) fn new(server: TestServer) -> Self {
        let mut drive = Self { server, procedures: procedures(), planted: Vec::new(), answers: Vec::new() };
        drive.plant("owner's password", OWNER_PASSWORD, &[]);
        drive.plant("owner's API token", API_TOKEN, &[]);
        drive
    }

    /// Remembers a secret that is given away by these procedures alone, and gives it back.
    pub(super) fn plant(
        &mut self,
        what: &'static str,
        text: &str,
        shown_by: &'static [&'static str],
    ) -> Value {
        assert!(text.len() >= 8, "{what} is too short to be told from anything else: {text}");
        self.planted.push(Planted { what, text: text.to_owned(), shown_by });
        json!(text)
    }

    /// The session of an answer, whose cookie the procedure that begins it alone sets.
    pub(super) fn session_of(&mut self, answer: &Answer, shown_by: &'static [&'static str]) -> Rpc {
        let cookie = answer.session_cookie();
        self.plant("session", cookie.split_once('=').unwrap().1, shown_by);
        self.server.rpc().with_cookie(&cookie)
    }

    /// Calls a procedure, whatever comes of it.
    pub(super) async fn attempt(&mut self, rpc: &Rpc, name: &str, input: Value) -> Answer {
        let procedure = self.procedures.iter().find(|procedure| procedure.name == name).unwrap();
        let answer = rpc.try_call(procedure, input).await;
        self.remember(name, &answer);
        answer
    }

    /// The same, which must go well; what it gives.
    pub(super) async fn call(&mut self, rpc: &Rpc, name: &str, input: Value) -> Value {
        self.attempt(rpc, name, input).await.data()
    }

    /// Remembers an answer that came some other way.
    pub(super) fn remember(&mut self, whence: &str, answer: &Answer) {
        assert!(answer.status < 500, "{whence}: {}", answer.text);
        self.answers.push((whence.to_owned(), format!("{:?}\n{}", answer.headers, answer.text)));
    }

    /// The names of all procedures of a kind.
    pub(super) fn names(&self, kind: ProcedureKind) -> Vec<String> {
        let of_kind = self.procedures.iter().filter(|procedure| procedure.kind == kind);
        of_kind.map(|procedure| procedure.name.clone()).collect()
    }

    /// The texts of all secrets.
    pub(super) fn texts(&self) -> Vec<String> {
        self.planted.iter().map(|one| one.text.clone()).collect()
    }

    /// Reads all that can be read: every list, and every thing that a list names.
    pub(super) async fn read_everything(&mut self) {
        let owner = self.server.rpc();
        for list in self.names(ProcedureKind::Query) {
            let all = json!({ "includeInactive": true, "includeRevoked": true, "limit": 100 });
            let answer = self.attempt(&owner, &list, all).await;
            let items = answer.body["result"]["data"]["items"].as_array().cloned().unwrap_or_default();
            let get = format!("{}.get", list.split('.').next().unwrap());
            if !list.ends_with(".list") || !self.names(ProcedureKind::Query).contains(&get) {
                continue;
            }
            for item in items {
                self.attempt(&owner, &get, json!({ "id": item["id"] })).await;
                if get == "tasks.get" {
                    self.attempt(&owner, "tasks.story", json!({ "id": item["id"] })).await;
                }
                if get == "webhooks.get" {
                    let of_channel = json!({ "webhookId": item["id"] });
                    self.attempt(&owner, "webhooks.getMessages", of_channel).await;
                }
            }
        }
    }

    /// Fails where a secret is where it must not be.
    pub(super) async fn look_for_secrets(&self) {
        let log = self.server.output().all();
        assert!(log.contains("DEBUG"), "there is little to look at in the log");
        for Planted { what, text, shown_by } in &self.planted {
            for (name, answer) in &self.answers {
                let is_shown = shown_by.contains(&name.as_str());
                assert!(is_shown || !answer.contains(text), "{name} tells the {what}: {answer}");
            }
            for line in log.lines() {
                assert!(!line.contains(text), "the {what} is in the log: {line}");
            }
        }
        assert_eq!(self.server.places_of(&self.texts()).await, Vec::<String>::new());
        // Nothing was looked for in vain: each procedure has answered.
        let called: BTreeSet<_> = self.answers.iter().map(|(name, _)| name.as_str()).collect();
        for procedure in &self.procedures {
            assert!(called.contains(procedure.name.as_str()), "{} was not called", procedure.name);
        }
    }
}
