//! 分配依据. By which register a plan weighs: whether it fits the kind of the plan, from when until when it holds, and that its days stay.

use std::collections::BTreeSet;

use super::{DistributionsRefusal, subject_of};
use crate::{
    benefit::{
        collectives::Collective,
        distributions::{
            model::{
                Distribution, DistributionKind, Gives, Register, Rounding, Term, TermsMisfit, covers_all, terms_fit,
            },
            rules::{GRADED_PARTS, graded_parts},
        },
        rolls::{NeedClass, RollBasis, find_rolls, hold_roll_days, release_roll_days},
        shares::{ShareClass, find_schemes, hold_days, release_days},
    },
    ground::{
        kernel::{Day, Money, Ppm, Refusal, RollId, ShareSchemeId, Words as _, settle},
        platform::{Fault, Stop, Tx},
    },
};

/// What a class of a roll has, as it is told: one of the three.
#[derive(Debug, Clone, Copy)]
pub struct TermTold {
    /// Which class.
    pub class: NeedClass,
    /// So much for each unit.
    pub unit: Option<Money>,
    /// Such a part of the pool.
    pub part: Option<Ppm>,
    /// Such a part of what was placed.
    pub rate: Option<Ppm>,
}

/// By which register a plan weighs, as it is told.
#[derive(Debug, Clone)]
pub struct RegisterTold {
    /// By the shares of which scheme.
    pub scheme: Option<ShareSchemeId>,
    /// Of which classes.
    pub classes: Option<Vec<ShareClass>>,
    /// By which roll.
    pub roll: Option<RollId>,
    /// What each of its classes has.
    pub terms: Option<Vec<TermTold>>,
}

/// A register that fits a plan, and on which days it holds.
pub struct Ground {
    /// It, of no weights yet.
    pub register: Register,
    /// The first day; a roll has none.
    pub begins: Option<Day>,
    /// The first day on which it holds no longer.
    pub ends: Option<Day>,
}

/// A field that does not belong to a kind, or that it lacks.
fn misfit(kind: DistributionKind, place: &str) -> Stop {
    let refusal = DistributionsRefusal::RegisterMisfit { kind: kind.label().into() };
    Refusal::from(refusal).placed(Some(place)).into()
}

impl TermTold {
    fn gives(&self) -> Option<Gives> {
        let above = |ratio: &Ppm| ratio.scaled() > 0 && *ratio <= Ppm::WHOLE;
        match (self.unit, self.part, self.rate) {
            (Some(unit), None, None) => Some(unit).filter(|u| u.is_positive()).map(Gives::Unit),
            (None, Some(part), None) => Some(part).filter(above).map(Gives::Part),
            (None, None, Some(rate)) => Some(rate).filter(above).map(Gives::Rate),
            _ => None,
        }
    }
}

impl RegisterTold {
    /// The register of a body by which a plan of a kind may go; with so much for each share and month, where the plan says that.
    pub async fn of(
        &self,
        tx: &Tx,
        (kind, body): (DistributionKind, &Collective),
        (unit, rounding): (Option<Money>, Rounding),
    ) -> Result<Ground, Stop> {
        if kind == DistributionKind::MemberDividend {
            let alien = [(self.roll.is_some(), "/roll_id"), (self.terms.is_some(), "/terms")];
            if let Some((_, place)) = alien.into_iter().find(|(told, _)| *told) {
                return Err(misfit(kind, place));
            }
            return self.shares(tx, body).await;
        }
        let alien =
            [(self.scheme.is_some(), "/scheme_id"), (self.classes.is_some(), "/classes"), (unit.is_some(), "/unit")];
        if let Some((_, place)) = alien.into_iter().find(|(told, _)| *told) {
            return Err(misfit(kind, place));
        }
        self.roll(tx, (kind, body), rounding).await
    }

    /// The scheme of a body: adopted, with the classes that take part.
    async fn shares(&self, tx: &Tx, body: &Collective) -> Result<Ground, Stop> {
        let kind = DistributionKind::MemberDividend;
        let id = self.scheme.ok_or_else(|| misfit(kind, "/scheme_id"))?;
        let mut classes = self.classes.clone().ok_or_else(|| misfit(kind, "/classes"))?;
        let found = find_schemes(tx.conn(), &[id]).await?.pop();
        let found = found.filter(|s| s.collective == body.id && s.from.is_some());
        let scheme = found.ok_or(DistributionsRefusal::UnknownScheme)?;
        let mut seen = BTreeSet::new();
        let alien = |class: &&ShareClass| !seen.insert(**class) || !scheme.classes.iter().any(|c| c.class == **class);
        if let Some(class) = classes.iter().find(alien) {
            return Err(DistributionsRefusal::ClassMisfit { class: class.label().into() }.into());
        }
        classes.sort_unstable();
        let (begins, ends) = (scheme.from, scheme.closed_on);
        Ok(Ground { register: Register::Shares { scheme: id, classes }, begins, ends })
    }

    /// The roll of a body, of the basis that the kind asks for, with terms that go together.
    async fn roll(
        &self,
        tx: &Tx,
        (kind, body): (DistributionKind, &Collective),
        rounding: Rounding,
    ) -> Result<Ground, Stop> {
        let id = self.roll.ok_or_else(|| misfit(kind, "/roll_id"))?;
        let told = self.terms.as_deref().filter(|t| !t.is_empty()).ok_or_else(|| misfit(kind, "/terms"))?;
        let found = find_rolls(tx.conn(), &[id]).await?.pop().filter(|r| r.collective == body.id);
        let roll = found.ok_or(DistributionsRefusal::UnknownRoll)?;
        let wanted = if kind == DistributionKind::StakePayout { RollBasis::Stake } else { RollBasis::Need };
        if roll.basis != wanted {
            let (number, basis, kind) = (roll.number, roll.basis.label().into(), kind.label().into());
            return Err(DistributionsRefusal::RollOfOtherBasis { number, basis, kind }.into());
        }
        let term = |t: &TermTold| {
            let gives = t.gives().ok_or_else(|| DistributionsRefusal::TermMisfit { class: t.class.label().into() })?;
            Ok(Term { class: t.class, gives, weight_e4: 0 })
        };
        let mut terms = told.iter().map(term).collect::<Result<Vec<_>, DistributionsRefusal>>()?;
        terms.sort_unstable_by_key(|t| t.class);
        terms_fit(&terms, wanted).map_err(refusal_of)?;
        let graded = GRADED_PARTS.judge(tx.now().await?.day(), graded_parts(&terms));
        settle(vec![graded], &[]).map_err(|refusal| refusal.placed(Some("/terms")))?;
        if rounding == Rounding::LargestRemainder && !covers_all(&terms) {
            return Err(DistributionsRefusal::TermsAreFloored.into());
        }
        Ok(Ground { register: Register::Roll { roll: id, terms }, begins: None, ends: roll.closed_on })
    }
}

fn refusal_of(misfit: TermsMisfit) -> DistributionsRefusal {
    match misfit {
        TermsMisfit::Class(class) => DistributionsRefusal::TermMisfit { class: class.label().into() },
        TermsMisfit::Mixed => DistributionsRefusal::TermsMixed,
    }
}

/// The first day on which the register of a plan holds, where it has one, and the first on which it does no longer.
pub async fn days_of(tx: &Tx, d: &Distribution) -> Result<(Option<Day>, Option<Day>), Fault> {
    let found = match d.register {
        Register::Shares { scheme, .. } => {
            find_schemes(tx.conn(), &[scheme]).await?.pop().map(|scheme| (scheme.from, scheme.closed_on))
        }
        Register::Roll { roll, .. } => find_rolls(tx.conn(), &[roll]).await?.pop().map(|roll| (None, roll.closed_on)),
    };
    found.ok_or_else(|| Fault::inconsistent("a distribution by no register"))
}

/// The days of a plan's months stay as they are in its register.
pub async fn hold_register(tx: &Tx, d: &Distribution) -> Result<(), Fault> {
    let (until, by) = (d.months.1.last_day(), (subject_of(d), d.number.as_str()));
    match d.register {
        Register::Shares { scheme, .. } => hold_days(tx, scheme, until, by).await,
        Register::Roll { roll, .. } => hold_roll_days(tx, roll, until, by).await,
    }
}

/// They are free again.
pub async fn release_register(tx: &Tx, d: &Distribution) -> Result<(), Fault> {
    match d.register {
        Register::Shares { scheme, .. } => release_days(tx, scheme, subject_of(d)).await,
        Register::Roll { roll, .. } => release_roll_days(tx, roll, subject_of(d)).await,
    }
}
