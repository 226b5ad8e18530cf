//! R65 公积公益金提取比例过低. No less becomes reserve than the region asks for.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Ppm, Rule, Status, Verdict};

/// The least part that becomes reserve, in a region.
pub const FLOOR: &str = "income.reserve_floor_pct";

/// R65
pub static RESERVE_FLOOR: Rule = Rule {
    number: "R65",
    label: "RESERVE_LOW",
    kind: Kind {
        code: "income.scheme.reserve_low",
        status: Status::Conflict,
        title: Bi { zh: "公积公益金提取比例过低", en: "Too little for reserve" },
        detail: Bi {
            zh: "公积公益金提取比例为 {reserve}%，低于本地规定的 {floor}%；请按规定调整分配办法。",
            en: "{reserve} % become reserve, less than the {floor} % that the region asks for; have the scheme changed.",
        },
    },
    demands: Bi {
        zh: "提取公积公益金的比例由章程确定，不得低于本地规定的下限。",
        en: "The charter says which part becomes reserve; it is no less than the region's floor.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.scheme.adopt", "income.year.close"],
};

/// Holds the part that becomes reserve against the region's floor; undetermined where none is set.
pub fn reserve_floor(reserve: Ppm, floor: Option<Ppm>) -> Verdict {
    let Some(floor) = floor else { return Verdict::Undetermined { key: FLOOR } };
    Verdict::of(reserve >= floor, Facts::none().with("reserve", reserve).with("floor", floor))
}

#[cfg(test)]
mod tests {
    use super::{RESERVE_FLOOR, reserve_floor};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r65_hold() {
        for line in include_str!("../../../../tests/cases/R65.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check =
                RESERVE_FLOOR.judge(Day::of(2024, 3, 1), reserve_floor(f[0].parse().unwrap(), f[1].parse().ok()));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
