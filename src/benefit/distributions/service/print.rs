//! Printing a plan, its list, and what of it one holder has. Persons are masked on all of them, but where they sign for what they get: a sheet with
//! whole names is for those who keep the list, told with a reason, and counts like every look at persons (S26).

use super::{
    read::{Explained, explained, seen},
    subject_of,
};
use crate::{
    benefit::{
        collectives::bodies_named,
        distributions::{
            DistributionsRefusal,
            forms::{LIST, PLAN, SLIP},
            model::{
                CountedRow, Distribution, DistributionFormKind, Kept, KeptRow, Line, ListPaper, Phase, PlanPaper,
                Register, SlipPaper, Step, StepRow, WaitingRow, fact_label, list_leaves, months_written, written_e4,
            },
            store,
        },
        rolls::find_rolls,
        shares::{HolderNames, find_schemes},
    },
    ground::{
        authority::{Action, Actor, Holder, action, unknown},
        kernel::{DistributionId, Money, SubjectKind, Words as _},
        platform::{ConnectionTrait, Db, Fault, Sealer, Snapshot, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::{holder, name_of},
        approvals::opinions_of,
        people::{Seeing, note_reveal},
        places::region_name,
        prints::{FormSpec, ListPart, Sheet, Span, print},
    },
};

/// At most so many lines are printed at once; longer lists are printed in parts, from serial to serial.
pub const MOST: u64 = 5_000;

/// How persons are called on a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Masked,
    InFull,
}

/// A plan or its list as a page.
pub async fn print_distribution(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    id: DistributionId,
    (form, span): (DistributionFormKind, Span),
) -> Result<String, Stop> {
    let look = db.snapshot().await?;
    let plan = seen(look.conn(), holder, id, &action::DISTRIBUTION_PRINT).await?;
    if form == DistributionFormKind::Plan && !span.is_whole() {
        return Err(DistributionsRefusal::PartOfPlan.into());
    }
    let (spec, fields) = match form {
        DistributionFormKind::Plan => (&PLAN, value_of(&plan, &plan_paper(look.conn(), &plan).await?)?),
        DistributionFormKind::List => {
            (&LIST, value_of(&plan, &list_paper((db, sealer), look.conn(), (&plan, Shows::Masked), span).await?)?)
        }
    };
    sheet((db, &look), holder, &plan, (spec, fields)).await
}

/// What of a plan one holder has, as a page.
pub async fn print_line(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, serial): (DistributionId, i64),
) -> Result<String, Stop> {
    let look = with.0.snapshot().await?;
    let plan = seen(look.conn(), holder, id, &action::DISTRIBUTION_LINE_PRINT).await?;
    slip((with, &look), holder, plan, (serial, Shows::Masked)).await
}

/// 签领表: the list, or a part of it, as a page with whole names, to be signed. It is kept who saw them and why.
pub async fn print_list_in_full(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, span, reason): (DistributionId, Span, String),
) -> Result<String, Stop> {
    let wanted = &action::DISTRIBUTION_PRINT_IN_FULL;
    let look = with.0.snapshot().await?;
    let plan = seen(look.conn(), holder, id, wanted).await?;
    let paper = list_paper(with, look.conn(), (&plan, Shows::InFull), span).await?;
    let of = ListPart::called(paper.part.as_ref());
    let page = sheet((with.0, &look), holder, &plan, (&LIST, value_of(&plan, &paper)?)).await?;
    with.0.write(&SeeNames { actor: holder.actor().clone(), wanted, id, of, reason }).await?;
    Ok(page)
}

/// What of a plan one holder has, as a page with the whole name.
pub async fn print_line_in_full(
    with: (&Db, &Sealer),
    holder: &Holder,
    (id, serial, reason): (DistributionId, i64, String),
) -> Result<String, Stop> {
    let wanted = &action::DISTRIBUTION_LINE_PRINT_IN_FULL;
    let look = with.0.snapshot().await?;
    let plan = seen(look.conn(), holder, id, wanted).await?;
    let page = slip((with, &look), holder, plan, (serial, Shows::InFull)).await?;
    let of = format!("line {serial}");
    with.0.write(&SeeNames { actor: holder.actor().clone(), wanted, id, of, reason }).await?;
    Ok(page)
}

/// That an officer sees whole names on a paper of a plan.
struct SeeNames {
    actor: Actor,
    wanted: &'static Action,
    id: DistributionId,
    of: String,
    reason: String,
}

impl Work for SeeNames {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let plan = store::find_distribution(tx.conn(), self.id).await?.ok_or_else(|| unknown(self.wanted))?;
        let permit = holder.permit_on(self.wanted, subject_of(&plan), &plan.region)?;
        let (fields, reason) = (format!("name,{}", self.of), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&plan), region: &plan.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, ()))
    }
}

/// The page of one holder.
async fn slip(
    ((db, sealer), look): ((&Db, &Sealer), &Snapshot),
    holder: &Holder,
    plan: Distribution,
    (serial, shows): (i64, Shows),
) -> Result<String, Stop> {
    let conn = look.conn();
    let Explained { shown, plan, kept, .. } = explained((db, sealer), conn, plan, serial).await?;
    let line = shown.line;
    let name = match shows {
        Shows::Masked => shown.name,
        Shows::InFull => {
            HolderNames::in_full((db, sealer), [line.whose], db.now().await?.day()).await?.called(line.whose)
        }
    };
    let (region, body) = place_of(conn, &plan).await?;
    let (formula, called) = (plan.formula(&line), plan.kind.called());
    let paper = SlipPaper {
        title: called.slip.into(),
        weight_unit: called.weight.into(),
        region,
        number: plan.number.clone(),
        name: plan.name.clone(),
        plan_state: plan.kind.state_called(plan.state).into(),
        body: body.1,
        months: months_written(plan.months),
        holder: name,
        sort: line.whose.kind().label().into(),
        serial,
        amount: line.amount.grouped(),
        amount_in_capitals: line.amount.in_capitals(),
        state: line.state.label().into(),
        reason: line.reason.unwrap_or_default(),
        weight: written_e4(line.weight_e4),
        formula,
        rounding: plan.rounding.label().into(),
        counted: kept.into_iter().map(kept_row).collect(),
    };
    let fields = value_of(&plan, &paper)?;
    sheet((db, look), holder, &plan, (&SLIP, fields)).await
}

fn value_of(plan: &Distribution, paper: &impl serde::Serialize) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(paper).map_err(|e| Fault::inconsistent(format!("paper of distribution {}: {e}", plan.id)))
}

/// The page: its digest is that of the list which every yes binds; a plan without one has nothing that is fixed.
async fn sheet(
    (db, look): (&Db, &Snapshot),
    holder: &Holder,
    plan: &Distribution,
    (spec, fields): (&FormSpec, serde_json::Value),
) -> Result<String, Stop> {
    let sheet = Sheet {
        kind: SubjectKind::Distribution,
        number: plan.number.clone(),
        revision: plan.edition,
        digest: plan.digest.map(|_| plan.decisive()),
        watermark: plan.state.watermark().or(plan.layer.watermark()),
        printed_at: db.now().await?,
        printed_by: name_of(look.conn(), holder.actor()).await?,
        fields,
    };
    print(look.conn(), spec, &plan.region, &sheet).await
}

/// Name of its region; number and name of its body.
async fn place_of(conn: &impl ConnectionTrait, plan: &Distribution) -> Result<(String, (String, String)), Fault> {
    let region = region_name(conn, &plan.region).await?;
    let body = bodies_named(conn, &[plan.collective]).await?.remove(&plan.collective);
    Ok((region, body.ok_or_else(|| Fault::inconsistent("a distribution of no body"))?))
}

/// Number and name of the register, and its classes that take part.
async fn register_of(conn: &impl ConnectionTrait, plan: &Distribution) -> Result<(String, String), Fault> {
    let (named, classes): (Option<String>, Vec<&str>) = match &plan.register {
        Register::Shares { scheme, classes } => {
            let found = find_schemes(conn, &[*scheme]).await?.pop();
            (found.map(|s| format!("{} {}", s.number, s.name)), classes.iter().map(|c| c.label()).collect())
        }
        Register::Roll { roll, terms } => {
            let found = find_rolls(conn, &[*roll]).await?.pop();
            (found.map(|r| format!("{} {}", r.number, r.name)), terms.iter().map(|t| t.class.label()).collect())
        }
    };
    let named = named.ok_or_else(|| Fault::inconsistent(format!("distribution {} by no register", plan.id)))?;
    Ok((named, classes.join("、")))
}

async fn plan_paper(conn: &impl ConnectionTrait, plan: &Distribution) -> Result<PlanPaper, Fault> {
    let (region, (body_number, body)) = place_of(conn, plan).await?;
    let (register, classes) = register_of(conn, plan).await?;
    let step_row = |step: &Step| StepRow {
        step: plan.kind.step_called(step.told.step).into(),
        on: step.told.on.written(),
        note: step.told.note.clone().unwrap_or_default(),
    };
    let waiting = store::waiting_of(conn, plan.id).await?;
    let counted = (plan.phase == Phase::Done).then(|| CountedRow {
        edition: plan.edition,
        lines: plan.lines,
        weight: written_e4(plan.weight_e4),
        sum: plan.lines_sum.grouped(),
        remainder: plan.remainder().grouped(),
        posted_on: plan.posted_on.map(|day| day.written()).unwrap_or_default(),
    });
    Ok(PlanPaper {
        region,
        number: plan.number.clone(),
        name: plan.name.clone(),
        kind: plan.kind.label().into(),
        state: plan.kind.state_called(plan.state).into(),
        body,
        body_number,
        register_title: plan.kind.called().register.into(),
        register,
        classes,
        months: months_written(plan.months),
        weight_unit: plan.kind.called().weight.into(),
        closed_on: plan.closed_on.written(),
        pool: plan.pool.grouped(),
        pool_in_capitals: plan.pool.in_capitals(),
        standard: plan.standard(),
        minimum: plan.minimum.grouped(),
        rounding: plan.rounding.label().into(),
        note: [plan.correction.as_ref().map(|text| format!("更正、补发：{text}")), plan.note.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("；"),
        end_reason: plan.end_reason.clone().unwrap_or_default(),
        counted,
        waiting: waiting.into_iter().map(|(serial, reason)| WaitingRow { serial, reason }).collect(),
        steps: store::steps_of(conn, plan.id).await?.iter().map(step_row).collect(),
        desks: match plan.run {
            Some(run) => opinions_of(conn, run, fact_label).await?,
            None => Vec::new(),
        },
    })
}

/// The lines of a part, or of all of a list that was computed, and how many lie before them, of what sum.
async fn lines_of(
    conn: &impl ConnectionTrait,
    plan: &Distribution,
    span: Span,
) -> Result<(Vec<Line>, (usize, Money)), Stop> {
    if plan.phase != Phase::Done {
        return Err(DistributionsRefusal::NotCounted { phase: plan.phase }.into());
    }
    let (most, bounds) = (i64::try_from(MOST).unwrap_or(i64::MAX), span.bounds());
    let (lines, before) = if span.is_whole() {
        (plan.lines, (0, Money::ZERO))
    } else {
        let found = store::spanned(conn, plan, bounds).await?;
        if found.lines == 0 {
            let (from, until) = span.told();
            return Err(DistributionsRefusal::ListPartEmpty { from, until }.into());
        }
        let before = usize::try_from(found.before).map_err(|_| Fault::inconsistent("fewer lines than none"))?;
        (found.lines, (before, found.before_sum))
    };
    if lines > most {
        return Err(DistributionsRefusal::ListTooLong { lines, most }.into());
    }
    Ok((store::lines_by_serial(conn, plan, bounds, MOST).await?, before))
}

async fn list_paper(
    (db, sealer): (&Db, &Sealer),
    conn: &impl ConnectionTrait,
    (plan, shows): (&Distribution, Shows),
    span: Span,
) -> Result<ListPaper, Stop> {
    let (lines, before) = lines_of(conn, plan, span).await?;
    let whose = lines.iter().map(|l| l.whose);
    let names = match shows {
        Shows::Masked => HolderNames::of((db, sealer), whose).await?,
        Shows::InFull => HolderNames::in_full((db, sealer), whose, db.now().await?.day()).await?,
    };
    let named = |line: Line| {
        let name = names.called(line.whose);
        (line, name)
    };
    let lines: Vec<_> = lines.into_iter().map(named).collect();
    let beyond = || Fault::inconsistent(format!("list of distribution {}", plan.id));
    let (leaves, (waiting, waiting_sum)) = list_leaves(&lines, before).ok_or_else(beyond)?;
    let ends = lines.first().zip(lines.last()).map(|((first, _), (last, _))| (first.serial, last.serial));
    let part = span.part(ends, before, (plan.lines, plan.lines_sum));
    let total = match part {
        Some(_) => Money::sum(lines.iter().map(|(line, _)| line.amount)).ok_or_else(beyond)?,
        None => plan.lines_sum,
    };
    let (region, body) = place_of(conn, plan).await?;
    let called = plan.kind.called();
    Ok(ListPaper {
        title: called.list.into(),
        weight_unit: called.weight.into(),
        region,
        number: plan.number.clone(),
        name: plan.name.clone(),
        state: plan.kind.state_called(plan.state).into(),
        body: body.1,
        months: months_written(plan.months),
        part,
        in_full: shows == Shows::InFull,
        count: lines.len(),
        total: total.grouped(),
        total_in_capitals: total.in_capitals(),
        waiting,
        waiting_sum: waiting_sum.grouped(),
        leaves,
    })
}

fn kept_row((kept, months): (Kept, i64)) -> KeptRow {
    KeptRow {
        class: kept.class.label().into(),
        from_on: kept.from.written(),
        until_on: kept.until.map(|day| day.written()).unwrap_or_default(),
        shares: written_e4(kept.units_e4),
        months,
    }
}
