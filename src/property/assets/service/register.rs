//! The register: enter, change and delete assets.

use std::collections::BTreeSet;

use super::{
    Judged, changed, composed,
    kind::kind_stays,
    owning::{kind_fits, known, owners_fit, public_stays},
    references::{origin_judged, references_hold},
    sealed, subject_of, taking,
    twins::not_void,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, action, unknown},
        kernel::{
            AssetId, Check, ContractId, Day, Denial, ExternalRef, FileId, Money, NumberKind, ProjectId, RegionCode,
            SiteId, Wording, settle,
        },
        platform::{Fault, Sealer, Stop, Tx, Work, next_number, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files_at, people::WrittenName, places::region_on, policy::values_on},
    property::assets::{
        AssetsRefusal, KeptDoor,
        model::{
            Asset, AssetForm, AssetKind, AssetParty, Beneficiaries, ClassRef, EvidenceGrade, FundingPart, Insurance,
            Intake, Measures, Named, NewOwner, succeeded,
        },
        rules::{CLASS_CODE, Likeness, ONE_OWNER, SAME_STOCK, class_code, one_owner, same_stock},
        store,
    },
};

/// What a caller says of an asset; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct AssetFields {
    /// Name.
    pub name: Option<String>,
    /// 资产类别.
    pub kind: Option<AssetKind>,
    /// 资产形态.
    pub form: Option<AssetForm>,
    /// 分类代码.
    pub class: Option<ClassRef>,
    /// Town as the paper writes it.
    pub town_name: Option<String>,
    /// On which site.
    pub site: Option<SiteId>,
    /// 坐落.
    pub location: Option<String>,
    /// Quantity as the paper writes it.
    pub quantity: Option<String>,
    /// The same in units.
    pub measures: Option<Measures>,
    /// By which project it was made.
    pub project: Option<ProjectId>,
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// Who built it.
    pub builder: Option<String>,
    /// 验收日期.
    pub accepted_on: Option<Day>,
    /// 交付日期.
    pub delivered_on: Option<Day>,
    /// Year of use as the paper writes it.
    pub in_service_year: Option<i32>,
    /// Owner as the paper writes it.
    pub owner_name: Option<WrittenName>,
    /// Operator or keeper as the paper writes it.
    pub operator_name: Option<WrittenName>,
    /// Who benefits.
    pub beneficiaries: Option<Beneficiaries>,
    /// Income of a year as the paper states it.
    pub annual_income: Option<Money>,
    /// 保险.
    pub insurance: Option<Insurance>,
    /// Manager, operator, user; the maintainer stays whom an act has named.
    pub parties: Option<Vec<AssetParty>>,
    /// 资金构成.
    pub funding: Option<Vec<FundingPart>>,
    /// Photos and papers.
    pub papers: Option<Vec<FileId>>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What a paper's name is after one was given.
fn meant(given: Option<&WrittenName>, before: Option<WrittenName>) -> Option<WrittenName> {
    given.map(|name| name.meant(&before)).or(before)
}

/// A party as it was given, where it is not what is shown of one that has the same role.
fn meant_in(given: &AssetParty, before: &[AssetParty]) -> AssetParty {
    let known = before.iter().filter(|p| p.role == given.role).filter_map(|p| p.who.written());
    let who = given.who.written().map(|name| Named::Written(name.meant(known)));
    AssetParty { who: who.unwrap_or_else(|| given.who.clone()), ..given.clone() }
}

impl AssetFields {
    pub(super) fn over(&self, a: Asset) -> Asset {
        let mut papers = self.papers.clone().unwrap_or(a.papers);
        papers.sort_unstable();
        papers.dedup();
        let (owner_name, operator_name) =
            (meant(self.owner_name.as_ref(), a.owner_name), meant(self.operator_name.as_ref(), a.operator_name));
        let parties = match &self.parties {
            Some(given) => {
                let given = given.iter().map(|p| meant_in(p, &a.parties));
                given.chain(a.parties.iter().filter(|p| p.is_maintainer()).cloned()).collect()
            }
            None => a.parties,
        };
        Asset {
            name: self.name.clone().unwrap_or(a.name),
            kind: self.kind.unwrap_or(a.kind),
            form: self.form.unwrap_or(a.form),
            class: self.class.clone().or(a.class),
            town_name: self.town_name.clone().or(a.town_name),
            site: self.site.or(a.site),
            location: self.location.clone().or(a.location),
            quantity: self.quantity.clone().or(a.quantity),
            measures: self.measures.clone().unwrap_or(a.measures),
            project: self.project.or(a.project),
            contract: self.contract.or(a.contract),
            builder: self.builder.clone().or(a.builder),
            accepted_on: self.accepted_on.or(a.accepted_on),
            delivered_on: self.delivered_on.or(a.delivered_on),
            in_service_year: self.in_service_year.or(a.in_service_year),
            owner_name,
            operator_name,
            beneficiaries: self.beneficiaries.clone().unwrap_or(a.beneficiaries),
            annual_income: self.annual_income.or(a.annual_income),
            insurance: self.insurance.clone().unwrap_or(a.insurance),
            parties,
            funding: self.funding.clone().unwrap_or(a.funding),
            papers,
            note: self.note.clone().or(a.note),
            external_ids: self.external_ids.clone().unwrap_or(a.external_ids),
            ..a
        }
    }

    /// What is wrong in the card itself.
    pub(super) fn is_sane(&self, a: &Asset, today: Day) -> Result<(), AssetsRefusal> {
        if self.parties.iter().flatten().any(AssetParty::is_maintainer) {
            return Err(AssetsRefusal::MaintainerByAct);
        }
        let income = a.annual_income.is_none_or(|m| m.fen() >= 0);
        if !income || !a.insurance.amount.is_none_or(Money::is_positive) {
            return Err(AssetsRefusal::BadAmount);
        }
        let days = [a.accepted_on, a.delivered_on, a.base_on];
        let parties = a.parties.iter().filter_map(|p| p.from);
        if let Some(day) = days.into_iter().flatten().chain(parties).find(|day| *day > today) {
            return Err(AssetsRefusal::DayAhead { day, today });
        }
        let reversed = |p: &AssetParty| p.from.zip(p.to).is_some_and(|(from, to)| to < from);
        if a.parties.iter().any(reversed) { Err(AssetsRefusal::DaysReversed) } else { Ok(()) }
    }
}

/// 存量补录: on which day, by what, and who owned it then.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    /// 补录基准日.
    pub base_on: Option<Day>,
    /// 依据等级.
    pub evidence_grade: Option<EvidenceGrade>,
    /// Its owners, as far as a paper names them.
    pub owners: Vec<NewOwner>,
}

impl Stock {
    /// What is at fault for this intake.
    fn faults(&self, intake: Intake) -> Vec<(&'static str, &'static str)> {
        let stock = intake == Intake::Legacy;
        let given = [
            (("base_on", "补录基准日"), self.base_on.is_some() == stock),
            (("evidence_grade", "依据等级"), self.evidence_grade.is_some() == stock),
            (("owners", "所有人"), self.owners.is_empty() || stock),
        ];
        given.into_iter().filter(|(_, right)| !right).map(|(name, _)| name).collect()
    }
}

/// An asset, locked; `None` for one that was deleted.
pub(super) async fn locked(tx: &Tx, id: AssetId) -> Result<Option<Asset>, Fault> {
    Ok(store::lock_asset(tx, id).await?.filter(|a| a.deleted_at.is_none()))
}

/// An asset, locked, as an officer who may do this to it has read it.
pub(super) async fn held(
    tx: &Tx,
    actor: &Actor,
    wanted: &'static Action,
    (id, if_match): (AssetId, &str),
) -> Result<(Holder, Permit, Asset), Stop> {
    let holder = holder(tx, actor).await?;
    let asset = locked(tx, id).await?.ok_or_else(|| unknown(wanted))?;
    let permit = holder.permit_on(wanted, subject_of(&asset), &asset.region)?;
    match_version(if_match, asset.version)?;
    Ok((holder, permit, asset))
}

/// R7 of a class that is new on the card.
async fn classed(tx: &Tx, before: Option<&ClassRef>, a: &Asset, day: Day) -> Result<Option<Judged>, Stop> {
    let Some(class) = a.class.as_ref().filter(|c| Some(*c) != before) else { return Ok(None) };
    let major: Vec<_> = class.major().map(|major| (class.edition, major)).into_iter().collect();
    let known = store::majors_among(tx.conn(), &major).await?;
    Ok(Some((&CLASS_CODE, day, class_code(class, !known.is_empty()))))
}

/// By what existing stock is told from other stock, whatever it is worth.
pub(super) fn likeness(a: &Asset) -> Option<Likeness> {
    let value = a.tracks.original_value;
    Some(Likeness { name: a.name.clone(), site: a.site, region: a.region.clone(), value, base_on: a.base_on? })
}

/// R10.1 of existing stock that is entered by hand: a card of its county that may be the same.
async fn twin(tx: &Tx, asset: &Asset, day: Day) -> Result<Option<Judged>, Stop> {
    let Some(own) = likeness(asset) else { return Ok(None) };
    let (names, days) = (BTreeSet::from([own.name.as_str()]), BTreeSet::from([own.base_on]));
    let cards = store::cards_named(tx.conn(), &asset.region.county(), &names, &days).await?;
    let other = cards.iter().find(|card| likeness(card).is_some_and(|there| own.is_like(&there)));
    Ok(Some((&SAME_STOCK, day, same_stock(Some(&own), other.map(|card| card.number.as_str())))))
}

pub(super) async fn judge(
    tx: &Tx,
    region: &RegionCode,
    judged: Vec<Judged>,
    acknowledged: &[String],
) -> Result<(), Stop> {
    settle(weighed(tx, region, judged).await?, acknowledged)?;
    Ok(())
}

/// Verdicts with the force that their rules have in a region today.
pub(super) async fn weighed(tx: &Tx, region: &RegionCode, judged: Vec<Judged>) -> Result<Vec<Check>, Fault> {
    let values = values_on(tx.conn(), region, tx.now().await?.day()).await?;
    Ok(judged.into_iter().map(|(rule, day, verdict)| values.judge(rule, day, verdict)).collect())
}

/// Enters an asset.
pub struct CreateAsset {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub region: RegionCode,
    /// 登记方式.
    pub intake: Intake,
    /// What else existing stock says.
    pub stock: Stock,
    /// The card; name, kind and form are given.
    pub fields: AssetFields,
    /// Keys.
    pub sealer: Sealer,
}

/// Papers with their place in the body.
fn papers_at(papers: &[FileId]) -> Vec<(String, FileId)> {
    papers.iter().enumerate().map(|(n, file)| (format!("/paper_file_ids/{n}"), *file)).collect()
}

impl Work for CreateAsset {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::ASSET_CREATE, &self.region)?;
        let now = tx.now().await?;
        let today = now.day();
        region_on(tx, &self.region, today).await?;
        let (kind, form) = (AssetKind::PublicWelfare, AssetForm::Fixed);
        let owners = succeeded(&[], &self.stock.owners, self.stock.base_on.unwrap_or(today));
        let mut asset = self.fields.over(Asset {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Asset, &self.region).await?.to_string(),
            intake: self.intake,
            base_on: self.stock.base_on,
            evidence_grade: self.stock.evidence_grade,
            owners,
            layer: self.actor.layer,
            ..Asset::blank(kind, form, self.region.clone(), now)
        });
        let subject = subject_of(&asset);
        references_hold(tx, &holder, &mut asset).await?;
        use_files_at(tx, &holder.seen(), subject, &papers_at(&asset.papers)).await?;
        let faults = self.stock.faults(self.intake);
        if !faults.is_empty() {
            return Err(AssetsRefusal::IntakeIs { intake: self.intake, fields: Wording::fields(faults) }.into());
        }
        may_fund(&holder, &Asset::blank(kind, form, self.region.clone(), now), &asset)?;
        self.fields.is_sane(&asset, today)?;
        sealed(tx, &self.sealer, [&mut asset]).await?;
        let mut judged = vec![composed(&asset, today)?, (&ONE_OWNER, today, one_owner(&asset.number, &asset.owners))];
        judged.extend(classed(tx, None, &asset, today).await?);
        judged.extend(taking::taken(tx, &holder.seen(), &[], &asset).await?);
        judged.extend(twin(tx, &asset, today).await?);
        judged.extend(origin_judged(tx, None, &asset, today).await?);
        judged.extend(public_stays(tx.conn(), &asset, (&self.stock.owners, &[]), today).await?);
        settle(owners_fit(tx.conn(), &known(&self.stock.owners), today).await?, &[])?;
        judge(tx, &asset.region, judged, &self.fields.acknowledged).await?;
        store::insert_asset(tx, &asset).await?;
        replace_external_ids(tx, subject, &[], &asset.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &asset.region, &asset), asset))
    }
}

/// Of which money, project and contract a card is made is for whoever values it to say, on any card; a client enters what its system knows.
fn may_fund(holder: &Holder, before: &Asset, after: &Asset) -> Result<(), Denial> {
    if holder.actor().officer().is_some() && !money_moved(before, after).is_empty() {
        let _permit = holder.permit_on(&action::ASSET_CHANGE_MONEY, subject_of(after), &after.region)?;
    }
    Ok(())
}

/// What a change says otherwise of the money of a card, of its project and its contract, and whether the card had said it.
pub(super) fn money_moved(before: &Asset, after: &Asset) -> Vec<((&'static str, &'static str), bool)> {
    let mut rest: Vec<&FundingPart> = after.funding.iter().collect();
    let kept = before.funding.iter().all(|part| {
        let same = rest.iter().position(|other| *other == part);
        same.map(|n| rest.swap_remove(n)).is_some()
    });
    let said = [
        (("funding", "资金构成"), before.funding == after.funding, !kept),
        (("project_id", "项目"), before.project == after.project, before.project.is_some()),
        (("contract_id", "合同"), before.contract == after.contract, before.contract.is_some()),
    ];
    said.into_iter().filter(|(_, same, _)| !same).map(|(name, _, stated)| (name, stated)).collect()
}

/// The same of the days of its acceptance and delivery, which are no money and which whoever keeps the card may add.
fn days_moved(before: &Asset, after: &Asset) -> Vec<((&'static str, &'static str), bool)> {
    let said = [
        (("accepted_on", "验收日期"), before.accepted_on, after.accepted_on),
        (("delivered_on", "交付日期"), before.delivered_on, after.delivered_on),
    ];
    said.into_iter().filter(|(_, was, is)| was != is).map(|(name, was, _)| (name, was.is_some())).collect()
}

/// What was booked or handed over, and is said otherwise.
pub(super) fn rewritten(before: &Asset, after: &Asset) -> Vec<(&'static str, &'static str)> {
    let moved = money_moved(before, after).into_iter().chain(days_moved(before, after));
    moved.filter(|(_, stated)| *stated && before.origin_stands()).map(|(name, _)| name).collect()
}

/// What a card says of its money and of its acceptance is what was booked or handed over: it is not rewritten, and what it does not say may be
/// added.
pub(super) fn money_stays(before: &Asset, after: &Asset) -> Result<(), AssetsRefusal> {
    let names = rewritten(before, after);
    if names.is_empty() {
        return Ok(());
    }
    let (value, handover) = (before.tracks.value, before.tracks.handover);
    Err(AssetsRefusal::MoneyStands { asset: before.number.clone(), value, handover, fields: Wording::fields(names) })
}

/// Changes the facts of an asset, or deletes it. What its tracks say changes by acts alone.
pub struct ChangeAsset {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: AssetId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<AssetFields>,
    /// Keys.
    pub sealer: Sealer,
    /// Which cards public money keeps.
    pub kept: &'static dyn KeptDoor,
}

impl Work for ChangeAsset {
    type Record = Committed<Asset>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Asset>, Stop> {
        let wanted = if self.fields.is_some() { &action::ASSET_CHANGE } else { &action::ASSET_DELETE };
        let (holder, permit, before) = held(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let subject = subject_of(&before);
        not_void(&before)?;
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = Asset { layer, version: before.version + 1, updated_at: now, ..before.clone() };
        let Some(fields) = &self.fields else {
            let tombstone = Asset {
                owners: Vec::new(),
                parties: Vec::new(),
                funding: Vec::new(),
                papers: Vec::new(),
                deleted_at: Some(now),
                ..stamped
            };
            if !store::bury_asset(tx, &tombstone).await? {
                return Err(AssetsRefusal::InUse.into());
            }
            return Ok(permit.commit(changed(&before, &tombstone), tombstone));
        };
        let mut after = fields.over(stamped);
        references_hold(tx, &holder, &mut after).await?;
        let new: Vec<FileId> = after.papers.iter().filter(|f| !before.papers.contains(f)).copied().collect();
        use_files_at(tx, &holder.seen(), subject, &papers_at(&new)).await?;
        fields.is_sane(&after, now.day())?;
        kind_stays(tx, self.kept, &before, &after).await?;
        may_fund(&holder, &before, &after)?;
        money_stays(&before, &after)?;
        sealed(tx, &self.sealer, [&mut after]).await?;
        let mut judged = vec![composed(&after, now.day())?];
        judged.extend(classed(tx, before.class.as_ref(), &after, now.day()).await?);
        judged.extend(taking::taken(tx, &holder.seen(), &before.funding, &after).await?);
        if before.funding == after.funding {
            judged.extend(taking::of_another_project(tx, &before, &after, now.day()).await?);
        }
        judged.extend(origin_judged(tx, Some(&before), &after, now.day()).await?);
        judged.extend(kind_fits(tx.conn(), &before, &after, now.day()).await?);
        judge(tx, &after.region, judged, &fields.acknowledged).await?;
        store::update_asset(tx, &before, &after).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
