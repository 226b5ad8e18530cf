//! Months as tables: what was locked, and what differs, a row a change; members masked.

use super::{
    month_differences::{Asked, Differs, differences_of, drift_of},
    months::list_months,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{HouseholdId, RegionCode, Words as _},
        platform::{Db, Listing, Page, Sealer, Stop},
    },
    office::{
        people::model::{Difference, MonthQuery, PeopleMonth, PersonName},
        tables::{Listed, Out, Titles},
    },
};

/// Months as filtered.
pub struct Months {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: MonthQuery,
}

impl Listed for Months {
    type Item = PeopleMonth;
    const NAME: &'static str = "people-months";
    const TITLES: Titles = &[
        "月份",
        "行政区划代码",
        "安置点标识",
        "台账状态",
        "锁定版次",
        "户数",
        "人数",
        "建档立卡户数",
        "建档立卡人数",
        "监测户数",
        "监测人数",
        "男",
        "女",
        "外出人数",
        "摘要",
        "锁定时间",
        "重开理由",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<PeopleMonth>, Stop> {
        list_months(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, _: &PeopleMonth) -> bool {
        true
    }

    fn cells(&self, m: &PeopleMonth) -> Vec<Out> {
        let last = m.editions.last();
        let count = |of: fn(&crate::office::people::model::Counts) -> i64| last.map(|e| of(&e.counts)).into();
        vec![
            Some(m.month).into(),
            Some(&m.region).into(),
            m.site.into(),
            Some(m.state.label()).into(),
            last.map(|e| e.n).into(),
            count(|c| c.households),
            count(|c| c.persons),
            count(|c| c.poor_households),
            count(|c| c.poor_persons),
            count(|c| c.monitored_households),
            count(|c| c.monitored_persons),
            count(|c| c.male),
            count(|c| c.female),
            count(|c| c.away),
            last.map(|e| e.digest).into(),
            last.map(|e| e.locked_at).into(),
            last.and_then(|e| e.reopened.as_ref()).map(|r| &r.reason).into(),
            m.note.as_ref().into(),
            Some(m.id).into(),
        ]
    }
}

/// Which two looks at the register are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Two locked months.
    Months,
    /// A locked month, and what the register says of it now.
    LockAndRegister,
}

/// What differs, a row a change.
pub struct Changes {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Of which month, against what.
    pub asked: Asked,
    /// Between what.
    pub between: Between,
}

impl Changes {
    /// A page of households that differ.
    pub async fn households(&self, listing: &Listing) -> Result<Page<Differs>, Stop> {
        let parts = (&self.db, &self.sealer);
        match self.between {
            Between::Months => differences_of(parts, &self.holder, &self.asked, listing).await,
            Between::LockAndRegister => drift_of(parts, &self.holder, &self.asked, listing).await,
        }
    }
}

/// One change of one household.
pub struct Change {
    household: HouseholdId,
    number: String,
    difference: Difference,
    name: Option<PersonName>,
}

impl Listed for Changes {
    type Item = Change;
    const NAME: &'static str = "people-month-changes";
    const TITLES: Titles = &["编号", "变化类型", "姓名", "变化前", "变化后", "人员标识", "户标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<Change>, Stop> {
        let Page { items, next, total } = self.households(listing).await?;
        let rows = |d: Differs| {
            let (household, number) = (d.household, d.number);
            let row = move |(difference, name)| Change { household, number: number.clone(), difference, name };
            d.changes.into_iter().map(row)
        };
        Ok(Page { items: items.into_iter().flat_map(rows).collect(), next, total })
    }

    fn adds_up(&self, _: &Change) -> bool {
        true
    }

    fn cells(&self, c: &Change) -> Vec<Out> {
        vec![
            Some(&c.number).into(),
            Some(c.difference.kind.label()).into(),
            c.name.as_ref().map(ToString::to_string).into(),
            c.difference.before.as_ref().into(),
            c.difference.after.as_ref().into(),
            c.difference.person.into(),
            Some(c.household).into(),
        ]
    }
}
