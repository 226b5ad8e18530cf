//! Schemes, registers, transactions and certificates as tables; persons masked.

use super::{
    certificates::{ShownCertificate, list_certificates},
    read::{ShownHolding, ShownTransaction, list_holdings, list_schemes, list_transactions},
};
use crate::{
    benefit::{
        collectives::bodies_named,
        shares::{
            model::{CertificateQuery, HoldingQuery, Scheme, SchemeQuery, ShareClass, TransactionQuery},
            store,
        },
    },
    ground::{
        authority::{Holder, action},
        kernel::{CollectiveId, Day, ExternalRef, Money, RegionCode, ShareSchemeId, Shares, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, Out, Titles},
};

/// Schemes as filtered.
pub struct SchemeTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: SchemeQuery,
}

impl Listed for SchemeTable {
    /// A scheme, with the number of its body and the name of its organisation.
    type Item = (Scheme, String, String);
    const NAME: &'static str = "share-schemes";
    const TITLES: Titles = &[
        "编号",
        "集体组织主体",
        "主体编号",
        "行政区划代码",
        "方案名称",
        "管理模式",
        "状态",
        "总份额",
        "量化资产数",
        "量化金额(元)",
        "起始日期",
        "生效日期",
        "终止日期",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_schemes(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let ids: Vec<CollectiveId> = page.items.iter().map(|s| s.collective).collect();
        let bodies = bodies_named(self.db.read(), &ids).await?;
        let named = |scheme: Scheme| {
            let body = bodies.get(&scheme.collective).cloned();
            let (number, name) = body.ok_or_else(|| Fault::inconsistent("a scheme of no body"))?;
            Ok((scheme, number, name))
        };
        Ok(page.try_map(named)?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (s, number, name): &Self::Item) -> Vec<Out> {
        let quantified = Money::from_fen(s.quantified_fen()).map_or(Out::Empty, Out::Money);
        vec![
            Some(&s.number).into(),
            Some(name).into(),
            Some(number).into(),
            Some(&s.region).into(),
            Some(&s.name).into(),
            Some(s.model.label()).into(),
            Some(s.state.label()).into(),
            Shares::from_scaled(s.total_e4()).into(),
            Some(s.assets.len()).into(),
            quantified,
            s.from.into(),
            s.in_force_on.into(),
            s.closed_on.into(),
            s.note.as_ref().into(),
            Some(s.id).into(),
        ]
    }
}

/// The register of a scheme on a day, as filtered.
pub struct HoldingTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Of which scheme, on which day; today where none is named.
    pub of: (ShareSchemeId, Option<Day>),
    /// Only these.
    pub query: HoldingQuery,
}

impl Listed for HoldingTable {
    type Item = ShownHolding;
    const NAME: &'static str = "share-holdings";
    const TITLES: Titles = &[
        "序号",
        "持有人类型",
        "持有人",
        "集体股",
        "成员股",
        "扶贫股",
        "五保股",
        "激励股",
        "其他股",
        "合计",
        "持有人标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownHolding>, Stop> {
        let (parts, by) = ((&self.db, &self.sealer), (&self.holder, &action::SHARE_HOLDING_EXPORT));
        list_holdings(parts, by, self.of, self.query, listing).await
    }

    fn adds_up(&self, _: &ShownHolding) -> bool {
        true
    }

    fn cells(&self, shown: &ShownHolding) -> Vec<Out> {
        let h = &shown.holding;
        let first =
            [Some(h.holder.serial).into(), Some(h.holder.whose.kind().label()).into(), Some(&shown.name).into()];
        let classes = ShareClass::ALL.iter().map(|(class, ..)| Out::from(h.shares.get(class)));
        let last = [h.total().into(), Some(h.holder.whose.uuid().to_string()).into()];
        first.into_iter().chain(classes).chain(last).collect()
    }
}

/// Transactions as filtered.
pub struct TransactionTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: TransactionQuery,
    /// The one that another system calls so.
    pub external: Option<ExternalRef>,
}

impl Listed for TransactionTable {
    /// A transaction, and the number of its scheme.
    type Item = (ShownTransaction, String);
    const NAME: &'static str = "share-transactions";
    const TITLES: Titles = &[
        "编号",
        "方案编号",
        "行政区划代码",
        "变动类型",
        "起算日期",
        "涉及明细数",
        "增加份额",
        "减少份额",
        "已冲正",
        "期初佐证",
        "原证书编号",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let parts = (&self.db, &self.sealer);
        let query = (self.query, self.external.clone());
        let page = list_transactions(parts, &self.holder, self.region.as_ref(), query, listing).await?;
        let mut ids: Vec<ShareSchemeId> = page.items.iter().map(|t| t.transaction.scheme).collect();
        ids.sort_unstable();
        ids.dedup();
        let schemes = store::find_schemes(self.db.read(), &ids).await?;
        let numbered = |shown: ShownTransaction| {
            let scheme = schemes.iter().find(|s| s.id == shown.transaction.scheme);
            let number = scheme.map(|s| s.number.clone());
            Ok((shown, number.ok_or_else(|| Fault::inconsistent("a transaction of no scheme"))?))
        };
        Ok(page.try_map(numbered)?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        true
    }

    fn cells(&self, (shown, scheme): &Self::Item) -> Vec<Out> {
        let t = &shown.transaction;
        let sum = |sign: i64| {
            let of = t.entries.iter().map(|e| e.delta_e4 * sign).filter(|e4| *e4 > 0).sum();
            Shares::from_scaled(of).filter(|s| *s != Shares::ZERO)
        };
        vec![
            Some(&t.number).into(),
            Some(scheme).into(),
            Some(&t.region).into(),
            Some(t.kind.label()).into(),
            Some(t.on).into(),
            Some(t.entries.len()).into(),
            sum(1).into(),
            sum(-1).into(),
            t.reversed_by.map(|_| "是").into(),
            t.opening.as_ref().map(|o| o.evidence.label()).into(),
            t.opening.as_ref().and_then(|o| o.certificate.as_ref()).into(),
            t.note.as_ref().into(),
            Some(t.id).into(),
        ]
    }
}

/// Certificates as filtered.
pub struct CertificateTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: CertificateQuery,
}

impl Listed for CertificateTable {
    type Item = ShownCertificate;
    const NAME: &'static str = "share-certificates";
    const TITLES: Titles = &[
        "证书编号",
        "行政区划代码",
        "序号",
        "持有人类型",
        "持有人",
        "证载份额",
        "状态",
        "发证日期",
        "失效日期",
        "作废原因",
        "与登记一致",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownCertificate>, Stop> {
        let parts = (&self.db, &self.sealer);
        list_certificates(parts, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &ShownCertificate) -> bool {
        true
    }

    fn cells(&self, shown: &ShownCertificate) -> Vec<Out> {
        let c = &shown.certificate;
        vec![
            Some(&c.number).into(),
            Some(&c.region).into(),
            Some(c.holder.serial).into(),
            Some(c.holder.whose.kind().label()).into(),
            Some(&shown.name).into(),
            Shares::from_scaled(c.shares.values().map(|s| s.scaled()).sum()).into(),
            Some(c.state.label()).into(),
            Some(c.issued_on).into(),
            c.ended_on.into(),
            c.end_reason.as_ref().into(),
            Some(if shown.current { "是" } else { "否" }).into(),
            Some(c.id).into(),
        ]
    }
}
