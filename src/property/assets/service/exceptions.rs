//! 例外审批. What exceptions let pass where an asset is brought into use, marked idle, revived or titled, and what one would have to let
//! pass now.

use super::{Judged, register::locked, subject_of, title, usage};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AnyId, AssetId, Check, Day, RegionCode, Words as _},
        platform::{Fault, Stop, Tx},
        trail::officers_who,
    },
    office::policy::{ExceptionSubject, Excepts, Looked, Standing, values_on},
    property::assets::{model::Asset, rules::waiver, store},
};

/// The acts by which one prepares a card.
pub(super) static PREPARED_BY: [&Action; 3] = [&action::ASSET_CREATE, &action::ASSET_FORM, &action::ASSET_CHANGE];

/// What exceptions bind of an asset as it was before an act.
pub(super) fn standing(before: &Asset, today: Day) -> Standing {
    let (subject, amount) = (subject_of(before), before.tracks.original_value);
    Standing { subject, decisive: before.excepted(), amount, today, waiver }
}

/// What the rules of its acts would say today: those of its use, R9 and R31 with what stands on the card, and R108.1 where titles are posted.
async fn judged(
    tx: &Tx,
    asset: &Asset,
    of_use: impl IntoIterator<Item = Judged>,
    today: Day,
) -> Result<Vec<Check>, Fault> {
    let values = values_on(tx.conn(), &asset.region, today).await?;
    let judge = |(rule, day, verdict): Judged| values.judge(rule, day, verdict);
    let mut checks: Vec<Check> = of_use.into_iter().map(judge).collect();
    checks.push(title::posted(tx, asset, (today, today)).await?);
    Ok(checks)
}

/// Answers for assets.
pub struct AssetExceptions;

impl Excepts for AssetExceptions {
    const SUBJECT: ExceptionSubject = ExceptionSubject::Asset;

    async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
        let found = store::find_asset(tx.conn(), AssetId::new(id.uuid())).await?;
        Ok(found.filter(|a| a.deleted_at.is_none()).map(|a| a.region))
    }

    async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
        let gone = || Fault::inconsistent(format!("asset {id} is gone"));
        let asset = locked(tx, AssetId::new(id.uuid())).await?.ok_or_else(gone)?;
        let today = tx.now().await?.day();
        Ok(Looked {
            number: asset.number.clone(),
            title: format!("{}（{}）", asset.name, asset.kind.label()),
            standing: standing(&asset, today),
            checks: judged(tx, &asset, usage::asked(&asset, today), today).await?,
            makers: officers_who(tx, subject_of(&asset), &PREPARED_BY).await?,
            filing_unit: None,
            payee_units: Vec::new(),
        })
    }

    /// What stands on the card, whatever use it is in by now.
    async fn again(tx: &Tx, id: AnyId, rule: &str) -> Result<Vec<Check>, Stop> {
        let Some(asset) = locked(tx, AssetId::new(id.uuid())).await? else { return Ok(Vec::new()) };
        let today = tx.now().await?.day();
        let checks = judged(tx, &asset, usage::stands(&asset, today), today).await?;
        Ok(checks.into_iter().filter(|c| c.rule.number == rule).collect())
    }
}
