//! A29 超额分配. A closed year that divided what should have become reserve, or what losses should have taken. R64 and R65 refuse it where
//! a year is closed; a floor that a region's paper sets for days gone by is known only afterwards.

use std::collections::{BTreeMap, btree_map::Entry};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::income::{
        model::{ClosedYear, Year},
        rules::FLOOR,
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, Money, Ppm, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::{Everywhere, key, values_everywhere},
    },
};

static ABOUT: About = About {
    number: "A29",
    title: Bi { zh: "公积公益金提取不足或亏损未弥补即分配", en: "Divided before reserve or losses" },
    question: Bi {
        zh: "已结账年度是否先弥补亏损、按年末有效的下限提取公积公益金，然后才形成可分配收益？",
        en: "Did a closed year make up for losses, and for the reserve that held on its last day, before it set anything aside?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::IncomeYear,
    figures: &[
        Figure::new("year", "年度"),
        Figure::new("net", "净收益(元)"),
        Figure::new("floor", "规定提取比例(%)"),
        Figure::new("wanted", "应提取(元)"),
        Figure::new("reserve", "已提取(元)"),
        Figure::new("losses", "未弥补亏损(元)"),
        Figure::new("distributable", "可分配(元)"),
    ],
    parameters: &[FLOOR],
    valid_from: Day::ALWAYS,
};

/// A29
pub struct ReserveKept;

/// What should have become reserve: a part of what the year itself earned and losses leave. Nothing where that passes what money is.
fn wanted(closed: &ClosedYear, floor: Ppm) -> Option<Money> {
    let earned = closed.net.max(Money::ZERO);
    let losses = closed.losses_covered.plus(closed.losses_left)?;
    earned.minus(losses.min(earned))?.part_floor(floor.scaled())
}

fn judge(year: &Year, floors: &BTreeMap<Day, Everywhere>) -> Opinion {
    let Some(closed) = ClosedYear::of(year).filter(|c| c.distributable.is_positive()) else { return Opinion::Clean };
    let floor = floors.get(&year.last_day()).and_then(|f| f.in_region(&year.region, key).percent(FLOOR));
    let Some(floor) = floor else { return Opinion::Unset };
    let Some(wanted) = wanted(&closed, floor) else { return Opinion::Unset };
    let short = wanted.minus(closed.reserve).filter(|short| short.is_positive());
    if short.is_none() && closed.losses_left.is_zero() {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("year", year.year)
        .with("net", closed.net)
        .with("floor", floor)
        .with("wanted", wanted)
        .with("reserve", closed.reserve)
        .with("losses", closed.losses_left)
        .with("distributable", closed.distributable);
    let (subject, region) = (year.id.uuid(), year.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: short, figures }])
}

impl AuditCheck for ReserveKept {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let years = store::years_after(conn, at.after, at.most).await?;
            let mut floors = BTreeMap::new();
            for year in &years {
                let last = year.last_day();
                if let Entry::Vacant(floor) = floors.entry(last) {
                    floor.insert(values_everywhere(conn, ABOUT.parameters, last).await?);
                }
            }
            Ok(at.over(&years, |y| (y.id.uuid(), &y.region), |y, _| judge(y, &floors)))
        }
        .boxed()
    }
}
