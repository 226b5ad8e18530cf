//! A74 份额无人继承. Somebody who died, or a household that everybody left, and still holds shares long afterwards.

use std::collections::{BTreeMap, HashMap};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::shares::{
        died_by,
        model::{Holding, Scheme, Whose},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, HouseholdId, PersonId, ShareSchemeId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        people::emptied_by,
        policy::Values,
    },
};

const DAYS: &str = "checks.uninherited_days";

static ABOUT: About = About {
    number: "A74",
    title: Bi { zh: "份额持有人已死亡或整户离开", en: "Shares of the dead, and of households that left" },
    question: Bi {
        zh: "登记簿上持有份额的个人死亡、户内已无在册成员后，份额是否在规定天数内办理继承或转出？",
        en: "After a holder died, or everybody left a household that holds shares, do the shares pass on within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::ShareHolder,
    figures: &[
        Figure::new("scheme", "量化方案"),
        Figure::new("serial", "持有人序号"),
        Figure::new("why", "原因"),
        Figure::new("since", "起始日期"),
        Figure::new("shares", "份额"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: Day::ALWAYS,
};

/// A74
pub struct Uninherited;

/// When persons died, and since when households are empty.
struct Gone {
    died: BTreeMap<PersonId, Day>,
    emptied: BTreeMap<HouseholdId, Day>,
}

impl Gone {
    /// Since when somebody is there no longer, and what became of it.
    fn since(&self, whose: Whose, today: Day) -> Option<(Day, &'static str)> {
        let (since, why) = match whose {
            Whose::Person(id) => (self.died.get(&id), "死亡"),
            Whose::Household(id) => (self.emptied.get(&id), "户内已无在册成员"),
            Whose::Organisation(_) => (None, ""),
        };
        since.copied().filter(|since| *since <= today).map(|since| (since, why))
    }
}

fn judge(holding: &Holding, scheme: &Scheme, gone: &Gone, (values, today): (&Values, Day)) -> Opinion {
    if !scheme.holds_on(today) || holding.shares.is_empty() {
        return Opinion::Clean;
    }
    let Some((since, why)) = gone.since(holding.holder.whose, today) else { return Opinion::Clean };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    if today <= since.plus_days(days) {
        return Opinion::Clean;
    }
    let Some(shares) = holding.total() else { return Opinion::Clean };
    let figures = Facts::none()
        .with("scheme", &scheme.number)
        .with("serial", holding.holder.serial)
        .with("why", why)
        .with("since", since)
        .with("shares", shares)
        .with("days", days);
    let (subject, region) = (holding.holder.id.uuid(), scheme.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for Uninherited {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let holdings = store::holders_after(conn, (at.after, at.most), at.on).await?;
            let mut ids: Vec<ShareSchemeId> = holdings.iter().map(|h| h.holder.scheme).collect();
            ids.sort_unstable();
            ids.dedup();
            let schemes: HashMap<ShareSchemeId, Scheme> =
                store::find_schemes(conn, &ids).await?.into_iter().map(|s| (s.id, s)).collect();
            let persons: Vec<PersonId> = holdings.iter().filter_map(|h| h.holder.whose.person()).collect();
            let households: Vec<HouseholdId> = holdings.iter().filter_map(|h| h.holder.whose.household()).collect();
            let gone =
                Gone { died: died_by(conn, &persons).await?, emptied: emptied_by(conn, &households, at.on).await? };
            let of = |h: Holding| {
                let scheme =
                    schemes.get(&h.holder.scheme).ok_or_else(|| Fault::inconsistent("a holder of no scheme"))?;
                Ok((h, scheme))
            };
            let rows: Vec<(Holding, &Scheme)> = holdings.into_iter().map(of).collect::<Result<_, Fault>>()?;
            let judged = |(h, s): &(Holding, &Scheme), values: &Values| judge(h, s, &gone, (values, at.on));
            Ok(at.over(&rows, |row| (row.0.holder.id.uuid(), &row.1.region), judged))
        }
        .boxed()
    }
}
