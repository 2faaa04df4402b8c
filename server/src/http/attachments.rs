//! Attachments of mails, for whoever is signed in: they are inside the raw mail, and go with it when its time is over.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use patchbay_domain::access::{Access, TokenScope};
use patchbay_domain::ids::MessageId;
use patchbay_domain::organization::Role;
use patchbay_domain::request::{ClientAddress, RequestId, Visitor};

use super::Problem;
use crate::actions::authenticate::authenticate;
use crate::actions::authenticate::credentials::Credentials;
use crate::actions::{ActionError, Services};
use crate::channels::email::attachments::{AttachmentContent, attachment};

/// `GET /api/v1/messages/{id}/attachments/{index}`.
pub(super) async fn download(
    State(services): State<Services>,
    Path((id, index)): Path<(String, String)>,
    address: Option<Extension<ClientAddress>>,
    request_id: Option<Extension<RequestId>>,
    headers: HeaderMap,
) -> Response {
    let visitor = Visitor {
        address: address.map(|Extension(ClientAddress(address))| address),
        request_id: request_id.map(|Extension(RequestId(id))| id),
        user_agent: None,
    };
    match find(&services, &id, &index, &headers, &visitor).await {
        Ok(content) => as_download(content),
        Err(problem) => problem.into_response(),
    }
}

async fn find(
    services: &Services,
    id: &str,
    index: &str,
    headers: &HeaderMap,
    visitor: &Visitor,
) -> Result<AttachmentContent, Problem> {
    let credentials = Credentials::of(headers)?;
    let actor = authenticate(services, credentials.presented(), visitor).await?;
    actor.check(Access::Member { role: Role::Member, scope: TokenScope::Read }).map_err(ActionError::from)?;
    let gone = || {
        let detail = "there is no such attachment; attachments are kept for 30 days after their mail came";
        Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", detail)
    };
    let id: MessageId = id.parse().map_err(|_| gone())?;
    let index: usize = index.parse().map_err(|_| gone())?;
    let scope = services.storage.scope(actor.organization_id);
    let (_, raw) = scope.raw_body(id).await?.ok_or_else(gone)?;
    // A large mail takes a while to read.
    let found = tokio::task::spawn_blocking(move || attachment(&raw, index)).await;
    found
        .map_err(|error| ActionError::Storage(patchbay_storage::StorageError::Corrupt(error.to_string())))?
        .ok_or_else(gone)
}

/// Never shown in the page: what came by mail could be a page of its own, and would act in the member's name.
fn as_download(content: AttachmentContent) -> Response {
    let mut response = content.bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::try_from(content.content_type);
    headers.insert(CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let named = content.name.map(|name| format!("attachment; filename*=UTF-8''{}", percent_encoded(&name)));
    let disposition = named.and_then(|text| HeaderValue::try_from(text).ok());
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

/// As RFC 8187 writes a name: every byte but letters, digits and a few others by its number.
fn percent_encoded(name: &str) -> String {
    name.bytes().fold(String::with_capacity(name.len()), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte))
            }
            byte => text.push_str(&format!("%{byte:02X}")),
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_is_a_download_under_its_own_name() {
        let content = AttachmentContent {
            content_type: "text/html".to_owned(),
            name: Some("Angebot \"März\".html".to_owned()),
            bytes: b"<script>".to_vec(),
        };
        let response = as_download(content);
        let header = |name: http::HeaderName| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header(CONTENT_DISPOSITION),
            "attachment; filename*=UTF-8''Angebot%20%22M%C3%A4rz%22.html"
        );
        assert_eq!(header(CONTENT_SECURITY_POLICY), "sandbox; default-src 'none'");
        assert_eq!(header(X_CONTENT_TYPE_OPTIONS), "nosniff");
    }

    #[test]
    fn a_type_that_is_none_is_a_file() {
        let content = AttachmentContent { content_type: "a\r\nb".to_owned(), name: None, bytes: Vec::new() };
        let response = as_download(content);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/octet-stream");
        assert_eq!(response.headers()[CONTENT_DISPOSITION], "attachment");
    }
}
