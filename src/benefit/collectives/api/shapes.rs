//! Bodies as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::collectives::{
        model::{Closing, Collective, CollectiveKind, CollectiveLevel, CollectiveState, DecidedBy, Term},
        service::{
            bodies::Becoming,
            standing::{CollectiveStanding, PersonStanding},
        },
    },
    ground::{
        kernel::{
            BankAccountId, CollectiveId, Day, EntrustmentId, FileId, Instant, Layer, OfficerId, OrganisationId,
            PersonId, RegionCode,
        },
        wire::{Plain, resource, wire_words},
    },
    office::places::{AccountState, BankAccount},
};

wire_words!(CollectiveKind, CollectiveLevel, CollectiveState, DecidedBy);

/// Of which kind a body is from a day until another, that day not included (组织类型期间).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveTermView {
    /// Kind.
    kind: CollectiveKind,
    /// Level, of a rural collective.
    level: Option<CollectiveLevel>,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// The paper.
    file_id: FileId,
    /// Who recorded it.
    recorded_by: String,
    /// When.
    recorded_at: Instant,
    /// Why it ended, where the body was closed.
    end_reason: Option<String>,
    /// The paper that ended it.
    end_file_id: Option<FileId>,
}

impl From<&Term> for CollectiveTermView {
    fn from(t: &Term) -> Self {
        Self {
            kind: t.kind,
            level: t.level,
            from_on: t.from,
            until_on: t.until,
            file_id: t.paper,
            recorded_by: t.recorded_by.clone(),
            recorded_at: t.recorded_at,
            end_reason: t.end_reason.clone(),
            end_file_id: t.end_paper,
        }
    }
}

/// An organisation as a body that holds property together (集体组织主体).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveView {
    /// Id.
    id: CollectiveId,
    /// Version, for `If-Match`.
    etag: String,
    /// Number.
    number: String,
    /// Which organisation it is.
    organisation_id: OrganisationId,
    /// Where that lies.
    region_code: RegionCode,
    /// The kind of its open term, or of its last.
    kind: CollectiveKind,
    /// The level of that, of a rural collective.
    level: Option<CollectiveLevel>,
    /// Whether it goes on.
    state: CollectiveState,
    /// The first day of its first term.
    since_on: Day,
    /// The first day on which it is a body no longer.
    closed_on: Option<Day>,
    /// Who asked that it be closed, and who confirmed it; nothing where it was closed before two officers were wanted.
    closing: Option<CollectiveClosingView>,
    /// Its terms, in their order: each begins where the one before ends.
    terms: Vec<CollectiveTermView>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(CollectiveView, "/collectives");

impl From<&Collective> for CollectiveView {
    fn from(c: &Collective) -> Self {
        Self {
            id: c.id,
            etag: c.version.to_string(),
            number: c.number.clone(),
            organisation_id: c.organisation,
            region_code: c.region.clone(),
            kind: c.kind,
            level: c.level,
            state: c.state,
            since_on: c.since,
            closed_on: c.closed_on,
            closing: c.closing.as_ref().map(Into::into),
            terms: c.terms.iter().map(Into::into).collect(),
            note: c.note.clone(),
            layer: c.layer,
            created_at: c.created_at,
            updated_at: c.updated_at,
        }
    }
}

/// That a body is to be one no longer (申请终止).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveClosingView {
    /// The first day on which it is none.
    on: Day,
    /// Why.
    reason: String,
    /// The paper.
    file_id: FileId,
    /// Who asked.
    asked_by: OfficerId,
    /// Who else confirmed it; until then the body goes on.
    confirmed_by: Option<OfficerId>,
}

impl From<&Closing> for CollectiveClosingView {
    fn from(c: &Closing) -> Self {
        Self {
            on: c.on,
            reason: c.reason.clone(),
            file_id: c.paper,
            asked_by: c.asked_by,
            confirmed_by: c.confirmed_by,
        }
    }
}

/// A body as it is registered.
#[derive(Debug, Object)]
pub struct NewCollective {
    /// Which organisation; it is one body for good.
    pub organisation_id: OrganisationId,
    /// Of which kind; the organisation's own kind has to fit.
    pub kind: CollectiveKind,
    /// Level; of a rural collective, and of no other.
    pub level: Option<CollectiveLevel>,
    /// From which day on; not after today.
    pub from_on: Day,
    /// The paper: certificate, decision that formed it, or charter.
    pub file_id: FileId,
    /// Remark.
    pub note: Option<Plain<500>>,
}

/// Another kind of a body from a day on.
#[derive(Debug, Object)]
pub struct CollectiveKindChange {
    /// Of which kind.
    pub kind: CollectiveKind,
    /// Level; of a rural collective, and of no other.
    pub level: Option<CollectiveLevel>,
    /// From which day on; after the day on which the present kind began, not after today.
    pub from_on: Day,
    /// The paper.
    pub file_id: FileId,
}

impl From<CollectiveKindChange> for Becoming {
    fn from(c: CollectiveKindChange) -> Self {
        Self { kind: c.kind, level: c.level, from: c.from_on, paper: c.file_id }
    }
}

/// That a body is one no longer.
#[derive(Debug, Object)]
pub struct CollectiveClosing {
    /// The first day on which it is none; not after today.
    pub on: Day,
    /// Why.
    pub reason: Plain<500>,
    /// The paper.
    pub file_id: FileId,
}

/// An account of a body's organisation, as it is now.
#[derive(Debug, Object)]
pub struct CollectiveAccountView {
    /// Id.
    id: BankAccountId,
    /// Name on the account.
    holder_name: String,
    /// Bank and branch.
    bank_name: String,
    /// Its last four digits.
    account_no: String,
    /// 代管账户: whether the agency holds it for the body; else it is the body's own.
    custody: bool,
    /// Whether money may go there.
    state: AccountState,
}

impl From<&BankAccount> for CollectiveAccountView {
    fn from(a: &BankAccount) -> Self {
        Self {
            id: a.id,
            holder_name: a.holder_name.clone(),
            bank_name: a.bank_name.clone(),
            account_no: a.account_no.to_string(),
            custody: a.custody,
            state: a.state,
        }
    }
}

/// What is so of a body on a day (当日情况).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveStandingView {
    /// The body.
    collective_id: CollectiveId,
    /// On which day.
    on: Day,
    /// Of which kind it is on that day; absent where it is no body then.
    kind: Option<CollectiveKind>,
    /// Level, of a rural collective.
    level: Option<CollectiveLevel>,
    /// Who decides in it.
    decided_by: Option<DecidedBy>,
    /// Whether the membership law says who is a member on that day (R60, R61, R62).
    members_by_law: Option<bool>,
    /// Whether its members themselves, and not their representatives, decide on shares on that day.
    shares_by_assembly: Option<bool>,
    /// How many members it has on that day.
    members: i64,
    /// How many persons and households have its benefits on that day without being counted as members.
    beneficiaries: i64,
    /// What others manage for it on that day.
    entrustment_ids: Vec<EntrustmentId>,
    /// The accounts of its organisation as they are now, its own and those in custody; closed ones left out.
    accounts: Vec<CollectiveAccountView>,
}

impl From<&CollectiveStanding> for CollectiveStandingView {
    fn from(s: &CollectiveStanding) -> Self {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let rules = s.term.as_ref().map(|(_, rules)| rules);
        Self {
            collective_id: s.body.id,
            on: s.on,
            kind: s.term.as_ref().map(|(term, _)| term.kind),
            level: s.term.as_ref().and_then(|(term, _)| term.level),
            decided_by: rules.map(|r| r.decided_by),
            members_by_law: rules.map(|r| r.members_by_law),
            shares_by_assembly: rules.map(|r| r.shares_by_assembly),
            members: count(s.members),
            beneficiaries: count(s.beneficiaries),
            entrustment_ids: s.entrusted.iter().map(|e| e.id).collect(),
            accounts: s.accounts.iter().map(Into::into).collect(),
        }
    }
}

/// What a person is to a body on a day.
#[derive(Debug, Object)]
pub struct CollectivePersonView {
    /// The person.
    person_id: PersonId,
    /// On which day.
    on: Day,
    /// A member.
    member: bool,
    /// A beneficiary, as a person or by the household to which the person belongs on that day.
    beneficiary: bool,
}

impl CollectivePersonView {
    /// From what was found.
    pub const fn of(person_id: PersonId, (standing, on): (PersonStanding, Day)) -> Self {
        Self { person_id, on, member: standing.member, beneficiary: standing.beneficiary }
    }
}
