//! R10.1 重复补录. A row that says the same as a card, or as a row before it, under another number.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, RegionCode, Rule, SiteId, Status, Verdict};

/// R10.1
pub static SAME_STOCK: Rule = Rule {
    number: "R10.1",
    label: "ASSET_TWICE",
    kind: Kind {
        code: "assets.asset.same_stock",
        status: Status::Conflict,
        title: Bi { zh: "疑似重复补录", en: "It may be on the register already" },
        detail: Bi {
            zh: "“{name}”与 {other} 的名称、所在地（安置点）、原值 {value} 和补录基准日 {base_on} 都相同；请核对是否同一资产，确属两项的，确认后再提交。",
            en: "“{name}” has name, place, value {value} and base day {base_on} of {other}; see whether they are one asset, and acknowledge it if they are two.",
        },
    },
    demands: Bi {
        zh: "名称、所在地（安置点）、原值、补录基准日都相同而编号不同的存量资产，须核对不是同一资产；导入的没有原值的不作判断，逐张录入时尚无原值，只比其余各项。",
        en: "Existing stock that has the name, place, value and base day of other stock under another number is looked at; nothing is said of a row without a value, and a card that is entered by hand is compared by the rest.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["assets.asset.create", "assets.asset.import"],
};

/// By what two entries of stock are taken for one. The place is the site, and the region where no site is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Likeness {
    /// Name.
    pub name: String,
    /// On which site.
    pub site: Option<SiteId>,
    /// Where.
    pub region: RegionCode,
    /// 原值; absent of a card that is being entered by hand, which has none yet.
    pub value: Option<Money>,
    /// 补录基准日.
    pub base_on: Day,
}

impl Likeness {
    /// Whether the other may be the same: on one site, or in one region where one of them names no site.
    pub fn is_like(&self, other: &Self) -> bool {
        let place = match (self.site, other.site) {
            (Some(site), Some(there)) => site == there,
            _ => self.region == other.region,
        };
        let worth = self.value.zip(other.value).is_none_or(|(own, there)| own == there);
        place && worth && (&self.name, self.base_on) == (&other.name, other.base_on)
    }
}

/// Looks at a row or a card beside what is there; `other` is the number under which the same stands already.
pub fn same_stock(own: Option<&Likeness>, other: Option<&str>) -> Verdict {
    let Some(own) = own else { return Verdict::Silent };
    let value = own.value.map_or_else(|| "—".to_owned(), |value| value.to_string());
    let facts = Facts::none().with("name", &own.name).with("value", value).with("base_on", own.base_on);
    match other {
        Some(other) => Verdict::Fail(facts.with("other", other)),
        None => Verdict::Pass(facts),
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, SAME_STOCK, same_stock};
    use crate::ground::kernel::{Day, SiteId};

    /// `name;site;region;value;day`
    fn likeness(text: &str) -> Option<Likeness> {
        let f: Vec<&str> = text.split(';').collect();
        let site = f[1].parse::<u128>().ok().map(|n| SiteId::new(uuid::Uuid::from_u128(n)));
        let value = if f[3] == "-" { None } else { Some(f[3].parse().ok()?) };
        Some(Likeness { name: f[0].into(), site, region: f[2].parse().unwrap(), value, base_on: f[4].parse().unwrap() })
    }

    #[test]
    fn the_cases_of_r10_1_hold() {
        for line in include_str!("../../../../tests/cases/R10.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (row, card) = (likeness(f[0]), likeness(f[1]));
            let like = row.as_ref().zip(card.as_ref()).is_some_and(|(a, b)| a.is_like(b));
            let check = SAME_STOCK.judge(Day::of(2023, 3, 1), same_stock(row.as_ref(), like.then_some("ZC")));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
