//! The use cases of repairs.

pub mod act;
pub mod door;
pub mod exports;
pub mod file;
pub mod links;
pub mod poster;
pub mod read;
pub mod reveal;

use super::model::{RepairLink, RepairRequest, Use, code_of, secret_of};
use crate::ground::{
    kernel::{Digest, RepairLinkId, RepairRequestId, SubjectKind, SubjectRef},
    platform::Keys,
};

fn subject_of_link(link: &RepairLink) -> SubjectRef {
    SubjectRef::new(SubjectKind::RepairLink, link.id)
}

fn subject_of(request: &RepairRequest) -> SubjectRef {
    SubjectRef::new(SubjectKind::RepairRequest, request.id)
}

/// The secret of a link's address of this generation. It is worked out again from the key and kept nowhere.
fn secret(keys: &Keys, id: RepairLinkId, generation: i32) -> String {
    secret_of(&keys.blind_index(Use::Link.purpose(), &format!("{id}|{generation}")))
}

/// The receipt code of a request, worked out in the same way.
pub fn receipt_code(keys: &Keys, id: RepairRequestId) -> String {
    code_of(&keys.blind_index(Use::Receipt.purpose(), &id.to_string()))
}

/// By what a secret or a code is found.
fn digest_of(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}
