//! 分配依据. By which register a plan weighs: the shares of a scheme, or a roll with what each of its classes has.

use std::{collections::BTreeSet, fmt};

use serde::Serialize;

use super::{Gives, Measures};
use crate::{
    benefit::{
        rolls::{NeedClass, RollBasis},
        shares::ShareClass,
    },
    ground::kernel::{Money, Ppm, RollId, ShareSchemeId, Words as _},
};

/// 类别标准. What a class of a roll has in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Which class.
    pub class: NeedClass,
    /// What it has.
    pub gives: Gives,
    /// All weights of it as they were last counted, in ten-thousandths.
    pub weight_e4: i64,
}

/// By which register a plan weighs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Register {
    /// By shares of a scheme, of these classes in their order.
    Shares {
        /// Which scheme.
        scheme: ShareSchemeId,
        /// Which classes.
        classes: Vec<ShareClass>,
    },
    /// By a roll, of all classes that it has.
    Roll {
        /// Which roll.
        roll: RollId,
        /// What each has, in their order.
        terms: Vec<Term>,
    },
}

/// Why terms do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsMisfit {
    /// A class twice, or one of another basis than the roll's, or with a rate that is no stake's.
    Class(NeedClass),
    /// Parts beside units, or a stake with so much for each yuan.
    Mixed,
}

/// Whether terms go together in a plan by a roll of this basis: each class once, all of one sort.
pub fn terms_fit(terms: &[Term], basis: RollBasis) -> Result<(), TermsMisfit> {
    let mut seen = BTreeSet::new();
    let stakes = basis == RollBasis::Stake;
    let wrong = |term: &&Term| {
        !seen.insert(term.class)
            || (term.class == NeedClass::Stake) != stakes
            || (matches!(term.gives, Gives::Rate(_)) && !stakes)
    };
    if let Some(term) = terms.iter().find(wrong) {
        return Err(TermsMisfit::Class(term.class));
    }
    let sort = |term: &Term| std::mem::discriminant(&term.gives);
    let unlike = terms.iter().any(|term| sort(term) != sort(&terms[0]));
    if unlike || (stakes && terms.iter().any(|term| matches!(term.gives, Gives::Unit(_)))) {
        return Err(TermsMisfit::Mixed);
    }
    Ok(())
}

/// What the parts of all terms add up to, in millionths (R72); nothing where they are told as units or rates.
pub fn parts_of(terms: &[Term]) -> Option<i64> {
    let part = |term: &Term| if let Gives::Part(part) = term.gives { Some(part.scaled()) } else { None };
    terms.iter().map(part).sum()
}

/// Whether one measure covers all that is distributed, so that what makes no fen can be given to the largest remainders.
pub fn covers_all(terms: &[Term]) -> bool {
    matches!(terms, [Term { gives: Gives::Part(part), .. }] if *part == Ppm::WHOLE)
}

impl Register {
    /// The scheme, where it is one.
    pub const fn scheme(&self) -> Option<ShareSchemeId> {
        if let Self::Shares { scheme, .. } = self { Some(*scheme) } else { None }
    }

    /// The roll, where it is one.
    pub const fn roll(&self) -> Option<RollId> {
        if let Self::Roll { roll, .. } = self { Some(*roll) } else { None }
    }

    /// The classes of shares; none of a roll.
    pub fn classes(&self) -> &[ShareClass] {
        if let Self::Shares { classes, .. } = self { classes } else { &[] }
    }

    /// The terms of a roll; none of shares.
    pub fn terms(&self) -> &[Term] {
        if let Self::Roll { terms, .. } = self { terms } else { &[] }
    }

    /// The same with the weights of each class, by its word; those that nobody is in have none.
    #[must_use]
    pub fn weighed(self, weights: &[(String, i64)]) -> Self {
        let weight = |class: NeedClass| weights.iter().find(|(word, _)| word == class.word()).map_or(0, |(_, w)| *w);
        match self {
            Self::Roll { roll, terms } => {
                let with = |term: Term| Term { weight_e4: weight(term.class), ..term };
                Self::Roll { roll, terms: terms.into_iter().map(with).collect() }
            }
            shares @ Self::Shares { .. } => shares,
        }
    }

    /// Words of classes that are in the register and have no term; of shares those that a plan leaves out are out on purpose.
    pub fn without_term<'a>(&self, weights: &'a [(String, i64)]) -> Vec<&'a str> {
        let Self::Roll { terms, .. } = self else { return Vec::new() };
        let unknown = |word: &str| !terms.iter().any(|term| term.class.word() == word);
        weights.iter().map(|(word, _)| word.as_str()).filter(|word| unknown(word)).collect()
    }
}

/// The measures of a roll's classes.
pub fn measures_of(terms: &[Term], of: (Money, i64)) -> Measures {
    let measure = |term: &Term| Some((term.class.word(), term.gives.measure(of, term.weight_e4)?));
    Measures::ByClass(terms.iter().filter_map(measure).collect())
}

impl fmt::Display for Gives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(unit) => write!(f, "unit {unit}"),
            Self::Part(part) => write!(f, "part {part}"),
            Self::Rate(rate) => write!(f, "rate {rate}"),
        }
    }
}

impl Gives {
    /// As papers write it.
    pub fn written(self) -> String {
        match self {
            Self::Unit(unit) => format!("每份 {} 元", unit.grouped()),
            Self::Part(part) => format!("占 {part}%"),
            Self::Rate(rate) => format!("按入股金额 {rate}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gives, NeedClass, RollBasis, Term, TermsMisfit, covers_all, terms_fit};
    use crate::ground::kernel::{Money, Ppm};

    fn term(class: NeedClass, gives: Gives) -> Term {
        Term { class, gives, weight_e4: 0 }
    }

    fn part(ppm: i64) -> Gives {
        Gives::Part(Ppm::from_scaled(ppm).unwrap())
    }

    #[test]
    fn terms_of_a_plan_are_of_one_sort() {
        let unit = Gives::Unit(Money::from_fen(100).unwrap());
        let rate = Gives::Rate(Ppm::from_scaled(80_000).unwrap());
        let (need, stake) = (RollBasis::Need, RollBasis::Stake);
        let (poor, work, placed) = (NeedClass::Unstable, NeedClass::Work, NeedClass::Stake);
        for (terms, basis, wanted) in [
            (vec![term(poor, part(500_000)), term(work, part(500_000))], need, Ok(())),
            (vec![term(poor, part(500_000)), term(work, part(500_001))], need, Ok(())),
            (vec![term(poor, unit), term(work, unit)], need, Ok(())),
            (vec![term(poor, unit), term(work, part(1))], need, Err(TermsMisfit::Mixed)),
            (vec![term(poor, unit), term(poor, unit)], need, Err(TermsMisfit::Class(poor))),
            (vec![term(placed, rate)], stake, Ok(())),
            (vec![term(placed, part(1_000_000))], stake, Ok(())),
            (vec![term(placed, unit)], stake, Err(TermsMisfit::Mixed)),
            (vec![term(placed, part(1))], need, Err(TermsMisfit::Class(placed))),
            (vec![term(poor, part(1))], stake, Err(TermsMisfit::Class(poor))),
            (vec![term(poor, rate)], need, Err(TermsMisfit::Class(poor))),
        ] {
            assert_eq!(terms_fit(&terms, basis), wanted, "{terms:?}");
        }
        assert!(covers_all(&[term(poor, part(1_000_000))]));
        assert!(!covers_all(&[term(poor, part(999_999))]) && !covers_all(&[term(placed, rate)]));
    }
}
