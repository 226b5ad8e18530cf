//! 份额登记簿. Who of those whom a transaction names stands in the register, what they have from day to day, and what it becomes.

use std::collections::{BTreeSet, HashMap};

use crate::{
    benefit::shares::{
        SharesRefusal,
        model::{ClassPlan, Entry, Line, Scheme, ShareClass, ShareHolder, Touched, TransactionKind, Uneven, Whose},
        rules::{
            ALL_AT_ONCE, CAP, GIVEN_RECEIVED, HOLDING_CAP, IN_REGISTER, NEVER_FEWER, ROOM_LEFT, STATIC_FROZEN,
            all_at_once, given_received, holding_cap, in_register, never_fewer, room_left, static_frozen,
        },
        store::{self, Lines},
    },
    ground::{
        kernel::{Check, Day, Instant, Refusal, ShareHolderId, ShareSchemeId, Shares, Words as _, settle},
        platform::{Fault, Stop, Tx},
    },
    office::policy::values_on,
};

/// How a holder is called that stands in no register yet.
const NEW: &str = "—";

/// Whether anybody may have shares of a scheme on a day.
pub(super) fn inside(scheme: &Scheme, on: Day) -> Result<(), SharesRefusal> {
    if scheme.holds_on(on) {
        return Ok(());
    }
    let told = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    Err(SharesRefusal::OutsideScheme { on, from: told(scheme.from), until: told(scheme.closed_on) })
}

/// What a transaction makes of the register.
pub(super) struct Changed {
    /// What those whom it names have from day to day.
    pub lines: Lines,
    /// Whom it changes, and by how much.
    pub entries: Vec<Entry>,
    /// The classes of the scheme, with what is held of them.
    pub classes: Vec<ClassPlan>,
}

/// Some holders of a scheme with what they have. Whoever makes one holds the scheme.
pub(super) struct Register {
    scheme: ShareSchemeId,
    holders: HashMap<Whose, ShareHolder>,
    fresh: Vec<ShareHolder>,
    lines: Lines,
}

impl Register {
    /// Of these, in three queries at most.
    pub(super) async fn of(tx: &Tx, scheme: ShareSchemeId, parties: &BTreeSet<Whose>) -> Result<Self, Fault> {
        let parties: Vec<Whose> = parties.iter().copied().collect();
        let holders = store::holders_of(tx.conn(), scheme, &parties).await?;
        let ids: Vec<ShareHolderId> = holders.values().map(|h| h.id).collect();
        Ok(Self { scheme, lines: store::lines_of(tx.conn(), &ids).await?, holders, fresh: Vec::new() })
    }

    /// Whether somebody stood in it before.
    pub(super) fn knows(&self, whose: Whose) -> bool {
        self.holders.contains_key(&whose) && !self.fresh.iter().any(|h| h.whose == whose)
    }

    /// How many shares of a class somebody has on a day.
    pub(super) fn held(&self, whose: Whose, class: ShareClass, day: Day) -> Shares {
        let holder = self.holders.get(&whose);
        holder.and_then(|h| self.lines.get(&(h.id, class))).map_or(Shares::ZERO, |line| line.on(day))
    }

    /// The first day on which somebody has shares of any class.
    pub(super) fn first_day(&self, whose: Whose) -> Option<Day> {
        let holder = self.holders.get(&whose)?;
        let lines = ShareClass::ALL.iter().filter_map(|(class, ..)| self.lines.get(&(holder.id, *class)));
        lines.flat_map(Line::stretches).map(|s| s.from).min()
    }

    /// The serial under which somebody stands in it.
    pub(super) fn serial(&self, whose: Whose) -> String {
        self.holders.get(&whose).filter(|_| self.knows(whose)).map_or_else(|| NEW.to_owned(), |h| h.serial.to_string())
    }

    /// Gives serials to those who do not stand in it yet, in the order in which they are named.
    pub(super) async fn enrol(&mut self, tx: &Tx, now: Instant, receivers: &[Whose]) -> Result<(), Fault> {
        let mut serial = None;
        for whose in receivers {
            if self.holders.contains_key(whose) {
                continue;
            }
            let last = match serial {
                Some(last) => last,
                None => store::highest_serial(tx.conn(), self.scheme).await?,
            };
            serial = Some(last + 1);
            let holder = ShareHolder { id: tx.id(now), scheme: self.scheme, serial: last + 1, whose: *whose };
            self.fresh.push(holder);
            self.holders.insert(*whose, holder);
        }
        Ok(())
    }

    /// What it becomes by so many shares more or fewer from a day on; nobody ever has fewer than none.
    pub(super) fn changed(&self, scheme: &Scheme, (touched, on): (&Touched, Day)) -> Result<Changed, Stop> {
        let (mut lines, mut entries) = (Lines::new(), Vec::new());
        let mut classes = scheme.classes.clone();
        for ((whose, class), delta_e4) in touched {
            let holder = self.holders.get(whose);
            let holder = *holder.ok_or_else(|| IN_REGISTER.refuses(in_register(&scheme.number, on, false)))?;
            let before = self.lines.get(&(holder.id, *class)).cloned().unwrap_or_else(Line::default);
            let line = before.changed(on, *delta_e4).map_err(|short| {
                let taken = Shares::from_scaled(-delta_e4).unwrap_or(Shares::ZERO);
                let found = never_fewer((&self.serial(*whose), class.label()), short.on, (short.held, taken));
                NEVER_FEWER.refuses(found)
            })?;
            lines.insert((holder.id, *class), line);
            entries.push(Entry { holder, class: *class, delta_e4: *delta_e4 });
            let plan = classes.iter_mut().find(|c| c.class == *class);
            let plan = plan.ok_or_else(|| SharesRefusal::NoSuchClass { class: class.label().into() })?;
            let issued = Shares::from_scaled(plan.issued.scaled() + delta_e4);
            plan.issued = issued.ok_or_else(|| Fault::inconsistent("a class of fewer shares than none"))?;
        }
        entries.sort_by_key(|e| (e.holder.serial, e.class));
        Ok(Changed { lines, entries, classes })
    }

    /// R58.1, R58.2 and R59 of what it becomes.
    pub(super) async fn lawful(
        &self,
        tx: &Tx,
        scheme: &Scheme,
        (kind, on): (TransactionKind, Day),
        after: &Changed,
    ) -> Result<(), Stop> {
        let mut checks = vec![STATIC_FROZEN.judge(on, static_frozen((scheme.model, scheme.state), kind))];
        if !scheme.is_growing() {
            let grown = scheme.classes.iter().zip(&after.classes);
            checks.extend(grown.map(|(before, after)| {
                let more = after.issued.scaled() - before.issued.scaled();
                let of = (before.planned, before.issued);
                // Fewer than before is never too many, whatever was held.
                let verdict = room_left(before.class.label(), of, more.max(0));
                ROOM_LEFT.judge(on, verdict)
            }));
        }
        checks.extend(self.capped(tx, scheme, on, after).await?);
        settle(checks, &[])?;
        Ok(())
    }

    /// R59 of every person who has more than before.
    async fn capped(&self, tx: &Tx, scheme: &Scheme, on: Day, after: &Changed) -> Result<Vec<Check>, Fault> {
        let issued = || after.classes.iter().map(|c| c.issued.scaled()).sum();
        let total: i64 = if scheme.is_growing() { issued() } else { scheme.total_e4() };
        let total = Shares::from_scaled(total).ok_or_else(|| Fault::inconsistent("a total of shares"))?;
        let caps = [scheme.cap, values_on(tx.conn(), &scheme.region, on).await?.percent(CAP)];
        let gains = after.entries.iter().filter(|e| e.delta_e4 > 0 && e.holder.whose.person().is_some());
        let holders: BTreeSet<(i64, ShareHolderId)> = gains.map(|e| (e.holder.serial, e.holder.id)).collect();
        let judge = |(serial, holder): (i64, ShareHolderId)| {
            let most = self.most_of(holder, on, after)?;
            Ok(HOLDING_CAP.judge(on, holding_cap((serial, most.0), (most.1, total), caps)))
        };
        holders.into_iter().map(judge).collect()
    }

    /// The most that a holder has of all classes on a day from this one on, and the first day of it.
    fn most_of(&self, holder: ShareHolderId, on: Day, after: &Changed) -> Result<(Day, Shares), Fault> {
        let line = |class: ShareClass| after.lines.get(&(holder, class)).or_else(|| self.lines.get(&(holder, class)));
        let lines: Vec<&Line> = ShareClass::ALL.iter().filter_map(|(class, ..)| line(*class)).collect();
        most_of(&lines, on)
    }

    /// Writes who is new in it, and what it has become.
    pub(super) async fn write(&self, tx: &Tx, scheme: &Scheme, after: &Changed) -> Result<(), Fault> {
        store::insert_holders(tx, &self.fresh).await?;
        store::rewrite_lines(tx, &after.lines).await?;
        let moved = scheme.classes.iter().zip(&after.classes).filter(|(was, is)| was.issued != is.issued);
        let moved: Vec<ClassPlan> = moved.map(|(_, is)| *is).collect();
        store::update_classes(tx, scheme.id, &moved).await
    }
}

/// The most that all lines of a holder make on a day from this one on, and the first day of it.
pub(super) fn most_of(lines: &[&Line], on: Day) -> Result<(Day, Shares), Fault> {
    let starts = lines.iter().flat_map(|l| l.stretches()).map(|s| s.from).filter(|from| *from > on);
    let days: BTreeSet<Day> = starts.chain([on]).collect();
    let mut most = (on, 0);
    for day in days {
        let held = lines.iter().map(|l| l.on(day).scaled()).sum::<i64>();
        if held > most.1 {
            most = (day, held);
        }
    }
    let shares = Shares::from_scaled(most.1).ok_or_else(|| Fault::inconsistent("a sum of shares"))?;
    Ok((most.0, shares))
}

/// How what does not fit together is refused.
pub(super) fn uneven(register: &Register, kind: TransactionKind, wrong: Uneven) -> Refusal {
    let shares = |e4: i64| Shares::from_scaled(e4).unwrap_or(Shares::ZERO);
    match wrong {
        Uneven::Sides => SharesRefusal::SidesMisfit { kind, sides: sides_of(kind).into() }.into(),
        Uneven::Line => SharesRefusal::LineTwice.into(),
        Uneven::Sums { class, given, received } => {
            GIVEN_RECEIVED.refuses(given_received(class.label(), shares(given), shares(received)))
        }
        Uneven::NotWhole { whose, class, held, told } => {
            ALL_AT_ONCE.refuses(all_at_once((&register.serial(whose), class.label()), held, told))
        }
    }
}

/// Who gives and who receives, in the words of the kind.
const fn sides_of(kind: TransactionKind) -> &'static str {
    match kind {
        TransactionKind::Issue => "只填转入方",
        TransactionKind::Cancel => "只填转出方",
        TransactionKind::Transfer => "转出方一名，转入方为其他持有人",
        TransactionKind::Inherit => "转出方为一名个人，转入方为其他持有人",
        TransactionKind::Split => "转出方为一户，转入方两户以上（可含原户）",
        TransactionKind::Merge => "转出方两户以上，转入方为一户",
        TransactionKind::Reversal => "请用冲正办理",
    }
}
