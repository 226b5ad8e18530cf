//! A76.1 重复受益. Somebody who benefits by need of two rolls at once, or of one directly and with the household. Two bodies may lawfully
//! help one household; whoever pays should know.

use std::collections::{BTreeMap, HashMap};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        rolls::{
            model::{EntryState, RollEntry},
            store::{self, Twin},
        },
        shares::Whose,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, HouseholdId, PersonId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        people::{homes_on, living_in},
    },
};

static ABOUT: About = About {
    number: "A76.1",
    title: Bi { zh: "同一对象在两处受益名册", en: "On two rolls at once" },
    question: Bi {
        zh: "是否有个人或户（含随户受益的成员）同时在两本按帮扶登记的在用名册上，或在一本名册上既按人又随户受益？",
        en: "Does anybody benefit by need of two rolls at once, or of one both directly and with the household?",
    },
    basis: Basis::Practice,
    severity: Severity::Blue,
    subject: SubjectKind::RollEntry,
    figures: &[
        Figure::new("serial", "名册序号"),
        Figure::new("roll", "名册"),
        Figure::new("other_roll", "另一名册"),
        Figure::new("from", "重叠起始日期"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A76.1
pub struct BenefitsTwice;

/// Where persons live today, and who lives in households.
struct Living {
    homes: HashMap<PersonId, HouseholdId>,
    members: BTreeMap<HouseholdId, Vec<PersonId>>,
}

impl Living {
    /// Whose entries meet this one: its own other ones, its household's, its people's.
    fn same(&self, whose: Whose) -> Vec<Whose> {
        let mut same = vec![whose];
        match whose {
            Whose::Person(id) => same.extend(self.homes.get(&id).map(|home| Whose::Household(*home))),
            Whose::Household(id) => {
                same.extend(self.members.get(&id).into_iter().flatten().map(|person| Whose::Person(*person)));
            }
            Whose::Organisation(_) => {}
        }
        same
    }
}

fn stands(twin: &Twin, today: Day) -> bool {
    twin.by_need && twin.entry.state_on(today) == EntryState::Current
}

/// The other roll is told by its number alone: it may lie where whoever reads this sees nothing.
fn hit(twin: &Twin, other: &RollEntry, number: &str) -> Hit {
    let figures = Facts::none().with("serial", twin.entry.serial).with("roll", &twin.number);
    let figures = figures.with("other_roll", number).with("from", twin.entry.from.max(other.from));
    let (subject, region) = (twin.entry.id.uuid(), twin.region.clone());
    Hit { subject, region, cause: other.id.to_string(), amount: None, figures }
}

fn judge(twin: &Twin, living: &Living, others: &HashMap<Whose, Vec<Twin>>, today: Day) -> Opinion {
    if !stands(twin, today) {
        return Opinion::Clean;
    }
    let same = living.same(twin.entry.whose);
    let others = same.iter().filter_map(|whose| others.get(whose)).flatten();
    // Of two that meet, the one that began later is the second.
    let order = |e: &RollEntry| (e.from, e.id);
    let first = others.filter(|other| order(&other.entry) < order(&twin.entry));
    let hits: Vec<Hit> = first.map(|other| hit(twin, &other.entry, &other.number)).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for BenefitsTwice {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let rows = store::entries_after(conn, at.after, at.most).await?;
            let now = || rows.iter().filter(|twin| stands(twin, at.on));
            let persons: Vec<PersonId> = now().filter_map(|t| t.entry.whose.person()).collect();
            let households: Vec<HouseholdId> = now().filter_map(|t| t.entry.whose.household()).collect();
            let (homes, members) = (homes_on(conn, &persons, at.on).await?, living_in(conn, &households, at.on).await?);
            let living = Living { homes, members };
            let mut whose: Vec<Whose> = now().flat_map(|t| living.same(t.entry.whose)).collect();
            whose.sort_unstable();
            whose.dedup();
            let mut others: HashMap<Whose, Vec<Twin>> = HashMap::new();
            for other in store::naming_anywhere(conn, &whose, at.on).await? {
                if other.by_need {
                    others.entry(other.entry.whose).or_default().push(other);
                }
            }
            let judged = |twin: &Twin| judge(twin, &living, &others, at.on);
            Ok(at.over(&rows, |t| (t.entry.id.uuid(), &t.region), |t, _| judged(t)))
        }
        .boxed()
    }
}
