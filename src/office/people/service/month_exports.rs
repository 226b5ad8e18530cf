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
        tables::{Listed, Out, columns},
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

    async fn page(&self, listing: &Listing) -> Result<Page<PeopleMonth>, Stop> {
        list_months(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { m, last = m.editions.last(),
        count = |of: fn(&crate::office::people::model::Counts) -> i64| Out::from(last.map(|e| of(&e.counts)));
        "月份" => Some(m.month),
        "行政区划代码" => Some(&m.region),
        "安置点标识" => m.site,
        "台账状态" => Some(m.state.label()),
        "锁定版次" => last.map(|e| e.n),
        "户数" => count(|c| c.households),
        "人数" => count(|c| c.persons),
        "建档立卡户数" => count(|c| c.poor_households),
        "建档立卡人数" => count(|c| c.poor_persons),
        "监测户数" => count(|c| c.monitored_households),
        "监测人数" => count(|c| c.monitored_persons),
        "男" => count(|c| c.male),
        "女" => count(|c| c.female),
        "外出人数" => count(|c| c.away),
        "摘要" => last.map(|e| e.digest),
        "锁定时间" => last.map(|e| e.locked_at),
        "重开理由" => last.and_then(|e| e.reopened.as_ref()).map(|r| &r.reason),
        "备注" => m.note.as_ref(),
        "标识" => Some(m.id),
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

    async fn page(&self, listing: &Listing) -> Result<Page<Change>, Stop> {
        let Page { items, next, total } = self.households(listing).await?;
        let rows = |d: Differs| {
            let (household, number) = (d.household, d.number);
            let row = move |(difference, name)| Change { household, number: number.clone(), difference, name };
            d.changes.into_iter().map(row)
        };
        Ok(Page { items: items.into_iter().flat_map(rows).collect(), next, total })
    }

    columns! { c;
        "编号" => Some(&c.number),
        "变化类型" => Some(c.difference.kind.label()),
        "姓名" => c.name.as_ref().map(ToString::to_string),
        "变化前" => c.difference.before.as_ref(),
        "变化后" => c.difference.after.as_ref(),
        "人员标识" => c.difference.person,
        "户标识" => Some(c.household),
    }
}
