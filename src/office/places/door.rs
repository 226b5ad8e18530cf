//! What places ask of those who made something of an organisation: whoever did stands above, and is joined in `server::app`.

use std::{collections::HashMap, fmt::Debug};

use futures_util::future::BoxFuture;

use super::{PlacesRefusal, model::OrganisationKind};
use crate::ground::{
    kernel::{OrganisationId, Words as _},
    platform::{Fault, Tx},
};

/// An organisation that is a body, whose rules hang on what the organisation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyOf {
    /// The number of the body.
    pub number: String,
    /// Of which kinds the organisation may be, or become.
    pub kinds: Vec<OrganisationKind>,
}

impl BodyOf {
    /// Whether an organisation that is one may become of another kind.
    pub fn allows(&self, before: OrganisationKind, after: OrganisationKind) -> Result<(), PlacesRefusal> {
        if before == after || self.kinds.contains(&after) {
            return Ok(());
        }
        let fits: Vec<&str> = self.kinds.iter().map(|k| k.label()).collect();
        Err(PlacesRefusal::KindOfBody { body: self.number.clone(), kind: after, fits: fits.join("、") })
    }
}

/// Which organisations are bodies.
pub trait BodyDoor: Debug + Send + Sync {
    /// Of these the ones that are one today.
    fn bodies<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [OrganisationId],
    ) -> BoxFuture<'a, Result<HashMap<OrganisationId, BodyOf>, Fault>>;
}
