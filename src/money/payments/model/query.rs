//! By what disbursements and payments are found.

use uuid::Uuid;

use super::{DisbursementState, PaymentState};
use crate::ground::kernel::{BatchId, ContractId, DisbursementId, ProjectId};

/// By what disbursements are found.
#[derive(Debug, Clone, Default)]
pub struct DisbursementQuery {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Under this contract.
    pub contract: Option<ContractId>,
    /// In this state.
    pub state: Option<DisbursementState>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}

/// By what payments are found.
#[derive(Debug, Clone, Default)]
pub struct PaymentQuery {
    /// Of this disbursement.
    pub disbursement: Option<DisbursementId>,
    /// In this batch.
    pub batch: Option<BatchId>,
    /// In this state.
    pub state: Option<PaymentState>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}
