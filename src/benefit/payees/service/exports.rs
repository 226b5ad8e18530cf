//! Accounts of payees, and where lines of a list go, as tables; persons and numbers masked.

use super::{
    agents_read::{ShownAgent, list_agents},
    lines::{PayeeLine, list_payees},
    read::{ShownAccount, list_accounts},
};
use crate::{
    benefit::payees::model::{PayeeAccountQuery, PayeeAgentQuery},
    ground::{
        authority::{Holder, action},
        kernel::{DistributionId, RegionCode, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, columns},
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

    async fn page(&self, listing: &Listing) -> Result<Page<ShownAccount>, Stop> {
        let wanted = (&self.holder, &action::PAYEE_ACCOUNT_EXPORT);
        list_accounts((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, _: &ShownAccount) -> bool {
        false
    }

    columns! { shown;
        "持卡人" => Some(&shown.name),
        "行政区划代码" => Some(&shown.account.region),
        "开户银行" => Some(&shown.account.bank_name),
        "账号" => Some(&shown.account.account_no),
        "状态" => Some(shown.account.state.label()),
        "停用原因" => shown.account.close_reason.as_ref(),
        "标识" => Some(shown.account.id),
    }
}

/// Who receives in whose place, as filtered.
pub struct PayeeAgentTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: PayeeAgentQuery,
}

impl Listed for PayeeAgentTable {
    type Item = ShownAgent;
    const NAME: &'static str = "payee-agents";

    async fn page(&self, listing: &Listing) -> Result<Page<ShownAgent>, Stop> {
        let wanted = (&self.holder, &action::PAYEE_AGENT_EXPORT);
        list_agents((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, _: &ShownAgent) -> bool {
        false
    }

    columns! { shown;
        "本人" => Some(&shown.person_name),
        "代领人" => Some(&shown.agent_name),
        "代领关系" => Some(shown.agent.relation.label()),
        "行政区划代码" => Some(&shown.agent.region),
        "证明文号" => Some(&shown.agent.paper.number),
        "出具单位" => Some(&shown.agent.paper.issuer),
        "证明日期" => Some(shown.agent.paper.on),
        "起始日期" => Some(shown.agent.from),
        "截止日期" => Some(shown.agent.to),
        "状态" => Some(shown.agent.state.label()),
        "停用原因" => shown.agent.stop_reason.as_ref(),
        "标识" => Some(shown.agent.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<PayeeLine>, Stop> {
        let wanted = (&self.holder, &action::PAYEE_LINE_EXPORT);
        list_payees((&self.db, &self.sealer), wanted, (self.id, self.serial), listing).await
    }

    columns! { shown;
        "序号" => Some(shown.line.line.serial),
        "持有人" => Some(&shown.line.name),
        "分配金额(元)" => shown.line.line.amount,
        "收款账户" => shown.holds.map(|h| h.label()),
        "账户户名" => shown.account_name.as_ref(),
        "开户银行" => shown.bank_name.as_ref(),
        "账号" => shown.account_no.as_ref(),
        "不能付款的原因" => shown.waits.map(|w| w.label()),
    }
}
