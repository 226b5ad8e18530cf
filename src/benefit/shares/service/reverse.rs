//! 冲正. What was recorded of shares was wrong: another transaction takes it back, from the same day on.

use std::collections::{BTreeMap, BTreeSet};

use super::{holds::is_free, in_state, record::written, register::Register, transaction_subject};
use crate::{
    benefit::{
        resolutions::stand_off,
        shares::{
            Given, HeirDoor, HeirPart, SharesRefusal,
            model::{SchemeState, ShareClass, ShareTransaction, Touched, TransactionKind, Whose},
            store,
        },
    },
    ground::{
        authority::{Actor, action, unknown},
        kernel::{AnyId, FileId, Instant, ShareTransactionId},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files},
};

/// Takes a transaction back.
pub struct ReverseTransaction {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareTransactionId,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
    /// What of lists was let go to heirs.
    pub heirs: &'static dyn HeirDoor,
}

impl ReverseTransaction {
    /// Whose shares of which classes the transaction passed to heirs; nobody's where it is no inheritance.
    fn givers(wrong: &ShareTransaction) -> BTreeMap<AnyId, Vec<ShareClass>> {
        let mut givers: BTreeMap<AnyId, Vec<ShareClass>> = BTreeMap::new();
        for e in wrong.entries.iter().filter(|e| wrong.kind == TransactionKind::Inherit && e.delta_e4 < 0) {
            givers.entry(AnyId::from(e.holder.id.uuid())).or_default().push(e.class);
        }
        givers
    }

    /// What lists let go to the heirs waits again: else it would go to somebody who is no heir. What is on its way or paid is asked back first.
    async fn call_back(&self, tx: &Tx, givers: &BTreeMap<AnyId, Vec<ShareClass>>) -> Result<Vec<Change>, Stop> {
        let mut changes = Vec::new();
        for (giver, classes) in givers {
            let of = (*giver, classes.as_slice());
            if let Some(HeirPart { plan, serial, amount, paid }) = self.heirs.live_part(tx, of).await? {
                let refusal = if paid {
                    SharesRefusal::HeirPaid { plan, serial, amount }
                } else {
                    SharesRefusal::HeirUnpaid { plan, serial, amount }
                };
                return Err(refusal.into());
            }
            changes.extend(self.heirs.call_back(tx, of, (&self.actor, self.reason.as_str())).await?);
        }
        Ok(changes)
    }
}

/// What takes a transaction back, without a number, a paper and entries of its own.
pub(super) fn reversal_of(
    wrong: &ShareTransaction,
    (id, now): (ShareTransactionId, Instant),
    actor: &Actor,
    reason: String,
) -> ShareTransaction {
    ShareTransaction {
        id,
        kind: TransactionKind::Reversal,
        paper: None,
        death_paper: None,
        resolution: None,
        reverses: Some(wrong.id),
        reversed_by: None,
        opening: None,
        external_ids: Vec::new(),
        note: Some(reason),
        recorded_by: actor.principal.to_string(),
        layer: actor.layer,
        created_at: now,
        ..wrong.clone()
    }
}

impl Work for ReverseTransaction {
    type Record = Committed<ShareTransaction>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ShareTransaction>, Stop> {
        let wanted = &action::SHARE_TRANSACTION_REVERSE;
        let holder = holder(tx, &self.actor).await?;
        let wrong = store::find_transaction(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, transaction_subject(&wrong), &wrong.region)?;
        let givers = Self::givers(&wrong);
        // Lists are held before shares, as by whoever lets something go.
        let given: Vec<Given<'_>> = givers.iter().map(|(giver, classes)| (*giver, classes.as_slice())).collect();
        self.heirs.hold(tx, &given).await?;
        let scheme = store::lock_scheme(tx, wrong.scheme).await?;
        let scheme = scheme.ok_or_else(|| Fault::inconsistent("schemes are never deleted"))?;
        let now = tx.now().await?;
        let blank = reversal_of(&wrong, (tx.id(now), now), &self.actor, self.reason.clone());
        let blank = ShareTransaction { paper: self.paper, ..blank };
        use_files(tx, &holder.seen(), transaction_subject(&blank), self.paper.as_slice()).await?;
        if wrong.kind == TransactionKind::Reversal {
            return Err(SharesRefusal::NothingToReverse.into());
        }
        // Read again under the lock of its scheme.
        if let Some(number) = store::reversal_of(tx.conn(), wrong.id).await? {
            return Err(SharesRefusal::Reversed { number }.into());
        }
        in_state(&scheme, &SchemeState::OPEN)?;
        is_free(tx, scheme.id, wrong.on).await?;
        let called_back = self.call_back(tx, &givers).await?;
        let touched: Touched = wrong.entries.iter().map(|e| ((e.holder.whose, e.class), -e.delta_e4)).collect();
        let parties: BTreeSet<Whose> = touched.keys().map(|(whose, _)| *whose).collect();
        let register = Register::of(tx, scheme.id, &parties).await?;
        let after = register.changed(&scheme, (&touched, wrong.on))?;
        // What it does to the number of shares is judged as what it takes back.
        register.lawful(tx, &scheme, (wrong.kind, wrong.on), &after).await?;
        let (transaction, change) = written(tx, (&scheme, &register), &after, blank).await?;
        if let Some(resolution) = wrong.resolution {
            stand_off(tx, resolution, transaction_subject(&wrong)).await?;
        }
        Ok(permit.commit(change, transaction).and(called_back))
    }
}
