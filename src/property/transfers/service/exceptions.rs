//! 例外审批. What exceptions let pass where a transfer goes to its desks or takes effect, and what one would have to let pass now.

use super::{papers_of, subject_of, way_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AnyId, AssetId, Check, Day, Digest, OfficerId, RegionCode, TransferId, Words as _},
        platform::{Fault, Stop, Tx},
        trail::officers_who,
    },
    office::{
        approvals::hold,
        policy::{Exception, ExceptionSubject, Excepts, Hand, Looked, Standing, pass, values_on},
        publicity::{PostedMatter, Wanted, posting_asked},
    },
    property::{
        assets::titles_posted,
        transfers::{
            TransfersRefusal,
            model::{Found, Side, Transfer, TransferAct, TransferState},
            rules::{
                APPROVED, DEFECTS_SETTLED, FILE_LIST, JOINT_CHECK, all_told, approved, defects_settled,
                jointly_checked, waiver,
            },
            store,
        },
    },
};

/// The acts by which one prepares a transfer.
pub static PREPARED_BY: [&Action; 5] = [
    &action::TRANSFER_FILE,
    &action::TRANSFER_INSPECT,
    &action::TRANSFER_REFUSE_ITEMS,
    &action::TRANSFER_SUBMIT,
    &action::TRANSFER_RESUBMIT,
];

/// R25.1 of what passes: which sides took no part, and the items that nobody has found.
fn unchecked(t: &Transfer) -> (Vec<Side>, Vec<i32>) {
    let sides = [(Side::Giver, t.giver), (Side::Receiver, t.receiver)];
    let absent = sides.into_iter().filter(|(_, unit)| !t.attended.contains(unit)).map(|(side, _)| side).collect();
    let seen = |found: Option<Found>| matches!(found, Some(Found::Sound | Found::Defective));
    (absent, t.passing().filter(|i| !seen(i.found)).map(|i| i.n).collect())
}

/// What is posted of a transfer.
pub(super) fn posted_as(t: &Transfer) -> Wanted {
    Wanted { id: AnyId::new(t.id.uuid()), number: t.number.clone(), since: None }
}

/// What the rules of its next act say on a day: R25.1 and R25.2 before its desks; R25.3, R25.4, and R108.1 where the county asks for a posting,
/// before it takes effect.
async fn judged(tx: &Tx, t: &Transfer, on: Day) -> Result<Vec<Check>, Stop> {
    let values = values_on(tx.conn(), &t.region, on).await?;
    match t.state {
        TransferState::Listed | TransferState::Returned => {
            let (absent, unchecked) = unchecked(t);
            Ok(vec![
                values.judge(&JOINT_CHECK, on, jointly_checked(&absent, &unchecked)),
                values.judge(&FILE_LIST, on, all_told(&t.papers.untold(&way_of(t)?))),
            ])
        }
        TransferState::Approved => {
            let open: Vec<(i32, Day)> =
                t.passing_defects().filter(|d| d.hinders()).map(|d| (d.n, d.deadline())).collect();
            let days = (on, tx.now().await?.day());
            let posted = posting_asked(tx.conn(), (PostedMatter::Transfer, &t.region), &[posted_as(t)], days).await?;
            let granted = approved(values.words(way_of(t)?.approval), &t.papers.approvers());
            let settled = values.judge(&DEFECTS_SETTLED, on, defects_settled(&open));
            let mut checks = vec![settled, APPROVED.judge(on, granted), posted];
            if t.act == TransferAct::TitleRegistration {
                // It confirms titles, and is no way around the posting of one.
                let ids: Vec<AssetId> = t.passing().map(|i| i.asset).collect();
                checks.push(titles_posted(tx.conn(), &t.region, &ids, days).await?);
            }
            Ok(checks)
        }
        state => Err(TransfersRefusal::state_is(state).into()),
    }
}

/// What exceptions bind of a transfer with papers of these contents.
fn standing(t: &Transfer, papers: &[Digest], today: Day) -> Standing {
    let (subject, decisive, amount) = (subject_of(t), t.excepted(papers), Some(t.totals.original));
    Standing { subject, decisive, amount, today, waiver }
}

/// Judges its next act as of a day. What exceptions let pass of it is used up by the act that follows.
pub(super) async fn settled(
    tx: &Tx,
    (t, papers): (&Transfer, &[Digest]),
    on: Day,
    (officer, acknowledged): (Option<OfficerId>, &[String]),
) -> Result<Vec<Exception>, Stop> {
    let standing = standing(t, papers, tx.now().await?.day());
    pass(tx, &standing, judged(tx, t, on).await?, &Hand { prepared_by: &PREPARED_BY, officer, acknowledged }).await
}

/// Answers for transfers.
pub struct TransferExceptions;

impl Excepts for TransferExceptions {
    const SUBJECT: ExceptionSubject = ExceptionSubject::AssetTransfer;

    async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
        Ok(store::find_transfer(tx.conn(), TransferId::new(id.uuid())).await?.map(|t| t.region))
    }

    async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
        let gone = || Fault::inconsistent(format!("transfer {id} is gone"));
        let found = store::find_transfer(tx.conn(), TransferId::new(id.uuid())).await?.ok_or_else(gone)?;
        if let Some(run) = found.run {
            hold(tx, run).await?;
        }
        let transfer = store::lock_transfer(tx, found.id).await?.ok_or_else(gone)?;
        let today = tx.now().await?.day();
        let papers = papers_of(tx.conn(), &transfer).await?;
        Ok(Looked {
            number: transfer.number.clone(),
            title: format!("{}：{} 项资产", transfer.act.label(), transfer.passing().count()),
            standing: standing(&transfer, &papers, today),
            checks: judged(tx, &transfer, today).await?,
            makers: officers_who(tx, subject_of(&transfer), &PREPARED_BY).await?,
            filing_unit: None,
            payee_units: Vec::new(),
        })
    }
}
