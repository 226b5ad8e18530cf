//! What the papers of a meeting say, as their templates read them.

use serde::Serialize;

use super::{AgreeOf, Bar, Count, Fraction, Preparation, Resolution, ResolutionState, legal_bar};
use crate::ground::kernel::{Digest, Digester, Words as _};

crate::ground::kernel::words! {
    /// Papers that are printed of a resolution.
    pub enum ResolutionFormKind {
        Minutes = "meeting_minutes" "会议记录",
        Ballot = "ballot" "表决票",
    }
}

/// Who came and how they voted, and how many the law or the charter asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct VotesRow {
    eligible: i64,
    in_person: i64,
    by_proxy: i64,
    in_favour: i64,
    against: i64,
    abstained: i64,
    attend_needed: Option<i64>,
    favour_needed: Option<i64>,
}

/// A rule for which it did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ShortfallRow {
    /// Its number.
    pub number: String,
    /// What it asks.
    pub demands: String,
}

/// 会议记录. Before the meeting with room for what will be said, afterwards with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct MinutesPaper {
    /// Where the body lies.
    pub region: String,
    /// Number.
    pub number: String,
    /// State.
    pub state: String,
    /// What the body is called.
    pub body: String,
    /// Its number.
    pub body_number: String,
    /// What is decided.
    pub matter: String,
    /// Who meets.
    pub meeting: String,
    /// When.
    pub meeting_on: String,
    /// As it stands on the agenda.
    pub title: String,
    /// When and where it was told.
    pub notice: String,
    /// What went before, a sentence each.
    pub before: Vec<String>,
    /// What the charter asks, where it was told.
    pub charter: String,
    /// The votes, once it was held.
    pub votes: Option<VotesRow>,
    /// For which rules it did not pass.
    pub shortfalls: Vec<ShortfallRow>,
    /// Who keeps the minutes.
    pub kept_by: String,
    /// Why it was not held, or was wrong.
    pub end_reason: String,
}

/// 表决票. Four on a leaf, to be cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct BallotPaper {
    /// Number of the resolution.
    pub number: String,
    /// What the body is called.
    pub body: String,
    /// What is decided.
    pub matter: String,
    /// Who meets.
    pub meeting: String,
    /// When.
    pub meeting_on: String,
    /// As it stands on the agenda.
    pub title: String,
}

/// `三分之二` of whom: `应到人员 2/3 以上`, or more than that.
fn part(fraction: Fraction, of: &str) -> String {
    let word = if fraction.above { "超过" } else { "不少于" };
    format!("{word}{of} {}/{}", fraction.part, fraction.whole)
}

/// What a charter asks, as one sentence.
pub fn charter_written(bar: &Bar) -> String {
    let notice = bar.notice_days.map(|days| format!("提前 {days} 日通知"));
    let attend = bar.attend.map(|attend| format!("到会{}", part(attend, AgreeOf::Eligible.label())));
    let agree = format!("同意{}", part(bar.agree, bar.of.label()));
    let said: Vec<String> = [notice, attend, Some(agree)].into_iter().flatten().collect();
    format!("{}（自 {} 起）", said.join("，"), bar.since.written())
}

/// What went before a meeting, a sentence each.
pub fn before_written(before: &Preparation) -> Vec<String> {
    let party = before.party.map(|d| format!("党组织研究：{}", d.on.written()));
    let town = before.town.map(|d| format!("乡镇审核：{}", d.on.written()));
    let open = before.open_on.map(|day| format!("材料公开：{}起", day.written()));
    [party, town, open].into_iter().flatten().collect()
}

impl VotesRow {
    /// The votes of a meeting, with how many had to come and to agree: what the law asks, and where none does the charter.
    pub fn of(r: &Resolution, count: &Count) -> Self {
        let law = legal_bar(r.body_kind, r.meeting, r.meeting_on).map(|b| (b.attend, b.agree, b.of));
        let asked = law.or_else(|| r.bar.as_ref().map(|b| (b.attend, b.agree, b.of)));
        Self {
            eligible: count.eligible,
            in_person: count.in_person,
            by_proxy: count.by_proxy,
            in_favour: count.in_favour,
            against: count.against,
            abstained: count.abstained,
            attend_needed: asked.and_then(|(attend, ..)| attend).map(|attend| attend.fewest(count.eligible)),
            favour_needed: asked.map(|(_, agree, of)| agree.fewest(count.base(of))),
        }
    }
}

impl ResolutionState {
    /// The word across a paper that is not in force.
    pub const fn watermark(self) -> Option<&'static str> {
        match self {
            Self::Cancelled => Some("已取消"),
            Self::Annulled => Some("作废"),
            Self::Convened | Self::Passed | Self::NotPassed => None,
        }
    }
}

impl Resolution {
    /// What of it is fixed once it was held: the meeting, its matter and its votes. Nothing before that.
    pub fn digest(&self) -> Option<Digest> {
        let c = self.count.as_ref()?;
        let digester = Digester::new("resolution")
            .field("number", &self.number)
            .field("collective", self.collective)
            .field("matter", self.matter.word())
            .field("meeting", self.meeting.word())
            .field("title", &self.title)
            .field("on", self.meeting_on);
        let votes = [c.eligible, c.in_person, c.by_proxy, c.in_favour, c.against, c.abstained];
        Some(votes.into_iter().fold(digester, |d, n| d.field("votes", n)).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::{BallotPaper, MinutesPaper};

    #[test]
    fn the_examples_are_papers() {
        serde_json::from_str::<MinutesPaper>(include_str!("../forms/minutes.json")).unwrap();
        serde_json::from_str::<BallotPaper>(include_str!("../forms/ballot.json")).unwrap();
    }
}
