//! 字段授权. Which fields of the register another department reads as a client, and what it is shown of a household then.

use std::collections::BTreeSet;

use serde::Serialize;

use super::household::{Household, HouseholdEvent, Member};
use crate::ground::kernel::{
    ClientId, Day, FieldGrantId, FieldReadingId, FileId, Instant, Layer, OfficerId, RegionCode,
};

crate::ground::kernel::words! {
    /// 字段组. What may be granted of the register; nothing else of it is ever shown to a client.
    pub enum FieldGroup {
        Identity = "identity" "身份信息（脱敏）",
        Household = "household" "户与成员",
        Origin = "origin" "迁出地",
        Host = "host" "迁入地",
        HousingUnit = "housing_unit" "住房",
        Standing = "standing" "户属性",
        Events = "events" "家庭变动",
    }
}

/// 字段授权.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldGrant {
    /// Id.
    pub id: FieldGrantId,
    /// Which client.
    pub client: ClientId,
    /// Of which region.
    pub region: RegionCode,
    /// Which groups of fields.
    pub groups: BTreeSet<FieldGroup>,
    /// For what.
    pub purpose: String,
    /// By which document.
    pub basis: String,
    /// The paper.
    pub paper: FileId,
    /// From this day on.
    pub from: Day,
    /// The first day on which it is granted no longer.
    pub until: Option<Day>,
    /// Why it was ended before its time.
    pub end_reason: Option<String>,
    /// By whom.
    pub granted_by: OfficerId,
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

impl FieldGrant {
    /// Whether it is granted on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// 字段读取. That a client read a page under its grant: never what stood on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldReading {
    /// Id.
    pub id: FieldReadingId,
    /// Under which grant.
    pub grant: FieldGrantId,
    /// Where.
    pub region: RegionCode,
    /// How many households stood on the page.
    pub households: i64,
    /// When.
    #[serde(skip)]
    pub at: Instant,
}

/// By what grants are found.
#[derive(Debug, Clone, Default)]
pub struct FieldGrantQuery {
    /// Of this client.
    pub client: Option<ClientId>,
    /// Granted on this day.
    pub on: Option<Day>,
}

/// A household as a client reads it: all of it, and which groups of that may be shown.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The household.
    pub household: Household,
    /// Who belongs to it today.
    pub members: Vec<Member>,
    /// What happened to it, where that is granted.
    pub events: Vec<HouseholdEvent>,
    /// What may be shown.
    pub groups: BTreeSet<FieldGroup>,
}
