//! 恢复发放. What of an approved list waited is payable once its reason has gone: held back by the plan, or its holder died and all shares are the
//! heirs', or its holder is no more and a paper names who has it. Another says so than who wrote the plan, by a paper, once for whoever has it: what was
//! let go to one who died before it was paid is let go anew, in place of that.

use serde::Serialize;

use super::{DistributionsRefusal, Held, hold, in_state, subject_of};
use crate::{
    benefit::{
        distributions::{
            door::PayoutDoor,
            model::{Distribution, DistributionState, Line, LineState, Register, Release, Released, among_heirs},
            store,
        },
        shares::{ShareClass, Whose, died_by, heirs_of, hold_register, holds_shares, inheritances_of},
    },
    ground::{
        authority::{Action, Actor, Holder, action, officer_of},
        kernel::{
            AnyId, Day, DistributionId, FileId, Instant, Money, OfficerId, PayoutId, PersonId, SubjectKind, SubjectRef,
            Words as _,
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

/// How many heirs who are dead one after the other an act goes on through; what lies beyond them waits as of the last one.
const GENERATIONS: usize = 8;

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
    called_back: &'a [(i64, i64)],
}

/// What of a line was called back, by serial and part, and what was let go.
type LetGo = (Vec<(i64, i64)>, Vec<Release>);

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

/// Whose part of a line is asked for.
#[derive(Debug, Clone, Copy)]
struct Claim {
    /// Which part, where that was let go before.
    part: Option<i64>,
    /// Its holder or an heir, as the register knows them; nobody there, where a paper named a person.
    holder: Option<AnyId>,
    /// Who that is.
    whose: Whose,
    /// How much it is.
    amount: Money,
    /// Of which payout it came back, where that stays paid.
    again_of: Option<PayoutId>,
}

impl Claim {
    /// What nobody let go yet.
    fn whole(line: &Line) -> Self {
        Self { part: None, holder: Some(line.holder), whose: line.whose, amount: line.amount, again_of: None }
    }

    /// What was let go to the holder, to an heir, or to whom a paper named.
    fn of(line: &Line, released: &Released) -> Self {
        let holder = match released.person {
            Some(_) => None,
            None => Some(released.heir_id.unwrap_or(line.holder)),
        };
        let whose = released.instead().unwrap_or(line.whose);
        let (amount, again_of) = (released.amount, released.again_of);
        Self { part: Some(released.part), holder, whose, amount, again_of }
    }
}

/// Whether who has a part of a line is still there, and if not, who says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    /// Who has it is there.
    No,
    /// The share register says who inherited.
    ToHeirs,
    /// No register says so: a stake or a need of one of the dead, a household of which nobody is left, whom a paper named, or shares that were given
    /// away or cancelled before the death, so that there is nothing to inherit.
    Nobody,
}

async fn gone(tx: &Tx, register: &Register, claim: &Claim, today: Day) -> Result<Gone, Fault> {
    Ok(match claim.whose {
        Whose::Person(person) => {
            let died = died_by(tx.conn(), &[person]).await?.get(&person).is_some_and(|on| *on <= today);
            match (died, register, claim.holder) {
                (false, _, _) => Gone::No,
                (true, Register::Shares { classes, .. }, Some(holder)) => {
                    let left = holds_shares(tx.conn(), holder).await?
                        || !heirs_of(tx.conn(), holder, classes).await?.is_empty();
                    if left { Gone::ToHeirs } else { Gone::Nobody }
                }
                (true, Register::Shares { .. }, None) | (true, Register::Roll { .. }, _) => Gone::Nobody,
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
        holder: Option<AnyId>,
        officer: OfficerId,
    ) -> Result<Vec<(AnyId, u64)>, Stop> {
        let not_inherited = DistributionsRefusal::NotInherited { serial: self.serial };
        let (Register::Shares { classes, .. }, Some(holder)) = (&d.register, holder) else {
            return Err(not_inherited.into());
        };
        if holds_shares(tx.conn(), holder).await? {
            return Err(not_inherited.into());
        }
        let heirs = heirs_of(tx.conn(), holder, classes).await?;
        if heirs.is_empty() {
            return Err(not_inherited.into());
        }
        another_than_recorded(tx, officer, d, (holder, classes)).await?;
        Ok(heirs)
    }

    /// Of whom something of the line waits: of its holder, where nothing was let go; else of each to whom something was let go who is no more and was
    /// not paid.
    async fn waiting(
        &self,
        tx: &Tx,
        (d, line): (&Distribution, &Line),
        today: Day,
    ) -> Result<Vec<(Claim, Gone)>, Stop> {
        let serial = self.serial;
        if line.released.is_empty() {
            let claim = Claim::whole(line);
            let gone = gone(tx, &d.register, &claim, today).await?;
            if self.payee.is_some() && gone != Gone::Nobody {
                return Err(DistributionsRefusal::PayeeNotWanted { serial }.into());
            }
            return match (line.state, gone) {
                (LineState::BelowMinimum, Gone::No) => {
                    Err(DistributionsRefusal::BelowMinimum { serial, amount: line.amount, minimum: d.minimum }.into())
                }
                (LineState::Due, Gone::No) => Err(DistributionsRefusal::NothingWaits { serial }.into()),
                (LineState::HeldBack, Gone::No) | (_, Gone::ToHeirs | Gone::Nobody) => Ok(vec![(claim, gone)]),
            };
        }
        let (mut waiting, mut live) = (Vec::new(), false);
        for released in &line.released {
            let claim = Claim::of(line, released);
            let gone = gone(tx, &d.register, &claim, today).await?;
            if gone == Gone::No {
                continue;
            }
            if self.payouts.live_line(tx, d.id, (serial, released.part)).await? {
                live = true;
            } else {
                waiting.push((claim, gone));
            }
        }
        match (waiting.is_empty(), live) {
            (false, _) => Ok(waiting),
            (true, true) => Err(DistributionsRefusal::LineLive { serial }.into()),
            (true, false) => Err(DistributionsRefusal::ReleasedAlready { serial }.into()),
        }
    }

    /// Of those whose part waits, whose is let go now: the first of whom no register names heirs, to the person who is named; else all others.
    fn chosen(&self, waiting: Vec<(Claim, Gone)>) -> Result<Vec<(Claim, Gone)>, DistributionsRefusal> {
        let serial = self.serial;
        let (nobody, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, gone)| *gone == Gone::Nobody);
        if self.payee.is_some() {
            let first = nobody.into_iter().next().ok_or(DistributionsRefusal::PayeeNotWanted { serial })?;
            return Ok(vec![first]);
        }
        if others.is_empty() { Err(DistributionsRefusal::PayeeWanted { serial }) } else { Ok(others) }
    }

    /// Of what was just let go, what went to heirs who are dead too, and whose shares are others'. Where this officer recorded who has those, it waits
    /// for another.
    async fn passed_on(
        &self,
        tx: &Tx,
        d: &Distribution,
        parts: &[Release],
        (officer, now): (OfficerId, Instant),
    ) -> Result<Vec<(Claim, Gone)>, Stop> {
        let mut found = Vec::new();
        if parts.iter().all(|part| part.heir.is_none()) {
            return Ok(found);
        }
        let line = store::find_line(tx.conn(), d, self.serial).await?;
        let line = line.ok_or_else(|| Fault::inconsistent("a line of which something was just let go"))?;
        for released in line.released.iter().filter(|r| parts.iter().any(|part| part.part == r.part)) {
            let claim = Claim::of(&line, released);
            let Some(heir) = released.heir_id else { continue };
            let Register::Shares { classes, .. } = &d.register else { continue };
            let gone = gone(tx, &d.register, &claim, now.day()).await?;
            if gone != Gone::ToHeirs || holds_shares(tx.conn(), heir).await? {
                continue;
            }
            match another_than_recorded(tx, officer, d, (heir, classes)).await {
                Ok(()) => found.push((claim, gone)),
                Err(Stop::Denied(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(found)
    }

    /// Lets it go to whoever has it now. An heir who is dead too has left it to others: one act reaches them, in the place of what was let go to that heir.
    async fn let_go(
        &self,
        tx: &Tx,
        (d, line): (&Distribution, &Line),
        by: (OfficerId, Instant),
    ) -> Result<LetGo, Stop> {
        let (today, principal) = (by.1.day(), self.actor.principal.to_string());
        let mut chosen = self.chosen(self.waiting(tx, (d, line), today).await?)?;
        let (mut back, mut released) = (Vec::new(), Vec::new());
        for _ in 0..GENERATIONS {
            let (called_back, parts) = self.parts(tx, d, chosen, by).await?;
            store::insert_recalls(tx, d, &called_back, (principal.as_str(), self.reason.as_str(), by.1)).await?;
            store::insert_releases(tx, d, (self.serial, &parts)).await?;
            chosen = self.passed_on(tx, d, &parts, by).await?;
            back.extend(called_back);
            released.extend(parts);
            if chosen.is_empty() {
                break;
            }
        }
        Ok((back, released))
    }

    /// What of the line is payable from now on, and in whose place: parts of those who are no more are called back, and keep their numbers.
    async fn parts(
        &self,
        tx: &Tx,
        d: &Distribution,
        chosen: Vec<(Claim, Gone)>,
        by: (OfficerId, Instant),
    ) -> Result<LetGo, Stop> {
        let serial = self.serial;
        let part = |again_of, part, heir, amount| Release {
            again_of,
            part,
            heir,
            person: self.payee,
            amount,
            reason: self.reason.clone(),
            paper: self.paper,
            released_by: by.0,
            released_at: by.1,
        };
        let last = store::last_part(tx.conn(), d, serial).await?;
        let mut next = last.map_or(0, |last| last + 1);
        let (mut back, mut parts) = (Vec::new(), Vec::new());
        for (claim, gone) in chosen {
            if let Some(part) = claim.part {
                back.push((serial, part));
            } else if gone != Gone::No && self.payouts.live_line(tx, d.id, (serial, 0)).await? {
                return Err(DistributionsRefusal::LineLive { serial }.into());
            }
            match gone {
                // Somebody is named where the holder is no more and leaves it to nobody, and nowhere else.
                Gone::No | Gone::Nobody => parts.push(part(claim.again_of, next, None, claim.amount)),
                Gone::ToHeirs => {
                    let heirs = self.heirs(tx, d, claim.holder, by.0).await?;
                    let shared = among_heirs(claim.amount, &heirs);
                    let shared = shared.ok_or(DistributionsRefusal::NotInherited { serial })?;
                    // An heir's part has a number.
                    let numbered = (next.max(1)..).zip(shared);
                    parts.extend(numbered.map(|(n, (heir, amount))| part(claim.again_of, n, Some(heir), amount)));
                }
            }
            next = parts.last().map_or(next, |last| last.part + 1);
        }
        Ok((back, parts))
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
        let (back, released) = self.let_go(tx, (&before, &line), (officer, now)).await?;
        let after = before.clone().next(self.actor.layer, now);
        store::update_distribution(tx, &after, before.version).await?;
        let kept = Kept { plan: &after, released_serial: self.serial, released: &released, called_back: &back };
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &kept);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
