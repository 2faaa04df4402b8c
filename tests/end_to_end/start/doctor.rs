//! `patchbay doctor`: looks, changes nothing, says what to do.

use std::fs;

use patchbay_tests::{TestServer, runs_on_sqlite};

#[tokio::test]
async fn a_healthy_installation_is_said_to_be_healthy() {
    let mut server = TestServer::start().await;
    let running = server.run(&["doctor"]).await;
    assert_eq!(running.code, Some(0), "{}", running.all());
    server.stop().await;
    let stopped = server.run(&["doctor"]).await;
    assert_eq!(stopped.code, Some(0), "{}", stopped.all());
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn a_wrong_setting_is_named() {
    let mut server = TestServer::start().await;
    server.stop().await;
    for (name, value) in [("PATCHBAY_LISTEN", "nonsense"), ("PATCHBAY_EGRESS_ALLOW", "10.0.0.0/99")] {
        for command in ["doctor", "serve"] {
            let result = server.run_with(&[command], &[(name, value)]).await;
            assert_ne!(result.code, Some(0), "{command}: {}", result.all());
            assert!(result.all().contains(name), "{command} does not name {name}:\n{}", result.all());
            assert!(!result.all().contains("panicked"), "{}", result.all());
        }
    }
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn a_database_out_of_reach_is_told_without_its_password() {
    let server = TestServer::start().await;
    let url = "postgres://patchbay:hunter2@127.0.0.1:1/nowhere";
    let result = server.run_with(&["doctor"], &[("PATCHBAY_DATABASE_URL", url)]).await;
    assert_ne!(result.code, Some(0), "{}", result.all());
    assert!(!result.all().contains("hunter2"), "{}", result.all());
    server.finish().await;
}

#[tokio::test]
async fn a_master_key_that_is_not_this_databases_is_told() {
    let mut server = TestServer::start().await;
    server.stop().await;
    let path = server.data_dir().join("master.key");
    let key = fs::read_to_string(&path).unwrap();
    // The same form, another key.
    let other: String = key.chars().map(|digit| if digit == '0' { '1' } else { digit }).collect();
    assert_ne!(other, key);
    fs::write(&path, &other).unwrap();

    for command in ["doctor", "serve"] {
        let result = server.run(&[command]).await;
        assert_ne!(result.code, Some(0), "{command}: {}", result.all());
        assert!(result.all().to_lowercase().contains("master key"), "{command}: {}", result.all());
    }
    fs::write(&path, &key).unwrap();
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn the_doctor_makes_nothing() {
    let server = TestServer::start().await;
    let fresh = tempfile::tempdir().unwrap();
    let directory = fresh.path().join("data");
    let result = server.run_with(&["doctor"], &[("PATCHBAY_DATA_DIR", directory.to_str().unwrap())]).await;
    assert!(result.code.is_some() && !result.all().contains("panicked"), "{}", result.all());
    if runs_on_sqlite() {
        assert!(
            !directory.exists(),
            "doctor made {:?}",
            fs::read_dir(&directory).unwrap().collect::<Vec<_>>()
        );
    }
    server.finish().await;
}
