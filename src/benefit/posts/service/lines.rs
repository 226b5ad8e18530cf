//! 名单明细. Whom a list pays, and that nobody is paid twice for its item and months (R110).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    beside::beside,
    namesakes::namesakes,
    there::{first_gone, gone_refusal},
};
use crate::{
    benefit::{
        income::{PoolUse, pool_of},
        posts::{
            PostsRefusal,
            model::{PaidPer, ToPersonLine, ToPersonList, digest_of, months_between},
            rules::{
                NEAR_NAME, ONCE_A_MONTH, POOL_USE, SAME_NAME, Taken, UNNAMED_USE, near_name, once_a_month, pool_use,
                same_name, unnamed_use,
            },
            store,
        },
        shares::Whose,
    },
    ground::{
        authority::Holder,
        kernel::{HouseholdId, Money, PersonId, Refusal, settle, stood_by},
        platform::{Sealer, Stop, Tx, all_hold},
    },
    office::people::{hold_persons, know_households, know_persons, living_in},
};

/// A line as it is told.
#[derive(Debug, Clone)]
pub struct LineTold {
    /// The person.
    pub person: Option<PersonId>,
    /// Or the household.
    pub household: Option<HouseholdId>,
    /// How much, where the list has no amount for all.
    pub amount: Option<Money>,
    /// Why.
    pub reason: String,
}

/// Who is paid by which line: of a household's each of its members.
pub type PaidPersons = Vec<(PersonId, i64)>;

fn at(n: i64, field: &str) -> String {
    format!("/lines/{}{field}", n - 1)
}

fn misfit(n: i64, field: &str, refusal: PostsRefusal) -> Stop {
    Refusal::from(refusal).placed(Some(&at(n, field))).into()
}

/// Lines as a list has them, each of the kind and with the amount that it asks for.
pub fn as_told(tx: &Tx, list: &ToPersonList, told: &[LineTold]) -> Result<Vec<ToPersonLine>, Stop> {
    let line = |(n, l): (i64, &LineTold)| {
        let whose = match (list.per, l.person, l.household) {
            (PaidPer::Person, Some(person), None) => Whose::Person(person),
            (PaidPer::Household, None, Some(household)) => Whose::Household(household),
            _ => return Err(misfit(n, "", PostsRefusal::LineMisfit { n })),
        };
        let amount = match (list.unit, l.amount) {
            (Some(unit), None) => unit,
            (None, Some(amount)) if amount.is_positive() => amount,
            _ => return Err(misfit(n, "/amount", PostsRefusal::AmountMisfit { n })),
        };
        Ok(ToPersonLine { id: tx.id(list.updated_at), n, whose, amount, reason: l.reason.clone() })
    };
    (1..).zip(told).map(line).collect()
}

/// Whether everybody whom these lines name is registered in the caller's regions.
pub async fn are_known(tx: &Tx, holder: &Holder, told: &[LineTold]) -> Result<(), Stop> {
    let lines = || (1..).zip(told);
    let persons: Vec<_> = lines().filter_map(|(n, l)| Some((at(n, "/person_id"), l.person?))).collect();
    let households: Vec<_> = lines().filter_map(|(n, l)| Some((at(n, "/household_id"), l.household?))).collect();
    all_hold([
        know_persons(tx, holder, &persons, PostsRefusal::UnknownPayee).await,
        know_households(tx, holder, &households, PostsRefusal::UnknownPayee).await,
    ])
}

/// Whom a line pays: of a household's each of its members.
pub(super) fn paid_of(members: &BTreeMap<HouseholdId, Vec<PersonId>>, line: &ToPersonLine) -> PaidPersons {
    match line.whose {
        Whose::Person(person) => vec![(person, line.n)],
        Whose::Household(id) => members.get(&id).into_iter().flatten().map(|person| (*person, line.n)).collect(),
        Whose::Organisation(_) => Vec::new(),
    }
}

/// Who is paid by these lines; a household is whoever belongs to it at the end of the first month, or today where that has not come.
async fn paid_by(tx: &Tx, list: &ToPersonList, lines: &[ToPersonLine]) -> Result<PaidPersons, Stop> {
    let day = list.months.0.last_day().min(tx.now().await?.day());
    let households: Vec<HouseholdId> = lines.iter().filter_map(|l| l.whose.household()).collect();
    let members = living_in(tx.conn(), &households, day).await?;
    let mut paid = Vec::new();
    for line in lines {
        if line.whose.organisation().is_some() {
            return Err(misfit(line.n, "", PostsRefusal::LineMisfit { n: line.n }));
        }
        let some = paid_of(&members, line);
        if some.is_empty() {
            return Err(misfit(line.n, "", PostsRefusal::LineEmpty { n: line.n }));
        }
        paid.extend(some);
    }
    Ok(paid)
}

/// That nobody stands in a list twice.
fn each_once(paid: &PaidPersons) -> Result<(), Stop> {
    let mut seen: HashMap<PersonId, i64> = HashMap::new();
    for (person, n) in paid {
        if let Some(before) = seen.insert(*person, *n) {
            return Err(misfit(*n, "", PostsRefusal::LineTwice { n: *n, before }));
        }
    }
    Ok(())
}

/// Whoever died before the first month, or left the post for which it pays, is paid nothing.
async fn are_there(tx: &Tx, list: &ToPersonList, lines: &[ToPersonLine]) -> Result<(), Stop> {
    let Some((n, why, on)) = first_gone(tx, list, lines).await? else { return Ok(()) };
    Err(misfit(n, "", gone_refusal(n, why, on)))
}

/// R110 over what other lists have, whoever of whichever region made them. The persons are held, so that two lists at once meet here.
async fn once(tx: &Tx, list: &ToPersonList, paid: &PaidPersons) -> Result<(), Stop> {
    let months = months_between(list.months);
    let persons: BTreeSet<PersonId> = paid.iter().map(|(person, _)| *person).collect();
    let persons: Vec<PersonId> = persons.into_iter().collect();
    hold_persons(tx, &persons).await?;
    let lines: BTreeMap<PersonId, i64> = paid.iter().copied().collect();
    let taken = store::taken_by(tx, list, &persons, &months).await?;
    let taken = taken
        .into_iter()
        .filter_map(|(person, month, list)| Some(Taken { line: lines.get(&person).copied()?, month, list }));
    let taken: Vec<Taken> = taken.collect();
    let day = tx.now().await?.day();
    settle(vec![ONCE_A_MONTH.judge(day, once_a_month(list.item_called(), &taken))], &[])?;
    Ok(())
}

/// R70.1, R70.2, R110.4, R110.6; the numbers of the warnings that are acknowledged come back.
async fn looked_at(
    (tx, sealer): (&Tx, &Sealer),
    (list, paid): (&ToPersonList, &PaidPersons),
    acknowledged: &[String],
) -> Result<Vec<String>, Stop> {
    let met = namesakes((tx, sealer), list, paid).await?;
    let near = beside(tx, list, paid).await?;
    let found = match list.pool {
        Some(id) => pool_of(tx, id).await?,
        None => None,
    };
    let pool: Option<(&str, PoolUse)> = found.as_ref().map(|p| (p.number.as_str(), p.purpose));
    let today = tx.now().await?.day();
    let checks = vec![
        POOL_USE.judge(today, pool_use(list.item, pool)),
        UNNAMED_USE.judge(today, unnamed_use((list.item, list.item_called()), pool)),
        SAME_NAME.judge(today, same_name(&met)),
        NEAR_NAME.judge(today, near_name(list.item_called(), &near)),
    ];
    let settled = settle(checks, acknowledged)?;
    Ok(stood_by(&settled))
}

/// A list with these lines: how many, what they add up to and digest to; and who is paid by which.
pub async fn with_lines(
    (tx, sealer): (&Tx, &Sealer),
    list: ToPersonList,
    (lines, acknowledged): (&[ToPersonLine], &[String]),
) -> Result<(ToPersonList, PaidPersons), Stop> {
    let paid = paid_by(tx, &list, lines).await?;
    each_once(&paid)?;
    once(tx, &list, &paid).await?;
    are_there(tx, &list, lines).await?;
    let acknowledged = looked_at((tx, sealer), (&list, &paid), acknowledged).await?;
    let total = Money::sum(lines.iter().map(|l| l.amount)).ok_or(PostsRefusal::TooMuch)?;
    let count = i64::try_from(lines.len()).map_err(|_| PostsRefusal::TooMuch)?;
    let digest = digest_of(list.id, lines);
    Ok((ToPersonList { lines: count, total, digest, acknowledged, ..list }, paid))
}
