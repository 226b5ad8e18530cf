//! 支付申请 as a file: what the treasury's system takes in, with the column names of the national budget-management elements.

use std::collections::HashMap;

use super::{batch_subject, store};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AllocationId, BatchId, ContractId, DisbursementId, ProjectId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    money::{
        funds::{Allocation, BudgetDocument, allocations_by_id, documents_by_id},
        payments::{
            PaymentsRefusal,
            model::{Batch, BatchState, Disbursement, Payment},
        },
        projects::{Contract, Project, contracts_by_id, projects_by_id},
    },
    office::{
        places::{accounts_by_id, organisations_by_id},
        tables::shown_as_text,
    },
};

/// The columns of the file.
const COLUMNS: [&str; 23] = [
    "PAY_APP_ID",
    "PAY_APP_NO",
    "CREATE_DATE",
    "MOF_DIV_CODE",
    "FISCAL_YEAR",
    "BGT_ID",
    "COR_BGT_DOC_NO",
    "SUP_BGT_DOC_NO",
    "AGENCY_CODE",
    "AGENCY_NAME",
    "PRO_CODE",
    "PRO_NAME",
    "FUND_TYPE_NAME",
    "EXP_FUNC_CODE",
    "GOV_BGT_ECO_CODE",
    "DEP_BGT_ECO_CODE",
    "PAYEE_ACCT_NAME",
    "PAYEE_ACCT_NO",
    "PAYEE_ACCT_BANK_NAME",
    "PAY_APP_AMT",
    "USE_DES",
    "CONTRACT_NO",
    "BATCH_NO",
];

/// A file to hand over.
pub struct Export {
    /// Its name.
    pub name: String,
    /// UTF-8 with mark, lines ended as spreadsheets expect.
    pub bytes: Vec<u8>,
}

/// What the rows of a batch refer to, read in one query each.
struct Around {
    disbursements: HashMap<DisbursementId, Disbursement>,
    projects: HashMap<ProjectId, Project>,
    contracts: HashMap<ContractId, Contract>,
    allocations: HashMap<AllocationId, Allocation>,
    documents: HashMap<crate::ground::kernel::BudgetDocumentId, BudgetDocument>,
}

async fn around(conn: &impl ConnectionTrait, payments: &[Payment]) -> Result<Around, Fault> {
    let ids: Vec<_> = payments.iter().map(|p| p.disbursement).collect();
    let disbursements: HashMap<_, _> =
        store::find_disbursements(conn, &ids).await?.into_iter().map(|d| (d.id, d)).collect();
    let projects: Vec<_> = disbursements.values().map(|d| d.project).collect();
    let contracts: Vec<_> = disbursements.values().filter_map(|d| d.contract).collect();
    let allocations = allocations_by_id(conn, &payments.iter().map(|p| p.allocation).collect::<Vec<_>>()).await?;
    let documents: Vec<_> = allocations.values().map(|a| a.document).collect();
    Ok(Around {
        projects: projects_by_id(conn, &projects).await?,
        contracts: contracts_by_id(conn, &contracts).await?,
        documents: documents_by_id(conn, &documents).await?,
        disbursements,
        allocations,
    })
}

/// The file of a batch that has been handed over.
pub async fn export_batch(db: &Db, holder: &Holder, id: BatchId) -> Result<Export, Stop> {
    let conn = db.read();
    let batch = store::find_batch(conn, id).await?.ok_or_else(|| unknown(&action::BATCH_EXPORT))?;
    let _permit = holder.permit_on(&action::BATCH_EXPORT, batch_subject(&batch), &batch.region)?;
    if batch.state != BatchState::HandedOver {
        return Err(PaymentsRefusal::BatchStateIs { state: batch.state }.into());
    }
    let payments = store::payments_in(conn, id).await?;
    let around = around(conn, &payments).await?;
    let accounts = accounts_by_id(conn, &payments.iter().map(|p| p.account).collect::<Vec<_>>()).await?;
    let units = organisations_by_id(conn, &around.disbursements.values().map(|d| d.unit).collect::<Vec<_>>()).await?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let broken = |_| Fault::inconsistent("a table that cannot be written");
    writer.write_record(COLUMNS).map_err(broken)?;
    for payment in &payments {
        let gone = || Fault::inconsistent(format!("what payment {} refers to", payment.id));
        let d = around.disbursements.get(&payment.disbursement).ok_or_else(gone)?;
        let account = accounts.get(&payment.account).ok_or_else(gone)?;
        let row = row(&batch, payment, d, &around).ok_or_else(gone)?;
        let unit = units.get(&d.unit).ok_or_else(gone)?;
        let paid = [account.holder_name.as_str(), account.account_no.reveal(), account.bank_name.as_str()];
        let agency = [unit.uscc.as_deref().unwrap_or_default(), unit.name.as_str()];
        let cells = row.iter().map(String::as_str);
        let (head, tail): (Vec<&str>, Vec<&str>) = (cells.clone().take(8).collect(), cells.skip(8).collect());
        let (middle, end) = tail.split_at(6);
        let record = [&head, &agency[..], middle, &paid[..], end].concat();
        writer.write_record(record.into_iter().map(shown_as_text)).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::inconsistent("a table that cannot be written"))?;
    Ok(Export { name: format!("{}.csv", batch.number), bytes })
}

/// The cells of a row that are neither unit nor account.
fn row(batch: &Batch, payment: &Payment, d: &Disbursement, around: &Around) -> Option<Vec<String>> {
    let allocation = around.allocations.get(&payment.allocation)?;
    let document = around.documents.get(&allocation.document)?;
    let project = around.projects.get(&d.project)?;
    let contract = d.contract.and_then(|c| around.contracts.get(&c));
    let budget_id = allocation.external_ids.iter().find(|e| e.system == "budget_integration").map(|e| e.id.clone());
    let class = |c: &Option<crate::ground::kernel::ClassCode>| c.as_ref().map(ToString::to_string).unwrap_or_default();
    Some(vec![
        payment.id.to_string(),
        payment.number.clone(),
        payment.created_at.day().to_string(),
        format!("{:0<9}", d.region.as_str()).chars().take(9).collect(),
        allocation.budget_year.to_string(),
        budget_id.unwrap_or_default(),
        document.number.to_string(),
        allocation.upper_number.clone().unwrap_or_default(),
        project.platform_code.clone().unwrap_or_else(|| project.number.clone()),
        project.name.clone(),
        allocation.fund_nature.map(|n| n.label().to_owned()).unwrap_or_default(),
        d.functional_class.to_string(),
        d.economic_class.to_string(),
        class(&allocation.department_economic_class),
        payment.instructed.to_string(),
        // The number comes back in this column of the voucher, whatever the treasury's system does with its own.
        format!("{} {}", payment.number, d.purpose),
        contract.map(|c| c.paper_number.clone().unwrap_or_else(|| c.number.clone())).unwrap_or_default(),
        batch.number.clone(),
    ])
}
