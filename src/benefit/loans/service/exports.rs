//! Loans as a table, with the totals of what was borrowed, paid back and is owed.

use super::read::list_loans;
use crate::{
    benefit::{
        collectives::bodies_named,
        loans::model::{Loan, LoanQuery, LoanState},
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, OrganisationId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Stop},
    },
    office::{
        places::organisations_by_id,
        tables::{Listed, columns},
    },
};

/// Loans as filtered.
pub struct LoanTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: LoanQuery,
}

impl Listed for LoanTable {
    /// A loan, with the number of its body, the names of its organisation and of the lender.
    type Item = (Loan, String, String, String);
    const NAME: &'static str = "collective-loans";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let wanted = (&self.holder, &action::COLLECTIVE_LOAN_EXPORT);
        let page = list_loans(&self.db, wanted, self.region.as_ref(), self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|l| l.collective).collect();
        let lenders: Vec<OrganisationId> = page.items.iter().map(|l| l.lender).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let lenders = organisations_by_id(self.db.read(), &lenders).await?;
        let named = |loan: Loan| {
            let body = bodies.get(&loan.collective).cloned();
            let (number, unit) = body.ok_or_else(|| Fault::inconsistent("a loan of no body"))?;
            let lender = lenders.get(&loan.lender).map(|o| o.name.clone());
            let lender = lender.ok_or_else(|| Fault::inconsistent("the lender of a loan"))?;
            Ok((loan, number, unit, lender))
        };
        Ok(page.try_map(named)?)
    }

    /// What is void is no debt.
    fn adds_up(&self, (loan, ..): &Self::Item) -> bool {
        loan.state != LoanState::Voided
    }

    columns! { (loan, number, unit, lender);
        "编号" => Some(&loan.number),
        "集体组织主体" => Some(unit),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&loan.region),
        "组织类型" => Some(loan.body_kind.label()),
        "出借单位" => Some(lender),
        "合同编号" => Some(&loan.contract_number),
        "合同日期" => Some(loan.contract_on),
        "到期日" => Some(loan.due_on),
        "借款用途" => Some(loan.purpose.label()),
        "登记方式" => Some(loan.intake.label()),
        "用途说明" => Some(&loan.used_for),
        "备案文号" => loan.filing.as_ref().map(|f| &f.number),
        "备案日期" => loan.filing.as_ref().map(|f| f.on),
        "借款金额(元)" => loan.amount,
        "已还金额(元)" => loan.repaid,
        "未还金额(元)" => loan.owed(),
        "状态" => Some(loan.state.label()),
        "作废原因" => loan.void.as_ref().map(|(why, _)| why),
        "备注" => loan.note.as_ref(),
        "标识" => Some(loan.id),
    }
}
