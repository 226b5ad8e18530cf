//! Leads and what finds them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use uuid::Uuid;

use crate::ground::kernel::{
    Basis, Bi, Day, Digest, Facts, FileId, Instant, Lang, LeadId, Money, OfficerId, RegionCode, SubjectKind,
    SubjectRef, Wording, Words,
};

crate::ground::kernel::words! {
    /// 严重程度.
    pub enum Severity {
        Blue = "blue" "提醒",
        Yellow = "yellow" "预警",
        Red = "red" "严重",
    }
}

crate::ground::kernel::words! {
    /// 疑点状态.
    pub enum LeadState {
        Found = "found" "待核实",
        Explained = "explained" "已说明",
        Cleared = "cleared" "已排除",
        Confirmed = "confirmed" "已确认",
        Lapsed = "lapsed" "已消除",
    }
}

impl LeadState {
    /// How a lead begins.
    pub const FIRST: [Self; 1] = [Self::Found];
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 12] = [
        (Self::Found, Self::Explained),
        (Self::Found, Self::Cleared),
        (Self::Found, Self::Confirmed),
        (Self::Found, Self::Lapsed),
        (Self::Explained, Self::Cleared),
        (Self::Explained, Self::Confirmed),
        (Self::Explained, Self::Lapsed),
        // Other figures than were explained or cleared, or a cause that was gone.
        (Self::Explained, Self::Found),
        (Self::Cleared, Self::Found),
        (Self::Lapsed, Self::Found),
        // A confirmation that was taken back: it is heard again, or it is no longer so.
        (Self::Confirmed, Self::Found),
        (Self::Confirmed, Self::Lapsed),
    ];

    /// Whether somebody still has to look at it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Found | Self::Explained)
    }

    /// What may be done with a lead that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Found => (
                "explain, clear, confirm",
                "the office concerned explains it, an auditor clears it, or confirms it once it was heard",
                "现可由有关单位说明，由审计人员排除，或听取说明后确认",
            ),
            Self::Explained => (
                "explain, clear, confirm",
                "an auditor clears or confirms it",
                "现可由审计人员排除或确认，也可补充说明",
            ),
            Self::Cleared => {
                ("", "it was cleared; it comes back when its figures change", "已排除；数据变化后会再次列为疑点")
            }
            Self::Confirmed => (
                "take_back",
                "another auditor than who confirmed it takes the confirmation back with a reason, and it is explained then",
                "现可由确认人以外的审计人员说明理由撤回确认，撤回后再作说明",
            ),
            Self::Lapsed => ("", "its cause is gone; nothing is to be done", "原因已消除，无须办理"),
        };
        Wording::new(acts, en, zh)
    }
}

/// 数据项. What officers call a figure of a check, and how they say what it is.
#[derive(Debug)]
pub struct Figure {
    name: &'static str,
    label: &'static str,
    called: fn(&str) -> Option<String>,
}

impl Figure {
    /// A number, a day, an amount: the same to everybody.
    pub const fn new(name: &'static str, label: &'static str) -> Self {
        Self { name, label, called: |_| None }
    }

    /// What officers call otherwise than programs do.
    pub const fn called(name: &'static str, label: &'static str, called: fn(&str) -> Option<String>) -> Self {
        Self { name, label, called }
    }

    /// Words of a closed list.
    pub const fn word<W: Words>(name: &'static str, label: &'static str) -> Self {
        Self { name, label, called: |word| W::from_word(word).map(|known| known.label().to_owned()) }
    }

    fn told(&self, value: &str) -> String {
        let words = value.split(", ").map(|word| (self.called)(word).unwrap_or_else(|| word.to_owned()));
        format!("{}：{}", self.label, words.collect::<Vec<_>>().join("、"))
    }
}

/// 检查. What a check asks, and on what ground.
#[derive(Debug)]
pub struct About {
    /// Its number, `A21`; never reused.
    pub number: &'static str,
    /// What people call it.
    pub title: Bi,
    /// What it asks of each subject, as one sentence.
    pub question: Bi,
    /// On what it stands.
    pub basis: Basis,
    /// How grave a hit is.
    pub severity: Severity,
    /// Of what kind its subjects are.
    pub subject: SubjectKind,
    /// What officers call its figures, in the order in which they are told.
    pub figures: &'static [Figure],
    /// The policy values that it needs; where one is not set, it does not judge.
    pub parameters: &'static [&'static str],
    /// The first day on which it is made.
    pub valid_from: Day,
}

impl About {
    /// Title and article on which it stands, as they are cited in a region.
    pub fn cited_in(&self, region: &RegionCode, lang: Lang) -> Option<String> {
        self.basis.cited(&self.basis.reach_in(region), lang)
    }

    /// Figures of one of its leads, as officers say them.
    pub fn told(&self, figures: &BTreeMap<String, String>) -> String {
        let known = self.figures.iter().filter_map(|figure| Some(figure.told(figures.get(figure.name)?)));
        known.collect::<Vec<_>>().join("；")
    }

    /// Figures that nobody has a name for.
    pub fn nameless<'a>(&self, figures: &'a BTreeMap<String, String>) -> Vec<&'a str> {
        let named = |name: &&str| self.figures.iter().any(|figure| figure.name == *name);
        figures.keys().map(String::as_str).filter(|name| !named(name)).collect()
    }
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Of what.
    pub subject: Uuid,
    /// Where.
    pub region: RegionCode,
    /// What tells it from another cause at the same subject; empty where there can be but one.
    pub cause: String,
    /// How much money it is about.
    pub amount: Option<Money>,
    /// 依据. The figures that show it. Days, never ages: what is the same tomorrow has the same figures.
    pub figures: Facts,
}

impl Hit {
    /// What the figures come to, to tell whether they changed.
    fn digest(&self) -> String {
        let amount = self.amount.map(|m| m.to_string());
        let figures: Vec<_> = self.figures.iter().collect();
        Digest::of(format!("{amount:?}{figures:?}").as_bytes()).short()
    }
}

/// What a check says of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// Nothing is wrong.
    Clean,
    /// This is.
    Hits(Vec<Hit>),
    /// A value that it needs is not set where the subject lies.
    Unset,
}

/// What a check saw in one bounded look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// The subjects it judged.
    pub judged: BTreeSet<Uuid>,
    /// What it found.
    pub hits: Vec<Hit>,
    /// After which subject the next look begins; `None` when this was the last.
    pub resume: Option<Uuid>,
}

/// 疑点. Something that a check found, until a person has decided on it or it is no longer so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// Id.
    pub id: LeadId,
    /// Printed number (YD).
    pub number: String,
    /// Which check.
    pub check: String,
    /// Of what.
    pub subject: SubjectRef,
    /// What tells it from another lead of this check at the subject.
    pub cause: String,
    /// Where.
    pub region: RegionCode,
    /// How grave.
    pub severity: Severity,
    /// How much money it is about.
    pub amount: Option<Money>,
    /// The figures that show it.
    pub figures: BTreeMap<String, String>,
    /// What they come to.
    pub digest: String,
    /// Where it stands.
    pub state: LeadState,
    /// Whether it was still so when the check last looked.
    pub present: bool,
    /// On which day it was first found.
    pub found_on: Day,
    /// On which day its cause came, went or changed.
    pub changed_on: Day,
    /// How often it came back.
    pub returns: i32,
    /// 情况说明.
    pub explanation: Option<String>,
    /// The paper of the explanation.
    pub explanation_file: Option<FileId>,
    /// Who explained it.
    pub explained_by: Option<OfficerId>,
    /// Why it was cleared or confirmed.
    pub decision: Option<String>,
    /// Who decided.
    pub decided_by: Option<OfficerId>,
    /// 撤回确认: why its confirmation was last taken back.
    pub taken_back: Option<String>,
    /// By whom: another than who had confirmed it.
    pub taken_back_by: Option<OfficerId>,
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

/// What collective bodies keep themselves: of these their own officers read what was found, and say how it came to be.
pub const OF_BODIES: &[SubjectKind] = &[
    SubjectKind::Collective,
    SubjectKind::CollectiveBeneficiary,
    SubjectKind::CollectiveLoan,
    SubjectKind::CollectiveMember,
    SubjectKind::Distribution,
    SubjectKind::Entrustment,
    SubjectKind::IncomeEntry,
    SubjectKind::IncomePool,
    SubjectKind::IncomeScheme,
    SubjectKind::IncomeSpending,
    SubjectKind::IncomeYear,
    SubjectKind::PayeeAccount,
    SubjectKind::PayeeAgent,
    SubjectKind::Payout,
    SubjectKind::PayoutAnswer,
    SubjectKind::PayoutBatch,
    SubjectKind::PayoutRecovery,
    SubjectKind::PayoutResult,
    SubjectKind::PostAssignment,
    SubjectKind::PostSheet,
    SubjectKind::PublicPost,
    SubjectKind::Resolution,
    SubjectKind::Roll,
    SubjectKind::RollEntry,
    SubjectKind::ShareCertificate,
    SubjectKind::ShareHolder,
    SubjectKind::ShareScheme,
    SubjectKind::ShareTransaction,
    SubjectKind::ToPersonList,
];

/// A lead, with who explained it.
#[derive(Debug, Clone)]
pub struct LeadTold {
    /// It.
    pub lead: Lead,
    /// What whoever explained it is called.
    pub explainer: Option<String>,
    /// The unit to which that officer belongs: who decides sees whether whoever it concerns was heard.
    pub unit: Option<String>,
}

impl Lead {
    /// Whether it is about what a collective body keeps itself.
    pub fn is_of_a_body(&self) -> bool {
        OF_BODIES.contains(&self.subject.kind)
    }

    /// Found for the first time.
    pub fn found(about: &About, hit: &Hit, identity: (LeadId, String), now: Instant) -> Self {
        let (id, number) = identity;
        let figures = named(&hit.figures);
        debug_assert_eq!(about.nameless(&figures), [""; 0], "{} has no name for a figure", about.number);
        Self {
            id,
            number,
            check: about.number.into(),
            subject: SubjectRef { kind: about.subject, id: hit.subject },
            cause: hit.cause.clone(),
            region: hit.region.clone(),
            severity: about.severity,
            amount: hit.amount,
            figures,
            digest: hit.digest(),
            state: LeadState::Found,
            present: true,
            found_on: now.day(),
            changed_on: now.day(),
            returns: 0,
            explanation: None,
            explanation_file: None,
            explained_by: None,
            decision: None,
            decided_by: None,
            taken_back: None,
            taken_back_by: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// What becomes of it when its subject is looked at again; `None` when nothing does.
    pub fn seen_again(&self, hit: Option<&Hit>, severity: Severity, now: Instant) -> Option<Self> {
        let Some(hit) = hit else {
            let lapses = self.state.is_open();
            let state = if lapses { LeadState::Lapsed } else { self.state };
            return self.present.then(|| Self { present: false, state, ..self.touched(now) });
        };
        let same = self.digest == hit.digest() && self.severity == severity && self.region == hit.region;
        if self.present && same {
            return None;
        }
        let returns = self.returns + i32::from(!self.present || self.state == LeadState::Cleared);
        let state = if self.state == LeadState::Confirmed { self.state } else { LeadState::Found };
        Some(Self {
            region: hit.region.clone(),
            severity,
            amount: hit.amount,
            figures: named(&hit.figures),
            digest: hit.digest(),
            state,
            present: true,
            returns,
            ..self.touched(now)
        })
    }

    /// How it stands where nobody has decided on it: gone with its cause, or found, whatever was explained of figures before; it is heard again.
    pub const fn undecided(&self) -> LeadState {
        if self.present { LeadState::Found } else { LeadState::Lapsed }
    }

    /// The next version of it.
    pub fn touched(&self, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, changed_on: now.day(), ..self.clone() }
    }
}

fn named(figures: &Facts) -> BTreeMap<String, String> {
    figures.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// What a list of leads is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct LeadQuery {
    /// Of this check.
    pub check: Option<String>,
    /// In this state.
    pub state: Option<LeadState>,
    /// As grave as this.
    pub severity: Option<Severity>,
    /// Of this subject.
    pub subject: Option<SubjectRef>,
}

#[cfg(test)]
mod tests {
    use super::*;

    static ABOUT: About = About {
        number: "A0",
        title: Bi { zh: "示例", en: "Sample" },
        question: Bi { zh: "示例", en: "Sample" },
        basis: Basis::Practice,
        severity: Severity::Yellow,
        subject: SubjectKind::Asset,
        figures: &[Figure::new("since", "起始日期"), Figure::word::<LeadState>("state", "状态")],
        parameters: &[],
        valid_from: Day::of(2020, 1, 1),
    };

    fn hit(since: &str) -> Hit {
        let figures = Facts::none().with("since", since);
        Hit { subject: Uuid::nil(), region: "4310".parse().unwrap(), cause: String::new(), amount: None, figures }
    }

    fn lead(state: LeadState) -> Lead {
        let identity = (LeadId::new(Uuid::nil()), "YD-4310-2026-000001".to_owned());
        let found = Lead::found(&ABOUT, &hit("2023-01-01"), identity, Instant::from_millis(0));
        Lead { state, ..found }
    }

    fn again(lead: &Lead, hit: Option<&Hit>) -> Option<Lead> {
        lead.seen_again(hit, Severity::Yellow, Instant::from_millis(86_400_000))
    }

    #[test]
    fn figures_are_told_by_their_names_and_words() {
        let figures = |pairs: &[(&str, &str)]| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let found = figures(&[("state", "found, lapsed"), ("since", "2023-01-01")]);
        assert_eq!(ABOUT.told(&found), "起始日期：2023-01-01；状态：待核实、已消除");
        assert_eq!(ABOUT.nameless(&figures(&[("since", "x"), ("other", "y")])), ["other"]);
    }

    #[test]
    fn what_is_seen_again_unchanged_is_never_found_twice() {
        for state in [LeadState::Found, LeadState::Explained, LeadState::Cleared, LeadState::Confirmed] {
            assert_eq!(again(&lead(state), Some(&hit("2023-01-01"))), None, "{state}");
        }
    }

    #[test]
    fn what_is_gone_lapses_unless_it_was_decided_on() {
        use LeadState::{Cleared, Confirmed, Explained, Found, Lapsed};
        for (state, after) in [(Found, Lapsed), (Explained, Lapsed), (Cleared, Cleared), (Confirmed, Confirmed)] {
            let gone = again(&lead(state), None).unwrap();
            assert_eq!((gone.state, gone.present, gone.version), (after, false, 2));
            assert_eq!(again(&gone, None), None, "it goes once");
        }
    }

    #[test]
    fn what_comes_back_is_found_again() {
        let gone = again(&lead(LeadState::Cleared), None).unwrap();
        let back = again(&gone, Some(&hit("2023-01-01"))).unwrap();
        assert_eq!((back.state, back.present, back.returns), (LeadState::Found, true, 1));
        let lapsed = again(&lead(LeadState::Found), None).unwrap();
        assert_eq!(again(&lapsed, Some(&hit("2023-01-01"))).unwrap().state, LeadState::Found);
    }

    #[test]
    fn other_figures_undo_an_explanation_and_a_clearance_but_no_confirmation() {
        for (state, after, returns) in [
            (LeadState::Explained, LeadState::Found, 0),
            (LeadState::Cleared, LeadState::Found, 1),
            (LeadState::Confirmed, LeadState::Confirmed, 0),
        ] {
            let other = again(&lead(state), Some(&hit("2022-06-30"))).unwrap();
            assert_eq!((other.state, other.returns), (after, returns));
            assert_eq!(other.figures["since"], "2022-06-30");
        }
    }

    #[test]
    fn every_step_that_a_look_takes_is_a_legal_one() {
        for (state, ..) in LeadState::ALL {
            let before = lead(*state);
            let absent = Lead { present: false, ..before.clone() };
            for lead in [before, absent] {
                for seen in [None, Some(hit("2023-01-01")), Some(hit("2022-06-30"))] {
                    let Some(after) = again(&lead, seen.as_ref()) else { continue };
                    let legal = after.state == lead.state || LeadState::STEPS.contains(&(lead.state, after.state));
                    assert!(legal, "{} to {}", lead.state, after.state);
                }
            }
        }
    }
}
