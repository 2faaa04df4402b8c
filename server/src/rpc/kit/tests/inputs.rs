use super::*;

/// The fields a `notes.create` with this body is refused for, as `path: message`.
async fn refused(body: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let error =
        error_of(kit()?.post("notes.create", body.to_owned()).await?, StatusCode::BAD_REQUEST).await?;
    assert_eq!(error["code"], "INVALID_PAYLOAD");
    let fields = error["fields"].as_array().ok_or("no fields")?.iter();
    Ok(fields.map(|field| format!("{}: {}", field["path"], field["message"]).replace('"', "")).collect())
}

#[tokio::test]
async fn an_input_that_is_not_json_is_refused() -> Outcome {
    for body in
        ["{", "{\"noteTitle\":}", "\u{feff}{}", "{'a':1}", "1e999", r#"{"noteTitle":"\ud800"}"#, "[1,]"]
    {
        let fields = refused(body).await?;
        assert!(fields[0].starts_with(": is not valid JSON"), "{body}: {fields:?}");
    }
    let deep = refused(&"[".repeat(100_000)).await?;
    assert!(deep[0].contains("recursion limit"), "{deep:?}");
    let bytes =
        error_of(kit()?.post("notes.create", vec![b'"', 0xff, b'"']).await?, StatusCode::BAD_REQUEST).await?;
    assert_eq!(bytes["code"], "INVALID_PAYLOAD");
    Ok(())
}

#[tokio::test]
async fn a_query_string_that_is_not_json_is_refused() -> Outcome {
    let kit = kit()?;
    for query in ["input=%7B", "input={}&input={}", "input=%FF"] {
        let request = Request::get(format!("/rspc/notes.get?{query}")).header("authorization", "Bearer ada");
        let error = error_of(kit.send(request.body(Body::empty())?).await?, StatusCode::BAD_REQUEST).await?;
        assert_eq!(error["code"], "INVALID_PAYLOAD", "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn a_field_that_does_not_decode_is_named() -> Outcome {
    let cases = [
        ("{}", "noteTitle: is required"),
        ("null", "noteTitle: is required"),
        ("", "noteTitle: is required"),
        (r#"["Milk"]"#, ": must be an object"),
        ("5", ": must be an object"),
        (r#"{"noteTitle":5}"#, "noteTitle: must be a string"),
        (r#"{"noteTitle":null}"#, "noteTitle: must be a string"),
        (
            r#"{"noteTitle":"a","rateLimit":-1}"#,
            "rateLimit: must be a whole number, 0 or more, and not too large",
        ),
        (
            r#"{"noteTitle":"a","rateLimit":1.5}"#,
            "rateLimit: must be a whole number, 0 or more, and not too large",
        ),
        (r#"{"noteTitle":"a","tags":["x",2]}"#, "tags[1]: must be a string"),
        (r#"{"noteTitle":"a","tags":{}}"#, "tags: must be a list"),
        (
            r#"{"noteTitle":"a","providerConfig":{"outboundUrl":1}}"#,
            "providerConfig.outboundUrl: must be a string",
        ),
        (r#"{"noteTitle":"a","providerConfig":"x"}"#, "providerConfig: must be an object"),
        (r#"{"noteTitle":"a","extra":{"on":"yes"}}"#, "extra.on: must be true or false"),
        (r#"{"noteTitle":"a","tone":"rude"}"#, "tone: must be friendly, very_formal or plain"),
        (r#"{"noteTitle":"a","tone":3}"#, "tone: must be a string"),
    ];
    for (body, expected) in cases {
        assert_eq!(refused(body).await?, [expected], "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn every_field_that_does_not_validate_is_named_with_its_limits() -> Outcome {
    let body = r#"{
        "noteTitle": "", "rateLimit": 101, "tags": ["a", "b", "toolong", "c", "d"],
        "providerConfig": {"outboundUrl": "nonsense"}, "targets": [{}, {"outboundUrl": "nonsense"}]
    }"#;
    let expected = [
        "noteTitle: must be 1 to 10 characters",
        "providerConfig.outboundUrl: must be a URL",
        "rateLimit: must be 1 to 100",
        "tags: must be at most 4 items",
        "tags[2]: must be at most 5 characters",
        "targets[1].outboundUrl: must be a URL",
    ];
    assert_eq!(refused(body).await?, expected);
    Ok(())
}

#[tokio::test]
async fn lengths_are_counted_in_characters() -> Outcome {
    let response = kit()?.post("notes.create", r#"{"noteTitle":"ÄÖÜäöüßéèê"}"#).await?;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(refused(r#"{"noteTitle":"ÄÖÜäöüßéèêë"}"#).await?, ["noteTitle: must be 1 to 10 characters"]);
    Ok(())
}

#[tokio::test]
async fn the_message_names_the_first_field_and_how_many_more() -> Outcome {
    let response = kit()?.post("notes.create", r#"{"noteTitle":"","rateLimit":0}"#).await?;
    let error = error_of(response, StatusCode::BAD_REQUEST).await?;
    assert_eq!(
        error["message"],
        "The input is not valid: noteTitle must be 1 to 10 characters (and 1 more)."
    );
    Ok(())
}

#[tokio::test]
async fn a_nul_character_is_refused_wherever_it_is() -> Outcome {
    let body = r#"{"noteTitle":"a\u0000b","tags":["x","\u0000"],"unknown":{"deep":[{"k\u0000y":1}]}}"#;
    let mut fields = refused(body).await?;
    fields.sort();
    let expected = ["noteTitle", "tags[1]", r"unknown.deep[0].k\\u0000y"];
    assert_eq!(fields, expected.map(|path| format!("{path}: must not contain a NUL character")));
    Ok(())
}
