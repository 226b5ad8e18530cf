//! R11 账外资产. What public money or a gift made, and the books of a body have, stands in the register within the days that the county
//! allows.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
    property::stock_lists::model::{StockLine, StockLineState},
};

/// R11
pub static ON_THE_REGISTER: Rule = Rule {
    number: "R11",
    label: "ASSET_OFF_BOOK",
    kind: Kind {
        code: "stock_lists.line.off_register",
        status: Status::Conflict,
        title: Bi { zh: "应登记未登记", en: "It should be registered, and is not" },
        detail: Bi {
            zh: "“{name}”（{source}）自 {since} 起已超过 {days} 天仍未登记，不得作为账外资产；确实不应登记的，核对后确认本提示。",
            en: "“{name}” ({source}) has been there since {since}, more than {days} days, and no asset of the register answers it. Where it is rightly not registered, acknowledge that.",
        },
    },
    demands: Bi {
        zh: "行政事业性国有资产不得形成账外资产；使用财政资金或接受捐赠形成的集体资产应及时登记入账，期限由县规定。",
        en: "No state asset stands off the books; collective assets from public money or gifts are booked promptly. The county says within how many days.",
    },
    basis: Basis::Law {
        document: "《行政事业性国有资产管理条例》（国务院令第738号）、《农村集体经济组织财务制度》（财农〔2021〕121号）",
        clause: "前者第三十条、后者第十三条",
    },
    force: Force::Warn,
    valid_from: Day::of(2022, 1, 1),
    valid_to: None,
    operations: &["stock_lists.line.set_aside"],
};

/// The days that a county allows.
pub const DAYS: &str = "checks.unlisted_days";

/// Holds an open line against the days; silent of what is settled, of what the body came to by itself, and where no days are set.
pub fn on_the_register(line: &StockLine, days: Option<u16>, today: Day) -> Verdict {
    if line.state != StockLineState::Open || !line.source.is_public() {
        return Verdict::Silent;
    }
    let Some(days) = days else { return Verdict::Silent };
    let since = line.since();
    let facts = Facts::none().with("name", &line.name).told("source", line.source).with("since", since);
    Verdict::of(today.days_since(since) <= i64::from(days), facts.with("days", days))
}

#[cfg(test)]
mod tests {
    use super::{ON_THE_REGISTER, on_the_register};
    use crate::{
        ground::kernel::{Day, Instant, Layer, RegionCode, Words as _},
        property::stock_lists::model::{StockLine, StockLineState, StockSource},
    };

    fn line(source: &str, state: &str, acquired: Option<Day>, listed: Day) -> StockLine {
        let (none, now) = (uuid::Uuid::nil(), Instant::from_millis(0));
        StockLine {
            id: none.into(),
            organisation: none.into(),
            region: RegionCode::nation(),
            name: "示例水池".into(),
            source: StockSource::from_word(source).unwrap(),
            original_value: None,
            acquired_on: acquired,
            first_listed_on: listed,
            listed_on: listed,
            import: none.into(),
            note: None,
            state: StockLineState::from_word(state).unwrap(),
            answer: None,
            reason: None,
            paper: None,
            settled_on: None,
            layer: Layer::Own,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn the_cases_of_r11_hold() {
        for case in include_str!("../../../../tests/cases/R11.csv").lines().skip(1) {
            let f: Vec<&str> = case.split(',').collect();
            let line = line(f[0], f[1], f[2].parse().ok(), f[3].parse().unwrap());
            let today: Day = f[5].parse().unwrap();
            let verdict = on_the_register(&line, f[4].parse().ok(), today);
            assert_eq!(ON_THE_REGISTER.judge(today, verdict).outcome.to_string(), f[6], "{case}");
        }
    }
}
