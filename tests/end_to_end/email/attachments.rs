//! What is attached to a mail: named in the message, and fetched from the raw mail by whoever is signed in.

use patchbay_tests::{API_TOKEN, Mail, OWNER_EMAIL, OWNER_PASSWORD, TestServer};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use super::{CLIENT, hand_in, inbox_channel};

/// A download's status, headers and bytes.
async fn download(server: &TestServer, url: &str, header: Option<(&str, &str)>) -> (u16, HeaderMap, Vec<u8>) {
    let (_, path) = url.split_once("/api/").unwrap();
    let mut request = server.client().get(format!("{}/api/{path}", server.address()));
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

fn url(message: &Value, index: usize) -> String {
    message["attachments"][index]["url"].as_str().unwrap().to_owned()
}

async fn session_cookie(server: &TestServer) -> String {
    let credentials = json!({ "email": OWNER_EMAIL, "password": OWNER_PASSWORD });
    server.rpc().as_nobody().try_mutate("auth.signInWithPassword", credentials).await.session_cookie()
}

#[tokio::test]
async fn attachments_are_downloads_for_members_only() {
    let mut server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let pdf: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain((0..=255).cycle().take(70_000)).collect();
    let page = b"<script>document.title = 'mine'</script>";
    let mail = Mail::new(CLIENT, "Plans", "Please look at the plan")
        .attachment("Plän \"März\".pdf", "application/pdf", &pdf)
        .attachment("page.html", "text/html", page)
        .attachment("../../etc/passwd", "image/svg+xml", b"<svg onload=alert(1)/>");
    let message = hand_in(&server, &channel, mail.raw().await).await;
    let named: Vec<_> =
        message["attachments"].as_array().unwrap().iter().map(|one| (&one["type"], &one["name"])).collect();
    assert_eq!(named[0], (&json!("application/pdf"), &json!("Plän \"März\".pdf")));
    assert_eq!(named[1], (&json!("text/html"), &json!("page.html")));
    assert_eq!(named[2].0, "image/svg+xml");
    assert!(!named[2].1.as_str().unwrap().contains('/'), "{named:?}");
    for index in 0..3 {
        assert!(
            url(&message, index).ends_with(&format!(
                "/api/v1/messages/{}/attachments/{index}",
                message["id"].as_str().unwrap()
            ))
        );
    }

    let bearer = format!("Bearer {API_TOKEN}");
    let cookie = session_cookie(&server).await;
    for credentials in [("authorization", bearer.as_str()), ("cookie", cookie.as_str())] {
        for (index, content_type, bytes) in [(0, "application/pdf", pdf.as_slice()), (1, "text/html", page)] {
            let (status, headers, body) = download(&server, &url(&message, index), Some(credentials)).await;
            assert_eq!((status, body.as_slice()), (200, bytes));
            assert_eq!(headers["content-type"], content_type);
            assert!(
                headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename*=UTF-8''")
            );
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
            assert_eq!(headers["cache-control"], "no-store");
        }
    }
    let (_, headers, _) = download(&server, &url(&message, 0), Some(("cookie", &cookie))).await;
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename*=UTF-8''Pl%C3%A4n%20%22M%C3%A4rz%22.pdf"
    );

    let good = url(&message, 0);
    let unknown = good.replace(message["id"].as_str().unwrap(), "01890000-0000-7000-8000-000000000000");
    let beside = |index: &str| format!("{}{index}", good.strip_suffix('0').unwrap());
    for wrong in [unknown, beside("3"), beside("-1"), beside("x"), beside("99999999999999999999")] {
        let (status, headers, body) = download(&server, &wrong, Some(("authorization", &bearer))).await;
        assert_eq!(
            (status, &headers["content-type"]),
            (404, &"application/problem+json".parse().unwrap()),
            "{wrong}"
        );
        assert!(String::from_utf8(body).unwrap().contains("\"NOT_FOUND\""), "{wrong}");
    }
    for credentials in
        [None, Some(("authorization", "Bearer pb_nonsense")), Some(("cookie", "patchbay_session=x"))]
    {
        let (status, _, body) = download(&server, &good, credentials).await;
        assert_eq!(status, 401, "{}", String::from_utf8_lossy(&body));
    }
    let eve = format!("Bearer {}", server.second_organization().await);
    let (status, ..) = download(&server, &good, Some(("authorization", &eve))).await;
    assert_eq!(status, 404);
    let (status, ..) = download(&server, &good, Some(("authorization", &bearer))).await;
    assert_eq!(status, 200);
    server.finish().await;
}

#[tokio::test]
async fn a_mail_of_24_9_mib_is_taken_and_a_larger_one_is_not() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let head = "From: bob@client.example\r\nSubject: Plans\r\nMessage-ID: <large@client.example>\r\n\
                Content-Type: multipart/mixed; boundary=frontier\r\n\r\n\
                --frontier\r\n\r\nPlease look at the plan\r\n\
                --frontier\r\nContent-Type: application/pdf; name=plan.pdf\r\n\
                Content-Transfer-Encoding: base64\r\n\r\n";
    let line = "JVBERi0x".repeat(9) + "\r\n";
    let raw = |length: usize| {
        let mut raw = head.as_bytes().to_vec();
        while raw.len() + line.len() + 20 < length {
            raw.extend_from_slice(line.as_bytes());
        }
        raw.extend_from_slice(b"--frontier--\r\n");
        raw
    };
    const MIB: usize = 1024 * 1024;
    let large = raw(249 * MIB / 10);
    let lines = large.iter().filter(|byte| **byte == b'\n').count() - head.lines().count() - 1;
    let message = hand_in(&server, &channel, large).await;
    assert_eq!(message["content"], "Plans\n\nPlease look at the plan");
    let bearer = format!("Bearer {API_TOKEN}");
    let (status, _, bytes) = download(&server, &url(&message, 0), Some(("authorization", &bearer))).await;
    assert_eq!((status, bytes.len()), (200, lines * 54));
    assert!(bytes.chunks(6).all(|six| six == b"%PDF-1"));

    let answer = server.mail(&channel, vec![b'a'; 25 * MIB + 1]).send().await;
    let problem = answer.problem(413, "PAYLOAD_TOO_LARGE");
    assert!(problem["detail"].as_str().unwrap().contains("26214400"), "{problem}");
    server.finish().await;
}
