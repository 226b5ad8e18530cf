//! 办理期限. By when a complaint is accepted and answered, as the policy of the day says.

use crate::{
    ground::{
        kernel::{Day, RegionCode, Wording},
        platform::{Fault, Stop, Tx},
    },
    office::{places::calendar, policy::values_on, publicity::term_in_words},
    property::complaints::{ComplaintsRefusal, model::Due},
};

/// For how long it may wait to be accepted.
pub const ACCEPT_TERM: &str = "complaints.accept_term";
/// For how long it may wait for its answer.
pub const ANSWER_TERM: &str = "complaints.answer_term";

/// The last day that a term allows, counted from a day by the values of that day. Nothing where the term is not set, or leads into a year
/// whose calendar is not known: a day is not guessed.
pub async fn required(tx: &Tx, key: &str, region: &RegionCode, from: Day) -> Result<Option<Due>, Fault> {
    let Some(term) = values_on(tx.conn(), region, from).await?.term(key) else { return Ok(None) };
    let last = term.last_day(from, &calendar(tx.conn()).await?);
    Ok(last.map(|on| Due { on, required: Some((term.to_string(), on)) }))
}

/// The day that an office sets itself: not after what is required of it.
pub fn set(own: Option<Day>, required: Option<Due>) -> Result<Option<Due>, ComplaintsRefusal> {
    let Some(own) = own else { return Ok(required) };
    match required.and_then(|due| due.required) {
        Some((term, until)) if own > until => {
            let required = Wording::new(&term, format!("{term} days"), term_in_words(&term));
            Err(ComplaintsRefusal::DueTooLate { due_on: own, required, until })
        }
        required => Ok(Some(Due { on: own, required })),
    }
}

/// A day to come, or today.
pub async fn lies_ahead(tx: &Tx, day: Option<Day>) -> Result<(), Stop> {
    let today = super::day_of(tx).await?;
    match day {
        Some(day) if day < today => Err(ComplaintsRefusal::DayBefore { day, after: today }.into()),
        _ => Ok(()),
    }
}
