//! Accounts of payees, and where lines of a list go, as tables; persons and numbers masked.

use super::{
    lines::{PayeeLine, list_payees},
    read::{ShownAccount, list_accounts},
};
use crate::{
    benefit::payees::model::PayeeAccountQuery,
    ground::{
        authority::{Holder, action},
        kernel::{DistributionId, RegionCode, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, Out, Titles},
};

/// Accounts as filtered.
pub struct PayeeAccountTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: PayeeAccountQuery,
}

impl Listed for PayeeAccountTable {
    type Item = ShownAccount;
    const NAME: &'static str = "payee-accounts";
    const TITLES: Titles = &["持卡人", "行政区划代码", "开户银行", "账号", "状态", "停用原因", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownAccount>, Stop> {
        let wanted = (&self.holder, &action::PAYEE_ACCOUNT_EXPORT);
        list_accounts((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, _: &ShownAccount) -> bool {
        false
    }

    fn cells(&self, shown: &ShownAccount) -> Vec<Out> {
        let a = &shown.account;
        vec![
            Some(&shown.name).into(),
            Some(&a.region).into(),
            Some(&a.bank_name).into(),
            Some(&a.account_no).into(),
            Some(a.state.label()).into(),
            a.close_reason.as_ref().into(),
            Some(a.id).into(),
        ]
    }
}

/// Where the lines of a plan go.
pub struct PayeeLineTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Of which plan.
    pub id: DistributionId,
    /// Only of the holder of this serial.
    pub serial: Option<i64>,
}

impl Listed for PayeeLineTable {
    type Item = PayeeLine;
    const NAME: &'static str = "distribution-payees";
    const TITLES: Titles = &["序号", "持有人", "分配金额(元)", "收款账户", "开户银行", "账号", "不能付款的原因"];

    async fn page(&self, listing: &Listing) -> Result<Page<PayeeLine>, Stop> {
        let wanted = (&self.holder, &action::PAYEE_LINE_EXPORT);
        list_payees((&self.db, &self.sealer), wanted, (self.id, self.serial), listing).await
    }

    fn adds_up(&self, _: &PayeeLine) -> bool {
        true
    }

    fn cells(&self, shown: &PayeeLine) -> Vec<Out> {
        vec![
            Some(shown.line.line.serial).into(),
            Some(&shown.line.name).into(),
            Out::Money(shown.line.line.amount),
            shown.holds.map(|h| h.label()).into(),
            shown.bank_name.as_ref().into(),
            shown.account_no.as_ref().into(),
            shown.waits.map(|w| w.label()).into(),
        ]
    }
}
