//! R6 区划有效. A row's region exists in the official table, hangs under its parent, and is valid on the row's day.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, RegionCode, Rule, Status, Verdict},
    office::places::Region,
};

/// R6
pub static DIVISION_VALID: Rule = Rule {
    number: "R6",
    label: "DIVISION_UNKNOWN",
    kind: Kind {
        code: "places.region.unknown",
        status: Status::Invalid,
        title: Bi { zh: "区划不存在或当日无效", en: "Region unknown or not valid on the day" },
        detail: Bi {
            zh: "区划代码 {code} 在 {day} 不在行政区划表中，或与上级代码不一致；请用 /api/v1/regions 查询。",
            en: "The region {code} is not in the official table on {day}, or does not hang under its parent; look it up at /api/v1/regions.",
        },
    },
    demands: Bi {
        zh: "业务数据的区划代码在发生日有效，且以上级代码开头。",
        en: "The region of a row is valid on the row's day and begins with its parent's code.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(1980, 1, 1),
    valid_to: None,
    operations: &[
        "places.site.create",
        "places.site.change",
        "places.site.import",
        "places.organisation.create",
        "places.organisation.import",
        "files.file.upload",
        "funds.source.create",
        "funds.document.create",
        "funds.plan_line.create",
        "funds.allocation.create",
        "funds.allocation.import",
        "funds.split.propose",
        "projects.project.create",
        "assets.asset.create",
        "assets.asset.import",
        "payments.batch.create",
    ],
};

/// Holds the code against the row found for it.
pub fn division_valid(code: &RegionCode, found: Option<&Region>, day: Day) -> Verdict {
    let valid = found.is_some_and(|region| {
        let under_parent = region.parent.as_ref().is_none_or(|parent| parent.covers(&region.code));
        under_parent && region.valid_from.is_none_or(|d| d <= day) && region.valid_to.is_none_or(|d| day <= d)
    });
    Verdict::of(valid, Facts::none().with("code", code).with("day", day))
}

#[cfg(test)]
mod tests {
    use super::division_valid;
    use crate::{
        ground::kernel::{Day, Level, Verdict},
        office::places::Region,
    };

    #[test]
    fn the_cases_of_r6_hold() {
        for line in include_str!("../../../../tests/cases/R6.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day = |text: &str| text.parse::<Day>().ok();
            let region = f[1].parse().ok().map(|parent| Region {
                code: f[0].parse().unwrap(),
                name: String::new(),
                level: Level::County,
                parent: Some(parent),
                valid_from: day(f[2]),
                valid_to: day(f[3]),
            });
            let verdict = division_valid(&f[0].parse().unwrap(), region.as_ref(), day(f[4]).unwrap());
            assert_eq!(matches!(verdict, Verdict::Pass(_)), f[5] == "passed", "{line}");
        }
    }
}
