//! Disbursements, payments, batches and results as tables. Account numbers are in none of them.

use super::{
    payments_by_id,
    read::{list_batches, list_disbursements, list_payments, list_results},
};
use crate::{
    ground::{
        kernel::{BatchId, PaymentId, Words as _},
        platform::{Listing, Page, Stop},
    },
    money::payments::{
        model::{
            Batch, BatchState, Disbursement, DisbursementQuery, Payment, PaymentQuery, PaymentResult, ResultState,
        },
        store,
    },
    office::{
        access::names_of,
        tables::{Filtered, Listed, columns},
    },
};

impl Listed for Filtered<DisbursementQuery> {
    type Item = Disbursement;
    const NAME: &'static str = "disbursements";

    async fn page(&self, listing: &Listing) -> Result<Page<Disbursement>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_disbursements(&self.from, &self.holder, self.region.as_ref(), query, listing).await
    }

    fn adds_up(&self, d: &Disbursement) -> bool {
        d.deleted_at.is_none()
    }

    columns! { d;
        "编号" => Some(&d.number),
        "类别" => Some(d.kind.label()),
        "支付方式" => Some(d.channel.label()),
        "区划" => Some(&d.region),
        "金额(元)" => d.amount,
        "用途" => Some(&d.purpose),
        "支出功能分类" => Some(&d.functional_class),
        "政府预算支出经济分类" => Some(&d.economic_class),
        "申请日期" => Some(d.claimed_on),
        "状态" => Some(d.state.label()),
        "提交日期" => d.submitted_on,
        "批准日期" => d.approved_on,
        "项目标识" => Some(d.project),
        "合同标识" => d.contract,
        "单位标识" => Some(d.unit),
        "标识" => Some(d.id),
    }
}

impl Listed for Filtered<PaymentQuery> {
    type Item = Payment;
    const NAME: &'static str = "payments";

    async fn page(&self, listing: &Listing) -> Result<Page<Payment>, Stop> {
        let query = (self.query.clone(), self.external.clone());
        list_payments(&self.from, &self.holder, self.region.as_ref(), query, listing).await
    }

    columns! { p;
        "编号" => Some(&p.number),
        "支付方式" => Some(p.channel.label()),
        "区划" => Some(&p.region),
        "交付金额(元)" => p.instructed,
        "支付金额(元)" => p.amount,
        "状态" => Some(p.state.label()),
        "支付凭证号" => p.certificate_no.as_ref(),
        "支付日期" => p.paid_on,
        "原因" => p.reason.as_ref(),
        "拨付标识" => Some(p.disbursement),
        "收款单位标识" => Some(p.organisation),
        "指标标识" => Some(p.allocation),
        "批次标识" => p.batch,
        "标识" => Some(p.id),
    }
}

impl Listed for Filtered<Option<BatchState>> {
    /// A batch, with who made it and who handed it over.
    type Item = (Batch, Option<String>, Option<String>);
    const NAME: &'static str = "payment-batches";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_batches(&self.from, &self.holder, self.region.as_ref(), self.query, listing).await?;
        let who = page.items.iter().flat_map(|b| [Some(b.created_by), b.handed_over_by]).flatten();
        let names = names_of(self.from.read(), who.collect()).await?;
        Ok(page.map(|b| {
            let [made, handed] = [Some(b.created_by), b.handed_over_by].map(|id| names.get(&id?).cloned());
            (b, made, handed)
        }))
    }

    columns! { (b, made, handed);
        "批次编号" => Some(&b.number),
        "支付方式" => Some(b.channel.label()),
        "行政区划代码" => Some(&b.region),
        "状态" => Some(b.state.label()),
        "笔数" => Some(b.payments),
        "金额(元)" => b.total,
        "制单人员" => made.as_ref(),
        "交付人员" => handed.as_ref(),
        "交付时间" => b.handed_over_at,
        "标识" => Some(b.id),
    }
}

impl Listed for Filtered<(Option<ResultState>, Option<BatchId>)> {
    /// A row of what the treasury answered, with the numbers of its batch and of the payment that it was booked on.
    type Item = (PaymentResult, Option<String>, Option<String>);
    const NAME: &'static str = "payment-results";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_results(&self.from, &self.holder, self.region.as_ref(), self.query, listing).await?;
        let batches: Vec<BatchId> = page.items.iter().map(|r| r.batch).collect();
        let payments: Vec<PaymentId> = page.items.iter().filter_map(|r| r.payment).collect();
        let batches = store::find_batches(self.from.read(), &batches).await?;
        let payments = payments_by_id(self.from.read(), &payments).await?;
        Ok(page.map(|r| {
            let batch = batches.iter().find(|b| b.id == r.batch).map(|b| b.number.clone());
            let payment = r.payment.and_then(|id| payments.get(&id)).map(|p| p.number.clone());
            (r, batch, payment)
        }))
    }

    columns! { (r, batch, payment);
        "批次编号" => batch.as_ref(),
        "行号" => Some(r.row.number),
        "行政区划代码" => Some(&r.region),
        "支付凭证号" => Some(&r.row.certificate_no),
        "支付结果" => Some(r.row.outcome.label()),
        "金额(元)" => r.row.amount,
        "支付日期" => Some(r.row.paid_on),
        "收款人" => Some(&r.row.payee_name),
        "收款账号末四位" => Some(&r.account_tail),
        "用途" => r.row.use_text.as_ref(),
        "支付编号" => r.row.payment_number.as_ref(),
        "合同编号" => r.row.contract_number.as_ref(),
        "失败原因" => r.row.reason.as_ref(),
        "状态" => Some(r.state.label()),
        "未挂接原因" => r.mismatch.map(|m| m.label()),
        "挂接支付" => payment.as_ref(),
        "挂接方式" => r.matched_by.map(|m| m.label()),
        "处理说明" => r.note.as_ref(),
        "标识" => Some(r.id),
    }
}
