//! What comes in: JSON bodies, query strings, and the ids of the path among them.

use serde_json::{Map, Value};

use crate::http::Problem;
use crate::rpc::kit::{self, FieldError, ProcedureInput, RpcError};

/// Parameters that are whole numbers.
const NUMBERS: [&str; 1] = ["limit"];
/// Parameters that are true or false.
const BOOLEANS: [&str; 4] = ["isActive", "includeArchived", "includeDeleted", "purge"];
/// Parameters that are lists: given several times, or with commas.
const LISTS: [&str; 1] = ["statuses"];

/// A body as JSON; nothing is an empty object.
///
/// # Errors
/// 400 where it is no JSON, or no object.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    if body.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(RpcError::invalid_field("", "must be an object").into()),
        Err(error) => Err(RpcError::invalid_field("", format!("is not valid JSON: {error}")).into()),
    }
}

/// A body as an input.
///
/// # Errors
/// 400, with the fields that will not do.
pub(super) fn decoded<T: ProcedureInput>(body: &[u8]) -> Result<T, Problem> {
    decoded_of(body, &[])
}

/// A body and these values of the path as one input.
///
/// # Errors
/// 400, with the fields that will not do.
pub(super) fn decoded_of<T: ProcedureInput>(body: &[u8], path: &[(&str, &str)]) -> Result<T, Problem> {
    let mut members = Value::Object(object(body)?);
    set(&mut members, path)?;
    Ok(kit::decode_strictly(members)?)
}

/// Puts in what the path says; whoever says it a second time may mean something else.
///
/// # Errors
/// 400 for what is there already.
pub(super) fn set(members: &mut Value, path: &[(&str, &str)]) -> Result<(), Problem> {
    refuse(members, &path.iter().map(|(name, _)| *name).collect::<Vec<_>>())?;
    for (name, value) in path {
        members[*name] = Value::from(*value);
    }
    Ok(())
}

/// Refuses what stands in the path or in a header, and not here.
///
/// # Errors
/// 400, with the fields that are there.
pub(super) fn refuse(members: &Value, names: &[&str]) -> Result<(), Problem> {
    let given = names.iter().filter(|name| members.get(**name).is_some());
    let given: Vec<_> = given.map(|name| FieldError::new(*name, "is not a field of this input")).collect();
    if given.is_empty() { Ok(()) } else { Err(RpcError::invalid(given).into()) }
}

/// Refuses whatever is in the body of a call that takes nothing.
///
/// # Errors
/// 400, with the fields that are there.
pub(super) fn refuse_all(body: &[u8]) -> Result<(), Problem> {
    let members = object(body)?;
    let names: Vec<_> = members.keys().map(String::as_str).collect();
    refuse(&Value::Object(members.clone()), &names)
}

/// A query string as the input it stands for.
///
/// # Errors
/// 400 for a parameter that is given twice and is no list.
pub(super) fn query(query: &str) -> Result<Value, Problem> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
        .map_err(|error| RpcError::invalid_field("", format!("is not a valid query: {error}")))?;
    let mut members = Map::new();
    for (name, text) in pairs {
        if LISTS.contains(&name.as_str()) {
            let items = text.split(',').map(Value::from);
            match members.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(list) => list.extend(items),
                _ => continue,
            }
        } else if members.contains_key(&name) {
            return Err(RpcError::invalid_field(name, "must be given once").into());
        } else {
            let value = typed(&name, text);
            members.insert(name, value);
        }
    }
    Ok(Value::Object(members))
}

/// What will not do as its type stays text, so that decoding says what it must be.
fn typed(name: &str, text: String) -> Value {
    let number = NUMBERS.contains(&name).then(|| text.parse::<u64>().ok()).flatten();
    let boolean = BOOLEANS.contains(&name).then(|| text.parse::<bool>().ok()).flatten();
    match (number, boolean) {
        (Some(number), _) => Value::from(number),
        (_, Some(boolean)) => Value::from(boolean),
        _ => Value::from(text),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Option<Value> {
        query(text).ok()
    }

    #[test]
    fn a_query_becomes_an_input() {
        assert_eq!(read(""), Some(json!({})));
        assert_eq!(
            read("limit=10&isActive=false&cursor=a_b&search=50%25+off"),
            Some(json!({ "limit": 10, "isActive": false, "cursor": "a_b", "search": "50% off" }))
        );
        let list = json!({ "statuses": ["failed", "held", "success"] });
        assert_eq!(read("statuses=failed,held&statuses=success"), Some(list));
        assert_eq!(read("limit=ten&isActive=1"), Some(json!({ "limit": "ten", "isActive": "1" })));
        assert_eq!(read("limit=1&limit=2"), None);
    }

    #[test]
    fn a_body_is_an_object_or_nothing() {
        assert_eq!(object(b" ").ok(), Some(Map::new()));
        assert!(object(b"{\"a\":1}").is_ok());
        for wrong in ["[]", "7", "{", "null", "\"text\""] {
            assert!(object(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
