//! 例外审批. What exceptions let pass where a transfer goes to its desks or takes effect, and what one would have to let pass now.

use super::{papers_of, subject_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AnyId, Check, Day, OfficerId, RegionCode, SubjectKind, TransferId, Words as _, settle},
        platform::{Fault, Stop, Tx},
        trail::officers_who,
    },
    office::{
        approvals::hold,
        policy::{
            Exception, Lifted, Looked, Standing, decided_by_others, exceptions_for, exceptions_held, lift, values_on,
        },
        publicity::{PostedMatter, Wanted, posting_asked},
    },
    property::transfers::{
        TransfersRefusal,
        model::{Found, Transfer, TransferState},
        rules::{DEFECTS_SETTLED, JOINT_CHECK, defects_settled, jointly_checked, waiver},
        store,
    },
};

/// The acts by which one prepares a transfer.
pub static PREPARED_BY: [&Action; 4] =
    [&action::TRANSFER_FILE, &action::TRANSFER_INSPECT, &action::TRANSFER_REFUSE_ITEMS, &action::TRANSFER_SUBMIT];

/// R25.1 of what passes: which sides took no part, and the items that nobody has found.
fn unchecked(t: &Transfer) -> (Vec<&'static str>, Vec<i32>) {
    let sides = [("giver", t.giver), ("receiver", t.receiver)];
    let absent = sides.into_iter().filter(|(_, unit)| !t.attended.contains(unit)).map(|(side, _)| side).collect();
    let seen = |found: Option<Found>| matches!(found, Some(Found::Sound | Found::Defective));
    (absent, t.passing().filter(|i| !seen(i.found)).map(|i| i.n).collect())
}

/// What the rules of its next act say on a day: R25.1 before its desks; R25.3, and R108.1 where the county asks for a posting,
/// before it takes effect.
async fn judged(tx: &Tx, t: &Transfer, on: Day) -> Result<Vec<Check>, Stop> {
    let values = values_on(tx.conn(), &t.region, on).await?;
    match t.state {
        TransferState::Listed => {
            let (absent, unchecked) = unchecked(t);
            Ok(vec![values.judge(&JOINT_CHECK, on, jointly_checked(&absent, &unchecked))])
        }
        TransferState::Approved => {
            let open: Vec<(i32, Day)> =
                t.passing_defects().filter(|d| d.hinders()).map(|d| (d.n, d.deadline())).collect();
            let wanted = Wanted { id: AnyId::new(t.id.uuid()), number: t.number.clone(), since: None };
            let posted = posting_asked(tx.conn(), (PostedMatter::Transfer, &t.region), &[wanted], on).await?;
            Ok(vec![values.judge(&DEFECTS_SETTLED, on, defects_settled(&open)), posted])
        }
        state => Err(TransfersRefusal::StateIs { state }.into()),
    }
}

async fn lifted(tx: &Tx, t: &Transfer, checks: Vec<Check>, known: &[Exception]) -> Result<Lifted, Stop> {
    let decisive = t.excepted(&papers_of(tx.conn(), t).await?);
    let (amount, today) = (Some(t.totals.original), tx.now().await?.day());
    Ok(lift(checks, known, &Standing { subject: subject_of(t), decisive, amount, today, waiver }))
}

/// Judges its next act as of a day. What exceptions let pass of it is used up by the act that follows.
pub(super) async fn settled(
    tx: &Tx,
    t: &Transfer,
    on: Day,
    (by, acknowledged): (Option<OfficerId>, &[String]),
) -> Result<Vec<Exception>, Stop> {
    let held = exceptions_held(tx, subject_of(t)).await?;
    let lifted = lifted(tx, t, judged(tx, t, on).await?, &held).await?;
    settle(lifted.checks, acknowledged)?;
    let mut makers = officers_who(tx, subject_of(t), &PREPARED_BY).await?;
    makers.extend(by);
    decided_by_others(tx, &makers, &lifted.spent).await?;
    Ok(lifted.spent)
}

/// Where a transfer lies.
pub async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
    Ok(store::find_transfer(tx.conn(), TransferId::new(id.uuid())).await?.map(|t| t.region))
}

/// Locks a transfer as its acts do, and judges the next of them.
pub async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
    let gone = || Fault::inconsistent(format!("transfer {id} is gone"));
    let found = store::find_transfer(tx.conn(), TransferId::new(id.uuid())).await?.ok_or_else(gone)?;
    if let Some(run) = found.run {
        hold(tx, run).await?;
    }
    let transfer = store::lock_transfer(tx, found.id).await?.ok_or_else(gone)?;
    let checks = judged(tx, &transfer, tx.now().await?.day()).await?;
    let known = exceptions_for(tx.conn(), SubjectKind::AssetTransfer, &[id]).await?;
    Ok(Looked {
        number: transfer.number.clone(),
        title: format!("{}：{} 项资产", transfer.act.label(), transfer.passing().count()),
        decisive: transfer.excepted(&papers_of(tx.conn(), &transfer).await?),
        amount: Some(transfer.totals.original),
        checks: lifted(tx, &transfer, checks, &known).await?.checks,
        waiver,
        makers: officers_who(tx, subject_of(&transfer), &PREPARED_BY).await?,
        filing_unit: None,
        payee_units: Vec::new(),
    })
}
