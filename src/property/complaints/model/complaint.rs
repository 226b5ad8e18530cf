//! 意见投诉.

use serde::Serialize;

use crate::ground::kernel::{
    AnyId, ComplaintId, Day, FileId, Instant, Layer, OfficerId, OrganisationId, PersonId, RegionCode, SubjectKind,
    SubjectRef, Wording,
};

/// The kinds of things that somebody may complain of.
pub const KINDS: [SubjectKind; 8] = [
    SubjectKind::Asset,
    SubjectKind::Payment,
    SubjectKind::Disbursement,
    SubjectKind::Site,
    SubjectKind::Project,
    SubjectKind::Allocation,
    SubjectKind::Posting,
    SubjectKind::UpkeepOrder,
];

crate::ground::kernel::words! {
    /// 类别.
    pub enum ComplaintKind {
        Complaint = "complaint" "投诉",
        Suggestion = "suggestion" "意见建议",
    }
}

crate::ground::kernel::words! {
    /// 来源渠道. How it came.
    pub enum ComplaintChannel {
        Window = "window" "来访（窗口）",
        Phone = "phone" "来电",
        Hotline = "hotline" "监督电话",
        Letter = "letter" "来信",
        Online = "online" "网络",
        Referred = "referred" "上级转办",
        Inspection = "inspection" "巡察",
    }
}

crate::ground::kernel::words! {
    /// 办理状态.
    pub enum ComplaintState {
        Received = "received" "待受理",
        Accepted = "accepted" "办理中",
        Declined = "declined" "不予受理",
        Answered = "answered" "已答复",
        Closed = "closed" "已办结",
    }
}

impl ComplaintState {
    /// Every step it may take. What was answered is opened again by another word of whoever complained, and by nothing else.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Received, Self::Accepted),
        (Self::Received, Self::Declined),
        (Self::Accepted, Self::Answered),
        (Self::Answered, Self::Closed),
        (Self::Answered, Self::Accepted),
        (Self::Closed, Self::Accepted),
    ];

    /// What may be done with one that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Received => (
                "accept, decline, add_subjects",
                "it is accepted and given to a unit, or declined",
                "现可受理并交办，或不予受理",
            ),
            Self::Accepted => (
                "answer, extend, add_subjects",
                "the unit that has it answers, or another puts its day off",
                "现由承办单位答复，需要延期的由他人批准",
            ),
            Self::Declined => (
                "receive",
                "it was declined; what is said anew is another complaint",
                "已不予受理；再次反映的请另行登记",
            ),
            Self::Answered => (
                "close, reopen",
                "another than who answered closes it, or another word of whoever complained opens it again",
                "现由答复人以外的人员办结；反映人再次反映的可重新办理",
            ),
            Self::Closed => (
                "reopen",
                "it is closed; another word of whoever complained opens it again",
                "已办结；反映人再次反映的可重新办理",
            ),
        };
        Wording::new(acts, en, zh)
    }

    /// Whether somebody still owes a word to whoever complained.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Received | Self::Accepted)
    }
}

crate::ground::kernel::words! {
    /// 办理结论. Of a complaint whether it was so, of a suggestion whether it is followed.
    pub enum ComplaintFinding {
        Upheld = "upheld" "属实",
        PartlyUpheld = "partly_upheld" "部分属实",
        Unfounded = "unfounded" "不属实",
        Adopted = "adopted" "采纳",
        PartlyAdopted = "partly_adopted" "部分采纳",
        NotAdopted = "not_adopted" "不予采纳",
    }
}

impl ComplaintFinding {
    /// Of which kind it is a finding.
    pub const fn of(self) -> ComplaintKind {
        match self {
            Self::Upheld | Self::PartlyUpheld | Self::Unfounded => ComplaintKind::Complaint,
            Self::Adopted | Self::PartlyAdopted | Self::NotAdopted => ComplaintKind::Suggestion,
        }
    }
}

crate::ground::kernel::words! {
    /// 附件所属. To what of a word a paper belongs.
    pub enum Part {
        Said = "said" "来件",
        Answer = "answer" "答复",
    }
}

/// 反映对象. What it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// Of which kind.
    pub kind: SubjectKind,
    /// Which.
    pub id: AnyId,
    /// Its printed number, or its name where it has none.
    pub number: String,
    /// Where it lay when it was named.
    pub region: RegionCode,
}

/// 被反映人. An officer of ours who is complained of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Concerned {
    /// Who.
    pub officer: OfficerId,
    /// From which word on: whoever answered an earlier one was not complained of then.
    pub since: i32,
}

/// 办理期限. By when a word is to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day.
    pub on: Day,
    /// What the policy required, and until when; nothing where the office alone has set the day.
    pub required: Option<(String, Day)>,
}

/// 延期. The day of an answer was put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// Its number within the complaint.
    pub n: i32,
    /// Of which word.
    pub word: i32,
    /// From this day.
    pub from: Day,
    /// To this one.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub on: Day,
}

/// 答复.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What was found.
    pub finding: ComplaintFinding,
    /// When it was told.
    pub on: Day,
    /// Who answered.
    pub by: OfficerId,
}

/// 来意. One word of whoever complained, the first or another. What it says and what was answered is sealed, and stands in no complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// Its number within the complaint.
    pub n: i32,
    /// How it came.
    pub channel: ComplaintChannel,
    /// When it came.
    pub received_on: Day,
    /// Who wrote it down.
    pub recorded_by: OfficerId,
    /// By when it is to be answered, or before that accepted; nothing where no day is set.
    pub due: Option<Due>,
    /// What was answered.
    pub answer: Option<Answer>,
}

/// 意见投诉.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// Id.
    pub id: ComplaintId,
    /// Printed number (TS).
    pub number: String,
    /// Where; everything that it is about lay inside when it was named.
    pub region: RegionCode,
    /// Of which kind.
    pub kind: ComplaintKind,
    /// At which place, in words that name nobody.
    pub place: Option<String>,
    /// Who complained, as a person of the register; nobody where it is anonymous.
    pub complainant: Option<PersonId>,
    /// Where it stands.
    pub state: ComplaintState,
    /// What it is about.
    pub about: Vec<About>,
    /// 被反映人: officers of ours who are complained of.
    pub complained_of: Vec<Concerned>,
    /// What was said, first and again.
    pub words: Vec<Word>,
    /// How often the day was put off.
    pub extensions: Vec<Extension>,
    /// 承办单位.
    pub unit: Option<OrganisationId>,
    /// 承办人.
    pub officer: Option<OfficerId>,
    /// Who accepted it, and when.
    pub accepted: Option<(OfficerId, Day)>,
    /// Why it was declined.
    pub decline_reason: Option<String>,
    /// Whither it was passed.
    pub passed_to: Option<String>,
    /// Who closed it, and when.
    pub closed: Option<(OfficerId, Day)>,
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

impl Complaint {
    /// The word that was said last.
    pub fn last(&self) -> Option<&Word> {
        self.words.last()
    }

    /// By when somebody owes a word, while somebody does; nothing where no day is set.
    pub fn due(&self) -> Option<&Due> {
        self.last().filter(|_| self.state.waits()).and_then(|w| w.due.as_ref())
    }

    /// Whether it speaks of an officer.
    pub fn speaks_of(&self, officer: OfficerId) -> bool {
        self.complained_of.iter().any(|c| c.officer == officer)
    }

    /// Who answered any of its words.
    pub fn answerers(&self) -> impl Iterator<Item = OfficerId> {
        self.words.iter().filter_map(|w| w.answer.as_ref()).map(|a| a.by)
    }

    /// Who put the day of its last word off.
    pub fn extenders(&self) -> impl Iterator<Item = OfficerId> {
        let last = self.last().map(|w| w.n);
        self.extensions.iter().filter(move |e| Some(e.word) == last).map(|e| e.by)
    }
}

/// What a word says, and what was answered, with their papers. It has no way to be printed or logged.
pub struct Spoken {
    /// The number of the word.
    pub n: i32,
    /// What it says.
    pub said: String,
    /// Its papers.
    pub files: Vec<FileId>,
    /// What was answered.
    pub answer: Option<String>,
    /// The papers of that.
    pub answer_files: Vec<FileId>,
}

/// Papers of a part of a word.
#[derive(Debug, Clone, Copy)]
pub struct FileOf<'a> {
    /// Of which word.
    pub word: i32,
    /// Of what of it.
    pub part: Part,
    /// Which.
    pub files: &'a [FileId],
}

/// By what complaints are found.
#[derive(Debug, Clone, Default)]
pub struct ComplaintQuery {
    /// Of this kind.
    pub kind: Option<ComplaintKind>,
    /// In this state.
    pub state: Option<ComplaintState>,
    /// That first came by this channel.
    pub channel: Option<ComplaintChannel>,
    /// That first came on this day or after it.
    pub received_from: Option<Day>,
    /// That first came on this day or before it.
    pub received_to: Option<Day>,
    /// About this.
    pub about: Option<SubjectRef>,
    /// About this too.
    pub site: Option<AnyId>,
    /// For this unit to answer.
    pub unit: Option<OrganisationId>,
    /// That wait beyond their last day, or, with false, all others.
    pub overdue: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::{ComplaintFinding, ComplaintKind};
    use crate::ground::kernel::Words as _;

    #[test]
    fn each_kind_has_findings_of_its_own() {
        for kind in [ComplaintKind::Complaint, ComplaintKind::Suggestion] {
            assert_eq!(ComplaintFinding::ALL.iter().filter(|(f, ..)| f.of() == kind).count(), 3);
        }
    }
}
