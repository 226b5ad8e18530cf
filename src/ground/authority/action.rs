//! Every action, once: its name runs through operation ids, the trail and error codes, and beside it stand the roles that may. Those of what
//! collectives earn and who gets it stand in [`benefit_action`](super::benefit_action).

use super::{
    Role::{
        AssetOfficer, Auditor, BudgetOfficer, CollectiveAccountant, CollectiveManager, CountyLeader, FinanceClerk,
        FinanceDirector, FinanceSectionHead, Integration, LineReviewer, SecurityAdmin, SiteManager, SystemAdmin,
        TownOfficer, TreasuryConfirmer, TreasuryPayer, UnitClerk, UnitHead, VillageClerk,
    },
    benefit_action,
    circles::{
        COMPLAINT_ANSWERERS, COMPLAINT_HANDLERS, COMPLAINT_HEARERS, COMPLAINT_READERS, DECIDERS, DEMOLITION_WRITERS,
        EXCEPTION_FILERS, EXPLAINERS, FILERS, FINANCE, HOUSING_WRITERS, INSPECTORS, KEEPERS, PARTIES, POSTERS,
        POSTING_READERS, REPAIR_READERS, SIGNATORIES, SIGNERS, TEMPLATE_WRITERS, TITLE_FILERS, TRACERS, TRANSFERRERS,
        VERIFIERS,
    },
    registers::{
        ALLOCATION_IMPORTERS, BUSINESS, HOUSEHOLD_CONFIRMERS, HOUSEHOLD_WRITERS, IMPORTERS, MONTH_LOCKERS,
        ORGANISATION_IMPORTERS, PERSON_READERS, PERSON_WRITERS, PROPERTY_IMPORTERS, REGISTER_READERS, SENDERS,
    },
    who::actions,
};

pub use super::{
    benefit_action::*,
    who::{Action, Who},
};

actions! {
    ROWS;
    FIRST_ADMINISTRATOR_CREATE = "access.first_administrator.create" Who::Public;
    SESSION_CREATE = "access.session.create" Who::Public;
    TOKEN_ISSUE = "access.token.issue" Who::Public;
    SESSION_READ = "access.session.read" Who::AnyLogin;
    SESSION_END = "access.session.end" Who::AnyLogin;
    ME_READ = "access.me.read" Who::AnyLogin;
    PASSWORD_CHANGE = "access.password.change" Who::AnyLogin;
    ACTION_READ = "access.action.read" Who::AnyLogin;
    ROLE_READ = "access.role.read" Who::AnyLogin;
    OFFICER_READ = "access.officer.read", OFFICER_EXPORT = "access.officer.export" Who::Roles(&[SecurityAdmin, Auditor]);
    OFFICER_CREATE = "access.officer.create" Who::Roles(&[SecurityAdmin]);
    OFFICER_CHANGE = "access.officer.change" Who::Roles(&[SecurityAdmin]);
    USER_READ = "access.user.read", USER_EXPORT = "access.user.export" Who::Roles(&[SecurityAdmin, Auditor]);
    USER_CREATE = "access.user.create" Who::Roles(&[SecurityAdmin]), fresh;
    USER_DISABLE = "access.user.disable" Who::Roles(&[SecurityAdmin]), fresh;
    USER_ENABLE = "access.user.enable" Who::Roles(&[SecurityAdmin]), fresh;
    USER_RESET_PASSWORD = "access.user.reset_password" Who::Roles(&[SecurityAdmin]), fresh;
    USER_SET_EXTERNAL_IDS = "access.user.set_external_ids" Who::Roles(&[SecurityAdmin]);
    GRANT_READ = "access.role_grant.read", GRANT_EXPORT = "access.role_grant.export" Who::Roles(&[SecurityAdmin, Auditor]);
    GRANT_CREATE = "access.role_grant.create" Who::Roles(&[SecurityAdmin]), fresh;
    GRANT_CONFIRM = "access.role_grant.confirm" Who::Roles(&[SecurityAdmin]), fresh;
    GRANT_REVOKE = "access.role_grant.revoke" Who::Roles(&[SecurityAdmin]), fresh;
    CLIENT_READ = "access.api_client.read", CLIENT_EXPORT = "access.api_client.export" Who::Roles(&[SecurityAdmin, Auditor]);
    CLIENT_CREATE = "access.api_client.create" Who::Roles(&[SecurityAdmin]), fresh;
    CLIENT_CHANGE = "access.api_client.change" Who::Roles(&[SecurityAdmin]), fresh;
    WRAPPING_KEY_REPLACE = "access.wrapping_key.replace" Who::Roles(&[]);
    WRAPPING_KEY_REWRAP = "access.wrapping_key.rewrap" Who::Roles(&[]);
    WRAPPING_KEY_RETIRE = "access.wrapping_key.retire" Who::Roles(&[]);
    DATA_KEY_RESEAL = "access.data_key.reseal" Who::Roles(&[]);
    WRITTEN_NAME_SEAL = "people.written_name.seal" Who::Roles(&[]);
    DATA_KEY_DESTROY = "access.data_key.destroy" Who::Roles(&[]);
    CLIENT_ROTATE = "access.api_client.rotate" Who::Roles(&[SecurityAdmin]), fresh;
    TRAIL_READ = "trail.event.read", TRAIL_EXPORT = "trail.event.export" Who::Roles(&[Auditor]);

    SCHEDULE_READ = "jobs.schedule.read" Who::Roles(&[SystemAdmin, Auditor]);
    SCHEDULE_RUN = "jobs.schedule.run" Who::Roles(&[SystemAdmin]);
    JOB_REGISTER = "jobs.job.register" Who::Roles(&[]);
    KEY_EXPIRE = "platform.idempotency.expire" Who::Roles(&[]);
    ACCESS_EXPIRE = "access.session.expire" Who::Roles(&[]);
    FILE_SWEEP = "files.file.sweep" Who::Roles(&[]);
    LEAD_FIND = "checks.lead.find" Who::Roles(&[]);
    UPKEEP_DUE_MAKE = "upkeep.due.make" Who::Roles(&[]);
    SNAPSHOT_TAKE = "ledger.snapshot.take" Who::Roles(&[]);
    CHECK_RUN = "server.check.run" Who::Roles(&[]);

    PRINT_FORM_READ = "prints.form.read" Who::AnyLogin;
    PRINT_TEMPLATE_READ = "prints.template.read", PRINT_TEMPLATE_EXPORT = "prints.template.export" Who::AnyLogin;
    PRINT_TEMPLATE_PREVIEW = "prints.template.preview" Who::AnyLogin;
    PRINT_TEMPLATE_CREATE = "prints.template.create" Who::Roles(TEMPLATE_WRITERS);
    PRINT_TEMPLATE_CHANGE = "prints.template.change" Who::Roles(TEMPLATE_WRITERS);
    PRINT_TEMPLATE_PUBLISH = "prints.template.publish" Who::Roles(&[FinanceSectionHead]), fresh;
    PRINT_TEMPLATE_RETIRE = "prints.template.retire" Who::Roles(&[FinanceSectionHead]), fresh;
    IMPORT_READ = "tables.import.read", IMPORT_EXPORT = "tables.import.export" Who::Roles(IMPORTERS);
    TABLE_JOB_READ = "tables.job.read", TABLE_JOB_EXPORT = "tables.job.export" Who::Roles(IMPORTERS);
    TABLE_JOB_CANCEL = "tables.job.cancel" Who::Roles(SENDERS);
    TABLE_JOB_RUN = "tables.job.run" Who::Roles(&[]);
    COLUMN_MAP_READ = "tables.column_map.read", COLUMN_MAP_EXPORT = "tables.column_map.export" Who::Roles(IMPORTERS);

    CLOCK_SET = "platform.clock.set" Who::Roles(&[]);
    REFERENCE_LOAD = "places.reference.load" Who::Roles(&[]);
    REGION_READ = "places.region.read", REGION_EXPORT = "places.region.export" Who::AnyLogin;
    HOLIDAY_READ = "places.holiday.read" Who::AnyLogin;
    SITE_READ = "places.site.read" Who::Roles(REGISTER_READERS);
    SITE_CREATE = "places.site.create" Who::Roles(&[SiteManager, AssetOfficer, Integration]);
    SITE_CHANGE = "places.site.change" Who::Roles(&[SiteManager, AssetOfficer, Integration]);
    SITE_DELETE = "places.site.delete" Who::Roles(&[AssetOfficer]);
    SITE_IMPORT = "places.site.import" Who::Roles(PROPERTY_IMPORTERS);
    SITE_MARK_IMPORT = "places.site.mark_import" Who::Roles(PROPERTY_IMPORTERS);
    SITE_READ_TEMPLATE = "places.site.read_template" Who::Roles(PROPERTY_IMPORTERS);
    SITE_EXPORT = "places.site.export" Who::Roles(BUSINESS);
    ORGANISATION_READ = "places.organisation.read" Who::Roles(REGISTER_READERS);
    ORGANISATION_CREATE = "places.organisation.create" Who::Roles(&[UnitClerk, FinanceClerk, BudgetOfficer, Integration]);
    ORGANISATION_CHANGE = "places.organisation.change" Who::Roles(&[UnitClerk, FinanceClerk, BudgetOfficer, Integration]);
    ORGANISATION_DELETE = "places.organisation.delete" Who::Roles(&[FinanceClerk]);
    ORGANISATION_IMPORT = "places.organisation.import" Who::Roles(ORGANISATION_IMPORTERS);
    ORGANISATION_MARK_IMPORT = "places.organisation.mark_import" Who::Roles(ORGANISATION_IMPORTERS);
    ORGANISATION_READ_TEMPLATE = "places.organisation.read_template" Who::Roles(ORGANISATION_IMPORTERS);
    ORGANISATION_EXPORT = "places.organisation.export" Who::Roles(BUSINESS);
    BANK_ACCOUNT_READ = "places.bank_account.read", BANK_ACCOUNT_EXPORT = "places.bank_account.export" Who::Roles(BUSINESS);
    BANK_ACCOUNT_CREATE = "places.bank_account.create" Who::Roles(&[UnitClerk, FinanceClerk]), fresh;
    BANK_ACCOUNT_CONFIRM = "places.bank_account.confirm" Who::Roles(&[FinanceClerk, FinanceSectionHead]), fresh;
    BANK_ACCOUNT_CLOSE = "places.bank_account.close" Who::Roles(&[UnitClerk, FinanceClerk]), fresh;
    BANK_ACCOUNT_SET_EXTERNAL_IDS = "places.bank_account.set_external_ids" Who::Roles(&[UnitClerk, FinanceClerk, Integration]);
    BANK_ACCOUNT_SEE_CLEAR = "places.bank_account.see_clear" Who::Roles(&[TreasuryPayer, TreasuryConfirmer]);

    PERSON_READ = "people.person.read", PERSON_EXPORT = "people.person.export" Who::Roles(PERSON_READERS);
    PERSON_SEARCH = "people.person.search" Who::Roles(PERSON_READERS);
    PERSON_CREATE = "people.person.create" Who::Roles(PERSON_WRITERS);
    PERSON_CHANGE = "people.person.change" Who::Roles(PERSON_WRITERS);
    PERSON_REVEAL = "people.person.reveal" Who::Roles(&[SiteManager, AssetOfficer]);
    HOUSEHOLD_READ = "people.household.read", HOUSEHOLD_EXPORT = "people.household.export" Who::Roles(PERSON_READERS);
    HOUSEHOLD_READ_MEMBERS = "people.household.read_members" Who::Roles(PERSON_READERS);
    HOUSEHOLD_READ_EVENTS = "people.household.read_events" Who::Roles(PERSON_READERS);
    HOUSEHOLD_CREATE = "people.household.create" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSEHOLD_CHANGE = "people.household.change" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSEHOLD_RECORD = "people.household.record" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSEHOLD_REVERSE = "people.household.reverse" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSEHOLD_SPLIT = "people.household.split" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSEHOLD_CONFIRM = "people.household.confirm" Who::Roles(HOUSEHOLD_CONFIRMERS);
    HOUSEHOLD_MARK = "people.household.mark" Who::Roles(&[SiteManager, AssetOfficer]);
    HOUSEHOLD_IMPORT = "people.household.import" Who::Roles(PROPERTY_IMPORTERS);
    HOUSEHOLD_MARK_IMPORT = "people.household.mark_import" Who::Roles(PROPERTY_IMPORTERS);
    HOUSEHOLD_READ_TEMPLATE = "people.household.read_template" Who::Roles(PROPERTY_IMPORTERS);
    HOUSEHOLD_EXPORT_MEMBERS = "people.household.export_members" Who::Roles(PERSON_READERS);
    FIELD_GRANT_READ = "people.field_grant.read", FIELD_GRANT_EXPORT = "people.field_grant.export" Who::Roles(&[AssetOfficer, CountyLeader, Auditor]);
    FIELD_GRANT_GRANT = "people.field_grant.grant" Who::Roles(&[AssetOfficer, CountyLeader]), fresh;
    FIELD_GRANT_END = "people.field_grant.end" Who::Roles(&[AssetOfficer, CountyLeader]);
    SHARED_HOUSEHOLD_READ = "people.shared_household.read" Who::Roles(&[Integration]);
    PEOPLE_MONTH_READ = "people.month.read", PEOPLE_MONTH_EXPORT = "people.month.export" Who::Roles(PERSON_READERS);
    PEOPLE_MONTH_READ_DIFFERENCES = "people.month.read_differences" Who::Roles(PERSON_READERS);
    PEOPLE_MONTH_READ_DRIFT = "people.month.read_drift" Who::Roles(PERSON_READERS);
    PEOPLE_MONTH_EXPORT_DIFFERENCES = "people.month.export_differences" Who::Roles(PERSON_READERS);
    PEOPLE_MONTH_EXPORT_DRIFT = "people.month.export_drift" Who::Roles(PERSON_READERS);
    PEOPLE_MONTH_OPEN = "people.month.open" Who::Roles(HOUSEHOLD_WRITERS);
    PEOPLE_MONTH_LOCK = "people.month.lock" Who::Roles(MONTH_LOCKERS);
    PEOPLE_MONTH_REOPEN = "people.month.reopen" Who::Roles(MONTH_LOCKERS);
    HOUSEHOLD_REVEAL = "people.household.reveal" Who::Roles(&[SiteManager, AssetOfficer]);

    FILE_UPLOAD = "files.file.upload" Who::Roles(&[
        UnitClerk, VillageClerk, TownOfficer, LineReviewer, FinanceClerk, BudgetOfficer, TreasuryConfirmer, SiteManager, AssetOfficer,
        CollectiveManager, CollectiveAccountant, Integration,
    ]);
    FILE_READ = "files.file.read" Who::Roles(REGISTER_READERS);
    FILE_DOWNLOAD = "files.file.download" Who::Roles(REGISTER_READERS);

    POLICY_VALUE_READ = "policy.value.read", POLICY_VALUE_EXPORT = "policy.value.export" Who::AnyLogin;
    POLICY_VALUE_SET = "policy.value.set" Who::Roles(&[FinanceDirector, CountyLeader]), fresh;
    POLICY_KEY_READ = "policy.key.read" Who::AnyLogin;
    RULE_READ = "policy.rule.read" Who::AnyLogin;
    EXCEPTION_READ = "policy.exception.read", EXCEPTION_EXPORT = "policy.exception.export" Who::Roles(BUSINESS);
    EXCEPTION_FILE = "policy.exception.file" Who::Roles(EXCEPTION_FILERS), fresh;
    EXCEPTION_MAKE_GOOD = "policy.exception.make_good" Who::Roles(EXCEPTION_FILERS);

    DEFINITION_READ = "approvals.definition.read", DEFINITION_EXPORT = "approvals.definition.export" Who::AnyLogin;
    DEFINITION_CREATE = "approvals.definition.create" Who::Roles(&[SecurityAdmin]);
    DEFINITION_CHANGE = "approvals.definition.change" Who::Roles(&[SecurityAdmin]);
    DEFINITION_PUBLISH = "approvals.definition.publish" Who::Roles(&[SecurityAdmin]), fresh;
    DEFINITION_RETIRE = "approvals.definition.retire" Who::Roles(&[SecurityAdmin]), fresh;
    RUN_READ = "approvals.run.read", RUN_EXPORT = "approvals.run.export" Who::Roles(BUSINESS);
    RUN_TIMELINE = "approvals.run.timeline" Who::Roles(BUSINESS);
    RUN_WITHDRAW = "approvals.run.withdraw" Who::Roles(&[UnitClerk, VillageClerk, BudgetOfficer]);
    RUN_RESOLVE = "approvals.run.resolve" Who::Roles(&[SecurityAdmin, UnitHead, FinanceSectionHead]);
    TASK_READ = "approvals.task.read", TASK_EXPORT = "approvals.task.export" Who::AnyLogin;
    TASK_DECIDE = "approvals.task.decide" Who::Roles(DECIDERS), fresh;
    TASK_BATCH_DECIDE = "approvals.task.batch_decide" Who::Roles(DECIDERS), fresh;

    LEDGER_ACCOUNT_READ = "ledger.account.read", LEDGER_ACCOUNT_EXPORT = "ledger.account.export" Who::Roles(FINANCE);
    LEDGER_BALANCE_READ = "ledger.balance.read", LEDGER_BALANCE_EXPORT = "ledger.balance.export" Who::Roles(FINANCE);
    LEDGER_ENTRY_READ = "ledger.entry.read", LEDGER_ENTRY_EXPORT = "ledger.entry.export" Who::Roles(FINANCE);

    SOURCE_READ = "funds.source.read", SOURCE_EXPORT = "funds.source.export" Who::Roles(BUSINESS);
    SOURCE_CREATE = "funds.source.create" Who::Roles(&[BudgetOfficer]);
    SOURCE_CHANGE = "funds.source.change" Who::Roles(&[BudgetOfficer]);
    DOCUMENT_READ = "funds.document.read", DOCUMENT_EXPORT = "funds.document.export" Who::Roles(FINANCE);
    DOCUMENT_CREATE = "funds.document.create" Who::Roles(&[BudgetOfficer, Integration]);
    DOCUMENT_CHANGE = "funds.document.change" Who::Roles(&[BudgetOfficer, Integration]);
    DOCUMENT_DELETE = "funds.document.delete" Who::Roles(&[BudgetOfficer]);
    ALLOCATION_READ = "funds.allocation.read", ALLOCATION_EXPORT = "funds.allocation.export" Who::Roles(BUSINESS);
    ALLOCATION_BALANCE = "funds.allocation.balance" Who::Roles(BUSINESS);
    ALLOCATION_CREATE = "funds.allocation.create" Who::Roles(&[BudgetOfficer, Integration]);
    ALLOCATION_CHANGE = "funds.allocation.change" Who::Roles(&[BudgetOfficer, Integration]);
    ALLOCATION_DELETE = "funds.allocation.delete" Who::Roles(&[BudgetOfficer]);
    ALLOCATION_IMPORT = "funds.allocation.import" Who::Roles(ALLOCATION_IMPORTERS);
    ALLOCATION_MARK_IMPORT = "funds.allocation.mark_import" Who::Roles(ALLOCATION_IMPORTERS);
    ALLOCATION_READ_TEMPLATE = "funds.allocation.read_template" Who::Roles(ALLOCATION_IMPORTERS);
    ALLOCATION_REGISTER = "funds.allocation.register" Who::Roles(&[BudgetOfficer]);
    ALLOCATION_CONFIRM = "funds.allocation.confirm" Who::Roles(&[BudgetOfficer]), fresh;
    SPLIT_READ = "funds.split.read", SPLIT_EXPORT = "funds.split.export" Who::Roles(FINANCE);
    SPLIT_PRINT = "funds.split.print" Who::Roles(FINANCE);
    SPLIT_PROPOSE = "funds.split.propose" Who::Roles(&[BudgetOfficer]);
    SPLIT_RESUBMIT = "funds.split.resubmit" Who::Roles(&[BudgetOfficer]);
    SPLIT_SET_EXTERNAL_IDS = "funds.split.set_external_ids" Who::Roles(&[BudgetOfficer, Integration]);
    CLASS_READ = "funds.class.read" Who::AnyLogin;
    PLAN_LINE_READ = "funds.plan_line.read", PLAN_LINE_EXPORT = "funds.plan_line.export" Who::Roles(FINANCE);
    PLAN_LINE_CREATE = "funds.plan_line.create" Who::Roles(&[BudgetOfficer, Integration]);
    PLAN_LINE_SET_EXTERNAL_IDS = "funds.plan_line.set_external_ids" Who::Roles(&[BudgetOfficer, Integration]);

    PROJECT_READ = "projects.project.read", PROJECT_EXPORT = "projects.project.export" Who::Roles(BUSINESS);
    PROJECT_READ_FUNDING = "projects.project.read_funding" Who::Roles(BUSINESS);
    PROJECT_CREATE = "projects.project.create" Who::Roles(&[UnitClerk, VillageClerk, TownOfficer, Integration]);
    PROJECT_CHANGE = "projects.project.change" Who::Roles(&[UnitClerk, VillageClerk, TownOfficer, Integration]);
    PROJECT_DELETE = "projects.project.delete" Who::Roles(&[UnitClerk]);
    PROJECT_APPLY = "projects.project.apply" Who::Roles(FILERS);
    PROJECT_PLAN = "projects.project.plan" Who::Roles(FILERS);
    PROJECT_START = "projects.project.start" Who::Roles(FILERS);
    PROJECT_ACCEPT = "projects.project.accept" Who::Roles(&[LineReviewer, UnitClerk]);
    PROJECT_SUSPEND = "projects.project.suspend" Who::Roles(&[LineReviewer]);
    PROJECT_RESUME = "projects.project.resume" Who::Roles(&[LineReviewer]);
    PROJECT_DROP = "projects.project.drop" Who::Roles(&[LineReviewer]);
    CONTRACT_READ = "projects.contract.read", CONTRACT_EXPORT = "projects.contract.export" Who::Roles(BUSINESS);
    CONTRACT_CREATE = "projects.contract.create" Who::Roles(FILERS);
    CONTRACT_CHANGE = "projects.contract.change" Who::Roles(FILERS);
    CONTRACT_DELETE = "projects.contract.delete" Who::Roles(FILERS);
    CONTRACT_SIGN = "projects.contract.sign" Who::Roles(FILERS);
    CONTRACT_SUPPLEMENT = "projects.contract.supplement" Who::Roles(FILERS);
    CONTRACT_COMPLETE = "projects.contract.complete" Who::Roles(FILERS);
    CONTRACT_END = "projects.contract.end" Who::Roles(FILERS);

    DISBURSEMENT_READ = "payments.disbursement.read", DISBURSEMENT_EXPORT = "payments.disbursement.export" Who::Roles(BUSINESS);
    DISBURSEMENT_READ_CHECKS = "payments.disbursement.read_checks" Who::Roles(BUSINESS);
    DISBURSEMENT_PRINT = "payments.disbursement.print" Who::Roles(BUSINESS);
    DISBURSEMENT_CREATE = "payments.disbursement.create" Who::Roles(FILERS);
    DISBURSEMENT_CHANGE = "payments.disbursement.change" Who::Roles(FILERS);
    DISBURSEMENT_DELETE = "payments.disbursement.delete" Who::Roles(FILERS);
    DISBURSEMENT_SUBMIT = "payments.disbursement.submit" Who::Roles(FILERS), fresh;
    DISBURSEMENT_WITHDRAW = "payments.disbursement.withdraw" Who::Roles(FILERS);
    DISBURSEMENT_RESUBMIT = "payments.disbursement.resubmit" Who::Roles(FILERS), fresh;
    DISBURSEMENT_CANCEL = "payments.disbursement.cancel" Who::Roles(FILERS);
    DISBURSEMENT_CONFIRM_RECEIPT = "payments.disbursement.confirm_receipt" Who::Roles(FILERS);
    DISBURSEMENT_ADD_EVIDENCE = "payments.disbursement.add_evidence" Who::Roles(FILERS);
    BATCH_READ = "payments.batch.read", BATCH_EXPORT_LIST = "payments.batch.export_list" Who::Roles(FINANCE);
    BATCH_CREATE = "payments.batch.create" Who::Roles(&[TreasuryPayer]);
    BATCH_HAND_OVER = "payments.batch.hand_over" Who::Roles(&[TreasuryPayer]), fresh;
    BATCH_DISSOLVE = "payments.batch.dissolve" Who::Roles(&[TreasuryPayer]);
    BATCH_EXPORT = "payments.batch.export" Who::Roles(&[TreasuryPayer]);
    BATCH_IMPORT_RESULT = "payments.batch.import_result" Who::Roles(&[TreasuryConfirmer]), fresh;
    PAYMENT_READ = "payments.payment.read", PAYMENT_EXPORT = "payments.payment.export" Who::Roles(BUSINESS);
    PAYMENT_MARK_UNKNOWN = "payments.payment.mark_unknown" Who::Roles(&[TreasuryConfirmer]);
    PAYMENT_RETRY = "payments.payment.retry" Who::Roles(&[TreasuryPayer]), fresh;
    PAYMENT_SET_EXTERNAL_IDS = "payments.payment.set_external_ids" Who::Roles(&[TreasuryPayer, TreasuryConfirmer, Integration]);
    RESULT_READ = "payments.result.read", RESULT_EXPORT = "payments.result.export" Who::Roles(&[
        TreasuryPayer, TreasuryConfirmer, FinanceSectionHead, Auditor,
    ]);
    RESULT_MATCH = "payments.result.match" Who::Roles(&[TreasuryConfirmer]), fresh;
    RESULT_DISMISS = "payments.result.dismiss" Who::Roles(&[TreasuryConfirmer]);

    TRACE_READ = "audit.trace.read" Who::Roles(TRACERS);
    ASSET_READ = "assets.asset.read" Who::Roles(REGISTER_READERS);
    ASSET_READ_FUNDING = "assets.asset.read_funding" Who::Roles(BUSINESS);
    ASSET_READ_HISTORY = "assets.asset.read_history" Who::Roles(REGISTER_READERS);
    ASSET_PRINT = "assets.asset.print" Who::Roles(BUSINESS);
    ASSET_REVEAL = "assets.asset.reveal" Who::Roles(KEEPERS);
    ASSET_EXPORT = "assets.asset.export" Who::Roles(BUSINESS);
    ASSET_IMPORT = "assets.asset.import" Who::Roles(PROPERTY_IMPORTERS);
    ASSET_MARK_IMPORT = "assets.asset.mark_import" Who::Roles(PROPERTY_IMPORTERS);
    ASSET_READ_TEMPLATE = "assets.asset.read_template" Who::Roles(PROPERTY_IMPORTERS);
    ASSET_CREATE = "assets.asset.create" Who::Roles(&[SiteManager, AssetOfficer, VillageClerk, Integration]);
    ASSET_READ_PROPOSALS = "assets.asset.read_proposals" Who::Roles(BUSINESS);
    ASSET_FORM = "assets.asset.form" Who::Roles(&[AssetOfficer]);
    ASSET_CHANGE = "assets.asset.change" Who::Roles(&[SiteManager, AssetOfficer, VillageClerk, Integration]);
    ASSET_CHANGE_MONEY = "assets.asset.change_money" Who::Roles(&[AssetOfficer]);
    ASSET_CORRECT = "assets.asset.correct" Who::Roles(&[AssetOfficer]);
    ASSET_CONFIRM_CORRECTION = "assets.asset.confirm_correction" Who::Roles(&[AssetOfficer, FinanceSectionHead]);
    ASSET_WITHDRAW_CORRECTION = "assets.asset.withdraw_correction" Who::Roles(&[AssetOfficer, FinanceSectionHead]);
    ASSET_DELETE = "assets.asset.delete" Who::Roles(&[AssetOfficer]);
    ASSET_PROVISIONAL = "assets.asset.provisional" Who::Roles(&[AssetOfficer]);
    ASSET_SETTLE = "assets.asset.settle" Who::Roles(&[AssetOfficer]);
    ASSET_STATE_VALUE = "assets.asset.state_value" Who::Roles(&[AssetOfficer]);
    ASSET_CONFIRM_TITLE = "assets.asset.confirm_title" Who::Roles(&[AssetOfficer]);
    ASSET_DISPUTE_TITLE = "assets.asset.dispute_title" Who::Roles(&[AssetOfficer]);
    ASSET_PUT_IN_SERVICE = "assets.asset.put_in_service" Who::Roles(KEEPERS);
    ASSET_MARK_IDLE = "assets.asset.mark_idle" Who::Roles(KEEPERS);
    ASSET_REVIVE = "assets.asset.revive" Who::Roles(KEEPERS);
    ASSET_NOTE_USE = "assets.asset.note_use" Who::Roles(KEEPERS);
    ASSET_NOTE_HANDOVER = "assets.asset.note_handover" Who::Roles(KEEPERS);
    ASSET_SPARE_HANDOVER = "assets.asset.spare_handover" Who::Roles(&[AssetOfficer]);
    ASSET_CLASS_READ = "assets.class.read" Who::AnyLogin;
    ASSET_SUMMARY_READ = "assets.summary.read" Who::Roles(BUSINESS);
    ASSET_GAP_READ = "assets.gap.read", ASSET_GAP_EXPORT = "assets.gap.export" Who::Roles(BUSINESS);
    ASSET_GAP_READ_SUMMARY = "assets.gap.read_summary" Who::Roles(BUSINESS);
    STOCK_LINE_READ = "stock_lists.line.read", STOCK_LINE_EXPORT = "stock_lists.line.export" Who::Roles(BUSINESS);
    STOCK_LINE_IMPORT = "stock_lists.line.import" Who::Roles(PROPERTY_IMPORTERS);
    STOCK_LINE_MARK_IMPORT = "stock_lists.line.mark_import" Who::Roles(PROPERTY_IMPORTERS);
    STOCK_LINE_READ_TEMPLATE = "stock_lists.line.read_template" Who::Roles(PROPERTY_IMPORTERS);
    STOCK_LINE_MATCH = "stock_lists.line.match" Who::Roles(&[TownOfficer, AssetOfficer]);
    STOCK_LINE_UNMATCH = "stock_lists.line.unmatch" Who::Roles(&[TownOfficer, AssetOfficer]);
    STOCK_LINE_SET_ASIDE = "stock_lists.line.set_aside" Who::Roles(&[AssetOfficer]);
    STOCK_LINE_REOPEN = "stock_lists.line.reopen" Who::Roles(&[AssetOfficer]);
    TRANSFER_READ = "transfers.transfer.read", TRANSFER_EXPORT = "transfers.transfer.export" Who::Roles(REGISTER_READERS);
    TRANSFER_READ_CHECKS = "transfers.transfer.read_checks" Who::Roles(REGISTER_READERS);
    TRANSFER_PRINT = "transfers.transfer.print" Who::Roles(REGISTER_READERS);
    TRANSFER_FILE = "transfers.transfer.file" Who::Roles(TRANSFERRERS);
    TRANSFER_INSPECT = "transfers.transfer.inspect" Who::Roles(TRANSFERRERS);
    TRANSFER_REFUSE_ITEMS = "transfers.transfer.refuse_items" Who::Roles(PARTIES);
    TRANSFER_SUBMIT = "transfers.transfer.submit" Who::Roles(TRANSFERRERS);
    TRANSFER_RESUBMIT = "transfers.transfer.resubmit" Who::Roles(TRANSFERRERS);
    TRANSFER_CURE = "transfers.transfer.cure" Who::Roles(PARTIES);
    TRANSFER_CONFIRM_CURE = "transfers.transfer.confirm_cure" Who::Roles(PARTIES);
    TRANSFER_ACCEPT_DEFECTS = "transfers.transfer.accept_defects" Who::Roles(PARTIES);
    TRANSFER_SIGN = "transfers.transfer.sign" Who::Roles(SIGNERS), fresh;
    TRANSFER_RECORD_SIGNATURE = "transfers.transfer.record_signature" Who::Roles(SIGNATORIES);
    TRANSFER_CONFIRM_SIGNATURE = "transfers.transfer.confirm_signature" Who::Roles(SIGNATORIES), fresh;
    TRANSFER_EFFECT = "transfers.transfer.effect" Who::Roles(&[UnitClerk, VillageClerk, SiteManager, AssetOfficer]), fresh;
    TRANSFER_CANCEL = "transfers.transfer.cancel" Who::Roles(TRANSFERRERS);
    UPKEEP_DUTY_READ = "upkeep.duty.read", UPKEEP_DUTY_EXPORT = "upkeep.duty.export" Who::Roles(REGISTER_READERS);
    UPKEEP_DUTY_REVEAL = "upkeep.duty.reveal" Who::Roles(KEEPERS);
    UPKEEP_DUTY_PRINT = "upkeep.duty.print" Who::Roles(BUSINESS);
    UPKEEP_DUTY_LIST_READ = "upkeep.duty_list.read", UPKEEP_DUTY_LIST_EXPORT = "upkeep.duty_list.export" Who::Roles(BUSINESS);
    UPKEEP_DUTY_ASSIGN = "upkeep.duty.assign" Who::Roles(KEEPERS);
    UPKEEP_DUTY_END = "upkeep.duty.end" Who::Roles(KEEPERS);
    UPKEEP_PLAN_READ = "upkeep.plan.read", UPKEEP_PLAN_EXPORT = "upkeep.plan.export" Who::Roles(BUSINESS);
    UPKEEP_PLAN_MAKE = "upkeep.plan.make" Who::Roles(&[AssetOfficer]);
    UPKEEP_PLAN_END = "upkeep.plan.end" Who::Roles(&[AssetOfficer]);
    UPKEEP_DUE_READ = "upkeep.due.read", UPKEEP_DUE_EXPORT = "upkeep.due.export" Who::Roles(BUSINESS);
    INSPECTION_READ = "upkeep.inspection.read", INSPECTION_EXPORT = "upkeep.inspection.export" Who::Roles(BUSINESS);
    INSPECTION_RECORD = "upkeep.inspection.record" Who::Roles(INSPECTORS);
    UPKEEP_ORDER_READ = "upkeep.order.read", UPKEEP_ORDER_EXPORT = "upkeep.order.export" Who::Roles(REGISTER_READERS);
    UPKEEP_ORDER_OPEN = "upkeep.order.open" Who::Roles(INSPECTORS);
    UPKEEP_ORDER_ASSIGN = "upkeep.order.assign" Who::Roles(KEEPERS);
    UPKEEP_ORDER_REVEAL = "upkeep.order.reveal" Who::Roles(KEEPERS);
    UPKEEP_ORDER_REPORT = "upkeep.order.report" Who::Roles(INSPECTORS);
    UPKEEP_ORDER_VERIFY = "upkeep.order.verify" Who::Roles(VERIFIERS);
    UPKEEP_ORDER_SEND_BACK = "upkeep.order.send_back" Who::Roles(VERIFIERS);
    UPKEEP_ORDER_CANCEL = "upkeep.order.cancel" Who::Roles(KEEPERS);
    UPKEEP_ORDER_MEET = "upkeep.order.meet" Who::Roles(&[VillageClerk, AssetOfficer]);
    UPKEEP_ORDER_TAKE_BACK_MET = "upkeep.order.take_back_met" Who::Roles(&[VillageClerk, TownOfficer, AssetOfficer]);
    UPKEEP_ORDER_CLOSE = "upkeep.order.close" Who::Roles(KEEPERS);
    REPAIR_LINK_READ = "repairs.link.read", REPAIR_LINK_EXPORT = "repairs.link.export" Who::Roles(BUSINESS);
    REPAIR_LINK_READ_ADDRESS = "repairs.link.read_address" Who::Roles(KEEPERS);
    REPAIR_LINK_PRINT = "repairs.link.print" Who::Roles(KEEPERS);
    REPAIR_LINK_MAKE = "repairs.link.make" Who::Roles(KEEPERS);
    REPAIR_LINK_REPLACE = "repairs.link.replace" Who::Roles(KEEPERS);
    REPAIR_LINK_END = "repairs.link.end" Who::Roles(KEEPERS);
    REPAIR_DOOR_READ = "repairs.door.read" Who::Public;
    REPAIR_DOOR_FILE = "repairs.door.file" Who::Public;
    REPAIR_DOOR_READ_ANSWER = "repairs.door.read_answer" Who::Public;
    REPAIR_REQUEST_READ = "repairs.request.read", REPAIR_REQUEST_EXPORT = "repairs.request.export" Who::Roles(REPAIR_READERS);
    REPAIR_REQUEST_REVEAL = "repairs.request.reveal" Who::Roles(KEEPERS);
    REPAIR_REQUEST_OPEN_ORDER = "repairs.request.open_order" Who::Roles(INSPECTORS);
    REPAIR_REQUEST_ANSWER = "repairs.request.answer" Who::Roles(INSPECTORS);
    REPAIR_REQUEST_DECLINE = "repairs.request.decline" Who::Roles(&[TownOfficer, AssetOfficer]);
    HEADCOUNT_READ = "sites.headcount.read", HEADCOUNT_EXPORT = "sites.headcount.export" Who::Roles(BUSINESS);
    HEADCOUNT_RECORD = "sites.headcount.record" Who::Roles(KEEPERS);
    HEADCOUNT_WITHDRAW = "sites.headcount.withdraw" Who::Roles(KEEPERS);
    SITE_ROLE_READ = "sites.role.read", SITE_ROLE_EXPORT = "sites.role.export" Who::Roles(BUSINESS);
    SITE_ROLE_RECORD = "sites.role.record" Who::Roles(KEEPERS);
    SITE_ROLE_END = "sites.role.end" Who::Roles(KEEPERS);
    SITE_STANDING_READ = "sites.standing.read" Who::Roles(BUSINESS);
    HOUSING_STAY_READ = "housing.stay.read", HOUSING_STAY_EXPORT = "housing.stay.export" Who::Roles(PERSON_READERS);
    HOUSING_STAY_RECORD = "housing.stay.record" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSING_STAY_END = "housing.stay.end" Who::Roles(HOUSEHOLD_WRITERS);
    HOUSING_UNIT_READ = "housing.unit.read", HOUSING_UNIT_EXPORT = "housing.unit.export" Who::Roles(BUSINESS);
    HOUSING_UNIT_CREATE = "housing.unit.create" Who::Roles(HOUSING_WRITERS);
    HOUSING_UNIT_CHANGE = "housing.unit.change" Who::Roles(HOUSING_WRITERS);
    HOUSING_UNIT_DELETE = "housing.unit.delete" Who::Roles(&[AssetOfficer]);
    HOUSING_UNIT_IMPORT = "housing.unit.import" Who::Roles(PROPERTY_IMPORTERS);
    HOUSING_UNIT_MARK_IMPORT = "housing.unit.mark_import" Who::Roles(PROPERTY_IMPORTERS);
    HOUSING_UNIT_READ_TEMPLATE = "housing.unit.read_template" Who::Roles(PROPERTY_IMPORTERS);
    HOUSING_PROGRESS_READ = "housing.progress.read" Who::Roles(BUSINESS);
    TITLE_BATCH_READ = "housing.title_batch.read", TITLE_BATCH_EXPORT = "housing.title_batch.export" Who::Roles(BUSINESS);
    TITLE_BATCH_FILE = "housing.title_batch.file" Who::Roles(TITLE_FILERS);
    TITLE_BATCH_SUBMIT = "housing.title_batch.submit" Who::Roles(TITLE_FILERS);
    TITLE_BATCH_RECORD_RESULTS = "housing.title_batch.record_results" Who::Roles(TITLE_FILERS);
    TITLE_BATCH_WITHDRAW = "housing.title_batch.withdraw" Who::Roles(TITLE_FILERS);
    DEMOLITION_READ = "housing.demolition.read", DEMOLITION_EXPORT = "housing.demolition.export" Who::Roles(BUSINESS);
    DEMOLITION_OPEN = "housing.demolition.open" Who::Roles(DEMOLITION_WRITERS);
    DEMOLITION_EXEMPT = "housing.demolition.exempt" Who::Roles(DEMOLITION_WRITERS);
    DEMOLITION_REQUIRE = "housing.demolition.require" Who::Roles(DEMOLITION_WRITERS);
    DEMOLITION_DEMOLISH = "housing.demolition.demolish" Who::Roles(DEMOLITION_WRITERS);
    DEMOLITION_RECLAIM = "housing.demolition.reclaim" Who::Roles(DEMOLITION_WRITERS);
    COMPLAINT_READ = "complaints.complaint.read", COMPLAINT_EXPORT = "complaints.complaint.export" Who::Roles(BUSINESS);
    COMPLAINT_READ_WORDS = "complaints.complaint.read_words" Who::Roles(COMPLAINT_READERS);
    COMPLAINT_RECEIVE = "complaints.complaint.receive" Who::Roles(COMPLAINT_HEARERS);
    COMPLAINT_ADD_SUBJECTS = "complaints.complaint.add_subjects" Who::Roles(COMPLAINT_HANDLERS);
    COMPLAINT_ACCEPT = "complaints.complaint.accept" Who::Roles(COMPLAINT_HANDLERS);
    COMPLAINT_DECLINE = "complaints.complaint.decline" Who::Roles(COMPLAINT_HANDLERS);
    COMPLAINT_EXTEND = "complaints.complaint.extend" Who::Roles(&[UnitHead, TownOfficer, AssetOfficer]);
    COMPLAINT_ANSWER = "complaints.complaint.answer" Who::Roles(COMPLAINT_ANSWERERS);
    COMPLAINT_REOPEN = "complaints.complaint.reopen" Who::Roles(COMPLAINT_HEARERS);
    COMPLAINT_CLOSE = "complaints.complaint.close" Who::Roles(&[TownOfficer, AssetOfficer]);
    POSTING_READ = "publicity.posting.read", POSTING_EXPORT = "publicity.posting.export" Who::Roles(REGISTER_READERS);
    POSTING_READ_LINES = "publicity.posting.read_lines" Who::Roles(POSTING_READERS);
    POSTING_READ_OBJECTIONS = "publicity.posting.read_objections" Who::Roles(POSTING_READERS);
    POSTING_PRINT = "publicity.posting.print" Who::Roles(POSTING_READERS);
    POSTING_FILE = "publicity.posting.file" Who::Roles(POSTERS);
    POSTING_REVISE = "publicity.posting.revise" Who::Roles(POSTERS);
    POSTING_POST = "publicity.posting.post" Who::Roles(POSTERS);
    POSTING_RECORD_PLACES = "publicity.posting.record_places" Who::Roles(POSTERS);
    POSTING_OBJECT = "publicity.posting.object" Who::Roles(POSTERS);
    POSTING_ANSWER = "publicity.posting.answer" Who::Roles(POSTERS);
    POSTING_CLOSE = "publicity.posting.close" Who::Roles(&[TownOfficer, AssetOfficer]), fresh;
    POSTING_WITHDRAW = "publicity.posting.withdraw" Who::Roles(POSTERS);
    POSTING_TAKE_DOWN = "publicity.posting.take_down" Who::Roles(POSTERS);
    VILLAGE_DECISION_READ = "publicity.decision.read", VILLAGE_DECISION_EXPORT = "publicity.decision.export" Who::Roles(BUSINESS);
    VILLAGE_DECISION_RECORD = "publicity.decision.record" Who::Roles(POSTERS);
    AUDIT_CHECK_READ = "checks.check.read" Who::AnyLogin;
    MATCH_LINE_READ = "matches.line.read", MATCH_LINE_EXPORT = "matches.line.export" Who::Roles(&[Auditor]);
    MATCH_LINE_IMPORT = "matches.line.import" Who::Roles(&[Auditor]);
    MATCH_LINE_MARK_IMPORT = "matches.line.mark_import" Who::Roles(&[Auditor]);
    MATCH_LINE_READ_TEMPLATE = "matches.line.read_template" Who::Roles(&[Auditor]);
    MATCH_LINE_WITHDRAW = "matches.line.withdraw" Who::Roles(&[Auditor]);
    LEAD_READ = "checks.lead.read", LEAD_EXPORT = "checks.lead.export" Who::Roles(REGISTER_READERS);
    LEAD_EXPLAIN = "checks.lead.explain" Who::Roles(EXPLAINERS);
    LEAD_CLEAR = "checks.lead.clear" Who::Roles(&[Auditor]);
    LEAD_CONFIRM = "checks.lead.confirm" Who::Roles(&[Auditor]);
    LEAD_TAKE_BACK = "checks.lead.take_back" Who::Roles(&[Auditor]);
}

/// The whole table, as `/actions` serves it.
pub fn all() -> impl Iterator<Item = &'static Action> {
    ROWS.iter().chain(benefit_action::ROWS).copied()
}

/// The row of an operation. `…list` reads by the row of `…read`.
pub fn of_operation(operation: &str) -> Option<&'static Action> {
    let name = operation.strip_suffix(".list").map_or_else(|| operation.to_owned(), |noun| format!("{noun}.read"));
    all().find(|a| a.name == name)
}
