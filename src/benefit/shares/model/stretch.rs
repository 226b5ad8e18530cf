//! 持有期间. How many shares of a class somebody has from day to day. What is told of an earlier day changes every later one.

use std::collections::BTreeMap;

use crate::ground::kernel::{Day, Shares};

/// How many shares from a day until another, that day not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From this day on.
    pub from: Day,
    /// The first day on which it is so no longer.
    pub until: Option<Day>,
    /// How many; never none.
    pub shares: Shares,
}

/// On this day somebody had fewer than are to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// The first such day.
    pub on: Day,
    /// How many there are on it.
    pub held: Shares,
}

/// What somebody has of a class, from day to day: stretches in their order, none of which meets another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(Vec<Stretch>);

impl Line {
    /// Of stretches as they are kept.
    pub fn of(mut stretches: Vec<Stretch>) -> Self {
        stretches.sort_by_key(|s| s.from);
        Self(stretches)
    }

    /// Its stretches.
    pub fn stretches(&self) -> &[Stretch] {
        &self.0
    }

    /// How many on a day.
    pub fn on(&self, day: Day) -> Shares {
        let holds = |s: &&Stretch| s.from <= day && s.until.is_none_or(|until| day < until);
        self.0.iter().find(holds).map_or(Shares::ZERO, |s| s.shares)
    }

    /// By how much it changes, by day.
    fn steps(&self) -> BTreeMap<Day, i64> {
        let mut steps = BTreeMap::new();
        for s in &self.0 {
            *steps.entry(s.from).or_insert(0) += s.shares.scaled();
            if let Some(until) = s.until {
                *steps.entry(until).or_insert(0) -= s.shares.scaled();
            }
        }
        steps
    }

    /// The same with so many more, or fewer, from a day on. There are never fewer than none on any day.
    pub fn changed(&self, on: Day, delta_e4: i64) -> Result<Self, Short> {
        let mut steps = self.steps();
        *steps.entry(on).or_insert(0) += delta_e4;
        steps.retain(|_, step| *step != 0);
        let mut out: Vec<Stretch> = Vec::new();
        let mut sum = 0_i64;
        for (day, step) in steps {
            if let Some(last) = out.last_mut().filter(|last| last.until.is_none()) {
                last.until = Some(day);
            }
            sum += step;
            let short = || Short { on: day.max(on), held: self.on(day.max(on)) };
            let shares = Shares::from_scaled(sum).ok_or_else(short)?;
            if shares != Shares::ZERO {
                out.push(Stretch { from: day, until: None, shares });
            }
        }
        Ok(Self(out))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Line, Short, Stretch};
    use crate::ground::kernel::{Day, Shares};

    fn day(n: u16) -> Day {
        Day::of(2023, 1, 1).plus_days(n)
    }

    fn shares(e4: i64) -> Shares {
        Shares::from_scaled(e4).unwrap()
    }

    #[test]
    fn what_is_told_of_an_earlier_day_changes_every_later_one() {
        let line = Line::default().changed(day(10), 100).unwrap().changed(day(20), -40).unwrap();
        assert_eq!((line.on(day(9)), line.on(day(10)), line.on(day(20))), (shares(0), shares(100), shares(60)));
        let earlier = line.changed(day(5), 10).unwrap();
        assert_eq!(
            (earlier.on(day(5)), earlier.on(day(10)), earlier.on(day(25))),
            (shares(10), shares(110), shares(70))
        );
        assert_eq!(line.changed(day(12), -61), Err(Short { on: day(20), held: shares(60) }));
        assert_eq!(line.changed(day(9), -1), Err(Short { on: day(9), held: shares(0) }));
        let gone = line.changed(day(20), -60).unwrap();
        assert_eq!(gone.stretches(), [Stretch { from: day(10), until: Some(day(20)), shares: shares(100) }]);
        assert_eq!(gone.changed(day(20), 60), Ok(line));
    }

    proptest! {
        /// On any day as many as all that was told until then adds up to; stretches never meet, and none is empty.
        #[test]
        fn a_line_is_the_sum_of_what_was_told(told in prop::collection::vec((0_u16..40, -30_i64..60), 0..30)) {
            let (mut line, mut kept) = (Line::default(), Vec::new());
            for (n, delta) in told {
                if let Ok(next) = line.changed(day(n), delta) {
                    line = next;
                    kept.push((n, delta));
                }
                for pair in line.stretches().windows(2) {
                    prop_assert!(pair[0].until.is_some_and(|until| until <= pair[1].from));
                    let met = pair[0].until == Some(pair[1].from);
                    prop_assert!(!met || pair[0].shares != pair[1].shares, "two stretches that are one");
                }
                prop_assert!(line.stretches().iter().all(|s| s.shares != Shares::ZERO));
                for at in 0_u16..41 {
                    let sum: i64 = kept.iter().filter(|(n, _)| *n <= at).map(|(_, delta)| delta).sum();
                    prop_assert_eq!(line.on(day(at)).scaled(), sum, "on day {}", at);
                }
            }
        }

        /// In which order things are told does not matter.
        #[test]
        fn the_order_of_telling_does_not_matter(told in prop::collection::vec((0_u16..40, 1_i64..60), 0..12)) {
            let tell = |order: &[(u16, i64)]| {
                order.iter().try_fold(Line::default(), |line, (n, delta)| line.changed(day(*n), *delta)).unwrap()
            };
            let mut back = told.clone();
            back.reverse();
            prop_assert_eq!(tell(&told), tell(&back));
        }
    }
}
