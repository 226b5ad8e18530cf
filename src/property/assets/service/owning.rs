//! R27.1 of whoever is to own: organisations of the register by what they are. Of a name that is only written nobody knows that. R27.2 and R27.3 of
//! what serves the public.

use super::Judged;
use crate::{
    ground::{
        kernel::{Check, Day, OrganisationId},
        platform::{ConnectionTrait, Fault},
    },
    office::places::organisations_by_id,
    property::assets::{
        model::{Asset, AssetKind, NewOwner, Regime},
        rules::{NO_PERSON, NOT_INJECTED, REGIME_FITS, no_person, not_injected, regime_fits},
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

/// R27.2 and R27.3 of those who are to own an asset and did not before: what serves the public is made no company's capital without somebody who
/// answers for it, and stands in no person's name.
pub(super) async fn public_stays(
    conn: &impl ConnectionTrait,
    asset: &Asset,
    (owners, before): (&[NewOwner], &[NewOwner]),
    day: Day,
) -> Result<Vec<Judged>, Fault> {
    let new = owners.iter().filter(|o| !before.iter().any(|b| b.who == o.who));
    let new: Vec<NewOwner> = new.cloned().collect();
    let mut judged: Vec<Judged> = vec![(&NO_PERSON, day, no_person((asset.number.as_str(), asset.kind), &new))];
    let companies: Vec<&NewOwner> = new.iter().filter(|o| o.regime == Some(Regime::StateCompany)).collect();
    if asset.kind == AssetKind::PublicWelfare && !companies.is_empty() {
        let ids: Vec<OrganisationId> = companies.iter().filter_map(|o| o.who.organisation()).collect();
        let units = organisations_by_id(conn, &ids).await?;
        let unit = |o: &&NewOwner| o.who.organisation().and_then(|id| Some(units.get(&id)?.name.clone()));
        let names: Vec<String> = companies.iter().filter_map(|o| unit(o).or_else(|| o.who.shown())).collect();
        let verdict = not_injected((None, Regime::StateCompany), &names.join("、"), &[asset.number.as_str()]);
        judged.push((&NOT_INJECTED, day, verdict));
    }
    Ok(judged)
}
