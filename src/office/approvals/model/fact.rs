//! Facts that an area hands over and conditions compare. No expression language: a fact, a comparison, a fact or a constant.

use std::{cmp::Ordering, collections::BTreeMap, fmt};

use serde::Serialize;

use crate::ground::kernel::Money;

crate::ground::kernel::words! {
    /// What kind of value a fact has.
    pub enum FactKind {
        Money = "money" "金额",
        Flag = "flag" "是否",
        Word = "word" "代码",
        Number = "number" "数量",
    }
}

crate::ground::kernel::words! {
    /// How a condition compares.
    pub enum Comparison {
        AtLeast = "at_least" "不小于",
        Above = "above" "大于",
        AtMost = "at_most" "不大于",
        Below = "below" "小于",
        Equals = "equals" "等于",
        Differs = "differs" "不等于",
    }
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// An amount.
    Money(Money),
    /// Yes or no.
    Flag(bool),
    /// A code.
    Word(String),
    /// A count.
    Number(i64),
}

impl FactValue {
    /// Its kind.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Money(_) => FactKind::Money,
            Self::Flag(_) => FactKind::Flag,
            Self::Word(_) => FactKind::Word,
            Self::Number(_) => FactKind::Number,
        }
    }

    /// From the text of a constant.
    pub fn parse(kind: FactKind, text: &str) -> Option<Self> {
        match kind {
            FactKind::Money => text.parse().ok().map(Self::Money),
            FactKind::Flag => text.parse().ok().map(Self::Flag),
            FactKind::Word => Some(Self::Word(text.to_owned())),
            FactKind::Number => text.parse().ok().map(Self::Number),
        }
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Money(a), Self::Money(b)) => Some(a.cmp(b)),
            (Self::Flag(a), Self::Flag(b)) => Some(a.cmp(b)),
            (Self::Word(a), Self::Word(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(m) => m.fmt(f),
            Self::Flag(b) => b.fmt(f),
            Self::Word(w) => f.write_str(w),
            Self::Number(n) => n.fmt(f),
        }
    }
}

impl Serialize for FactValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The facts of one subject, by name. A fact that is not known is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts(BTreeMap<String, FactValue>);

impl Facts {
    /// Adds a fact that is known.
    #[must_use]
    pub fn with(mut self, name: &str, value: FactValue) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Adds a fact that may not be known.
    #[must_use]
    pub fn with_known(self, name: &str, value: Option<FactValue>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The fact of this name.
    pub fn get(&self, name: &str) -> Option<&FactValue> {
        self.0.get(name)
    }

    /// Every fact by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v))
    }

    /// As stored: a line for each fact, `name kind value`.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}\t{}\t{value}\n", value.kind())).collect()
    }

    /// The inverse of [`Facts::to_text`].
    pub fn from_text(text: &str) -> Option<Self> {
        use crate::ground::kernel::Words as _;
        let line = |line: &str| {
            let mut parts = line.splitn(3, '\t');
            let (name, kind, value) = (parts.next()?, FactKind::from_word(parts.next()?)?, parts.next()?);
            Some((name.to_owned(), FactValue::parse(kind, value)?))
        };
        text.lines().map(line).collect::<Option<_>>().map(Self)
    }
}

impl Comparison {
    /// Whether it holds; two values of different kinds compare as not known.
    pub fn holds(self, left: &FactValue, right: &FactValue) -> Option<bool> {
        let order = left.compare(right)?;
        Some(match self {
            Self::AtLeast => order.is_ge(),
            Self::Above => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::Below => order.is_lt(),
            Self::Equals => order.is_eq(),
            Self::Differs => order.is_ne(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, FactValue, Facts};

    #[test]
    fn facts_come_back_from_their_text() {
        let facts = Facts::default()
            .with("amount", FactValue::Money("186500.00".parse().unwrap()))
            .with("unit_below_county", FactValue::Flag(true))
            .with("kind", FactValue::Word("contract_payment".into()))
            .with("payees", FactValue::Number(3))
            .with_known("director_amount", None);
        assert_eq!(Facts::from_text(&facts.to_text()), Some(facts));
        assert_eq!(Facts::from_text("x\tmoney\tnot money"), None);
    }

    #[test]
    fn only_like_compares_with_like() {
        let money = |t: &str| FactValue::Money(t.parse().unwrap());
        assert_eq!(Comparison::AtLeast.holds(&money("1.00"), &money("1.00")), Some(true));
        assert_eq!(Comparison::Above.holds(&money("1.00"), &money("1.00")), Some(false));
        assert_eq!(Comparison::Equals.holds(&money("1.00"), &FactValue::Number(1)), None);
    }
}
