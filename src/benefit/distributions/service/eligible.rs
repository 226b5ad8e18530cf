//! 受益资格 (R73). Nobody is on a list of a roll for a month in which he should not count: whoever died, or whose household has nobody left, is ended first.

use crate::{
    benefit::{
        distributions::{
            model::Distribution,
            rules::{ELIGIBLE, REVIEWED, eligible, reviewed},
        },
        rolls::{REVIEW_MONTHS, find_rolls, reviewed_since, unfit_of},
    },
    ground::{
        kernel::Check,
        platform::{Fault, Tx},
    },
    office::policy::values_on,
};

/// What the rules say of whom a roll names in the months of a plan; nothing of shares, whose part waits for heirs.
pub async fn eligibility(tx: &Tx, d: &Distribution) -> Result<Vec<Check>, Fault> {
    let Some(id) = d.register.roll() else { return Ok(Vec::new()) };
    let roll = find_rolls(tx.conn(), &[id]).await?.pop();
    let roll = roll.ok_or_else(|| Fault::inconsistent("rolls are never deleted"))?;
    let today = tx.now().await?.day();
    let unfit = unfit_of(tx, roll.id, d.months).await?;
    let since = reviewed_since(tx.conn(), &roll, today).await?;
    let values = values_on(tx.conn(), &d.region, today).await?;
    let verdict = reviewed(&roll.number, since, (today, values.count(REVIEW_MONTHS)));
    Ok(vec![ELIGIBLE.judge(today, eligible(&roll.number, &unfit)), values.judge(&REVIEWED, today, verdict)])
}
