//! Dated values. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    ground::kernel::{
        Calendar, Check, Day, Force, Instant, Layer, Money, PolicyValueId, Ppm, Reach, RegionCode, Rule, Verdict,
        Words as _,
    },
    office::policy::keys::{Direction, Key, ValueKind},
};

crate::ground::kernel::words! {
    /// On what a value stands.
    pub enum ValueBasis {
        Law = "law" "法规",
        Paper = "paper" "本级文件",
        Sample = "sample" "示例",
    }
}

crate::ground::kernel::words! {
    /// How surely the text was read.
    pub enum Certainty {
        Read = "read" "已核原文",
        Unverified = "unverified" "未核原文",
    }
}

/// What a list of values is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct ValueQuery {
    /// Of this key.
    pub key: Option<String>,
    /// In force on this day.
    pub as_of: Option<Day>,
}

/// 工作时段. Minutes of a civil day from which and until which offices are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    from: u16,
    until: u16,
}

impl Hours {
    /// `08:00-18:00`.
    fn parse(text: &str) -> Option<Self> {
        let minute = |text: &str| {
            let (hour, minute) = text.split_once(':').filter(|(h, m)| h.len() == 2 && m.len() == 2)?;
            let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit()).then(|| t.parse::<u16>().ok()).flatten();
            digits(hour).zip(digits(minute)).filter(|(h, m)| *h < 24 && *m < 60).map(|(h, m)| h * 60 + m)
        };
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from)?, minute(until)?);
        (from < until).then_some(Self { from, until })
    }

    /// Whether an instant lies inside, by the clocks in Asia/Shanghai.
    pub fn hold(&self, at: Instant) -> bool {
        let minute = at.minute_of_day();
        self.from <= minute && minute < self.until
    }
}

crate::ground::kernel::words! {
    /// 期限单位. By what the days of a term are counted.
    pub enum TermUnit {
        Calendar = "calendar" "日",
        Working = "working" "个工作日",
    }
}

/// 期限. So many days, the day on which it begins not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How many.
    pub days: u16,
    /// Of which days.
    pub unit: TermUnit,
}

impl Term {
    /// `15 calendar`, `10 working`.
    fn parse(text: &str) -> Option<Self> {
        let (days, unit) = text.split_once(' ')?;
        let sane = |d: &u16| (1..=365).contains(d) && d.to_string() == days;
        Some(Self { days: days.parse().ok().filter(sane)?, unit: TermUnit::from_word(unit)? })
    }

    /// Its last day, where every year on the way has its official calendar.
    pub fn last_day(self, from: Day, calendar: &Calendar) -> Option<Day> {
        match self.unit {
            TermUnit::Calendar => Some((0..self.days).fold(from, |day, _| day.next())),
            TermUnit::Working => calendar.after_working_days(from, self.days.into()),
        }
    }

    /// So many working days are never over before as many days of the calendar; the other way round nothing is sure.
    fn is_as_long_as(self, other: Self) -> bool {
        self.days >= other.days && (self.unit == other.unit || self.unit == TermUnit::Working)
    }
}

impl std::fmt::Display for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.days, self.unit)
    }
}

/// A parsed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An amount.
    Money(Money),
    /// A ratio.
    Percent(Ppm),
    /// A count of days.
    Days(u16),
    /// A count of persons or things.
    Count(u32),
    /// Words.
    Words(BTreeSet<String>),
    /// Hours of a day, the last minute not included.
    Hours(Hours),
    /// A term.
    Term(Term),
    /// A force.
    Force(Force),
}

impl Value {
    /// From its text; `None` when it is not of the key's kind.
    pub fn parse(kind: ValueKind, text: &str) -> Option<Self> {
        match kind {
            ValueKind::Money => text.parse::<Money>().ok().filter(|m| !m.is_zero() && m.fen() > 0).map(Self::Money),
            ValueKind::Percent => text.parse::<Ppm>().ok().filter(|p| p.scaled() <= 1_000_000).map(Self::Percent),
            ValueKind::Days => {
                let days = text.parse::<u16>().ok().filter(|d| (1..=3650).contains(d) && d.to_string() == text);
                days.map(Self::Days)
            }
            ValueKind::LeastDays => {
                let days = text.parse::<u16>().ok().filter(|d| *d <= 3650 && d.to_string() == text);
                days.map(Self::Days)
            }
            ValueKind::Count => {
                let count = text.parse::<u32>().ok();
                count.filter(|n| (1..=10_000_000).contains(n) && n.to_string() == text).map(Self::Count)
            }
            ValueKind::Words => {
                let sane = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let words: BTreeSet<String> = text.split(' ').map(str::to_owned).collect();
                words.iter().all(|w| sane(w)).then_some(Self::Words(words))
            }
            ValueKind::Hours => Hours::parse(text).map(Self::Hours),
            ValueKind::Term => Term::parse(text).map(Self::Term),
            ValueKind::Force => Force::from_word(text).filter(|f| *f != Force::Hard).map(Self::Force),
        }
    }

    /// Whether this value is at least as tight as the other.
    pub fn is_as_tight_as(&self, other: &Self, direction: Direction) -> bool {
        match (direction, self, other) {
            (Direction::Max, Self::Money(a), Self::Money(b)) => a <= b,
            (Direction::Max, Self::Percent(a), Self::Percent(b)) => a <= b,
            (Direction::Max, Self::Days(a), Self::Days(b)) => a <= b,
            (Direction::Max, Self::Count(a), Self::Count(b)) => a <= b,
            (Direction::Max, Self::Term(a), Self::Term(b)) => b.is_as_long_as(*a),
            (Direction::Min, Self::Percent(a), Self::Percent(b)) => a >= b,
            (Direction::Min, Self::Days(a), Self::Days(b)) => a >= b,
            (Direction::Min, Self::Term(a), Self::Term(b)) => a.is_as_long_as(*b),
            (Direction::Within, Self::Hours(a), Self::Hours(b)) => b.from <= a.from && a.until <= b.until,
            (Direction::Superset, Self::Words(a), Self::Words(b)) => a.is_superset(b),
            (Direction::Subset, Self::Words(a), Self::Words(b)) => a.is_subset(b),
            // Declared from strong to weak.
            (Direction::Stronger, Self::Force(a), Self::Force(b)) => a <= b,
            _ => false,
        }
    }
}

/// 政策参数. One dated value of a key in a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyValue {
    /// Id.
    pub id: PolicyValueId,
    /// Key.
    pub key: String,
    /// Where, and everywhere inside that has no nearer one.
    pub region: RegionCode,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Option<Day>,
    /// The value, as text.
    pub value: String,
    /// On what it stands.
    pub basis: ValueBasis,
    /// Title and number of the document.
    pub document: String,
    /// Article in it.
    pub clause: Option<String>,
    /// How surely the text was read.
    pub certainty: Certainty,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl PolicyValue {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The values that hold in one region on one day.
#[derive(Debug, Clone, Default)]
pub struct Values {
    chosen: BTreeMap<String, Value>,
    /// By which paper a force is set, as it is cited.
    papers: BTreeMap<String, String>,
    /// Where they hold; unknown of none.
    region: Option<RegionCode>,
}

impl Values {
    /// Chooses among the values found for a region and those above it: the nearest, unless one above has a tighter one by law.
    pub fn choose(found: &[PolicyValue], region: &RegionCode, key_of: impl Fn(&str) -> Option<&'static Key>) -> Self {
        let mut sorted: Vec<&PolicyValue> = found.iter().collect();
        // Nearest first: the longest code; the nation last of all.
        sorted.sort_by_key(|v| {
            std::cmp::Reverse(if v.region == RegionCode::nation() { 0 } else { v.region.as_str().len() })
        });
        let mut chosen: BTreeMap<String, Value> = BTreeMap::new();
        let mut papers: BTreeMap<String, String> = BTreeMap::new();
        for value in sorted {
            let Some((key, parsed)) = key_of(&value.key).and_then(|k| Some((k, Value::parse(k.kind, &value.value)?)))
            else {
                continue;
            };
            let holds = chosen
                .get(&value.key)
                .is_none_or(|nearer| value.basis == ValueBasis::Law && !nearer.is_as_tight_as(&parsed, key.direction));
            if !holds {
                continue;
            }
            if key.kind == ValueKind::Force {
                let clause = value.clause.as_ref().map(|clause| format!(" {clause}")).unwrap_or_default();
                papers.insert(value.key.clone(), format!("{}{clause}", value.document));
            }
            chosen.insert(value.key.clone(), parsed);
        }
        Self { chosen, papers, region: Some(region.clone()) }
    }

    /// The amount of a key.
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.chosen.get(key) {
            Some(Value::Money(money)) => Some(*money),
            _ => None,
        }
    }

    /// The ratio of a key.
    pub fn percent(&self, key: &str) -> Option<Ppm> {
        match self.chosen.get(key) {
            Some(Value::Percent(ratio)) => Some(*ratio),
            _ => None,
        }
    }

    /// The count of days of a key.
    pub fn days(&self, key: &str) -> Option<u16> {
        match self.chosen.get(key) {
            Some(Value::Days(days)) => Some(*days),
            _ => None,
        }
    }

    /// The count of a key.
    pub fn count(&self, key: &str) -> Option<u32> {
        match self.chosen.get(key) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    /// The hours of a key.
    pub fn hours(&self, key: &str) -> Option<Hours> {
        match self.chosen.get(key) {
            Some(Value::Hours(hours)) => Some(*hours),
            _ => None,
        }
    }

    /// The term of a key.
    pub fn term(&self, key: &str) -> Option<Term> {
        match self.chosen.get(key) {
            Some(Value::Term(term)) => Some(*term),
            _ => None,
        }
    }

    /// The words of a key.
    pub fn words(&self, key: &str) -> Option<&BTreeSet<String>> {
        match self.chosen.get(key) {
            Some(Value::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// As what the paper that a rule stands on counts here.
    fn reach(&self, rule: &Rule, key: &str) -> Reach {
        let near = self.region.as_ref().map_or(Reach::Taken, |region| rule.basis.reach_in(region));
        match self.papers.get(key) {
            Some(own) if near == Reach::Taken => Reach::Adopted(own.clone()),
            _ => near,
        }
    }

    /// The check of a rule with the force that holds here today. A hard rule stays hard; what is hard by another place's paper is not.
    pub fn judge(&self, rule: &'static Rule, day: Day, verdict: Verdict) -> Check {
        let key = format!("force.{}", rule.number);
        let reach = self.reach(rule, &key);
        let force = match (rule.force_as(&reach), self.chosen.get(&key)) {
            (Force::Exception | Force::Warn | Force::Note, Some(Value::Force(force))) => *force,
            (force, _) => force,
        };
        Check { reach, ..rule.judge_with(force, day, verdict) }
    }
}

/// The values of some keys in every region on one day, or on any until one.
#[derive(Debug, Clone, Default)]
pub struct Everywhere(Vec<PolicyValue>);

impl Everywhere {
    /// From every value of these keys that was found.
    pub const fn of(found: Vec<PolicyValue>) -> Self {
        Self(found)
    }

    /// Those that hold on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        Self(self.0.iter().filter(|v| v.holds_on(day)).cloned().collect())
    }

    /// The values that hold in one region.
    pub fn in_region(&self, region: &RegionCode, key_of: impl Fn(&str) -> Option<&'static Key>) -> Values {
        let near: Vec<PolicyValue> = self.0.iter().filter(|v| v.region.covers(region)).cloned().collect();
        Values::choose(&near, region, key_of)
    }
}

#[cfg(test)]
mod tests {
    use super::{Certainty, Direction, Hours, PolicyValue, Value, ValueBasis, ValueKind, Values};
    use crate::{
        ground::kernel::{
            Basis, Bi, CHENZHOU_PLAN, Day, Facts, Force, Instant, Kind, Layer, Outcome, PolicyValueId, Reach, Rule,
            Status, Verdict,
        },
        office::policy::key,
    };

    fn value(region: &str, text: &str, basis: ValueBasis) -> PolicyValue {
        let at = Instant::from_millis(0);
        PolicyValue {
            id: PolicyValueId::new(uuid::Uuid::nil()),
            key: "payments.milestone_cap.start".into(),
            region: region.parse().unwrap(),
            valid_from: Day::of(2023, 1, 1),
            valid_to: None,
            value: text.into(),
            basis,
            document: "x".into(),
            clause: None,
            certainty: Certainty::Read,
            layer: Layer::Own,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    fn chosen(values: &[PolicyValue]) -> String {
        Values::choose(values, &"431026".parse().unwrap(), key)
            .percent("payments.milestone_cap.start")
            .unwrap()
            .to_string()
    }

    #[test]
    fn the_nearest_value_holds_unless_law_above_is_tighter() {
        let county = value("431026", "40.0000", ValueBasis::Paper);
        assert_eq!(chosen(&[value("43", "50.0000", ValueBasis::Law), county.clone()]), "40.0000");
        assert_eq!(chosen(&[value("43", "30.0000", ValueBasis::Law), county.clone()]), "30.0000");
        assert_eq!(chosen(&[value("43", "30.0000", ValueBasis::Paper), county.clone()]), "40.0000");
        assert_eq!(
            chosen(&[value("CN", "35.0000", ValueBasis::Law), value("43", "45.0000", ValueBasis::Paper), county]),
            "35.0000"
        );
    }

    #[test]
    fn what_is_hard_by_one_citys_paper_is_asked_about_elsewhere() {
        static RULE: Rule = Rule {
            number: "R25",
            label: "",
            kind: Kind {
                code: "t.t.t",
                status: Status::Conflict,
                title: Bi { zh: "", en: "" },
                detail: Bi { zh: "", en: "" },
            },
            demands: Bi { zh: "", en: "" },
            basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
            force: Force::Hard,
            valid_from: Day::of(2022, 4, 18),
            valid_to: None,
            operations: &[],
        };
        let judged = |region: &str, force: Option<&str>| {
            let own =
                PolicyValue { key: "force.R25".into(), ..value(region, force.unwrap_or_default(), ValueBasis::Paper) };
            let found: Vec<PolicyValue> = force.map(|_| own).into_iter().collect();
            let check = Values::choose(&found, &region.parse().unwrap(), key).judge(
                &RULE,
                Day::of(2023, 3, 1),
                Verdict::Fail(Facts::none()),
            );
            (check.outcome, check.reach)
        };
        assert_eq!(judged("431026", None), (Outcome::Refused, Reach::Home));
        assert_eq!(judged("431026", Some("note")), (Outcome::Refused, Reach::Home), "what is hard stays hard at home");
        assert_eq!(judged("230606", None), (Outcome::Warned, Reach::Taken));
        assert_eq!(judged("230606", Some("exception")), (Outcome::Refused, Reach::Adopted("x".into())));
        assert_eq!(judged("230606", Some("note")), (Outcome::Noted, Reach::Adopted("x".into())));
    }

    #[test]
    fn values_parse_by_their_kind_alone() {
        assert!(
            Value::parse(ValueKind::Percent, "100.0001").is_none() && Value::parse(ValueKind::Percent, "40").is_none()
        );
        assert!(Value::parse(ValueKind::Money, "0.00").is_none() && Value::parse(ValueKind::Force, "hard").is_none());
        for bad in ["0", "3651", "030", "-1", "30.0", ""] {
            assert!(Value::parse(ValueKind::Days, bad).is_none(), "{bad}");
        }
        assert_eq!(Value::parse(ValueKind::Days, "90"), Some(Value::Days(90)));
        for bad in ["3651", "00", "-1", ""] {
            assert!(Value::parse(ValueKind::LeastDays, bad).is_none(), "{bad}");
        }
        let least = |t: &str| Value::parse(ValueKind::LeastDays, t).unwrap();
        assert!(least("7").is_as_tight_as(&least("0"), Direction::Min));
        assert!(!least("6").is_as_tight_as(&least("7"), Direction::Min));
        for bad in ["0", "10000001", "01000", "1,000", "1000.0", ""] {
            assert!(Value::parse(ValueKind::Count, bad).is_none(), "{bad}");
        }
        let count = |t: &str| Value::parse(ValueKind::Count, t).unwrap();
        assert!(count("800").is_as_tight_as(&count("1000"), Direction::Max));
        assert!(!count("1001").is_as_tight_as(&count("1000"), Direction::Max));
        for bad in ["8:00-18:00", "08:00", "18:00-08:00", "08:00-24:00", "08:60-09:00", "+8:00-18:00", ""] {
            assert!(Value::parse(ValueKind::Hours, bad).is_none(), "{bad}");
        }
        let open = Hours::parse("08:00-18:00").unwrap();
        let at = |t: &str| open.hold(format!("2023-03-01T{t}.000Z").parse().unwrap());
        assert!(
            at("00:00:00") && at("09:59:59") && !at("10:00:00") && !at("23:59:59"),
            "eight hours before Shanghai's clocks"
        );
        let hours = |t: &str| Value::parse(ValueKind::Hours, t).unwrap();
        assert!(hours("09:00-17:00").is_as_tight_as(&hours("08:00-18:00"), Direction::Within));
        assert!(!hours("07:59-17:00").is_as_tight_as(&hours("08:00-18:00"), Direction::Within));
        let share = |t: &str| Value::parse(ValueKind::Percent, t).unwrap();
        assert!(share("95.0000").is_as_tight_as(&share("90.0000"), Direction::Min));
        assert!(!share("89.9999").is_as_tight_as(&share("90.0000"), Direction::Min));
        for bad in ["15", "15 days", "0 calendar", "366 working", "015 calendar", "15  calendar", " 15 calendar"] {
            assert!(Value::parse(ValueKind::Term, bad).is_none(), "{bad}");
        }
        let term = |t: &str| Value::parse(ValueKind::Term, t).unwrap();
        for (a, b, tight) in [
            ("15 calendar", "15 calendar", true),
            ("14 calendar", "15 calendar", false),
            ("15 working", "15 calendar", true),
            ("10 working", "15 calendar", false),
            ("365 calendar", "1 working", false),
            ("11 working", "10 working", true),
        ] {
            assert_eq!(term(a).is_as_tight_as(&term(b), Direction::Min), tight, "{a} and {b}");
        }
        let words = |t: &str| Value::parse(ValueKind::Words, t);
        assert!(words("Invoice").is_none() && words("a  b").is_none());
        let more = words("contract invoice photo").unwrap();
        assert!(more.is_as_tight_as(&words("invoice contract").unwrap(), Direction::Superset));
        assert!(!words("invoice").unwrap().is_as_tight_as(&more, Direction::Superset));
        assert!(words("invoice").unwrap().is_as_tight_as(&more, Direction::Subset));
        assert!(!more.is_as_tight_as(&words("invoice").unwrap(), Direction::Subset));
    }
}
