//! What is told of a transfer: R24 and R28 refuse nothing of themselves, R27.2 and R32 ask to be acknowledged. A county may give them more
//! force. R25.4 refuses the listing itself, and is told with what it asks for.
//! R25.2 refuses where the list goes to its desks, and is told from the day of the listing on.

use super::{builders::giver_built, subject_of, way_of};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{AssetId, Check, Day, TransferId},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        places::organisations_by_id,
        policy::{Values, values_on},
    },
    property::{
        assets::{Asset, AssetKind, NOT_INJECTED, Regime, UpkeepSource, assets_by_id, not_injected},
        transfers::{
            model::{Transfer, TransferAct},
            rules::{
                APPROVED, BOOKED_BY_KEEPER, BUILT_BY_GIVER, DEADLINE, FILE_LIST, IN_TIME, all_told, approved,
                booked_by_keeper, in_time,
            },
            service::read::read_transfer,
        },
        upkeep::{LAWFUL_SOURCE, lawful_source},
    },
};

/// On which terms assets pass.
pub(super) struct Terms<'a> {
    /// Whether the keeping passes alone.
    pub custody: bool,
    /// The regimes on the giver's side, where it owned what passes, and on the receiver's.
    pub regimes: (Option<Regime>, Regime),
    /// 管护经费来源.
    pub upkeep_source: UpkeepSource,
    /// The names of receiver and maintainer.
    pub units: (&'a str, &'a str),
}

impl Terms<'_> {
    /// R24, R27.2, R28, R32 of these assets on a day.
    pub fn flags(&self, assets: &[&Asset], values: &Values, day: Day) -> Vec<Check> {
        let public = || assets.iter().filter(|a| a.kind == AssetKind::PublicWelfare);
        let since = public().filter_map(|a| Some((a.number.as_str(), a.accepted_on.or(a.delivered_on)?)));
        let since: Vec<(&str, Day)> = since.collect();
        let (from, to) = self.regimes;
        let infrastructure = !self.custody && to == Regime::Infrastructure;
        let village = public().next().filter(|_| to == Regime::Collective);
        let injected: Vec<&str> = public().filter(|_| !self.custody).map(|a| a.number.as_str()).collect();
        let number = village.map(|a| a.number.as_str()).unwrap_or_default();
        vec![
            values.judge(&IN_TIME, day, in_time(&since, values.days(DEADLINE), day)),
            values.judge(&BOOKED_BY_KEEPER, day, booked_by_keeper(infrastructure, self.units.0, self.units.1)),
            values.judge(&NOT_INJECTED, day, not_injected((from, to), self.units.0, &injected)),
            values.judge(&LAWFUL_SOURCE, day, lawful_source(number, village.is_some(), self.upkeep_source)),
        ]
    }
}

/// The names of receiver and maintainer.
async fn names(conn: &impl ConnectionTrait, t: &Transfer) -> Result<(String, String), Fault> {
    let units = organisations_by_id(conn, &[t.receiver, t.maintainer]).await?;
    let name = |id| units.get(id).map(|o| o.name.clone()).unwrap_or_default();
    Ok((name(&t.receiver), name(&t.maintainer)))
}

/// What is told of a transfer: today while it is open, as of the day on which it took effect afterwards.
pub async fn read_flags(db: &Db, holder: &Holder, id: TransferId) -> Result<Vec<Check>, Stop> {
    let transfer = read_transfer(db, holder, id).await?;
    let _permit = holder.permit_on(&action::TRANSFER_READ_CHECKS, subject_of(&transfer), &transfer.region)?;
    let conn = db.read();
    let day = transfer.effective_on.unwrap_or(db.now().await?.day());
    let ids: Vec<AssetId> = transfer.passing().map(|i| i.asset).collect();
    let assets = assets_by_id(conn, &ids).await?;
    let mut sorted: Vec<&Asset> = assets.values().collect();
    sorted.sort_by(|a, b| a.number.cmp(&b.number));
    let (receiver, maintainer) = names(conn, &transfer).await?;
    let terms = Terms {
        custody: transfer.act == TransferAct::CustodyOnly,
        regimes: (transfer.from_regime, transfer.to_regime),
        upkeep_source: transfer.upkeep_source,
        units: (&receiver, &maintainer),
    };
    let values = values_on(conn, &transfer.region, day).await?;
    let mut checks = terms.flags(&sorted, &values, day);
    let way = way_of(&transfer)?;
    checks.push(APPROVED.judge(day, approved(values.words(way.approval), &transfer.papers.approvers())));
    // What it made of them says nothing of who had them before.
    let before = transfer.effective_on.map_or(day, Day::previous);
    let built = giver_built(conn, (transfer.act, transfer.giver), &sorted, before).await?;
    checks.push(values.judge(&BUILT_BY_GIVER, day, built));
    checks.push(values.judge(&FILE_LIST, day, all_told(&transfer.papers.untold(&way))));
    Ok(checks)
}
