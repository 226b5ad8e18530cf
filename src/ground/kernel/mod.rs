//! Words that every room shares. Pure: no async, no I/O, no clock; today's date is always an argument.

mod basis;
mod calendar;
mod class;
mod cursor;
mod digest;
mod id;
mod judgement;
mod lang;
mod layer;
mod masked;
mod money;
mod number;
mod one_form;
mod personal;
mod quantity;
mod refusal;
mod region;
mod rule;
mod subject;
mod text;
mod time;
mod typed;
mod words;
mod written;

pub use basis::{Basis, CHENZHOU_PLAN, LocalPaper, Reach};
pub use calendar::{Calendar, DayKind};
pub use class::ClassCode;
pub use cursor::Cursor;
pub use digest::{Digest, Digester};
pub use id::{
    AccountId, AllocationId, AnyId, AssetId, BankAccountId, BankFormId, BatchId, BeneficiaryId, BudgetDocumentId,
    ClientId, CollectiveId, CollectiveLoanId, CollectiveMemberId, ColumnMapId, ComplaintId, ContractId, DefinitionId,
    DemolitionId, DisbursementId, DistributionId, EntrustmentId, ExceptionId, FieldGrantId, FieldReadingId, FileId,
    FundingSourceId, GrantId, HeadcountId, HouseholdId, HousingStayId, HousingUnitId, Id, ImportId, IncomeEntryId,
    IncomePoolId, IncomeSchemeId, IncomeSpendingId, IncomeYearId, InspectionId, JobId, JobRunId, LeadId, MatchLineId,
    OfficerId, OrganisationId, PayeeAccountId, PayeeAgentId, PaymentId, PayoutAnswerId, PayoutBatchId, PayoutId,
    PayoutRecoveryId, PayoutResultId, PeopleMonthId, PersonId, PlanLineId, PolicyValueId, PostAssignmentId,
    PostSheetId, PostingId, PrintTemplateId, ProjectId, PublicPostId, RepairLinkId, RepairRequestId, ResolutionId,
    ResultId, RevealId, RollEntryId, RollId, RunId, SessionId, ShareCertificateId, ShareHolderId, ShareSchemeId,
    ShareTransactionId, SiteId, SiteRoleId, SplitId, StockLineId, TableJobId, TaskId, TitleBatchId, ToPersonLineId,
    ToPersonListId, TransferId, UpkeepDueId, UpkeepDutyId, UpkeepOrderId, UpkeepPlanId, VillageDecisionId,
    WrittenPersonId,
};
pub use judgement::{JUDGEMENT_KINDS, settle, stood_by};
pub use lang::{Bi, Lang};
pub use layer::Layer;
pub use masked::Masked;
pub use money::{Money, MoneyError};
pub use number::{NumberKind, PrintedNumber};
pub use one_form::one_form;
pub use personal::{
    bears_number, bears_somebodys_number, born_on, hide_numbers, hide_somebodys_numbers, id_check_of,
    is_somebodys_number, plain_id_number,
};
pub use quantity::{AreaM2, AreaMu, LengthM, Ppm, Scale, Scaled, Shares};
pub use refusal::{
    AsFact, Denial, DenialReason, Each, Facts, FieldError, Figure, Kind, Refusal, Status, Told, Wording,
};
pub use region::{Level, RegionCode, Scope};
pub use rule::{Check, Force, Outcome, Rule, Verdict, place_of};
pub use subject::{ExternalRef, SubjectKind, SubjectRef};
pub use time::{Day, Instant, Month};
pub use typed::{building_number, building_spellings, half_width, is_unseen, room_number};
pub use words::Words;
pub(crate) use words::words;
