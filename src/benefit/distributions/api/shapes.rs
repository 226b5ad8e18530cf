//! Plans of distribution as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::{
        distributions::{
            model::{
                Distribution, DistributionFormKind, DistributionKind, DistributionState, Phase, Rounding, Step,
                StepKind, written_e4,
            },
            service::{
                plans::PlanTold,
                read::{ShownDistribution, Standing},
            },
        },
        shares::ShareClass,
    },
    ground::{
        kernel::{
            CollectiveId, Day, Digest, DistributionId, FileId, IncomePoolId, Instant, Layer, Money, Month, RegionCode,
            ResolutionId, RunId, ShareSchemeId,
        },
        wire::{Text, resource, wire_words},
    },
};

wire_words!(DistributionFormKind, DistributionKind, DistributionState, Phase, Rounding, StepKind);

/// Whose part of a distribution waits, and why.
#[derive(Debug, Object)]
pub struct HeldBack {
    /// Serial in the share register.
    #[oai(validator(minimum(value = "1")))]
    serial: i64,
    /// Why; never a name.
    reason: Text<200>,
}

/// Whose part of a distribution waits, and why.
#[derive(Debug, Object)]
pub struct HeldBackView {
    /// Serial in the share register.
    serial: i64,
    /// Why.
    reason: String,
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
    /// By the shares of which scheme.
    scheme_id: ShareSchemeId,
    /// Of which classes.
    classes: Vec<ShareClass>,
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
    /// All shares by months, in ten-thousandths behind the point.
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
    /// Its steps, in their order. Absent in lists and in the answer of an act.
    steps: Option<Vec<DistributionStepView>>,
    /// Whose part waits. Absent in lists and in the answer of an act.
    held_back: Option<Vec<HeldBackView>>,
    /// Where the money of its list stands. Absent in lists, in the answer of an act, and while the list is not locked.
    standing: Option<StandingView>,
    /// Why it was returned or annulled.
    end_reason: Option<String>,
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
            scheme_id: d.scheme,
            classes: d.classes.clone(),
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
            steps: None,
            held_back: None,
            standing: None,
            end_reason: d.end_reason.clone(),
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

/// What a plan says.
#[derive(Debug, Object)]
pub struct DistributionSays {
    /// By the shares of which scheme of the body; one that was adopted.
    scheme_id: ShareSchemeId,
    /// Of which classes; each once, and one that the scheme has.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Vec<ShareClass>,
    /// Kind.
    kind: DistributionKind,
    /// Name.
    name: Text<200>,
    /// The first month that counts.
    from_month: Month,
    /// The last month that counts; it is over.
    to_month: Month,
    /// Of which pool of the body: its members', of a closed year.
    pool_id: IncomePoolId,
    /// How much of that: more than nothing, no more than is left; all that is left where it is absent.
    pool: Option<Money>,
    /// How much each share has for each month; absent where the pool is divided by all shares and months.
    unit: Option<Money>,
    /// Less than this is not paid, but kept for its holder; nothing where it is absent.
    minimum: Option<Money>,
    /// What becomes of what makes no fen. Where each share has so much, parts of a fen are left out.
    rounding: Rounding,
    /// The plan as a paper.
    file_id: FileId,
    /// Whose part waits, and why.
    #[oai(validator(max_items = 200))]
    held_back: Option<Vec<HeldBack>>,
    /// Remark; never a name.
    note: Option<Text<500>>,
}

impl From<DistributionSays> for PlanTold {
    fn from(s: DistributionSays) -> Self {
        let waits = |h: HeldBack| (h.serial, h.reason.into());
        Self {
            scheme: s.scheme_id,
            classes: s.classes,
            kind: s.kind,
            name: s.name.into(),
            months: (s.from_month, s.to_month),
            source: s.pool_id,
            pool: s.pool,
            unit: s.unit,
            minimum: s.minimum.unwrap_or(Money::ZERO),
            rounding: s.rounding,
            paper: s.file_id,
            waiting: s.held_back.into_iter().flatten().map(waits).collect(),
            note: s.note.map(Into::into),
        }
    }
}

/// A plan of a body.
#[derive(Debug, Object)]
pub struct NewDistribution {
    /// Of which body.
    pub collective_id: CollectiveId,
    /// By the shares of which scheme of the body; one that was adopted.
    scheme_id: ShareSchemeId,
    /// Of which classes; each once, and one that the scheme has.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Vec<ShareClass>,
    /// Kind.
    kind: DistributionKind,
    /// Name.
    name: Text<200>,
    /// The first month that counts.
    from_month: Month,
    /// The last month that counts; it is over.
    to_month: Month,
    /// Of which pool of the body: its members', of a closed year.
    pool_id: IncomePoolId,
    /// How much of that: more than nothing, no more than is left; all that is left where it is absent.
    pool: Option<Money>,
    /// How much each share has for each month; absent where the pool is divided by all shares and months.
    unit: Option<Money>,
    /// Less than this is not paid, but kept for its holder; nothing where it is absent.
    minimum: Option<Money>,
    /// What becomes of what makes no fen. Where each share has so much, parts of a fen are left out.
    rounding: Rounding,
    /// The plan as a paper.
    file_id: FileId,
    /// Whose part waits, and why.
    #[oai(validator(max_items = 200))]
    held_back: Option<Vec<HeldBack>>,
    /// Remark; never a name.
    note: Option<Text<500>>,
}

impl From<NewDistribution> for PlanTold {
    fn from(s: NewDistribution) -> Self {
        let NewDistribution {
            collective_id: _,
            scheme_id,
            classes,
            kind,
            name,
            from_month,
            to_month,
            pool_id,
            pool,
            unit,
            minimum,
            rounding,
            file_id,
            held_back,
            note,
        } = s;
        DistributionSays {
            scheme_id,
            classes,
            kind,
            name,
            from_month,
            to_month,
            pool_id,
            pool,
            unit,
            minimum,
            rounding,
            file_id,
            held_back,
            note,
        }
        .into()
    }
}

/// That a plan took a step, on a day, by a paper.
#[derive(Debug, Object)]
pub struct DistributionStepSays {
    /// On which day; not after today, not before the step before it.
    pub on: Day,
    /// Minutes, an opinion, a photo of the board.
    pub file_id: FileId,
    /// Remark; never a name.
    pub note: Option<Text<500>>,
}

/// That the body decided on a plan.
#[derive(Debug, Object)]
pub struct DistributionVote {
    /// By which resolution of it on a plan of distribution; one that passed, and on which no other plan stands.
    pub resolution_id: ResolutionId,
}

/// That a plan goes back.
#[derive(Debug, Object)]
pub struct DistributionReturn {
    /// On which day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Text<200>,
    /// The paper, where there is one.
    pub file_id: Option<FileId>,
}

/// That a plan comes to nothing.
#[derive(Debug, Object)]
pub struct DistributionAnnulment {
    /// On which day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Text<200>,
    /// The paper that says so.
    pub file_id: FileId,
}
