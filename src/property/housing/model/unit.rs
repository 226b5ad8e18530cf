//! 安置住房.

use serde::Serialize;

use crate::ground::kernel::{
    AreaM2, Day, ExternalRef, FileId, HousingUnitId, Instant, Layer, PersonId, RegionCode, SiteId, building_number,
    one_form, room_number,
};

crate::ground::kernel::words! {
    /// 住房类别.
    pub enum HousingKind {
        Resettlement = "resettlement" "安置住房",
        PublicRental = "public_rental" "公租房",
        AffordableRental = "affordable_rental" "保障性租赁住房",
    }
}

crate::ground::kernel::words! {
    /// 入住情况.
    pub enum Occupancy {
        Unallotted = "unallotted" "未分配",
        Allotted = "allotted" "已分配未入住",
        Occupied = "occupied" "已入住",
        Vacated = "vacated" "已腾退",
    }
}

crate::ground::kernel::words! {
    /// 登记状态. How far the title of a dwelling is.
    pub enum UnitTitleState {
        Unregistered = "unregistered" "未登记",
        InRegistration = "in_registration" "登记中",
        Registered = "registered" "已登记",
        Refused = "refused" "不予登记",
    }
}

impl UnitTitleState {
    /// How a dwelling comes in: stock may have its certificate already.
    pub const FIRST: [Self; 2] = [Self::Unregistered, Self::Registered];
    /// Every step it may take. What was withdrawn before a decision goes back to where it was.
    pub const STEPS: [(Self, Self); 7] = [
        (Self::Unregistered, Self::InRegistration),
        (Self::Unregistered, Self::Registered),
        (Self::InRegistration, Self::Registered),
        (Self::InRegistration, Self::Refused),
        (Self::InRegistration, Self::Unregistered),
        (Self::Refused, Self::InRegistration),
        (Self::Refused, Self::Registered),
    ];

    /// Whether its title can be applied for, or told by an old certificate.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Unregistered | Self::Refused)
    }

    /// Whether a certificate speaks of it.
    pub const fn is_registered(self) -> bool {
        matches!(self, Self::Registered)
    }
}

/// 不动产权证. What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Number.
    pub number: String,
    /// The day of its registration.
    pub on: Day,
}

impl Certificate {
    /// Its number, one however it was typed.
    pub fn form(&self) -> String {
        one_form(&self.number)
    }

    /// Whether both say the same.
    pub fn is_same(&self, other: &Self) -> bool {
        self.on == other.on && self.form() == other.form()
    }
}

/// 安置住房. One dwelling of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HousingUnit {
    /// Id.
    pub id: HousingUnitId,
    /// Of which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// What it is.
    pub kind: HousingKind,
    /// 栋.
    pub building: String,
    /// 单元、室.
    pub room: String,
    /// Floor area.
    pub area: Option<AreaM2>,
    /// 户主, as a person of the register.
    pub household_head: Option<PersonId>,
    /// Persons of the household.
    pub household_size: Option<i32>,
    /// Who lives there.
    pub occupancy: Occupancy,
    /// How far its title is.
    pub title: UnitTitleState,
    /// The certificate, once it is registered.
    pub certificate: Option<Certificate>,
    /// The paper by which that, or what it says of the dwelling, was told or changed last; nothing where a batch or a ledger told it.
    pub paper: Option<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl HousingUnit {
    /// Site, building and room, one however rows of before have them.
    pub fn place(&self) -> (SiteId, String, String) {
        (self.site, building_number(&self.building), room_number(&self.room))
    }

    /// Building and room, as somebody would say them.
    pub fn called(&self) -> String {
        format!("{}{}", self.building, self.room)
    }

    /// What its certificate says of it and this says otherwise: the fields, each with what an officer calls it. What was not known is no other.
    pub fn certified_otherwise(&self, after: &Self) -> Vec<(&'static str, &'static str)> {
        let (was, is) = (self.place(), after.place());
        let same = match (&self.certificate, &after.certificate) {
            (Some(had), Some(has)) => had.is_same(has),
            (had, has) => had == has,
        };
        let told = [
            (self.kind != after.kind, ("kind", "住房类别")),
            (was.1 != is.1, ("building", "栋号")),
            (was.2 != is.2, ("room", "房号")),
            (self.area.is_some() && self.area != after.area, ("area_m2", "建筑面积")),
            (!same, ("certificate_no", "不动产权证")),
        ];
        told.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect()
    }

    /// The next version, with its title in another state.
    #[must_use]
    pub fn titled(&self, title: UnitTitleState, certificate: Option<Certificate>, now: Instant) -> Self {
        Self { title, certificate, paper: None, version: self.version + 1, updated_at: now, ..self.clone() }
    }
}

/// By what dwellings are found.
#[derive(Debug, Clone, Default)]
pub struct UnitQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// Of this kind.
    pub kind: Option<HousingKind>,
    /// Whose title is so far.
    pub title: Option<UnitTitleState>,
    /// Lived in like this.
    pub occupancy: Option<Occupancy>,
    /// Of this household.
    pub household_head: Option<PersonId>,
    /// In this building.
    pub building: Option<String>,
    /// The one that another system calls so.
    pub only: Option<HousingUnitId>,
}

crate::ground::kernel::words! {
    /// By what progress is summed up.
    pub enum ProgressBy {
        Site = "site" "按安置点",
        Town = "town" "按乡镇",
    }
}

/// How many dwellings of a site have their title in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Of which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// In which state.
    pub title: UnitTitleState,
    /// How many.
    pub units: i64,
}

/// 登记进度. How far the titles of a site or a town are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Of which site; absent in rows by town.
    pub site: Option<SiteId>,
    /// Where: the town, or the lowest region known.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// 未登记.
    pub unregistered: i64,
    /// 登记中.
    pub in_registration: i64,
    /// 已登记.
    pub registered: i64,
    /// 不予登记.
    pub refused: i64,
}

impl Progress {
    /// Nothing yet.
    pub const fn none(site: Option<SiteId>, region: RegionCode, name: String) -> Self {
        Self { site, region, name, unregistered: 0, in_registration: 0, registered: 0, refused: 0 }
    }

    /// With so many more.
    pub const fn add(&mut self, title: UnitTitleState, units: i64) {
        let count = match title {
            UnitTitleState::Unregistered => &mut self.unregistered,
            UnitTitleState::InRegistration => &mut self.in_registration,
            UnitTitleState::Registered => &mut self.registered,
            UnitTitleState::Refused => &mut self.refused,
        };
        *count += units;
    }

    /// All of them.
    pub const fn units(&self) -> i64 {
        self.unregistered + self.in_registration + self.registered + self.refused
    }
}
