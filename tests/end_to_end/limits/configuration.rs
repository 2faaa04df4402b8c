//! Settings of limits that will not do: the server does not start, and says why.

use patchbay_tests::TestServer;

#[tokio::test]
async fn limits_are_off_only_where_nobody_else_reaches_the_server() {
    let server = TestServer::start().await;
    for (settings, said) in [
        (
            &[("PATCHBAY_LISTEN", "0.0.0.0:0"), ("PATCHBAY_RATE_LIMITS", "off")][..],
            &["PATCHBAY_RATE_LIMITS", "loopback", "PATCHBAY_LISTEN", "0.0.0.0:0"][..],
        ),
        (
            &[("PATCHBAY_LISTEN", "[::]:0"), ("PATCHBAY_RATE_LIMITS", "off")],
            &["PATCHBAY_RATE_LIMITS", "loopback"],
        ),
        (&[("PATCHBAY_RATE_LIMITS", "no")], &["PATCHBAY_RATE_LIMITS", "\"no\"", "on or off"]),
        (&[("PATCHBAY_RATE_LIMITS", "OFF")], &["PATCHBAY_RATE_LIMITS", "\"OFF\"", "on or off"]),
        (
            &[("PATCHBAY_TRUSTED_PROXIES", "127.0.0.1, the proxy")],
            &["PATCHBAY_TRUSTED_PROXIES", "\"the proxy\"", "10.0.0.0/8"],
        ),
        (&[("PATCHBAY_TRUSTED_PROXIES", "10.0.0.0/33")], &["PATCHBAY_TRUSTED_PROXIES", "\"10.0.0.0/33\""]),
        (&[("PATCHBAY_TRUSTED_PROXIES", "*")], &["PATCHBAY_TRUSTED_PROXIES", "\"*\""]),
    ] {
        let ended = server.run_with(&["serve"], settings).await;
        assert!(ended.code.is_some_and(|code| code != 0), "{settings:?}: {ended:?}");
        for words in said {
            assert!(ended.stderr.contains(words), "{settings:?} does not say {words}:\n{}", ended.all());
        }
        assert!(!ended.all().contains("panicked"), "{}", ended.all());
    }
    server.finish().await;
}
