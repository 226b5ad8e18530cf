//! R27.1 of whoever is to own: organisations of the register by what they are. Of a name that is only written nobody knows that.

use crate::{
    ground::{
        kernel::{Check, Day, OrganisationId},
        platform::{ConnectionTrait, Fault},
    },
    office::places::organisations_by_id,
    property::assets::{
        model::{NewOwner, Regime},
        rules::{REGIME_FITS, regime_fits},
    },
};

/// Whether each of these organisations can own by its regime: one check for each, one query.
pub async fn owners_fit(
    conn: &impl ConnectionTrait,
    owners: &[(OrganisationId, Regime)],
    day: Day,
) -> Result<Vec<Check>, Fault> {
    if owners.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OrganisationId> = owners.iter().map(|(id, _)| *id).collect();
    let units = organisations_by_id(conn, &ids).await?;
    let check = |(id, regime): &(OrganisationId, Regime)| {
        let unit = units.get(id).ok_or_else(|| Fault::inconsistent(format!("owner {id} is gone")))?;
        Ok(REGIME_FITS.judge(day, regime_fits(&unit.name, unit.kind, *regime)))
    };
    owners.iter().map(check).collect()
}

/// Those of new owners of whom the register knows what they are.
pub(super) fn known(owners: &[NewOwner]) -> Vec<(OrganisationId, Regime)> {
    owners.iter().filter_map(|o| o.who.organisation().zip(o.regime)).collect()
}
