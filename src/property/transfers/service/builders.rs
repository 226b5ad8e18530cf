//! Who had built, built or manages what nobody is known to own, held against whoever hands it over.

use crate::{
    ground::{
        kernel::{ContractId, Day, OrganisationId, ProjectId, Verdict},
        platform::{ConnectionTrait, Fault},
    },
    money::projects::{contracts_by_id, projects_by_id},
    office::places::organisations_by_id,
    property::{
        assets::Asset,
        transfers::{model::TransferAct, rules::built_by_giver},
    },
};

/// R25.5 of the assets of a list on a day, where nobody owned them before it; silent of every act but the first registration.
pub(super) async fn giver_built(
    conn: &impl ConnectionTrait,
    (act, giver): (TransferAct, OrganisationId),
    assets: &[&Asset],
    day: Day,
) -> Result<Verdict, Fault> {
    let nobodys = |a: &&Asset| act == TransferAct::TitleRegistration && a.owners.iter().all(|o| day <= o.from);
    let assets: Vec<&Asset> = assets.iter().copied().filter(nobodys).collect();
    if assets.is_empty() {
        return Ok(Verdict::Silent);
    }
    let projects: Vec<ProjectId> = assets.iter().filter_map(|a| a.project).collect();
    let contracts: Vec<ContractId> = assets.iter().filter_map(|a| a.contract).collect();
    let (projects, contracts) = (projects_by_id(conn, &projects).await?, contracts_by_id(conn, &contracts).await?);
    let units = organisations_by_id(conn, &[giver]).await?;
    let name = units.get(&giver).map(|o| o.name.as_str()).unwrap_or_default();
    let mut others: Option<Vec<String>> = None;
    for asset in assets {
        let project = asset.project.and_then(|id| projects.get(&id));
        let contract = asset.contract.and_then(|id| contracts.get(&id));
        let mut built: Vec<OrganisationId> =
            project.into_iter().flat_map(|p| [p.unit, p.line_department]).flatten().collect();
        built.extend(contract.into_iter().flat_map(|c| &c.parties).map(|party| party.organisation));
        let written = [asset.builder.as_deref(), project.and_then(|p| p.implementer.as_deref())];
        let told = !built.is_empty() || written.iter().any(Option::is_some) || asset.is_kept(day);
        let theirs = built.contains(&giver) || written.contains(&Some(name)) || asset.is_kept_by(giver, day);
        let known = if told { others.get_or_insert_default() } else { continue };
        if !theirs {
            known.push(asset.number.clone());
        }
    }
    Ok(built_by_giver(name, others.as_deref()))
}
