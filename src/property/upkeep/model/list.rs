//! 管护责任清单. Facility by facility: whose it is, who looks after it how, of which money, and to whom one calls; what is missing is
//! told as missing.

use super::{DutyKind, UpkeepDuty};
use crate::{
    ground::kernel::{Day, SiteId, UpkeepDutyId},
    property::assets::Asset,
};

crate::ground::kernel::words! {
    /// 缺项. What a line of the list ought to say and nothing recorded does.
    pub enum ListGap {
        Owner = "owner" "产权单位",
        Keeper = "keeper" "维修责任人",
        Standard = "standard" "管护标准",
        Money = "money" "经费来源",
        Phone = "phone" "联系电话",
    }
}

/// Who has one kind of upkeep of a facility on the day of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBy {
    /// By which duty; none where the card alone names a maintainer.
    pub id: Option<UpkeepDutyId>,
    /// Which kind.
    pub duty: DutyKind,
    /// Who, by name.
    pub keeper: String,
    /// 管护标准.
    pub standard: Option<String>,
    /// 联系电话, masked.
    pub phone: Option<String>,
    /// Since when, where it is known.
    pub from: Option<Day>,
}

impl KeptBy {
    /// By a duty, whose keeper is called so.
    pub fn duty(d: &UpkeepDuty, keeper: String) -> Self {
        let phone = d.phone.as_ref().map(|p| p.shown.clone());
        Self { id: Some(d.id), duty: d.duty, keeper, standard: d.standard.clone(), phone, from: Some(d.from) }
    }
}

/// A facility of the list.
#[derive(Debug, Clone)]
pub struct ListLine {
    /// The card, with the states and owners of the day.
    pub asset: Asset,
    /// The name of its site.
    pub site_name: Option<String>,
    /// Who owns it on that day, by name.
    pub owners: Vec<String>,
    /// Who has which kind of upkeep.
    pub kept: Vec<KeptBy>,
}

impl ListLine {
    /// What it ought to say and does not.
    pub fn missing(&self) -> Vec<ListGap> {
        let lacks = |is: bool, gap: ListGap| is.then_some(gap);
        let any = |of: fn(&KeptBy) -> bool| self.kept.iter().any(of);
        [
            lacks(self.owners.is_empty(), ListGap::Owner),
            lacks(!any(|k| k.duty == DutyKind::Repair), ListGap::Keeper),
            lacks(self.kept.is_empty() || any(|k| k.standard.is_none()), ListGap::Standard),
            lacks(self.asset.upkeep_source.is_none(), ListGap::Money),
            lacks(self.kept.is_empty() || any(|k| k.phone.is_none()), ListGap::Phone),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Of which facilities a list is.
#[derive(Debug, Clone, Copy)]
pub struct ListQuery {
    /// As of which day.
    pub on: Day,
    /// Of this site.
    pub site: Option<SiteId>,
}

#[cfg(test)]
mod tests {
    use super::{DutyKind, KeptBy, ListGap, ListLine};
    use crate::{
        ground::kernel::{Instant, RegionCode},
        property::assets::{Asset, AssetForm, AssetKind, UpkeepSource},
    };

    #[test]
    fn what_nothing_says_is_told_as_missing() {
        let now = Instant::from_millis(0);
        let asset = Asset::blank(AssetKind::PublicWelfare, AssetForm::Fixed, RegionCode::nation(), now);
        let bare = ListLine { asset: asset.clone(), site_name: None, owners: Vec::new(), kept: Vec::new() };
        let all = [ListGap::Owner, ListGap::Keeper, ListGap::Standard, ListGap::Money, ListGap::Phone];
        assert_eq!(bare.missing(), all);
        let kept = |duty, phone: Option<&str>| KeptBy {
            id: None,
            duty,
            keeper: "示例村".into(),
            standard: Some("示例".into()),
            phone: phone.map(str::to_owned),
            from: None,
        };
        let asset = Asset { upkeep_source: Some(UpkeepSource::CountyFinance), ..asset };
        let full =
            ListLine {
                asset, owners: vec!["示例村".into()], kept: vec![kept(DutyKind::Repair, Some("*1"))], ..bare
            };
        assert!(full.missing().is_empty());
        let half = ListLine { kept: vec![kept(DutyKind::Cleaning, Some("*1")), kept(DutyKind::Safety, None)], ..full };
        assert_eq!(half.missing(), [ListGap::Keeper, ListGap::Phone]);
    }
}
