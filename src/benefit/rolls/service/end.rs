//! 退出、作废. Entries end by what happened, by what the register itself says, or were wrong from the first.

use std::collections::HashSet;

use super::{Happened, Held, counts_from, has_come, hold, holds::is_free, is_open, subject_of, unfit::Gone, written};
use crate::{
    benefit::rolls::{
        RollsRefusal,
        model::{EntryState, ExitReason, Leaving, Roll, RollEntry, UnfitReason},
        store,
    },
    ground::{
        authority::{Actor, action},
        kernel::{Day, FileId, Refusal, RollEntryId, RollId},
        platform::{Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    office::files::use_files,
};

/// How many entries are looked at at once where the register says who is gone.
const STRETCH: u64 = 2000;

/// The entries of a roll that a body names by serials at `/serials`, in the order of their serials. Each is there, and told once.
async fn named(tx: &Tx, roll: &Roll, serials: &[i64]) -> Result<Vec<RollEntry>, Stop> {
    let found = store::lock_numbered(tx, roll.id, serials).await?;
    let known: HashSet<i64> = found.iter().map(|e| e.serial).collect();
    let mut seen = HashSet::new();
    let wrong = serials.iter().enumerate().filter_map(|(at, serial)| {
        let refusal = if !known.contains(serial) {
            RollsRefusal::NoSuchSerial { serial: *serial }
        } else if !seen.insert(*serial) {
            RollsRefusal::SerialTwice { serial: *serial }
        } else {
            return None;
        };
        Some(Refusal::from(refusal).placed(Some(&format!("/serials/{at}"))))
    });
    Refusal::joined(wrong).map_or(Ok(found), |refusal| Err(refusal.into()))
}

/// Whether somebody may leave: stands, and was admitted by that day.
fn may_leave(entry: &RollEntry, on: Day) -> Result<(), RollsRefusal> {
    let (serial, admitted) = (entry.serial, entry.admitted_on);
    match entry.until() {
        _ if entry.void_reason.is_some() => Err(RollsRefusal::Voided { serial }),
        Some(until) => Err(RollsRefusal::Ended { serial, until }),
        None if on < admitted => Err(RollsRefusal::ExitTooEarly { serial, on, admitted }),
        None => Ok(()),
    }
}

/// Until which day something was computed of a roll.
async fn held_until(tx: &Tx, roll: &Roll) -> Result<Option<Day>, Stop> {
    Ok(store::longest_holds(tx.conn(), &[roll.id]).await?.get(&roll.id).map(|held| held.until))
}

/// The first day that counts no longer for whoever left on a day. Days that somebody holds stay as they were computed: of who is known too
/// late to be gone, they count until the last of them, and the entry keeps both days.
fn leaves_from(roll: &Roll, on: Day, held: Option<Day>) -> Result<Day, RollsRefusal> {
    let until = counts_from(roll, on)?;
    Ok(held.map_or(until, |held| until.max(held.next())))
}

/// Ends entries alike.
pub struct EndEntries {
    /// Who asks.
    pub actor: Actor,
    /// Of which roll.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// Which.
    pub serials: Vec<i64>,
    /// Why.
    pub reason: ExitReason,
    /// The day on which it happened.
    pub on: Day,
    /// The paper.
    pub paper: FileId,
}

impl Work for EndEntries {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_ENTRY_END;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        if !self.reason.fits(before.basis) {
            return Err(RollsRefusal::ReasonMisfit { reason: self.reason, basis: before.basis }.into());
        }
        let entries = named(tx, &before, &self.serials).await?;
        entries.iter().try_for_each(|entry| may_leave(entry, self.on))?;
        let until = leaves_from(&before, self.on, held_until(tx, &before).await?)?;
        let leaving = Leaving { reason: self.reason, on: self.on, paper: Some(self.paper), until };
        let ids: Vec<RollEntryId> = entries.iter().map(|e| e.id).collect();
        store::end_entries(tx, &ids, leaving).await?;
        let ended = entries.iter().map(|e| (e.serial, leaving)).collect();
        let happened = Happened { ended, ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, before.clone()), &happened).await?;
        Ok(permit.commit(change, after))
    }
}

/// Ends every entry of whoever died, and of every household that nobody belongs to any more, each with the day that the register has.
pub struct EndDeparted {
    /// Who asks.
    pub actor: Actor,
    /// Of which roll.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
}

impl EndDeparted {
    /// How somebody leaves whom the register does not have any more. Who was gone before he was admitted leaves on that day: nothing counts.
    fn leaving(
        (roll, held): (&Roll, Option<Day>),
        entry: &RollEntry,
        (gone, today): (&Gone, Day),
    ) -> Result<Option<Leaving>, RollsRefusal> {
        let Some((since, why)) = gone.since(entry.whose).filter(|(since, _)| *since <= today) else { return Ok(None) };
        let reason = match why {
            UnfitReason::Died => ExitReason::Died,
            UnfitReason::Emptied => ExitReason::LeftHousehold,
            // How many heads there are is decided anew, by somebody.
            UnfitReason::Heads => return Ok(None),
        };
        let on = since.max(entry.admitted_on);
        Ok(Some(Leaving { reason, on, paper: None, until: leaves_from(roll, on, held)? }))
    }

    async fn departed(tx: &Tx, roll: &Roll) -> Result<Vec<(RollEntry, Leaving)>, Stop> {
        let (today, held) = (tx.now().await?.day(), held_until(tx, roll).await?);
        let (mut after, mut departed) = (0, Vec::new());
        loop {
            let some = store::standing_after(tx.conn(), roll.id, (after, STRETCH), today).await?;
            let gone = Gone::of(tx, &some, today).await?;
            let last = some.last().filter(|_| some.len() as u64 == STRETCH).map(|e| e.serial);
            for entry in some {
                // Whoever has left already from a later day on leaves then.
                if entry.exit.is_some() {
                    continue;
                }
                if let Some(leaving) = Self::leaving((roll, held), &entry, (&gone, today))? {
                    departed.push((entry, leaving));
                }
            }
            match last {
                Some(last) => after = last,
                None => return Ok(departed),
            }
        }
    }
}

impl Work for EndDeparted {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_ENTRY_END_DEPARTED;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        let departed = Self::departed(tx, &before).await?;
        if departed.is_empty() {
            return Err(RollsRefusal::NobodyDeparted.into());
        }
        let mut left: Vec<(Leaving, Vec<RollEntryId>)> = Vec::new();
        for (entry, leaving) in &departed {
            match left.iter_mut().find(|(alike, _)| alike == leaving) {
                Some((_, ids)) => ids.push(entry.id),
                None => left.push((*leaving, vec![entry.id])),
            }
        }
        for (leaving, ids) in &left {
            store::end_entries(tx, ids, *leaving).await?;
        }
        let ended = departed.iter().map(|(entry, leaving)| (entry.serial, *leaving)).collect();
        let happened = Happened { ended, ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, before.clone()), &happened).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says that an entry never counted.
pub struct VoidEntry {
    /// Who asks.
    pub actor: Actor,
    /// Of which roll.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// Which.
    pub serial: i64,
    /// Why.
    pub reason: String,
}

impl Work for VoidEntry {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_ENTRY_VOID;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        let found = store::lock_numbered(tx, before.id, &[self.serial]).await?.pop();
        let unknown = || Refusal::from(RollsRefusal::NoSuchSerial { serial: self.serial }).placed(Some("/serial"));
        let entry = found.ok_or_else(unknown)?;
        if entry.state_on(entry.from) == EntryState::Void {
            return Err(RollsRefusal::Voided { serial: self.serial }.into());
        }
        is_free(tx, before.id, entry.from).await?;
        store::void_entry(tx, entry.id, &self.reason).await?;
        let voided = Some((entry.serial, self.reason.clone()));
        let happened = Happened { voided, ..Happened::default() };
        let (change, after) = written(tx, &self.actor, (&before, before.clone()), &happened).await?;
        Ok(permit.commit(change, after))
    }
}
