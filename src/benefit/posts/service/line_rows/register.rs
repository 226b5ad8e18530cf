//! What the rows of one list are judged against together: each other, the lines that are there, and what others pay for the item and months.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{At, at};
use crate::{
    benefit::posts::{
        PostsRefusal,
        model::{PayeeGone, ToPersonLine, ToPersonList, months_between},
        rules::{NEAR_NAME, Namesake, Near, ONCE_A_MONTH, SAME_NAME, Taken, near_name, once_a_month, same_name},
        service::{
            beside::beside,
            lines::{PaidPersons, paid_of},
            namesakes::namesakes,
            there::{gone_of, gone_refusal},
        },
        store,
    },
    ground::{
        kernel::{Day, HouseholdId, PersonId, settle, stood_by},
        platform::Stop,
    },
    office::{
        people::{hold_persons, living_in},
        tables::Desk,
    },
};

/// What is read of the lines that a file would add to a list, in a number of statements that does not hang on how many they are.
pub(super) struct Register<'a> {
    list: &'a ToPersonList,
    members: BTreeMap<HouseholdId, Vec<PersonId>>,
    taken: HashMap<PersonId, Vec<(String, String)>>,
    gone: HashMap<i64, (PayeeGone, Day)>,
    namesakes: Vec<(i64, Namesake)>,
    near: Vec<Near>,
    /// By which line of the list somebody is paid so far.
    paid: HashMap<PersonId, i64>,
}

impl<'a> Register<'a> {
    /// Holds the persons and reads it.
    pub(super) async fn of(
        desk: &Desk<'_>,
        list: &'a ToPersonList,
        (there, fresh): (&[ToPersonLine], &[ToPersonLine]),
    ) -> Result<Self, Stop> {
        let tx = desk.tx;
        let day = list.months.0.last_day().min(desk.now.day());
        let households: Vec<HouseholdId> = there.iter().chain(fresh).filter_map(|l| l.whose.household()).collect();
        let members = living_in(tx.conn(), &households, day).await?;
        let paid: PaidPersons = there.iter().flat_map(|l| paid_of(&members, l)).collect();
        let coming: PaidPersons = fresh.iter().flat_map(|l| paid_of(&members, l)).collect();
        let persons: BTreeSet<PersonId> = coming.iter().map(|(person, _)| *person).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        hold_persons(tx, &persons).await?;
        let mut taken: HashMap<PersonId, Vec<(String, String)>> = HashMap::new();
        for (person, month, other) in store::taken_by(tx, list, &persons, &months_between(list.months)).await? {
            taken.entry(person).or_default().push((month, other));
        }
        let gone = gone_of(tx, list, fresh).await?.into_iter().map(|(n, why, on)| (n, (why, on))).collect();
        let everybody: PaidPersons = paid.iter().chain(&coming).copied().collect();
        Ok(Self {
            namesakes: namesakes((tx, desk.sealer), list, &everybody).await?,
            near: beside(tx, list, &coming).await?,
            list,
            members,
            taken,
            gone,
            paid: paid.into_iter().collect(),
        })
    }

    /// Whether a line may stand in the list beside what stands there: whom it pays, and the numbers of the warnings that were stood by.
    pub(super) fn admit(&mut self, desk: &Desk<'_>, line: &ToPersonLine) -> Result<(PaidPersons, Vec<String>), At> {
        let (n, today) = (line.n, desk.now.day());
        let paid = paid_of(&self.members, line);
        if paid.is_empty() {
            return Err(at("code", PostsRefusal::LineEmpty { n }));
        }
        if let Some((why, on)) = self.gone.get(&n).copied() {
            return Err(at("code", gone_refusal(n, why, on)));
        }
        if let Some(before) = paid.iter().find_map(|(person, _)| self.paid.get(person)) {
            return Err(at("code", PostsRefusal::LineTwice { n, before: *before }));
        }
        let others = paid.iter().filter_map(|(person, _)| self.taken.get(person)).flatten();
        let others = others.map(|(month, list)| Taken { line: n, month: month.clone(), list: list.clone() });
        let others: Vec<Taken> = others.collect();
        let item = self.list.item_called();
        settle(vec![ONCE_A_MONTH.judge(today, once_a_month(item, &others))], &[])
            .map_err(|refusal| ("code", refusal))?;
        let met: Vec<(i64, Namesake)> = self.namesakes.iter().filter(|(line, _)| *line == n).cloned().collect();
        let near: Vec<Near> = self.near.iter().filter(|near| near.line == n).cloned().collect();
        let checks = vec![SAME_NAME.judge(today, same_name(&met)), NEAR_NAME.judge(today, near_name(item, &near))];
        let settled = settle(checks, desk.acknowledged).map_err(|refusal| ("name", refusal))?;
        self.paid.extend(paid.iter().copied());
        Ok((paid, stood_by(&settled)))
    }
}
