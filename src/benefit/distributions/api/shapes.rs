//! Plans of distribution as they are shown.

use poem_openapi::Object;

use crate::{
    benefit::{
        distributions::{
            model::{
                Distribution, DistributionFormKind, DistributionKind, DistributionState, Gives, Phase, Rounding, Step,
                StepKind, Term, written_e4,
            },
            service::read::{ShownDistribution, Standing},
        },
        rolls::NeedClass,
        shares::ShareClass,
    },
    ground::{
        kernel::{
            CollectiveId, Day, Digest, DistributionId, FileId, IncomePoolId, Instant, Layer, Money, Month, PostingId,
            Ppm, RegionCode, ResolutionId, RollId, RunId, ShareSchemeId,
        },
        wire::{resource, wire_words},
    },
};

wire_words!(DistributionFormKind, DistributionKind, DistributionState, Phase, Rounding, StepKind);

/// Whose part of a distribution waits, and why.
#[derive(Debug, Object)]
pub struct HeldBackView {
    /// Serial in the share register, or in the roll.
    serial: i64,
    /// Why.
    reason: String,
}

/// What a class of a roll has in a plan.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionTermView {
    /// Which class.
    class: NeedClass,
    /// So much for each unit.
    unit: Option<Money>,
    /// Such a part of what is distributed.
    part_pct: Option<Ppm>,
    /// Such a part of what was placed.
    rate_pct: Option<Ppm>,
    /// All its units by months as they were last counted.
    weight: String,
}

impl From<&Term> for DistributionTermView {
    fn from(t: &Term) -> Self {
        let none = Self { class: t.class, unit: None, part_pct: None, rate_pct: None, weight: written_e4(t.weight_e4) };
        match t.gives {
            Gives::Unit(unit) => Self { unit: Some(unit), ..none },
            Gives::Part(part) => Self { part_pct: Some(part), ..none },
            Gives::Rate(rate) => Self { rate_pct: Some(rate), ..none },
        }
    }
}

/// A step that a plan took.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionStepView {
    /// Which.
    step: StepKind,
    /// On which day.
    on: Day,
    /// By which paper.
    file_id: Option<FileId>,
    /// Remark.
    note: Option<String>,
    /// Who recorded it.
    recorded_by: String,
    /// When.
    recorded_at: Instant,
}

impl From<&Step> for DistributionStepView {
    fn from(s: &Step) -> Self {
        Self {
            step: s.told.step,
            on: s.told.on,
            file_id: s.told.paper,
            note: s.told.note.clone(),
            recorded_by: s.recorded_by.clone(),
            recorded_at: s.recorded_at,
        }
    }
}

/// Where the money of a locked list stands (发放情况).
#[derive(Debug, Object)]
pub struct StandingView {
    /// Due, and at no bank.
    payable: Money,
    /// At a bank, which has not answered.
    in_payment: Money,
    /// In the accounts of those whose it is.
    paid: Money,
    /// Held back, or less than the plan pays.
    waiting: Money,
}

impl From<Standing> for StandingView {
    fn from(s: Standing) -> Self {
        Self { payable: s.payable, in_payment: s.in_payment, paid: s.paid, waiting: s.waiting }
    }
}

/// What a body distributes, by which shares and months, and how far that has come (收益分配方案).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionView {
    /// Id.
    id: DistributionId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// By the shares of which scheme; of members' dividends alone.
    scheme_id: Option<ShareSchemeId>,
    /// Of which classes; none where it goes by a roll.
    classes: Vec<ShareClass>,
    /// By which roll; of assistance and of stakes.
    roll_id: Option<RollId>,
    /// What each class of the roll has.
    terms: Option<Vec<DistributionTermView>>,
    /// Kind.
    kind: DistributionKind,
    /// Name.
    name: String,
    /// The first month that counts.
    from_month: Month,
    /// The last month that counts.
    to_month: Month,
    /// Of which pool; absent in a plan that was made before pools were kept, which is written anew before its list is locked.
    pool_id: Option<IncomePoolId>,
    /// Of which closed year that is.
    year: Option<i32>,
    /// How much of it is distributed, at most. What is in no line stays there.
    pool: Money,
    /// How much each share has for each month.
    unit: Option<Money>,
    /// Less than this is not paid.
    minimum: Money,
    /// What becomes of what makes no fen.
    rounding: Rounding,
    /// On which day the books of that year were closed.
    closed_on: Day,
    /// The paper of the stock-take before that.
    closed_file_id: FileId,
    /// The plan as a paper.
    file_id: FileId,
    /// State.
    state: DistributionState,
    /// By which resolution it was decided.
    resolution_id: Option<ResolutionId>,
    /// Its run of approval.
    run_id: Option<RunId>,
    /// How far its calculation has come.
    phase: Phase,
    /// How often it was computed.
    edition: i64,
    /// The last serial that this phase has passed.
    cursor: i64,
    /// All shares, or units, by months, in ten-thousandths behind the point.
    weight: String,
    /// How many lines.
    lines: i64,
    /// What they add up to.
    lines_sum: Money,
    /// What of the pool is in no line.
    remainder: Money,
    /// What its lines digest to.
    digest: Option<String>,
    /// Since when it hangs.
    posted_on: Option<Day>,
    /// By which posting; absent where a day and a photo tell it.
    posting_id: Option<PostingId>,
    /// Its steps, in their order. Absent in lists and in the answer of an act.
    steps: Option<Vec<DistributionStepView>>,
    /// Whose part waits. Absent in lists and in the answer of an act.
    held_back: Option<Vec<HeldBackView>>,
    /// Where the money of its list stands. Absent in lists, in the answer of an act, and while the list is not locked.
    standing: Option<StandingView>,
    /// Why it was returned or annulled.
    end_reason: Option<String>,
    /// Numbers of the rules whose warnings were acknowledged.
    acknowledged: Vec<String>,
    /// What it corrects of another plan of the same months.
    correction: Option<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(DistributionView, "/distributions");

impl From<&Distribution> for DistributionView {
    fn from(d: &Distribution) -> Self {
        Self {
            id: d.id,
            etag: d.version.to_string(),
            number: d.number.clone(),
            collective_id: d.collective,
            region_code: d.region.clone(),
            scheme_id: d.register.scheme(),
            classes: d.register.classes().to_vec(),
            roll_id: d.register.roll(),
            terms: d.register.roll().map(|_| d.register.terms().iter().map(Into::into).collect()),
            kind: d.kind,
            name: d.name.clone(),
            from_month: d.months.0,
            to_month: d.months.1,
            pool_id: d.source.map(|s| s.pool),
            year: d.source.map(|s| s.year),
            pool: d.pool,
            unit: d.unit,
            minimum: d.minimum,
            rounding: d.rounding,
            closed_on: d.closed_on,
            closed_file_id: d.closed_paper,
            file_id: d.paper,
            state: d.state,
            resolution_id: d.resolution,
            run_id: d.run,
            phase: d.phase,
            edition: d.edition,
            cursor: d.cursor,
            weight: written_e4(d.weight_e4),
            lines: d.lines,
            lines_sum: d.lines_sum,
            remainder: d.remainder(),
            digest: d.digest.as_ref().map(Digest::to_string),
            posted_on: d.posted_on,
            posting_id: d.posting,
            steps: None,
            held_back: None,
            standing: None,
            end_reason: d.end_reason.clone(),
            acknowledged: d.acknowledged.clone(),
            correction: d.correction.clone(),
            note: d.note.clone(),
            layer: d.layer,
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

impl From<&ShownDistribution> for DistributionView {
    fn from(s: &ShownDistribution) -> Self {
        let waits = |(serial, reason): &(i64, String)| HeldBackView { serial: *serial, reason: reason.clone() };
        Self {
            steps: Some(s.steps.iter().map(Into::into).collect()),
            held_back: Some(s.waiting.iter().map(waits).collect()),
            standing: s.standing.map(Into::into),
            ..Self::from(&s.plan)
        }
    }
}
