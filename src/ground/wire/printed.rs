//! A page to be printed: the one answer that is HTML.

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type as _,
};

/// No script, nothing from outside, nothing to send, and no other page around it: paper.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'; sandbox";

/// 200 with a page that stands alone.
pub struct Printed(pub String);

impl IntoResponse for Printed {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header("Content-Security-Policy", POLICY)
            .body(self.0)
    }
}

impl ApiResponse for Printed {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "A page to be printed",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType { content_type: "text/html", schema: String::schema_ref() }],
                headers: vec![],
            }],
        }
    }
    fn register(_: &mut Registry) {}
}
