//! A67 量化资产失格. An asset whose income is quantified, and that could not be quantified today: it is another's, contested, or no
//! business asset any more.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        collectives::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, bodies_by_id, owned_by},
        shares::{
            model::{AssetPart, Scheme},
            store,
        },
    },
    ground::{
        kernel::{AssetId, Basis, Bi, CollectiveId, Day, Facts, OrganisationId, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    property::assets::{Asset, AssetKind, TitleState, assets_by_id},
};

static ABOUT: About = About {
    number: "A67",
    title: Bi { zh: "折股量化的资产已不符合条件", en: "A quantified asset is so no longer" },
    question: Bi {
        zh: "方案存续期内，折股量化的资产是否仍是本主体的经营性资产，且权属无争议？",
        en: "While a scheme holds, is every asset that it quantifies still a business asset of its body, and uncontested?",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第三十六条、第四十条" },
    severity: Severity::Yellow,
    subject: SubjectKind::ShareScheme,
    figures: &[Figure::new("asset", "资产"), Figure::new("why", "原因"), Figure::new("scheme", "量化方案")],
    parameters: &[],
    valid_from: MEMBERSHIP_LAW_FROM,
};

/// A67
pub struct QuantifiedAway;

/// What is wrong with an asset, in one word.
fn wrong(asset: &Asset, owner: OrganisationId, today: Day) -> Option<&'static str> {
    if asset.deleted_at.is_some() || !owned_by(asset, owner, today) {
        Some("不归本主体")
    } else if asset.tracks.title == TitleState::Disputed {
        Some("权属有争议")
    } else {
        (asset.kind != AssetKind::Business).then_some("不是经营性资产")
    }
}

fn judge(scheme: &Scheme, owner: Option<OrganisationId>, assets: &HashMap<AssetId, Asset>, today: Day) -> Opinion {
    let Some(owner) = owner.filter(|_| scheme.holds_on(today)) else { return Opinion::Clean };
    let hit = |part: &AssetPart| {
        let asset = assets.get(&part.asset)?;
        let why = wrong(asset, owner, today)?;
        Some(Hit {
            subject: scheme.id.uuid(),
            region: scheme.region.clone(),
            cause: asset.id.to_string(),
            amount: Some(part.quantified),
            figures: Facts::none().with("asset", &asset.number).with("why", why).with("scheme", &scheme.number),
        })
    };
    let hits: Vec<Hit> = scheme.assets.iter().filter_map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for QuantifiedAway {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let schemes = store::schemes_after(conn, at.after, at.most).await?;
            let ids: Vec<AssetId> = schemes.iter().flat_map(|s| s.assets.iter().map(|a| a.asset)).collect();
            let assets = if ids.is_empty() { HashMap::new() } else { assets_by_id(conn, &ids).await? };
            let bodies: Vec<CollectiveId> = schemes.iter().map(|s| s.collective).collect();
            let owners = bodies_by_id(conn, &bodies).await?;
            let owner = |s: &Scheme| owners.get(&s.collective).map(|b| b.organisation);
            Ok(at.over(&schemes, |s| (s.id.uuid(), &s.region), |s, _| judge(s, owner(s), &assets, at.on)))
        }
        .boxed()
    }
}
