//! Plans of distribution as they are told.

use poem_openapi::Object;

use crate::{
    benefit::{
        distributions::{
            model::{DistributionKind, Rounding},
            service::{
                plans::PlanTold,
                register::{RegisterTold, TermTold},
            },
        },
        rolls::NeedClass,
        shares::ShareClass,
    },
    ground::{
        kernel::{
            CollectiveId, Day, FileId, IncomePoolId, Money, Month, PostingId, Ppm, ResolutionId, RollId, ShareSchemeId,
        },
        wire::{Plain, Text, texts},
    },
};

/// Whose part of a distribution waits, and why.
#[derive(Debug, Object)]
pub struct HeldBack {
    /// Serial in the share register, or in the roll.
    #[oai(validator(minimum(value = "1")))]
    serial: i64,
    /// Why; never a name.
    reason: Plain<200>,
}

/// What a class of a roll has in a plan (类别标准): one of unit, part and rate.
#[derive(Debug, Clone, Object)]
pub struct DistributionTerm {
    /// Which class of the roll; each once.
    class: NeedClass,
    /// So much for each unit in all the months: a person is one unit, a household has as many as it has heads.
    unit: Option<Money>,
    /// Such a part of what is distributed, divided by the units and months of the class; all parts are no more than the whole.
    part_pct: Option<Ppm>,
    /// Such a part of what was placed, for all the months; of stakes alone.
    rate_pct: Option<Ppm>,
}

impl From<DistributionTerm> for TermTold {
    fn from(t: DistributionTerm) -> Self {
        Self { class: t.class, unit: t.unit, part: t.part_pct, rate: t.rate_pct }
    }
}

/// What a plan says.
#[derive(Debug, Object)]
pub struct DistributionSays {
    /// Of members' dividends: by the shares of which scheme of the body; one that was adopted.
    scheme_id: Option<ShareSchemeId>,
    /// Of members' dividends: of which classes; each once, and one that the scheme has.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Option<Vec<ShareClass>>,
    /// Of assistance and stakes: by which roll of the body; of need, and of stakes.
    roll_id: Option<RollId>,
    /// Of assistance and stakes: what each class that the roll has in these months has; all by parts, or all by units, or one rate.
    #[oai(validator(min_items = 1, max_items = 9))]
    terms: Option<Vec<DistributionTerm>>,
    /// Kind: what else belongs into the plan, and which steps it takes.
    kind: DistributionKind,
    /// Name.
    name: Plain<200>,
    /// The first month that counts.
    from_month: Month,
    /// The last month that counts; it is over.
    to_month: Month,
    /// Of which pool of the body, of a closed year: its members' for their dividends; any other for assistance; for stakes one for another use
    /// by the agreement, and in a company or co-op its members' too.
    pool_id: IncomePoolId,
    /// How much of that: more than nothing, no more than is left; all that is left where it is absent.
    pool: Option<Money>,
    /// Of members' dividends: how much each share has for each month; absent where the pool is divided by all shares and months.
    unit: Option<Money>,
    /// Less than this is not paid, but kept for its holder; nothing where it is absent.
    minimum: Option<Money>,
    /// What becomes of what makes no fen. Where each share, unit or yuan has so much, and by several parts, it is left out.
    rounding: Rounding,
    /// The plan as a paper.
    file_id: FileId,
    /// Whose part waits, and why.
    #[oai(validator(max_items = 200))]
    held_back: Option<Vec<HeldBack>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
    /// What this plan corrects of another of the same months; asked where a roll of need has so much a unit (R74.2). Never a name.
    correction: Option<Plain<500>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<DistributionSays> for PlanTold {
    fn from(s: DistributionSays) -> Self {
        let waits = |h: HeldBack| (h.serial, h.reason.into());
        let register = RegisterTold {
            scheme: s.scheme_id,
            classes: s.classes,
            roll: s.roll_id,
            terms: s.terms.map(|terms| terms.into_iter().map(Into::into).collect()),
        };
        Self {
            register,
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
            acknowledged: texts(s.acknowledged),
            correction: s.correction.map(Into::into),
            note: s.note.map(Into::into),
        }
    }
}

/// A plan of a body.
#[derive(Debug, Object)]
pub struct NewDistribution {
    /// Of which body.
    pub collective_id: CollectiveId,
    /// Of members' dividends: by the shares of which scheme of the body; one that was adopted.
    scheme_id: Option<ShareSchemeId>,
    /// Of members' dividends: of which classes; each once, and one that the scheme has.
    #[oai(validator(min_items = 1, max_items = 6))]
    classes: Option<Vec<ShareClass>>,
    /// Of assistance and stakes: by which roll of the body; of need, and of stakes.
    roll_id: Option<RollId>,
    /// Of assistance and stakes: what each class that the roll has in these months has; all by parts, or all by units, or one rate.
    #[oai(validator(min_items = 1, max_items = 9))]
    terms: Option<Vec<DistributionTerm>>,
    /// Kind: what else belongs into the plan, and which steps it takes.
    kind: DistributionKind,
    /// Name.
    name: Plain<200>,
    /// The first month that counts.
    from_month: Month,
    /// The last month that counts; it is over.
    to_month: Month,
    /// Of which pool of the body, of a closed year: its members' for their dividends; any other for assistance; for stakes one for another use
    /// by the agreement, and in a company or co-op its members' too.
    pool_id: IncomePoolId,
    /// How much of that: more than nothing, no more than is left; all that is left where it is absent.
    pool: Option<Money>,
    /// Of members' dividends: how much each share has for each month; absent where the pool is divided by all shares and months.
    unit: Option<Money>,
    /// Less than this is not paid, but kept for its holder; nothing where it is absent.
    minimum: Option<Money>,
    /// What becomes of what makes no fen. Where each share, unit or yuan has so much, and by several parts, it is left out.
    rounding: Rounding,
    /// The plan as a paper.
    file_id: FileId,
    /// Whose part waits, and why.
    #[oai(validator(max_items = 200))]
    held_back: Option<Vec<HeldBack>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
    /// What this plan corrects of another of the same months; asked where a roll of need has so much a unit (R74.2). Never a name.
    correction: Option<Plain<500>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl From<NewDistribution> for PlanTold {
    fn from(s: NewDistribution) -> Self {
        let NewDistribution {
            collective_id: _,
            scheme_id,
            classes,
            roll_id,
            terms,
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
            acknowledged,
            correction,
            note,
        } = s;
        DistributionSays {
            scheme_id,
            classes,
            roll_id,
            terms,
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
            acknowledged,
            correction,
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
    pub note: Option<Plain<500>>,
}

/// That the list of a plan hangs: by a posting of it, or, where a paper tells it, since a day.
#[derive(Debug, Object)]
pub struct DistributionPosting {
    /// By which posting of this list; it hangs, or was closed. Without the other two.
    pub posting_id: Option<PostingId>,
    /// On which day it was hung, of a paper; not after today, not before the list was computed.
    pub on: Option<Day>,
    /// A photo of the board.
    pub file_id: Option<FileId>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// That the body decided on a plan.
#[derive(Debug, Object)]
pub struct DistributionVote {
    /// By which resolution of it on a plan of distribution; one that passed, and on which no other plan stands.
    pub resolution_id: ResolutionId,
}

/// Why whole names are printed.
#[derive(Debug, Object)]
pub struct PrintInFullBody {
    /// Why; never a name.
    pub reason: Plain<200>,
}

/// Why whole names of a list are printed, and of which part of it.
#[derive(Debug, Object)]
pub struct PrintListInFullBody {
    /// Why; never a name.
    pub reason: Plain<200>,
    /// The first serial that is printed; running totals go on from what lies before.
    #[oai(validator(minimum(value = "1")))]
    pub from: Option<i64>,
    /// The last serial that is printed; at most 5,000 lines at once.
    #[oai(validator(minimum(value = "1")))]
    pub until: Option<i64>,
}

/// That a plan goes back.
#[derive(Debug, Object)]
pub struct DistributionReturn {
    /// On which day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Plain<200>,
    /// The paper, where there is one.
    pub file_id: Option<FileId>,
}

/// That a plan comes to nothing.
#[derive(Debug, Object)]
pub struct DistributionAnnulment {
    /// On which day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Plain<200>,
    /// The paper that says so.
    pub file_id: FileId,
}
