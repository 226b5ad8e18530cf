//! The file that a bank is sent, as an answer, and the file that it gives back, as a form.

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Multipart,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{Binary, Type as _},
};

use crate::{benefit::payouts::service::download::PayoutFile, ground::wire::Upload};

/// A file of a bank's answers.
#[derive(Debug, Multipart)]
#[oai(deny_unknown_fields)]
pub struct AnswerForm {
    /// The file as the bank made it, by the form of the batch.
    pub file: Upload,
}

/// 200 with the file for a bank, to the byte.
pub struct BankFile(pub PayoutFile);

const MEDIA: &str = "application/octet-stream";

impl IntoResponse for BankFile {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type(MEDIA)
            .header("Content-Disposition", format!("attachment; filename=\"{}\"", self.0.name))
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .body(self.0.bytes)
    }
}

impl ApiResponse for BankFile {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: MEDIA, schema: Binary::<Vec<u8>>::schema_ref() }];
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The file, as the form of the batch says it",
                status: Some(200),
                status_range: None,
                content,
                headers: vec![],
            }],
        }
    }
    fn register(_: &mut Registry) {}
}
