//! 恢复发放. What of an approved list waited is payable once its reason has gone: held back by the plan, or its holder died and all shares are the
//! heirs', or its holder is no more and a paper names who has it. Another says so than who wrote the plan, once, by a paper.

use serde::Serialize;

use super::{DistributionsRefusal, Held, hold, in_state, subject_of};
use crate::{
    benefit::{
        distributions::{
            door::PayoutDoor,
            model::{Distribution, DistributionState, Line, LineState, Register, Release, among_heirs},
            store,
        },
        shares::{ShareClass, Whose, died_by, heirs_of, hold_register, holds_shares, inheritances_of},
    },
    ground::{
        authority::{Action, Actor, Holder, action, officer_of},
        kernel::{
            AnyId, Day, DistributionId, FileId, Instant, OfficerId, PersonId, SubjectKind, SubjectRef, Words as _,
        },
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::{Change, Committed, officers_who},
    },
    office::{
        approvals::{Acting, separation_denial},
        files::use_files,
        people::{emptied_by, hold_persons, sees_person},
    },
};

/// The acts by which one says whose part waits.
static KEPT_BACK_BY: [&Action; 2] = [&action::DISTRIBUTION_FILE, &action::DISTRIBUTION_REVISE];

/// Lets a line go that waited.
pub struct ReleaseLine {
    /// Who asks.
    pub actor: Actor,
    /// Of which plan.
    pub id: DistributionId,
    /// The version that was read at.
    pub if_match: String,
    /// Whose line.
    pub serial: i64,
    /// Why it waits no longer; never a name.
    pub reason: String,
    /// The paper that says so.
    pub paper: FileId,
    /// To which person, where the holder is no more and no share register names heirs.
    pub payee: Option<PersonId>,
    /// What of lists is paid.
    pub payouts: &'static dyn PayoutDoor,
}

/// What the trail keeps: the plan, and what was let go of it.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    released_serial: i64,
    released: &'a [Release],
}

/// Whoever wrote the plan said whose part waits, and does not say that it does no longer (R109).
pub(super) async fn another(
    tx: &Tx,
    actor: &Actor,
    (d, wanted): (&Distribution, &'static Action),
) -> Result<OfficerId, Stop> {
    let officer = officer_of(actor, wanted)?;
    let makers = officers_who(tx, subject_of(d), &KEPT_BACK_BY).await?;
    apart(officer, &makers, (d, wanted))?;
    Ok(officer)
}

/// An officer is none of those who made what this act rests on.
pub(super) fn apart(
    officer: OfficerId,
    makers: &[OfficerId],
    (d, wanted): (&Distribution, &'static Action),
) -> Result<(), Stop> {
    let acting = Acting { officer, unit: None, makers, earlier: &[], payee_units: &[] };
    match separation_denial(acting, wanted, subject_of(d), &d.region) {
        Some(denial) => Err(denial.into()),
        None => Ok(()),
    }
}

/// Whoever recorded an inheritance said who the heirs are, and does not let the line go to them (R109).
async fn another_than_recorded(
    tx: &Tx,
    officer: OfficerId,
    d: &Distribution,
    (holder, classes): (AnyId, &[ShareClass]),
) -> Result<(), Stop> {
    for id in inheritances_of(tx.conn(), holder, classes).await? {
        let inheritance = SubjectRef::new(SubjectKind::ShareTransaction, id);
        let recorders = officers_who(tx, inheritance, &[&action::SHARE_TRANSACTION_RECORD]).await?;
        apart(officer, &recorders, (d, &action::DISTRIBUTION_LINE_RELEASE))?;
    }
    Ok(())
}

/// Whether the holder of a line is still there, and if not, who says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// The holder is there.
    No,
    /// The share register says who inherited.
    ToHeirs,
    /// No register says so: a stake or a need of one of the dead, a household of which nobody is left, or shares that were given away or
    /// cancelled before the death, so that there is nothing to inherit.
    Nobody,
}

async fn gone(tx: &Tx, (d, line): (&Distribution, &Line), today: Day) -> Result<Gone, Fault> {
    Ok(match line.whose {
        Whose::Person(person) => {
            let died = died_by(tx.conn(), &[person]).await?.get(&person).is_some_and(|on| *on <= today);
            match (died, &d.register) {
                (false, _) => Gone::No,
                (true, Register::Shares { classes, .. }) => {
                    let left = holds_shares(tx.conn(), line.holder).await?
                        || !heirs_of(tx.conn(), line.holder, classes).await?.is_empty();
                    if left { Gone::ToHeirs } else { Gone::Nobody }
                }
                (true, Register::Roll { .. }) => Gone::Nobody,
            }
        }
        Whose::Household(home) if emptied_by(tx.conn(), &[home], today).await?.contains_key(&home) => Gone::Nobody,
        Whose::Household(_) | Whose::Organisation(_) => Gone::No,
    })
}

impl ReleaseLine {
    /// Whom the officer names is a living person of the own regions. Whoever tells of a death meanwhile waits.
    async fn knows_payee(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(person) = self.payee else { return Ok(()) };
        if !sees_person(tx.conn(), holder, person).await? {
            return Err(DistributionsRefusal::UnknownPayee.into());
        }
        hold_persons(tx, &[person]).await?;
        if died_by(tx.conn(), &[person]).await?.contains_key(&person) {
            return Err(DistributionsRefusal::UnknownPayee.into());
        }
        Ok(())
    }

    /// To whom what a holder left goes: to the heirs, by what each has inherited of the classes of the plan.
    async fn heirs(
        &self,
        tx: &Tx,
        d: &Distribution,
        line: &Line,
        officer: OfficerId,
    ) -> Result<Vec<(AnyId, u64)>, Stop> {
        let not_inherited = DistributionsRefusal::NotInherited { serial: self.serial };
        let Register::Shares { classes, .. } = &d.register else { return Err(not_inherited.into()) };
        if holds_shares(tx.conn(), line.holder).await? {
            return Err(not_inherited.into());
        }
        let heirs = heirs_of(tx.conn(), line.holder, classes).await?;
        if heirs.is_empty() {
            return Err(not_inherited.into());
        }
        another_than_recorded(tx, officer, d, (line.holder, classes)).await?;
        Ok(heirs)
    }

    /// What of the line is payable from now on.
    async fn parts(
        &self,
        tx: &Tx,
        d: &Distribution,
        line: &Line,
        by: (OfficerId, Instant),
    ) -> Result<Vec<Release>, Stop> {
        let serial = self.serial;
        if !line.released.is_empty() {
            return Err(DistributionsRefusal::ReleasedAlready { serial }.into());
        }
        let part = |(part, heir, amount)| Release {
            part,
            heir,
            person: None,
            amount,
            reason: self.reason.clone(),
            paper: self.paper,
            released_by: by.0,
            released_at: by.1,
        };
        let gone = gone(tx, (d, line), by.1.day()).await?;
        if self.payee.is_some() && gone != Gone::Nobody {
            return Err(DistributionsRefusal::PayeeNotWanted { serial }.into());
        }
        // What was called back keeps its numbers.
        let last = store::last_part(tx.conn(), d, serial).await?;
        let whole = part((last.map_or(0, |last| last + 1), None, line.amount));
        match (line.state, gone) {
            (LineState::BelowMinimum, _) => {
                Err(DistributionsRefusal::BelowMinimum { serial, amount: line.amount, minimum: d.minimum }.into())
            }
            (LineState::Due, Gone::No) => Err(DistributionsRefusal::NothingWaits { serial }.into()),
            (LineState::HeldBack, Gone::No) => Ok(vec![whole]),
            (LineState::Due | LineState::HeldBack, Gone::Nobody) => {
                let person = self.payee.ok_or(DistributionsRefusal::PayeeWanted { serial })?;
                if self.payouts.live_line(tx, d.id, serial).await? {
                    return Err(DistributionsRefusal::LineLive { serial }.into());
                }
                Ok(vec![Release { person: Some(person), ..whole }])
            }
            (LineState::Due | LineState::HeldBack, Gone::ToHeirs) => {
                if self.payouts.live_line(tx, d.id, serial).await? {
                    return Err(DistributionsRefusal::LineLive { serial }.into());
                }
                let heirs = self.heirs(tx, d, line, by.0).await?;
                let shared = among_heirs(line.amount, &heirs);
                let shared = shared.ok_or(DistributionsRefusal::NotInherited { serial })?;
                let next = last.unwrap_or(0) + 1;
                Ok((next..).zip(shared).map(|(n, (heir, amount))| part((n, Some(heir), amount))).collect())
            }
        }
    }
}

impl Work for ReleaseLine {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_LINE_RELEASE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        if let Register::Shares { scheme, .. } = &before.register {
            // Whoever records an inheritance or takes one back meanwhile waits, and is refused by what is let go here.
            hold_register(tx, *scheme).await?;
        }
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await,
            self.knows_payee(tx, &holder).await,
        ])?;
        in_state(&before, &DistributionState::PAYABLE)?;
        let officer = another(tx, &self.actor, (&before, wanted)).await?;
        let line = store::find_line(tx.conn(), &before, self.serial).await?;
        let line = line.ok_or(DistributionsRefusal::NoSuchLine { serial: self.serial })?;
        let now = tx.now().await?;
        let released = self.parts(tx, &before, &line, (officer, now)).await?;
        store::insert_releases(tx, &before, (self.serial, &released)).await?;
        let after = before.clone().next(self.actor.layer, now);
        store::update_distribution(tx, &after, before.version).await?;
        let kept = Kept { plan: &after, released_serial: self.serial, released: &released };
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &kept);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
