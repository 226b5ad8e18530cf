//! Forms, batches, payouts and rows of answers as tables; persons and numbers masked.

use super::{
    read::{ShownPayout, list_batches, list_forms, list_payouts, list_recoveries, list_results, recovery_numbers},
    receivables::list_receivables,
};
use crate::{
    benefit::payouts::model::{
        BankFormQuery, KeptForm, PayoutBatch, PayoutBatchQuery, PayoutQuery, PayoutRecovery, PayoutRecoveryQuery,
        PayoutRecoveryState, PayoutResult, PayoutResultQuery, Receivable, ReceivableQuery,
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, Out, Titles},
};

/// Who takes something out, and of where.
pub struct Seen {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
}

/// Forms as filtered.
pub struct BankFormTable(pub Seen, pub BankFormQuery);

impl Listed for BankFormTable {
    type Item = KeptForm;
    const NAME: &'static str = "bank-forms";
    const TITLES: Titles = &["代号", "名称", "行政区划代码", "渠道", "状态", "停用原因", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<KeptForm>, Stop> {
        let Seen { db, holder, region, .. } = &self.0;
        list_forms(db, (holder, &action::BANK_FORM_EXPORT), region.as_ref(), self.1, listing).await
    }

    fn adds_up(&self, _: &KeptForm) -> bool {
        false
    }

    fn cells(&self, f: &KeptForm) -> Vec<Out> {
        vec![
            Some(&f.key).into(),
            Some(&f.name).into(),
            Some(&f.region).into(),
            Some(f.channel.label()).into(),
            Some(f.state.label()).into(),
            f.close_reason.as_ref().into(),
            Some(f.id).into(),
        ]
    }
}

/// Batches as filtered.
pub struct PayoutBatchTable(pub Seen, pub PayoutBatchQuery);

impl Listed for PayoutBatchTable {
    type Item = PayoutBatch;
    const NAME: &'static str = "payout-batches";
    const TITLES: Titles =
        &["批次号", "行政区划代码", "笔数", "合计金额(元)", "状态", "放行时间", "最近回盘日期", "撤销原因", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<PayoutBatch>, Stop> {
        let Seen { db, holder, region, .. } = &self.0;
        list_batches(db, (holder, &action::PAYOUT_BATCH_EXPORT), region.as_ref(), self.1, listing).await
    }

    /// What was dissolved went nowhere.
    fn adds_up(&self, b: &PayoutBatch) -> bool {
        b.end_reason.is_none()
    }

    fn cells(&self, b: &PayoutBatch) -> Vec<Out> {
        vec![
            Some(&b.number).into(),
            Some(&b.region).into(),
            Some(b.count).into(),
            Out::Money(b.total),
            Some(b.state.label()).into(),
            b.released.map(|(_, at)| at).into(),
            b.answered_on.into(),
            b.end_reason.as_ref().into(),
            Some(b.id).into(),
        ]
    }
}

/// Payouts as filtered.
pub struct PayoutTable(pub Seen, pub PayoutQuery);

impl Listed for PayoutTable {
    type Item = ShownPayout;
    const NAME: &'static str = "payouts";
    const TITLES: Titles = &[
        "发放编号",
        "序号",
        "持有人",
        "次数",
        "金额(元)",
        "开户银行",
        "账号",
        "状态",
        "银行日期",
        "银行流水",
        "银行原因",
        "再次付入理由",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownPayout>, Stop> {
        let Seen { db, sealer, holder, region } = &self.0;
        list_payouts((db, sealer), (holder, &action::PAYOUT_EXPORT), region.as_ref(), self.1, listing).await
    }

    /// One line has one payout that is live; those before it came to nothing.
    fn adds_up(&self, s: &ShownPayout) -> bool {
        crate::benefit::payouts::model::PayoutState::LIVE.contains(&s.payout.state)
    }

    fn cells(&self, s: &ShownPayout) -> Vec<Out> {
        let (p, told) = (&s.payout, s.payout.told.as_ref());
        vec![
            Some(&p.number).into(),
            Some(p.serial).into(),
            Some(&s.name).into(),
            Some(p.attempt).into(),
            Out::Money(p.amount),
            Some(&s.bank_name).into(),
            Some(&s.account_no).into(),
            Some(p.state.label()).into(),
            told.and_then(|t| t.on).into(),
            told.and_then(|t| t.reference.as_ref()).into(),
            told.and_then(|t| t.reason.as_ref()).into(),
            p.again_reason.as_ref().into(),
            Some(p.id).into(),
        ]
    }
}

/// Rows of answers as filtered.
pub struct PayoutResultTable(pub Seen, pub PayoutResultQuery);

impl Listed for PayoutResultTable {
    type Item = PayoutResult;
    const NAME: &'static str = "payout-results";
    const TITLES: Titles = &[
        "行号",
        "编号或序号",
        "账号",
        "结果",
        "金额(元)",
        "银行日期",
        "银行流水",
        "银行原因",
        "状态",
        "未挂接原因",
        "处理说明",
        "应付账号(不符时)",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<PayoutResult>, Stop> {
        let Seen { db, holder, region, .. } = &self.0;
        list_results(db, (holder, &action::PAYOUT_RESULT_EXPORT), region.as_ref(), self.1, listing).await
    }

    fn adds_up(&self, _: &PayoutResult) -> bool {
        true
    }

    fn cells(&self, r: &PayoutResult) -> Vec<Out> {
        vec![
            Some(r.row).into(),
            r.named.as_ref().into(),
            Some(&r.account_no).into(),
            Some(r.outcome.label()).into(),
            Out::Money(r.amount),
            r.on.into(),
            Some(&r.reference).into(),
            r.reason.as_ref().into(),
            Some(r.state.label()).into(),
            r.mismatch.map(|m| m.label()).into(),
            r.note.as_ref().into(),
            r.instead_of.as_ref().into(),
            Some(r.id).into(),
        ]
    }
}

/// What was given back of payouts as filtered.
pub struct PayoutRecoveryTable(pub Seen, pub PayoutRecoveryQuery);

impl Listed for PayoutRecoveryTable {
    /// What was given back, with the numbers of its payout and of its plan.
    type Item = (PayoutRecovery, (String, String));
    const NAME: &'static str = "payout-recoveries";
    const TITLES: Titles = &[
        "发放编号",
        "分配方案编号",
        "缴回日期",
        "金额(元)",
        "去向",
        "缴回原因",
        "状态",
        "撤回或恢复理由",
        "撤销入账理由",
        "行政区划代码",
        "发放标识",
        "分配方案标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let Seen { db, holder, region, .. } = &self.0;
        let wanted = (holder, &action::PAYOUT_RECOVERY_EXPORT);
        let page = list_recoveries(db, wanted, region.as_ref(), self.1, listing).await?;
        let mut numbers = recovery_numbers(db, &page.items).await?;
        let with = |recovery: PayoutRecovery| {
            let of = numbers.remove(&recovery.id);
            Ok((recovery, of.ok_or_else(|| Fault::inconsistent("something came back of no payout"))?))
        };
        Ok(page.try_map(with)?)
    }

    /// What was told by mistake came back to nobody.
    fn adds_up(&self, (r, _): &Self::Item) -> bool {
        !matches!(r.state, PayoutRecoveryState::Withdrawn | PayoutRecoveryState::Undone)
    }

    fn cells(&self, (r, (payout, plan)): &Self::Item) -> Vec<Out> {
        vec![
            Some(payout).into(),
            Some(plan).into(),
            Some(r.on).into(),
            Out::Money(r.amount),
            Some(r.goes_to.label()).into(),
            Some(&r.reason).into(),
            Some(r.state.label()).into(),
            r.end_reason.as_ref().into(),
            r.undoing.as_ref().map(|u| &u.reason).into(),
            Some(&r.region).into(),
            Some(r.payout).into(),
            Some(r.distribution).into(),
            Some(r.id).into(),
        ]
    }
}

/// What other bodies' lists paid to a body.
pub struct ReceivableTable(pub Seen, pub CollectiveId, pub ReceivableQuery);

impl Listed for ReceivableTable {
    type Item = Receivable;
    const NAME: &'static str = "receivables";
    const TITLES: Titles = &[
        "分配方案编号",
        "分配方案名称",
        "分配主体",
        "分配主体编号",
        "序号",
        "金额(元)",
        "到账日期",
        "发放编号",
        "入账编号",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Receivable>, Stop> {
        let wanted = (&self.0.holder, &action::PAYOUT_RECEIVABLE_EXPORT);
        list_receivables(&self.0.db, wanted, (self.1, self.2), listing).await
    }

    fn adds_up(&self, _: &Receivable) -> bool {
        true
    }

    fn cells(&self, r: &Receivable) -> Vec<Out> {
        vec![
            Some(&r.plan_number).into(),
            Some(&r.plan_name).into(),
            Some(&r.payer_named.1).into(),
            Some(&r.payer_named.0).into(),
            Some(r.serial).into(),
            Out::Money(r.amount),
            Some(r.paid_on).into(),
            Some(&r.number).into(),
            r.booked.as_ref().map(|(_, number)| number).into(),
        ]
    }
}
