//! 相近项目 (R110.6). Whom of a list others pay for the same months, for an aid whose name is near.

use std::collections::BTreeMap;

use super::lines::PaidPersons;
use crate::{
    benefit::posts::{
        model::{ToPersonItem, ToPersonList, is_near, months_between},
        rules::Near,
        store,
    },
    ground::{
        kernel::PersonId,
        platform::{Fault, Tx},
    },
};

/// Of whoever is paid by a list, lines with somebody whom another list pays for one of the months, for an item whose name is near. Two items of the
/// list of words are two, whatever they are called. Whoever calls holds the persons.
pub(super) async fn beside(tx: &Tx, list: &ToPersonList, paid: &PaidPersons) -> Result<Vec<Near>, Fault> {
    let lines: BTreeMap<PersonId, i64> = paid.iter().copied().collect();
    let persons: Vec<PersonId> = lines.keys().copied().collect();
    let found = store::paid_beside(tx, list, &persons, &months_between(list.months)).await?;
    let named = |item: ToPersonItem| item == ToPersonItem::Other;
    let mut near = Vec::new();
    for other in found {
        let Some(line) = lines.get(&other.person) else { continue };
        if (named(list.item) || named(other.item)) && is_near(list.item_called(), other.called()) {
            let item = other.called().to_owned();
            near.push(Near { line: *line, month: other.month, list: other.list, item });
        }
    }
    Ok(near)
}
