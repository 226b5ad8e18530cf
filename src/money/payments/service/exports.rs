//! Disbursements and payments as tables. Account numbers are in none of them.

use super::read::{list_disbursements, list_payments};
use crate::{
    ground::{
        authority::Holder,
        kernel::{ExternalRef, RegionCode, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    money::payments::model::{Disbursement, DisbursementQuery, Payment, PaymentQuery},
    office::tables::{Listed, Out, Titles},
};

/// Disbursements as filtered.
pub struct Disbursements {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: DisbursementQuery,
    /// Only the one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Disbursements {
    type Item = Disbursement;
    const NAME: &'static str = "disbursements";
    const TITLES: Titles = &[
        "编号",
        "类别",
        "支付方式",
        "区划",
        "金额(元)",
        "用途",
        "支出功能分类",
        "政府预算支出经济分类",
        "申请日期",
        "状态",
        "提交日期",
        "批准日期",
        "项目标识",
        "合同标识",
        "单位标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Disbursement>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_disbursements(&self.db, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, d: &Disbursement) -> bool {
        d.deleted_at.is_none()
    }

    fn cells(&self, d: &Disbursement) -> Vec<Out> {
        vec![
            Some(&d.number).into(),
            Some(d.kind.label()).into(),
            Some(d.channel.label()).into(),
            Some(&d.region).into(),
            Out::Money(d.amount),
            Some(&d.purpose).into(),
            Some(&d.functional_class).into(),
            Some(&d.economic_class).into(),
            Some(d.claimed_on).into(),
            Some(d.state.label()).into(),
            d.submitted_on.into(),
            d.approved_on.into(),
            Some(d.project).into(),
            d.contract.into(),
            Some(d.unit).into(),
            Some(d.id).into(),
        ]
    }
}

/// Payments as filtered.
pub struct Payments {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: PaymentQuery,
    /// The one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for Payments {
    type Item = Payment;
    const NAME: &'static str = "payments";
    const TITLES: Titles = &[
        "编号",
        "支付方式",
        "区划",
        "交付金额(元)",
        "支付金额(元)",
        "状态",
        "支付凭证号",
        "支付日期",
        "原因",
        "拨付标识",
        "收款单位标识",
        "指标标识",
        "批次标识",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Payment>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_payments(&self.db, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, _: &Payment) -> bool {
        true
    }

    fn cells(&self, p: &Payment) -> Vec<Out> {
        vec![
            Some(&p.number).into(),
            Some(p.channel.label()).into(),
            Some(&p.region).into(),
            Out::Money(p.instructed),
            Out::Money(p.amount),
            Some(p.state.label()).into(),
            p.certificate_no.as_ref().into(),
            p.paid_on.into(),
            p.reason.as_ref().into(),
            Some(p.disbursement).into(),
            Some(p.organisation).into(),
            Some(p.allocation).into(),
            p.batch.into(),
            Some(p.id).into(),
        ]
    }
}
