//! `/distributions/{id}/lines`: whose how much is, and of what that was made.

use std::collections::BTreeMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    DistributionsParts,
    says::PrintInFullBody,
    shapes::{DistributionTermView, DistributionView},
    sources::PoolSourcesView,
};
use crate::{
    benefit::{
        distributions::{
            model::{Kept, KeptClass, LineQuery, LineState, Moved, Movement, Released, written_e4},
            service::{
                call_back::CallBackLine,
                carry::CarryOver,
                exports::LineTable,
                print::{print_line, print_line_in_full},
                read::{Explained, ShownLine, explain_line, list_lines, read_differences},
                release::ReleaseLine,
            },
        },
        rolls::NeedClass,
        shares::ShareClass,
    },
    ground::{
        authority::action,
        kernel::{
            Day, DistributionId, FileId, HouseholdId, Money, OrganisationId, PersonId, ResolutionId, RollId,
            ShareSchemeId, Shares,
        },
        wire::{
            Acting, Caller, Done, Exporter, Filter, Lister, PageOf, Plain, Printed, Reads, Refused, Writes, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(LineState, Movement);

/// What of a line is payable that waited (恢复发放).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ReleasedPart {
    /// Which part: 0 the line itself, from 1 on what an heir has of it, or the line once more after it was called back.
    part: i64,
    /// Serial of the heir in the share register, to whom it is paid instead.
    heir_serial: Option<i64>,
    /// Or the person to whom it is paid instead.
    person_id: Option<PersonId>,
    /// How much.
    amount: Money,
    /// On which day it was let go.
    on: Day,
    /// Why it waits no longer.
    reason: String,
}

impl From<&Released> for ReleasedPart {
    fn from(r: &Released) -> Self {
        let heir_serial = r.heir.map(|(serial, _)| serial);
        Self { part: r.part, heir_serial, person_id: r.person, amount: r.amount, on: r.on, reason: r.reason.clone() }
    }
}

/// That several lines wait no longer.
#[derive(Debug, Object)]
pub struct LineRelease {
    /// Why not: what was missing and is there now; never a name.
    reason: Plain<200>,
    /// The paper that says so.
    file_id: FileId,
}

/// That a line waits no longer, or to whom it goes whose holder is no more.
#[derive(Debug, Object)]
pub struct OneLineRelease {
    /// Why not: what was missing and is there now; never a name.
    reason: Plain<200>,
    /// The paper that says so.
    file_id: FileId,
    /// Who has it instead: where the holder died and the list was made of a roll, where nobody of the household is left, or where whom a paper named died
    /// before that was paid. Of several heirs the
    /// one who receives for all of them.
    person_id: Option<PersonId>,
}

/// That a line goes not to whom a paper named.
#[derive(Debug, Object)]
pub struct LineCallBack {
    /// What was wrong; never a name.
    reason: Plain<200>,
}

/// What one holder has of a distribution (分配明细), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionLineView {
    /// Serial in the share register, or in the roll.
    serial: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How the holder is called, masked.
    name: String,
    /// Of which class of a roll.
    class: Option<NeedClass>,
    /// Shares, or units, by months.
    weight: String,
    /// How much.
    amount: Money,
    /// Whether it is paid.
    state: LineState,
    /// Why it waits.
    reason: Option<String>,
    /// Since when it waits: the day on which its list was approved. Told in lists of lines.
    waits_since: Option<Day>,
    /// What of it is payable all the same; nothing where nobody said so.
    released: Option<Vec<ReleasedPart>>,
}

impl From<&ShownLine> for DistributionLineView {
    fn from(s: &ShownLine) -> Self {
        let l = &s.line;
        Self {
            serial: l.serial,
            person_id: l.whose.person(),
            household_id: l.whose.household(),
            organisation_id: l.whose.organisation(),
            name: s.name.clone(),
            class: l.class,
            weight: written_e4(l.weight_e4),
            amount: l.amount,
            state: l.state,
            reason: l.reason.clone(),
            waits_since: s.since,
            released: Some(l.released.iter().map(Into::into).collect()).filter(|all: &Vec<_>| !all.is_empty()),
        }
    }
}

/// Shares that a holder had from a day until another, or units of an entry of a roll.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CountedShares {
    /// Of which class of shares.
    class: Option<ShareClass>,
    /// Or of which class of a roll.
    roll_class: Option<NeedClass>,
    /// The first day.
    from_on: Day,
    /// The first day on which it was so no longer.
    until_on: Option<Day>,
    /// How many shares; of a roll heads, or the yuan of a stake.
    shares: Shares,
    /// How many months have their last day in it.
    months: i64,
}

/// What a line was made of.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionLineExplained {
    /// The line.
    line: DistributionLineView,
    /// How much there was to distribute.
    pool: Money,
    /// All shares, or units, by months.
    weight_of_all: String,
    /// How much each share had for each month, where the plan says that.
    unit: Option<Money>,
    /// How it was computed.
    formula: String,
    /// Whole fen of the weight, before what was left was given.
    floored: Option<Money>,
    /// What of the holder counted.
    counted: Vec<CountedShares>,
    /// By which shares.
    scheme_id: Option<ShareSchemeId>,
    /// Or by which roll.
    roll_id: Option<RollId>,
    /// What its class has.
    term: Option<DistributionTermView>,
    /// By which resolution.
    resolution_id: Option<ResolutionId>,
    /// Which edition of the calculation.
    edition: i64,
    /// Of what the pool was made.
    sources: Option<PoolSourcesView>,
}

impl From<&Explained> for DistributionLineExplained {
    fn from(e: &Explained) -> Self {
        let counted = |(k, months): &(Kept, i64)| CountedShares {
            class: if let KeptClass::Shares(class) = k.class { Some(class) } else { None },
            roll_class: if let KeptClass::Roll(class) = k.class { Some(class) } else { None },
            from_on: k.from,
            until_on: k.until,
            shares: Shares::from_scaled(k.units_e4).unwrap_or(Shares::ZERO),
            months: *months,
        };
        Self {
            line: (&e.shown).into(),
            pool: e.plan.pool,
            weight_of_all: written_e4(e.plan.weight_e4),
            unit: e.plan.unit,
            formula: e.plan.formula(&e.shown.line),
            floored: e.portion.and_then(|(fen, _)| Money::from_fen(fen).ok()),
            counted: e.kept.iter().map(counted).collect(),
            scheme_id: e.plan.register.scheme(),
            roll_id: e.plan.register.roll(),
            term: e.plan.register.terms().iter().find(|t| Some(t.class) == e.shown.line.class).map(Into::into),
            resolution_id: e.plan.resolution,
            edition: e.plan.edition,
            sources: e.sources.as_ref().map(Into::into),
        }
    }
}

/// A line that differs from that of the calculation before.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionDifference {
    /// What became of it.
    movement: Movement,
    /// Serial of the holder.
    serial: i64,
    /// How much it was.
    was: Option<Money>,
    /// How much it is.
    is: Option<Money>,
}

impl From<&Moved> for DistributionDifference {
    fn from(m: &Moved) -> Self {
        Self { movement: m.movement, serial: m.serial, was: m.was, is: m.is }
    }
}

/// How a list differs from the one that was computed before it.
#[derive(Debug, Object)]
pub struct DistributionDifferences {
    /// Which edition it is.
    edition: i64,
    /// How many lines came.
    added: i64,
    /// How many went.
    removed: i64,
    /// How many changed.
    changed: i64,
    /// The first 200 of them, by serial.
    lines: Vec<DistributionDifference>,
}

/// Filters of lines.
#[derive(Debug, Object)]
pub struct DistributionLineFilter {
    /// Only in this state.
    state: Option<LineState>,
    /// Only of the holder of this serial.
    serial: Option<i64>,
}

impl Filter for DistributionLineFilter {
    const MARK: &'static str = "list:DistributionLineFilter";
}

impl From<&DistributionLineFilter> for LineQuery {
    fn from(f: &DistributionLineFilter) -> Self {
        Self { state: f.state, serial: f.serial, payable: false }
    }
}

/// Lists of distributions.
pub struct DistributionLinesApi(pub DistributionsParts);

#[OpenApi]
impl DistributionLinesApi {
    /// Whose how much of a distribution is, masked
    #[oai(path = "/distributions/:id/lines", method = "get", operation_id = "distributions.line.list")]
    async fn list(
        &self,
        by: Lister<DistributionLineFilter>,
        id: Path<DistributionId>,
    ) -> Result<Json<PageOf<DistributionLineView>>, Refused<Reads>> {
        let (parts, query) = ((&self.0.db, &self.0.sealer), LineQuery::from(&by.filter));
        let wanted = (&by.holder, &action::DISTRIBUTION_LINE_READ);
        let page = list_lines(parts, wanted, id.0, query, &by.listing).await?;
        Ok(Json(page.map(|l| DistributionLineView::from(&l)).into()))
    }

    /// The list of a distribution as a table, as filtered, masked, with its sum
    #[oai(path = "/distributions/:id/lines/export", method = "get", operation_id = "distributions.line.export")]
    async fn export(
        &self,
        by: Exporter<DistributionLineFilter>,
        id: Path<DistributionId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let query = LineQuery::from(&by.filter);
        let (db, sealer, holder) = (self.0.db.clone(), self.0.sealer.clone(), by.takeout.holder.clone());
        let list = LineTable { db, sealer, holder, id: id.0, query };
        Ok(exported(by.takeout, &action::DISTRIBUTION_LINE_EXPORT, list).await?)
    }

    /// What one holder has of a distribution, as a page for that holder; persons masked
    #[oai(path = "/distributions/:id/lines/:serial/print", method = "get", operation_id = "distributions.line.print")]
    async fn print(&self, by: Caller, id: Path<DistributionId>, serial: Path<i64>) -> Result<Printed, Refused<Writes>> {
        let with = (&self.0.db, &self.0.sealer);
        Ok(Printed(print_line(with, &by.holder, (id.0, serial.0)).await?))
    }

    /// What one holder has, as a page with the whole name, told with a reason; each time counts, and the answer is kept nowhere
    #[oai(
        path = "/distributions/:id/lines/:serial/print-in-full",
        method = "post",
        operation_id = "distributions.line.print_in_full"
    )]
    async fn print_in_full(
        &self,
        by: Caller,
        id: Path<DistributionId>,
        serial: Path<i64>,
        body: Json<PrintInFullBody>,
    ) -> Result<Printed, Refused<Writes>> {
        let with = (&self.0.db, &self.0.sealer);
        Ok(Printed(print_line_in_full(with, &by.holder, (id.0, serial.0, body.0.reason.into())).await?))
    }

    /// What the line of a holder was made of: shares, months, pool, formula
    #[oai(
        path = "/distributions/:id/lines/:serial/explain",
        method = "get",
        operation_id = "distributions.line.explain"
    )]
    async fn explain(
        &self,
        by: Caller,
        id: Path<DistributionId>,
        serial: Path<i64>,
    ) -> Result<Json<DistributionLineExplained>, Refused<Reads>> {
        let found = explain_line((&self.0.db, &self.0.sealer), &by.holder, (id.0, serial.0)).await?;
        Ok(Json((&found).into()))
    }

    /// Say that a line of an approved list waits no longer: it is payable; what its dead holder had, to the heirs; where none stand in a register, to whom a paper names
    #[oai(
        path = "/distributions/:id/lines/:serial/release",
        method = "post",
        operation_id = "distributions.line.release"
    )]
    async fn release(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        serial: Path<i64>,
        body: Json<OneLineRelease>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, said) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (reason, paper, payee, payouts) = (said.reason.into(), said.file_id, said.person_id, self.0.payouts);
        let work = ReleaseLine { actor, id: id.0, if_match, serial: serial.0, reason, paper, payee, payouts };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Call back a line that went to the wrong person by a paper, before it is in a batch: it waits again for whom another paper names
    #[oai(
        path = "/distributions/:id/lines/:serial/call-back",
        method = "post",
        operation_id = "distributions.line.call_back"
    )]
    async fn call_back(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        serial: Path<i64>,
        body: Json<LineCallBack>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, payouts) = (by.actor.clone(), by.if_match.clone(), self.0.payouts);
        let (serial, reason) = (serial.0, body.0.reason.into());
        let work = CallBackLine { actor, id: id.0, if_match, serial, reason, payouts };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// Say that what of this list and those before it by the same register lay below the minimum is payable, where it makes the minimum now
    #[oai(path = "/distributions/:id/carry", method = "post", operation_id = "distributions.distribution.carry")]
    async fn carry(
        &self,
        by: Acting,
        id: Path<DistributionId>,
        body: Json<LineRelease>,
    ) -> Result<Done<DistributionView>, Refused<Writes>> {
        let (actor, if_match, said) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = CarryOver { actor, id: id.0, if_match, reason: said.reason.into(), paper: said.file_id };
        by.run(&self.0.db, &work, |d| DistributionView::from(d)).await
    }

    /// How a list differs from the one that was computed before it
    #[oai(
        path = "/distributions/:id/differences",
        method = "get",
        operation_id = "distributions.distribution.read_differences"
    )]
    async fn read_differences(
        &self,
        by: Caller,
        id: Path<DistributionId>,
    ) -> Result<Json<DistributionDifferences>, Refused<Reads>> {
        let (plan, counts, moved): (_, BTreeMap<_, i64>, _) = read_differences(&self.0.db, &by.holder, id.0).await?;
        let of = |movement: Movement| counts.get(&movement).copied().unwrap_or(0);
        Ok(Json(DistributionDifferences {
            edition: plan.edition,
            added: of(Movement::Added),
            removed: of(Movement::Removed),
            changed: of(Movement::Changed),
            lines: moved.iter().map(Into::into).collect(),
        }))
    }
}
