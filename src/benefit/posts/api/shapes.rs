//! Lists by which persons are paid, as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::posts::{
        model::{
            ListOrigin, ListStep, ListStepKind, PaidPer, PayRule, ToPersonItem, ToPersonList, ToPersonSource,
            ToPersonState,
        },
        service::{
            lines::LineTold,
            lists::{ListTold, SourceTold},
            read::ShownList,
        },
    },
    ground::{
        kernel::{
            Day, DisbursementId, FileId, HouseholdId, IncomePoolId, IncomeSpendingId, Instant, Layer, Money, Month,
            OfficerId, OrganisationId, PersonId, PostingId, PublicPostId, RegionCode, ToPersonListId,
        },
        wire::{Plain, Text, resource, texts, wire_words},
    },
};

wire_words!(ListOrigin, ListStepKind, PaidPer, PayRule, ToPersonItem, ToPersonSource, ToPersonState);

/// A step that a list took.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ToPersonStepView {
    /// Which.
    step: ListStepKind,
    /// On which day.
    on: Day,
    /// By which paper.
    file_id: Option<FileId>,
    /// Remark; of a link, the number of what pays.
    note: Option<String>,
    /// Who recorded it.
    recorded_by: String,
    /// When.
    recorded_at: Instant,
}

impl From<&ListStep> for ToPersonStepView {
    fn from(s: &ListStep) -> Self {
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

/// Who is paid of an item for which months, of which money (到人到户名单), and how far that has come.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ToPersonListView {
    /// Id.
    id: ToPersonListId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Where.
    region_code: RegionCode,
    /// For what.
    item: ToPersonItem,
    /// How an item of the word `other` is called.
    item_name: Option<String>,
    /// Name.
    name: String,
    /// On which paper the item stands: its number or title.
    basis: String,
    /// That paper.
    file_id: FileId,
    /// By heads or by households.
    per: PaidPer,
    /// How much each has, where that is one amount.
    unit: Option<Money>,
    /// The first month that is paid for.
    from_month: Month,
    /// The last month that is paid for.
    to_month: Month,
    /// Of which money.
    source: ToPersonSource,
    /// Of which pool of a body.
    pool_id: Option<IncomePoolId>,
    /// Through whom public money reaches the people.
    agent_id: Option<OrganisationId>,
    /// Of what its lines were made.
    origin: ListOrigin,
    /// State.
    state: ToPersonState,
    /// How many lines.
    lines: i64,
    /// What they add up to.
    total: Money,
    /// What they digest to: SHA-256.
    digest: String,
    /// Who made it.
    prepared_by: OfficerId,
    /// Who looked at it.
    checked_by: Option<OfficerId>,
    /// Since when it hangs.
    posted_on: Option<Day>,
    /// What hangs: SHA-256.
    posted_digest: Option<String>,
    /// By which posting; absent where a day and a photo tell it.
    posting_id: Option<PostingId>,
    /// Which spending of its pool paid it.
    spending_id: Option<IncomeSpendingId>,
    /// Which claim of public money pays it.
    disbursement_id: Option<DisbursementId>,
    /// Since when it is paid.
    paid_on: Option<Day>,
    /// Its steps, in their order. Absent in a list and in the answer of an act.
    steps: Option<Vec<ToPersonStepView>>,
    /// Why it was returned or annulled.
    end_reason: Option<String>,
    /// Warnings that whoever made it stands by, by rule number.
    acknowledged: Vec<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ToPersonListView, "/to-person-lists");

impl From<&ToPersonList> for ToPersonListView {
    fn from(l: &ToPersonList) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            number: l.number.clone(),
            region_code: l.region.clone(),
            item: l.item,
            item_name: l.item_name.clone(),
            name: l.name.clone(),
            basis: l.basis.clone(),
            file_id: l.paper,
            per: l.per,
            unit: l.unit,
            from_month: l.months.0,
            to_month: l.months.1,
            source: l.source,
            pool_id: l.pool,
            agent_id: l.agent,
            origin: l.origin,
            state: l.state,
            lines: l.lines,
            total: l.total,
            digest: l.digest.to_string(),
            prepared_by: l.prepared_by,
            checked_by: l.checked_by,
            posted_on: l.posted_on,
            posted_digest: l.posted_digest.map(|d| d.to_string()),
            posting_id: l.posting,
            spending_id: l.spending,
            disbursement_id: l.disbursement,
            paid_on: l.paid_on,
            steps: None,
            end_reason: l.end_reason.clone(),
            acknowledged: l.acknowledged.clone(),
            note: l.note.clone(),
            layer: l.layer,
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

impl From<&ShownList> for ToPersonListView {
    fn from(s: &ShownList) -> Self {
        Self { steps: Some(s.steps.iter().map(Into::into).collect()), ..Self::from(&s.list) }
    }
}

/// One person or one household of a list.
#[derive(Debug, Object)]
pub struct ToPersonLine {
    /// The person, in a list by heads.
    person_id: Option<PersonId>,
    /// The household, in a list by households.
    household_id: Option<HouseholdId>,
    /// How much, where the list has no amount for all.
    amount: Option<Money>,
    /// Why; never a name.
    reason: Plain<200>,
}

impl From<ToPersonLine> for LineTold {
    fn from(l: ToPersonLine) -> Self {
        Self { person: l.person_id, household: l.household_id, amount: l.amount, reason: l.reason.into() }
    }
}

/// What a list says that is written anew.
#[derive(Debug, Object)]
pub struct ToPersonListSays {
    /// For what.
    item: ToPersonItem,
    /// How an item of the word `other` is called; no other item is named. Of one name it is one item (R110).
    item_name: Option<Plain<60>>,
    /// Name.
    name: Plain<200>,
    /// On which paper the item stands: its number or title.
    basis: Plain<200>,
    /// That paper.
    file_id: FileId,
    /// By heads or by households.
    per: PaidPer,
    /// How much each has, where that is one amount; a line has none then.
    unit: Option<Money>,
    /// The first month that is paid for.
    from_month: Month,
    /// The last month that is paid for; twelve at most.
    to_month: Month,
    /// Its lines.
    #[oai(validator(min_items = 1, max_items = 500))]
    pub lines: Vec<ToPersonLine>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl ToPersonListSays {
    /// What it says, and its lines.
    pub fn told(self) -> (ListTold, Vec<LineTold>) {
        let told = ListTold {
            item: self.item,
            item_name: self.item_name.map(Into::into),
            name: self.name.into(),
            basis: self.basis.into(),
            paper: self.file_id,
            per: self.per,
            unit: self.unit,
            months: (self.from_month, self.to_month),
            acknowledged: texts(self.acknowledged),
            note: self.note.map(Into::into),
        };
        (told, self.lines.into_iter().map(Into::into).collect())
    }
}

/// A list of lines that are told one by one.
#[derive(Debug, Object)]
pub struct NewToPersonList {
    /// Of which money.
    source: ToPersonSource,
    /// The pool of a body, of collective money; the list is where the body is.
    pool_id: Option<IncomePoolId>,
    /// Where a list of public money is.
    region_code: Option<RegionCode>,
    /// Through whom public money reaches the people (代发机构): who is paid by the claim.
    agent_id: Option<OrganisationId>,
    /// For what.
    item: ToPersonItem,
    /// How an item of the word `other` is called; no other item is named. Of one name it is one item (R110).
    item_name: Option<Plain<60>>,
    /// Name.
    name: Plain<200>,
    /// On which paper the item stands: its number or title.
    basis: Plain<200>,
    /// That paper.
    file_id: FileId,
    /// By heads or by households.
    per: PaidPer,
    /// How much each has, where that is one amount; a line has none then.
    unit: Option<Money>,
    /// The first month that is paid for.
    from_month: Month,
    /// The last month that is paid for; twelve at most.
    to_month: Month,
    /// Its lines.
    #[oai(validator(min_items = 1, max_items = 500))]
    lines: Vec<ToPersonLine>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

impl NewToPersonList {
    /// Of which money, what it says, and its lines.
    pub fn told(self) -> (SourceTold, ListTold, Vec<LineTold>) {
        let source =
            SourceTold { source: self.source, pool: self.pool_id, region: self.region_code, agent: self.agent_id };
        let says = ToPersonListSays {
            item: self.item,
            item_name: self.item_name,
            name: self.name,
            basis: self.basis,
            file_id: self.file_id,
            per: self.per,
            unit: self.unit,
            from_month: self.from_month,
            to_month: self.to_month,
            lines: self.lines,
            acknowledged: self.acknowledged,
            note: self.note,
        };
        let (told, lines) = says.told();
        (source, told, lines)
    }
}

/// The pay of a month for posts, made of what was confirmed.
#[derive(Debug, Object)]
pub struct ToPersonListFromAttendance {
    /// Of which money; that of the posts.
    pub source: ToPersonSource,
    /// The pool of a body, of collective money.
    pub pool_id: Option<IncomePoolId>,
    /// Where a list of public money is.
    pub region_code: Option<RegionCode>,
    /// Through whom public money reaches the people.
    pub agent_id: Option<OrganisationId>,
    /// Of which posts.
    #[oai(validator(min_items = 1, max_items = 50))]
    pub post_ids: Vec<PublicPostId>,
    /// Of which month; each post has a confirmed sheet of it.
    pub month: Month,
    /// Name.
    pub name: Plain<200>,
    /// On which paper it stands: its number or title.
    pub basis: Plain<200>,
    /// That paper.
    pub file_id: FileId,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    pub acknowledged: Option<Vec<Text<8>>>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// That somebody looked at a list.
#[derive(Debug, Object)]
pub struct ToPersonCheck {
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// That a list hangs: by a posting of it, or, where a paper tells it, since a day.
#[derive(Debug, Object)]
pub struct ToPersonPosting {
    /// By which posting of this list; it hangs, or was closed. Without the other two.
    pub posting_id: Option<PostingId>,
    /// Since when, of a paper; not after today, not before it was checked.
    pub on: Option<Day>,
    /// A photo of the board.
    pub file_id: Option<FileId>,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// Why whole names are printed, and of which part of the list.
#[derive(Debug, Object)]
pub struct ToPersonPrintBody {
    /// Why; never a name.
    pub reason: Plain<200>,
    /// The first serial that is printed; running totals go on from what lies before.
    #[oai(validator(minimum(value = "1")))]
    pub from: Option<i64>,
    /// The last serial that is printed; at most 5,000 lines at once.
    #[oai(validator(minimum(value = "1")))]
    pub until: Option<i64>,
}

/// That a list goes back.
#[derive(Debug, Object)]
pub struct ToPersonReturn {
    /// On which day.
    pub on: Day,
    /// Why: what was objected, what is wrong; never a name.
    pub reason: Plain<200>,
    /// The paper, where there is one.
    pub file_id: Option<FileId>,
}

/// That a list comes to nothing.
#[derive(Debug, Object)]
pub struct ToPersonAnnulment {
    /// On which day.
    pub on: Day,
    /// Why; never a name.
    pub reason: Plain<200>,
}

/// By which spending a list was paid.
#[derive(Debug, Object)]
pub struct ToPersonSpending {
    /// A spending of the list's pool of exactly what the list comes to.
    pub spending_id: IncomeSpendingId,
}

/// Which claim pays a list.
#[derive(Debug, Object)]
pub struct ToPersonDisbursement {
    /// A claim of kind `to_person` for this list that was submitted.
    pub disbursement_id: DisbursementId,
}

/// That what paid a list came to nothing.
#[derive(Debug, Object)]
pub struct ToPersonUnlinking {
    /// Why; never a name.
    pub reason: Plain<200>,
}
