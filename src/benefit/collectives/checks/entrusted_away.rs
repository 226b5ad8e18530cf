//! A66 委托管理资产易主. An asset that a body has entrusted and owns no longer: managing changes nobody's property.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::collectives::{model::Entrustment, service::entrustments::owned_by, store},
    ground::{
        kernel::{AssetId, Basis, Bi, CHENZHOU_PLAN, CollectiveId, Day, Facts, OrganisationId, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::assets::{Asset, assets_by_id},
};

static ABOUT: About = About {
    number: "A66",
    title: Bi { zh: "委托管理的资产已不归该主体所有", en: "An entrusted asset has another owner" },
    question: Bi {
        zh: "委托县级统一管理的资产，所有权是否仍归集体组织主体？",
        en: "Does every body still own what it has entrusted to be managed in one hand?",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Entrustment,
    figures: &[Figure::new("asset", "资产"), Figure::new("entrusted_from", "委托起始日期")],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A66
pub struct EntrustedAway;

fn judge(given: &Entrustment, owner: Option<OrganisationId>, assets: &HashMap<AssetId, Asset>, today: Day) -> Opinion {
    let Some(owner) = owner.filter(|_| given.holds_on(today)) else { return Opinion::Clean };
    let away = |asset: &&Asset| asset.deleted_at.is_some() || !owned_by(asset, owner, today);
    let hit = |asset: &Asset| Hit {
        subject: given.id.uuid(),
        region: given.region.clone(),
        cause: asset.id.to_string(),
        amount: None,
        figures: Facts::none().with("asset", &asset.number).with("entrusted_from", given.from),
    };
    let hits: Vec<Hit> = given.assets.iter().filter_map(|id| assets.get(id)).filter(away).map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for EntrustedAway {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let given = store::entrustments_after(conn, at.after, at.most).await?;
            let ids: Vec<AssetId> = given.iter().flat_map(|e| e.assets.iter().copied()).collect();
            let assets = if ids.is_empty() { HashMap::new() } else { assets_by_id(conn, &ids).await? };
            let bodies: Vec<CollectiveId> = given.iter().map(|e| e.collective).collect();
            let owners = store::find_bodies(conn, &bodies).await?.into_iter();
            let owners: HashMap<CollectiveId, OrganisationId> = owners.map(|b| (b.id, b.organisation)).collect();
            let owner = |e: &Entrustment| owners.get(&e.collective).copied();
            Ok(at.over(&given, |e| (e.id.uuid(), &e.region), |e, _| judge(e, owner(e), &assets, at.on)))
        }
        .boxed()
    }
}
