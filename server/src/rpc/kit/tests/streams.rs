use super::*;

async fn watch(kit: &Kit, note: &str) -> Result<Response, Box<dyn Error>> {
    let input = serde_urlencoded::to_string([("input", format!(r#"{{"noteId":"{note}"}}"#))])?;
    let request = Request::get(format!("/rspc/notes.watch?{input}"))
        .header("authorization", "Bearer ada")
        .header("accept", "text/event-stream");
    kit.send(request.body(Body::empty())?).await
}

async fn text(response: Response) -> Result<String, Box<dyn Error>> {
    Ok(String::from_utf8(response.into_body().collect().await?.to_bytes().to_vec())?)
}

/// The next piece of the stream, which must come soon.
async fn next(body: &mut Body) -> Result<String, Box<dyn Error>> {
    let frame =
        tokio::time::timeout(Duration::from_secs(5), body.frame()).await?.ok_or("the stream has ended")??;
    Ok(String::from_utf8(frame.into_data().map_err(|_| "no data")?.to_vec())?)
}

const ITEMS: &str =
    ": ready\n\ndata: {\"noteId\":\"1\",\"caller\":\"\"}\n\ndata: {\"noteId\":\"2\",\"caller\":\"\"}\n\n";

#[tokio::test]
async fn a_subscription_is_a_stream_of_events() -> Outcome {
    let response = watch(&kit()?, "ending").await?;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "content-type"), "text/event-stream");
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "x-accel-buffering"), "no");
    assert_eq!(header(&response, "x-request-id"), "made-1");
    assert_eq!(text(response).await?, ITEMS);
    Ok(())
}

#[tokio::test]
async fn an_error_before_the_stream_has_its_status() -> Outcome {
    let kit = kit()?;
    assert_eq!(error_of(watch(&kit, "none").await?, StatusCode::NOT_FOUND).await?["code"], "NOT_FOUND");
    let invalid = error_of(kit.get("notes.watch", "{}").await?, StatusCode::BAD_REQUEST).await?;
    assert_eq!(invalid["fields"][0]["path"], "noteId");
    let request = Request::get("/rspc/notes.watch").body(Body::empty())?;
    error_of(kit.send(request).await?, StatusCode::UNAUTHORIZED).await?;
    Ok(())
}

#[tokio::test]
async fn an_error_or_a_panic_in_the_stream_ends_it_and_tells_nothing() -> Outcome {
    let kit = kit()?;
    for note in ["failing", "panicking"] {
        let all = text(watch(&kit, note).await?).await?;
        let error = all.strip_prefix(ITEMS).and_then(|rest| rest.strip_prefix("event: error\ndata: "));
        let error: Value = serde_json::from_str(error.ok_or(all.clone())?)?;
        assert_eq!(error["code"], "INTERNAL");
        assert_eq!(error["requestId"], "made-1");
        assert!(!all.contains("secret"), "{all}");
    }
    Ok(())
}

#[tokio::test]
async fn a_silent_stream_is_kept_alive_until_shutdown() -> Outcome {
    let kit = kit()?;
    let mut body = watch(&kit, "endless").await?.into_body();
    let mut seen = String::new();
    while seen.len() < ITEMS.len() {
        seen += &next(&mut body).await?;
    }
    assert_eq!(seen, ITEMS);
    assert_eq!(next(&mut body).await?, ":\n\n");
    kit.shutdown.cancel();
    let rest = tokio::time::timeout(Duration::from_secs(5), body.collect()).await??;
    assert!(!String::from_utf8_lossy(&rest.to_bytes()).contains("data"));
    Ok(())
}

#[tokio::test]
async fn a_stream_is_dropped_when_the_client_leaves() -> Outcome {
    struct Told(Option<tokio::sync::oneshot::Sender<()>>);
    impl Drop for Told {
        fn drop(&mut self) {
            let _ = self.0.take().map(|sender| sender.send(()));
        }
    }
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let told = Arc::new(std::sync::Mutex::new(Some(Told(Some(sender)))));
    let watching = subscription(move |(): (), _: NoInput| {
        let told = told.lock().ok().and_then(|mut told| told.take());
        async move {
            Ok(stream::once(async move {
                let _told = told;
                std::future::pending::<Result<String, RpcError>>().await
            }))
        }
    });
    let options = MountOptions::new(Arc::new(String::new), CancellationToken::new());
    let procedures = Router::new().procedure("watch", watching).build()?;
    let axum = mount(procedures, options, Arc::new(|_| futures::future::ready(Ok(())).boxed()));
    let mut body = axum.oneshot(Request::get("/watch").body(Body::empty())?).await?.into_body();
    assert_eq!(next(&mut body).await?, ": ready\n\n");
    drop(body);
    tokio::time::timeout(Duration::from_secs(5), receiver).await??;
    Ok(())
}
