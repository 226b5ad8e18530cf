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
    office::tables::{Listed, Out, Titles, columns},
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

    columns! { (s, number, name), quantified = Money::from_fen(s.quantified_fen()).map_or(Out::Empty, Out::Money);
        "编号" => Some(&s.number),
        "集体组织主体" => Some(name),
        "主体编号" => Some(number),
        "行政区划代码" => Some(&s.region),
        "方案名称" => Some(&s.name),
        "管理模式" => Some(s.model.label()),
        "状态" => Some(s.state.label()),
        "总份额" => Shares::from_scaled(s.total_e4()),
        "量化资产数" => Some(s.assets.len()),
        "量化金额(元)" => quantified,
        "起始日期" => s.from,
        "生效日期" => s.in_force_on,
        "终止日期" => s.closed_on,
        "备注" => s.note.as_ref(),
        "标识" => Some(s.id),
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

    columns! { (shown, scheme), sum = |sign: i64| {
            let of = shown.transaction.entries.iter().map(|e| e.delta_e4 * sign).filter(|e4| *e4 > 0).sum();
            Shares::from_scaled(of).filter(|s| *s != Shares::ZERO)
        };
        "编号" => Some(&shown.transaction.number),
        "方案编号" => Some(scheme),
        "行政区划代码" => Some(&shown.transaction.region),
        "变动类型" => Some(shown.transaction.kind.label()),
        "起算日期" => Some(shown.transaction.on),
        "涉及明细数" => Some(shown.transaction.entries.len()),
        "增加份额" => sum(1),
        "减少份额" => sum(-1),
        "已冲正" => shown.transaction.reversed_by.map(|_| "是"),
        "期初佐证" => shown.transaction.opening.as_ref().map(|o| o.evidence.label()),
        "原证书编号" => shown.transaction.opening.as_ref().and_then(|o| o.certificate.as_ref()),
        "死亡证明文号" => shown.transaction.death_paper.as_ref().map(|p| &p.number),
        "死亡证明签发日期" => shown.transaction.death_paper.as_ref().map(|p| p.issued_on),
        "死亡证明签发单位" => shown.transaction.death_paper.as_ref().map(|p| &p.issuer),
        "备注" => shown.transaction.note.as_ref(),
        "标识" => Some(shown.transaction.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<ShownCertificate>, Stop> {
        let parts = (&self.db, &self.sealer);
        list_certificates(parts, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { shown;
        "证书编号" => Some(&shown.certificate.number),
        "行政区划代码" => Some(&shown.certificate.region),
        "序号" => Some(shown.certificate.holder.serial),
        "持有人类型" => Some(shown.certificate.holder.whose.kind().label()),
        "持有人" => Some(&shown.name),
        "证载份额" => Shares::from_scaled(shown.certificate.shares.values().map(|s| s.scaled()).sum()),
        "状态" => Some(shown.standing.label()),
        "发证日期" => Some(shown.certificate.issued_on),
        "失效日期" => shown.certificate.ended_on.or(shown.ended_by.as_ref().map(|(_, on)| *on)),
        "失效所依变动" => shown.ended_by.as_ref().map(|(number, _)| number),
        "作废原因" => shown.certificate.end_reason.as_ref(),
        "与登记一致" => Out::yes(shown.current),
        "标识" => Some(shown.certificate.id),
    }
}
