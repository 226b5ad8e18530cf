//! R23 登记办结期限. The registration office decides within thirty working days of the day on which it took an application.

use crate::ground::kernel::{Basis, Bi, Calendar, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R23
pub static IN_TIME: Rule = Rule {
    number: "R23",
    label: "REGISTRATION_LATE",
    kind: Kind {
        code: "housing.title_batch.late",
        status: Status::Conflict,
        title: Bi { zh: "登记超过办结期限", en: "Registered late" },
        detail: Bi {
            zh: "批次 {batch} 于 {submitted} 受理，30 个工作日截至 {due}，登记结果日期为 {decided}；请核对后确认。",
            en: "Batch {batch} was taken on {submitted}; thirty working days end on {due}, and the decision is of {decided}. Check it, and acknowledge it where it is so.",
        },
    },
    demands: Bi {
        zh: "易地扶贫搬迁安置住房优先办理不动产登记，登记机构自受理之日起 30 个工作日内办结。",
        en: "Titles of resettlement housing are registered first, and within thirty working days of the day on which the office took the application.",
    },
    basis: Basis::Law { document: "《不动产登记暂行条例》", clause: "第二十条" },
    force: Force::Warn,
    valid_from: Day::of(2015, 3, 1),
    valid_to: None,
    operations: &["housing.title_batch.record_results"],
};

const WORKING_DAYS: u32 = 30;

/// The last day in time; `None` in a year whose calendar no notice tells.
pub fn due_on(submitted: Day, calendar: &Calendar) -> Option<Day> {
    calendar.after_working_days(submitted, WORKING_DAYS)
}

/// Judges the last decision among the results of a batch; silent where no notice tells the working days.
pub fn in_time(batch: &str, submitted: Day, decided: Day, calendar: &Calendar) -> Verdict {
    let Some(due) = due_on(submitted, calendar) else { return Verdict::Silent };
    let facts = Facts::none().with("batch", batch).with("submitted", submitted);
    Verdict::of(decided <= due, facts.with("due", due).with("decided", decided))
}

#[cfg(test)]
mod tests {
    use super::{IN_TIME, in_time};
    use crate::ground::kernel::{Calendar, Day, DayKind};

    #[test]
    fn the_cases_of_r23_hold() {
        // The notice of 2023: 5 April and 29 April to 3 May off, 23 April and 6 May worked.
        let off = [Day::of(2023, 4, 5), Day::of(2023, 4, 29), Day::of(2023, 4, 30)];
        let off = off.into_iter().chain((1..=3).map(|d| Day::of(2023, 5, d))).map(|d| (d, DayKind::Holiday));
        let worked = [Day::of(2023, 4, 23), Day::of(2023, 5, 6)].map(|d| (d, DayKind::MakeUpWorkday));
        let calendar = Calendar::new(off.chain(worked));
        for line in include_str!("../../../../tests/cases/R23.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let day = |text: &str| text.parse::<Day>().unwrap();
            let verdict = in_time("DJ", day(f[0]), day(f[1]), &calendar);
            assert_eq!(IN_TIME.judge(day(f[1]), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}
