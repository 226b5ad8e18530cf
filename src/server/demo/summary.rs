//! What a demonstration holds, counted by state, with its money by fund and account.

use super::DemoError;
use crate::{
    benefit::{
        collectives::{CollectiveState, MemberState, collectives_by_state, members_by_state},
        distributions::{DistributionState, distributions_by_state},
        income::{self, IncomePoolState, IncomeSchemeState, IncomeYearState, pools_by_state, years_by_state},
        payees::{PayeeAccountState, payee_accounts_by_state},
        payouts::{self, BankFormState, PayoutBatchState, PayoutResultState, PayoutState},
        posts::{self, AssignmentState, PostState, SheetState, ToPersonState},
        resolutions::{ResolutionState, resolutions_by_state},
        rolls::{RollState, rolls_by_state},
        shares::{CertificateState, SchemeState, certificates_by_state, schemes_by_state},
    },
    ground::{
        kernel::{Money, Words},
        platform::ConnectionTrait,
    },
    money::{
        funds::{AllocationState, FundLevel, allocations_by_state, lines_by_document, money_by_level},
        ledger::AccountKind,
        payments::{DisbursementState, PaymentState, disbursements_by_state, payments_by_state},
        projects::{ContractState, ProjectState, contracts_by_state, projects_by_state},
    },
    office::{
        approvals::{RunState, runs_by_state},
        people::{MonthState, months_by_state},
        policy::{ExceptionState, exceptions_by_state},
        publicity::{PostingState, postings_by_state},
    },
    property::{
        assets::{Gap, gaps_found},
        complaints::{ComplaintState, complaints_by_state},
        housing::{DemolitionState, TitleBatchState, demolitions_by_state, title_batches_by_state},
        repairs::{LinkState, RequestState, links_by_state, requests_by_state},
        transfers::{TransferState, transfers_by_state},
        upkeep::{OrderState, orders_by_state},
    },
};

/// How many rows of a table stand in a state.
#[derive(Debug, Clone)]
pub struct Count {
    /// What is counted.
    pub what: &'static str,
    /// The state's word.
    pub state: &'static str,
    /// What officials call it.
    pub label: &'static str,
    /// How many.
    pub rows: u64,
}

/// What is there.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Every state of every thing, zeros included.
    pub counts: Vec<Count>,
    /// Lines by number of their document and state: how many, and what they were given less what they passed on.
    pub lines: Vec<(String, AllocationState, u64, Money)>,
    /// How many assets have each gap.
    pub gaps: Vec<(Gap, u64)>,
    /// Money by the level it comes from and kind of account.
    pub money: Vec<(FundLevel, AccountKind, Money)>,
}

impl Summary {
    /// What was received in all: the sum of what stands in the accounts of allocations.
    pub fn received(&self) -> Option<Money> {
        Money::sum(self.money.iter().map(|(_, _, balance)| *balance))
    }

    /// What was announced in all: the sum of what stands in the lines of documents.
    pub fn announced(&self) -> Option<Money> {
        Money::sum(self.lines.iter().map(|(_, _, _, amount)| *amount))
    }
}

fn counts<W: Words>(what: &'static str, found: &std::collections::BTreeMap<String, u64>) -> Vec<Count> {
    let count = |(state, word, label): &(W, &'static str, &'static str)| {
        let _: W = *state;
        Count { what, state: word, label, rows: found.get(*word).copied().unwrap_or_default() }
    };
    W::ALL.iter().map(count).collect()
}

/// Counts everything.
pub async fn summary(conn: &impl ConnectionTrait) -> Result<Summary, DemoError> {
    let counts = [
        counts::<AllocationState>("allocation", &allocations_by_state(conn).await?),
        counts::<ProjectState>("project", &projects_by_state(conn).await?),
        counts::<ContractState>("contract", &contracts_by_state(conn).await?),
        counts::<DisbursementState>("disbursement", &disbursements_by_state(conn).await?),
        counts::<PaymentState>("payment", &payments_by_state(conn).await?),
        counts::<RunState>("run", &runs_by_state(conn).await?),
        counts::<TransferState>("asset_transfer", &transfers_by_state(conn).await?),
        counts::<OrderState>("upkeep_order", &orders_by_state(conn).await?),
        counts::<PostingState>("posting", &postings_by_state(conn).await?),
        counts::<ExceptionState>("exception", &exceptions_by_state(conn).await?),
        counts::<TitleBatchState>("title_batch", &title_batches_by_state(conn).await?),
        counts::<DemolitionState>("demolition", &demolitions_by_state(conn).await?),
        counts::<ComplaintState>("complaint", &complaints_by_state(conn).await?),
        counts::<CollectiveState>("collective", &collectives_by_state(conn).await?),
        counts::<MemberState>("collective_member", &members_by_state(conn).await?),
        counts::<MonthState>("people_month", &months_by_state(conn).await?),
        counts::<ResolutionState>("resolution", &resolutions_by_state(conn).await?),
        counts::<SchemeState>("share_scheme", &schemes_by_state(conn).await?),
        counts::<CertificateState>("share_certificate", &certificates_by_state(conn).await?),
        counts::<IncomeSchemeState>("income_scheme", &income::schemes_by_state(conn).await?),
        counts::<IncomeYearState>("income_year", &years_by_state(conn).await?),
        counts::<IncomePoolState>("income_pool", &pools_by_state(conn).await?),
        counts::<RollState>("roll", &rolls_by_state(conn).await?),
        counts::<DistributionState>("distribution", &distributions_by_state(conn).await?),
        counts::<PayeeAccountState>("payee_account", &payee_accounts_by_state(conn).await?),
        counts::<BankFormState>("bank_form", &payouts::bank_forms_by_state(conn).await?),
        counts::<PayoutBatchState>("payout_batch", &payouts::batches_by_state(conn).await?),
        counts::<PayoutState>("payout", &payouts::payouts_by_state(conn).await?),
        counts::<PayoutResultState>("payout_result", &payouts::results_by_state(conn).await?),
        counts::<PostState>("public_post", &posts::posts_by_state(conn).await?),
        counts::<AssignmentState>("post_assignment", &posts::assignments_by_state(conn).await?),
        counts::<SheetState>("post_sheet", &posts::sheets_by_state(conn).await?),
        counts::<ToPersonState>("to_person_list", &posts::lists_by_state(conn).await?),
        counts::<LinkState>("repair_link", &links_by_state(conn).await?),
        counts::<RequestState>("repair_request", &requests_by_state(conn).await?),
    ];
    let (lines, money) = (lines_by_document(conn).await?, money_by_level(conn).await?);
    let gaps = gaps_found(conn).await?.into_iter().collect();
    Ok(Summary { counts: counts.concat(), lines, gaps, money })
}
