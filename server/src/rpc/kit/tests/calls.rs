use http::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use patchbay_domain::request::RequestId;

#[tokio::test]
async fn a_query_is_answered_in_the_envelope() -> Outcome {
    let response = kit()?.get("notes.get", r#"{"noteId":"7 & 8"}"#).await?;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "x-request-id"), "made-1");
    let data = json!({ "noteId": "7 & 8", "caller": "ada" });
    let expected = json!({ "jsonrpc": "2.0", "id": null, "result": { "type": "response", "data": data } });
    assert_eq!(json(response).await?, expected);
    Ok(())
}

#[tokio::test]
async fn a_mutation_takes_its_input_as_the_body() -> Outcome {
    let response = kit()?.post("notes.create", r#"{"noteTitle":"Milk","unknown":1}"#).await?;
    assert_eq!(json(response).await?["result"]["data"], "Milk");
    Ok(())
}

#[tokio::test]
async fn an_input_can_be_left_out_where_there_is_none() -> Outcome {
    let kit = kit()?;
    for body in ["", "null", "{}", "  "] {
        assert_eq!(kit.post("notes.enter", body).await?.status(), StatusCode::OK, "{body:?}");
    }
    let request =
        Request::get("/rspc/notes.list").header("authorization", "Bearer ada").body(Body::empty())?;
    assert_eq!(kit.send(request).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn the_wrong_method_is_refused_and_names_the_right_one() -> Outcome {
    let kit = kit()?;
    let by_get = kit.get("notes.enter", "null").await?;
    assert_eq!(header(&by_get, "allow"), "POST");
    assert_eq!(error_of(by_get, StatusCode::METHOD_NOT_ALLOWED).await?["code"], "METHOD_NOT_ALLOWED");
    for name in ["notes.get", "notes.watch"] {
        let by_post = kit.post(name, "{}").await?;
        assert_eq!(header(&by_post, "allow"), "GET");
        error_of(by_post, StatusCode::METHOD_NOT_ALLOWED).await?;
    }
    for method in [Method::HEAD, Method::PUT, Method::OPTIONS] {
        let request = Request::builder().method(method).uri("/rspc/notes.get").body(Body::empty())?;
        assert_eq!(kit.send(request).await?.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
    Ok(())
}

#[tokio::test]
async fn an_unknown_procedure_is_not_found() -> Outcome {
    let kit = kit()?;
    for name in ["notes.all", "notes", "notes.get/x", "%00"] {
        let error = error_of(kit.get(name, "null").await?, StatusCode::NOT_FOUND).await?;
        assert_eq!(error["code"], "PROCEDURE_NOT_FOUND", "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_mutation_takes_json_and_nothing_else() -> Outcome {
    let kit = kit()?;
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "no type", ""]
    {
        let request = Request::post("/rspc/notes.enter").header("content-type", content_type);
        let error =
            error_of(kit.send(request.body("null".into())?).await?, StatusCode::UNSUPPORTED_MEDIA_TYPE)
                .await?;
        assert_eq!(error["code"], "UNSUPPORTED_MEDIA_TYPE");
    }
    let without = Request::post("/rspc/notes.enter").body(Body::empty())?;
    assert_eq!(kit.send(without).await?.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    Ok(())
}

#[tokio::test]
async fn a_body_of_more_than_a_mebibyte_is_too_large() -> Outcome {
    let kit = kit()?;
    let fits = format!("{}{}", r#"{"noteTitle":"Milk"}"#, " ".repeat(1024 * 1024 - 20));
    assert_eq!(kit.post("notes.create", fits.clone()).await?.status(), StatusCode::OK);
    let error = error_of(kit.post("notes.create", fits + " ").await?, StatusCode::PAYLOAD_TOO_LARGE).await?;
    assert_eq!(error["code"], "PAYLOAD_TOO_LARGE");
    Ok(())
}

#[tokio::test]
async fn the_caller_is_authenticated_before_the_input_is_read() -> Outcome {
    let kit = kit()?;
    let request = Request::get("/rspc/notes.get?input=not-json").body(Body::empty())?;
    let response = kit.send(request).await?;
    assert_eq!(header(&response, "set-cookie"), "session=; Max-Age=0");
    assert_eq!(error_of(response, StatusCode::UNAUTHORIZED).await?["code"], "UNAUTHENTICATED");
    Ok(())
}

#[tokio::test]
async fn a_public_procedure_needs_no_caller_and_sets_cookies() -> Outcome {
    let request = Request::post("/rspc/notes.enter").header("content-type", "application/json");
    let response = kit()?.send(request.body(Body::empty())?).await?;
    assert_eq!(response.status(), StatusCode::OK);
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["session=1; HttpOnly", "theme=dark"]);
    Ok(())
}

#[tokio::test]
async fn an_error_keeps_its_status_and_says_when_to_try_again() -> Outcome {
    let response = kit()?.get("notes.busy", "null").await?;
    assert_eq!(header(&response, "retry-after"), "7");
    let error = error_of(response, StatusCode::SERVICE_UNAVAILABLE).await?;
    let expected = json!({
        "code": "UNAVAILABLE", "message": "Not now.", "fields": [], "retryAfterSeconds": 7, "requestId": "made-1"
    });
    assert_eq!(error, expected);
    Ok(())
}

#[tokio::test]
async fn a_known_request_id_is_kept() -> Outcome {
    let mut request =
        Request::get("/rspc/notes.get").header("authorization", "Bearer ada").body(Body::empty())?;
    request.extensions_mut().insert(RequestId("known-1".to_owned()));
    let error = error_of(kit()?.send(request).await?, StatusCode::BAD_REQUEST).await?;
    assert_eq!(error["requestId"], "known-1");
    Ok(())
}

#[tokio::test]
async fn a_panic_or_an_internal_error_tells_nothing_but_its_request() -> Outcome {
    let kit = kit()?;
    for name in ["notes.panic", "notes.panicEarly", "notes.broken"] {
        let error = error_of(kit.get(name, "null").await?, StatusCode::INTERNAL_SERVER_ERROR).await?;
        let message = "Something went wrong on the server. The request id finds it in the log.";
        let expected = json!({
            "code": "INTERNAL", "message": message, "fields": [], "retryAfterSeconds": null, "requestId": "made-1"
        });
        assert_eq!(error, expected, "{name}");
    }
    Ok(())
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "here the test is the client")]
async fn the_connection_lives_on_after_a_panic() -> Outcome {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let mut connection = tokio::net::TcpStream::connect(listener.local_addr()?).await?;
    let server = tokio::spawn(axum::serve(listener, kit()?.axum).into_future());
    let mut answers = String::new();
    for (name, status) in [("notes.panic", "500"), ("notes.get?input=%7B", "400"), ("notes.list", "200")] {
        let request = format!("GET /rspc/{name} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ada\r\n\r\n");
        connection.write_all(request.as_bytes()).await?;
        let mut buffer = vec![0; 4096];
        let length = connection.read(&mut buffer).await?;
        answers = String::from_utf8_lossy(&buffer[..length]).into_owned();
        assert!(answers.starts_with(&format!("HTTP/1.1 {status}")), "{answers}");
    }
    assert!(answers.contains("\"items\":[]"));
    server.abort();
    Ok(())
}
