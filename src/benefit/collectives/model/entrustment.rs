//! 委托管理. That a unit manages for a body what stays the body's own.

use serde::Serialize;

use crate::ground::kernel::{
    AssetId, CollectiveId, Day, EntrustmentId, FileId, Instant, Layer, OrganisationId, RegionCode,
};

/// 委托管理. From a day until another, that day not included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entrustment {
    /// Id.
    pub id: EntrustmentId,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Who manages.
    pub manager: OrganisationId,
    /// What, in the words of the agreement.
    pub scope: String,
    /// Which assets; none for all that the body owns.
    pub assets: Vec<AssetId>,
    /// The agreement.
    pub paper: FileId,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The paper that ended it.
    pub end_paper: Option<FileId>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Entrustment {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it is about an asset that another, from a day on, would be about too.
    pub fn meets(&self, assets: &[AssetId], from: Day) -> bool {
        let whole = self.assets.is_empty() || assets.is_empty();
        self.until.is_none_or(|until| from < until) && (whole || self.assets.iter().any(|a| assets.contains(a)))
    }
}

/// By what entrustments are found.
#[derive(Debug, Clone, Default)]
pub struct EntrustmentQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// To this manager.
    pub manager: Option<OrganisationId>,
    /// So on this day.
    pub on: Option<Day>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Entrustment;
    use crate::ground::kernel::{AssetId, Day, Instant, Layer, RegionCode};

    #[test]
    fn what_one_manages_no_other_does_on_the_same_day() {
        let (none, now) = (Uuid::nil(), Instant::from_millis(0));
        let asset = |n: u128| AssetId::from(Uuid::from_u128(n));
        let given = |assets: &[AssetId], until: Option<Day>| Entrustment {
            id: none.into(),
            collective: none.into(),
            region: RegionCode::nation(),
            manager: none.into(),
            scope: "示例".into(),
            assets: assets.to_vec(),
            paper: none.into(),
            from: Day::of(2022, 1, 1),
            until,
            end_reason: None,
            end_paper: None,
            layer: Layer::Own,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let (day, ended) = (Day::of(2023, 1, 1), Some(Day::of(2023, 1, 1)));
        let one = given(&[asset(1)], None);
        assert!(
            one.meets(&[asset(1), asset(2)], day) && one.meets(&[], day) && given(&[], None).meets(&[asset(2)], day)
        );
        assert!(!one.meets(&[asset(2)], day) && !given(&[], ended).meets(&[], day));
        assert!(given(&[], ended).meets(&[], day.previous()));
    }
}
