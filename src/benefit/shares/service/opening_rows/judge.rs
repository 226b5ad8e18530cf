//! What a row of an opening register makes of the register, as the rows before it left that.

use std::collections::HashMap;

use super::{
    ground::Ground,
    row::{Code, OpeningRow},
};
use crate::{
    benefit::shares::{
        SharesRefusal,
        model::{
            ClassPlan, Entry, HolderKind, Line, Scheme, SchemeState, ShareClass, ShareHolder, ShareTransaction,
            TransactionKind, Whose,
        },
        rules::{
            DAYS_FREE, HOLDING_CAP, NEVER_FEWER, RECEIVERS_LIVE, ROOM_LEFT, days_free, holding_cap, never_fewer,
            receivers_live, room_left,
        },
        service::{
            in_state,
            register::{inside, most_of},
            reverse::reversal_of,
        },
        store::Lines,
    },
    ground::{
        kernel::{Day, Refusal, ShareHolderId, ShareTransactionId, Shares, SubjectKind, Words as _, settle},
        platform::Fault,
    },
    office::{
        files::FilesRefusal,
        people::{NamedBy, PeopleRefusal, Person, PersonField},
        tables::{Desk, Entry as Row},
    },
};

/// A refusal, and the column because of which.
pub(super) type At = (&'static str, Refusal);

/// Why a row is not taken.
pub(super) enum Halt {
    /// It is wrong.
    Wrong(At),
    /// What is kept is.
    Fault(Fault),
}

impl From<At> for Halt {
    fn from(at: At) -> Self {
        Self::Wrong(at)
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What a row comes to.
pub(super) struct Done {
    /// The issue.
    pub(super) made: ShareTransaction,
    /// What takes back the issue that was told before.
    pub(super) back: Option<ShareTransaction>,
    /// Which transaction bore its id until now.
    pub(super) bearer: Option<ShareTransactionId>,
    /// Who comes into the register with it.
    pub(super) fresh: Option<ShareHolder>,
    /// Who comes into being with it.
    pub(super) born: Option<Person>,
    /// In which columns it differs from what was known.
    pub(super) columns: Vec<&'static str>,
}

const fn at<R: Into<Refusal>>(column: &'static str) -> impl FnOnce(R) -> At {
    move |refusal| (column, refusal.into())
}

/// Why a row is put in the place of what was told before.
const RETOLD: &str = "期初登记册重报";

impl Ground {
    /// The scheme of a row, in the region of the file.
    fn scheme(&self, desk: &Desk<'_>, row: &OpeningRow) -> Result<Scheme, At> {
        let found = self.schemes.get(&row.scheme).filter(|s| desk.region.covers(&s.region));
        found.cloned().ok_or_else(|| ("scheme", SharesRefusal::UnknownScheme.into()))
    }

    /// Whom a row names, and who comes into being with it.
    fn whose(&self, desk: &Desk<'_>, scheme: &Scheme, row: &OpeningRow) -> Result<(Whose, Option<Person>), At> {
        let number = match &row.code {
            Code::Unit(code) => {
                let unit = self.unit(desk, scheme, code);
                let unit = unit.ok_or(SharesRefusal::UnknownOrganisation).map_err(at("code"))?;
                let same = unit.name == row.name;
                return match same {
                    true => Ok((Whose::Organisation(unit.id), None)),
                    false => Err(("name", SharesRefusal::UnitNameDiffers { name: unit.name.clone() }.into())),
                };
            }
            Code::Number(number) => number,
        };
        let name = row.person_name();
        let named =
            self.persons.whose(desk, &scheme.region, (&name, number)).map_err(|(field, refusal)| match field {
                PersonField::Name => ("name", refusal),
                PersonField::Phone | PersonField::IdNumber => ("code", refusal),
            })?;
        match (row.kind, named) {
            (HolderKind::Household, NamedBy::Known(id)) => {
                let seen = desk.holder.seen();
                let found = self.heads.get(&id).filter(|(_, region)| seen.covers(region));
                found.map(|(id, _)| (Whose::Household(*id), None)).ok_or_else(|| ("code", SharesRefusal::NoHead.into()))
            }
            (HolderKind::Household, NamedBy::New(_)) => Err(("code", SharesRefusal::NoHead.into())),
            (_, NamedBy::Known(id)) => Ok((Whose::Person(id), None)),
            (_, NamedBy::New(person)) => match self.born.get(number.reveal()) {
                Some(born) if born.name == name => Ok((Whose::Person(born.id), None)),
                Some(_) => Err(("name", PeopleRefusal::NameDiffers.into())),
                None => Ok((Whose::Person(person.id), Some(*person))),
            },
        }
    }

    /// The line of the register at which somebody stands, and whether it is new.
    fn holder(
        &self,
        desk: &Desk<'_>,
        (scheme, row): (&Scheme, &OpeningRow),
        whose: Whose,
    ) -> Result<(ShareHolder, bool), At> {
        if let Some(known) = self.holders.get(&(scheme.id, whose)) {
            if known.serial == row.serial {
                return Ok((*known, false));
            }
            return Err(("serial", SharesRefusal::OtherSerial { serial: known.serial }.into()));
        }
        if self.serials.contains_key(&(scheme.id, row.serial)) {
            return Err(("serial", SharesRefusal::SerialTaken { serial: row.serial }.into()));
        }
        let id = desk.tx.id(desk.now);
        Ok((ShareHolder { id, scheme: scheme.id, serial: row.serial, whose }, true))
    }

    /// What the row was known as before, as far as that stands.
    fn standing(
        &self,
        desk: &Desk<'_>,
        entry: &Row<'_, OpeningRow>,
        scheme: &Scheme,
    ) -> Result<Option<ShareTransaction>, At> {
        let Some(id) = entry.known else { return Ok(None) };
        let known = self.known.get(&id.into()).filter(|t| desk.region.covers(&t.region));
        let known = known.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::ShareTransaction)))?;
        if known.scheme != scheme.id || known.opening.is_none() {
            return Err(("scheme", SharesRefusal::ByReversing { number: known.number.clone() }.into()));
        }
        Ok(Some(known.clone()))
    }

    /// Whether an issue may be told of this day.
    fn may(&self, desk: &Desk<'_>, (scheme, row): (&Scheme, &OpeningRow), whose: Whose) -> Result<(), At> {
        let (on, today) = (row.on, desk.now.day());
        if on > today {
            return Err(("on", SharesRefusal::DayAhead { day: on, today }.into()));
        }
        if !self.papers.contains(&row.paper) {
            return Err(("file", FilesRefusal::Unknown { id: row.paper }.into()));
        }
        in_state(scheme, &[SchemeState::Adopted]).map_err(at("scheme"))?;
        inside(scheme, on).map_err(at("on"))?;
        self.is_free(scheme, on)?;
        let died = whose.person().and_then(|id| self.deaths.get(&id).copied()).filter(|died_on| *died_on <= on);
        died.map_or(Ok(()), |died_on| Err(("code", RECEIVERS_LIVE.refuses(receivers_live(Some(died_on), on)))))
    }

    fn is_free(&self, scheme: &Scheme, on: Day) -> Result<(), At> {
        match self.days.get(&scheme.id).filter(|held| held.until >= on) {
            None => Ok(()),
            Some(held) => Err(("on", DAYS_FREE.refuses(days_free(on, Some(held))))),
        }
    }

    /// What a row makes; nothing where the register has it so already. What it makes is kept for the rows that follow.
    pub(super) fn judged(&mut self, desk: &Desk<'_>, entry: &Row<'_, OpeningRow>) -> Result<Option<Done>, Halt> {
        let row = entry.command;
        let scheme = self.scheme(desk, row)?;
        let (whose, born) = self.whose(desk, &scheme, row)?;
        let known = self.standing(desk, entry, &scheme)?;
        let told = self.holders.get(&(scheme.id, whose)).filter(|h| h.serial == row.serial);
        let columns = known.as_ref().map(|t| differing(t, told, row)).unwrap_or_default();
        if known.as_ref().is_some_and(|t| t.reversed_by.is_none()) && columns.is_empty() {
            return Ok(None);
        }
        self.may(desk, (&scheme, row), whose)?;
        let (holder, new) = self.holder(desk, (&scheme, row), whose)?;
        let live = known.clone().filter(|t| t.reversed_by.is_none());
        if let Some(old) = &live {
            self.is_free(&scheme, old.on)?;
        }
        let lines = self.lines_after((holder, row), live.as_ref())?;
        let classes = self.classes_after((&scheme, row), live.as_ref())?;
        self.capped((&scheme, row), holder, &lines)?;
        let made = issue(desk, entry, &scheme, holder);
        let now = desk.now;
        let back = |old: &ShareTransaction| {
            let entries = old.entries.iter().map(|e| Entry { delta_e4: -e.delta_e4, ..*e }).collect();
            ShareTransaction { entries, ..reversal_of(old, (desk.tx.id(now), now), desk.actor, RETOLD.into()) }
        };
        let back = live.as_ref().map(back);
        self.keep(row, (holder, born.as_ref()), lines, classes);
        let bearer = known.map(|t| t.id);
        Ok(Some(Done { made, back, bearer, fresh: new.then_some(holder), born, columns }))
    }

    /// What those whom it touches have afterwards: first what comes, then what is taken back, so that more of the same is never too few.
    fn lines_after(
        &self,
        (holder, row): (ShareHolder, &OpeningRow),
        old: Option<&ShareTransaction>,
    ) -> Result<Lines, At> {
        let mut lines: HashMap<(ShareHolderId, ShareClass), Line> = HashMap::new();
        let back = old.iter().flat_map(|t| t.entries.iter().map(|e| (t.on, e.holder, e.class, -e.delta_e4)));
        for (on, of, class, delta) in [(row.on, holder, row.class, row.shares.scaled())].into_iter().chain(back) {
            let line = lines.remove(&(of.id, class)).unwrap_or_else(|| self.line(of.id, class));
            let line = line.changed(on, delta).map_err(|short| {
                let taken = Shares::from_scaled(-delta).unwrap_or(Shares::ZERO);
                let found = never_fewer((&of.serial.to_string(), class.label()), short.on, (short.held, taken));
                ("shares", NEVER_FEWER.refuses(found))
            })?;
            lines.insert((of.id, class), line);
        }
        Ok(lines.into_iter().collect())
    }

    /// R58.1: what is held of each class afterwards.
    fn classes_after(
        &self,
        (scheme, row): (&Scheme, &OpeningRow),
        old: Option<&ShareTransaction>,
    ) -> Result<Vec<ClassPlan>, Halt> {
        let mut classes = scheme.classes.clone();
        let mut held = |class: ShareClass, delta: i64| -> Result<(), Halt> {
            let plan = classes.iter_mut().find(|c| c.class == class);
            let plan =
                plan.ok_or_else(|| ("class", SharesRefusal::NoSuchClass { class: class.label().into() }.into()))?;
            let verdict = room_left(class.label(), (plan.planned, plan.issued), delta.max(0));
            settle(vec![ROOM_LEFT.judge(row.on, verdict)], &[]).map_err(at("shares"))?;
            let issued = Shares::from_scaled(plan.issued.scaled() + delta);
            plan.issued = issued.ok_or_else(|| Fault::inconsistent("a class of fewer shares than none"))?;
            Ok(())
        };
        for entry in old.iter().flat_map(|t| &t.entries) {
            held(entry.class, -entry.delta_e4)?;
        }
        held(row.class, row.shares.scaled())?;
        Ok(classes)
    }

    /// R59 of a person.
    fn capped(&self, (scheme, row): (&Scheme, &OpeningRow), holder: ShareHolder, lines: &Lines) -> Result<(), Halt> {
        if holder.whose.person().is_none() {
            return Ok(());
        }
        let total = Shares::from_scaled(scheme.total_e4()).ok_or_else(|| Fault::inconsistent("a total of shares"))?;
        let key = |class: ShareClass| (holder.id, class);
        let own = ShareClass::ALL
            .iter()
            .filter_map(|(class, ..)| lines.get(&key(*class)).or_else(|| self.lines.get(&key(*class))));
        let (from, most) = most_of(&own.collect::<Vec<_>>(), row.on)?;
        let verdict = holding_cap((holder.serial, from), (most, total), self.caps(scheme, row.on));
        settle(vec![HOLDING_CAP.judge(row.on, verdict)], &[]).map_err(at("shares"))?;
        Ok(())
    }

    /// Keeps what a row made for the rows that follow.
    fn keep(
        &mut self,
        row: &OpeningRow,
        (holder, born): (ShareHolder, Option<&Person>),
        lines: Lines,
        classes: Vec<ClassPlan>,
    ) {
        self.holders.insert((holder.scheme, holder.whose), holder);
        self.serials.insert((holder.scheme, holder.serial), holder.whose);
        self.lines.extend(lines);
        if let Some(scheme) = self.schemes.get_mut(&row.scheme) {
            scheme.classes = classes;
        }
        if let (Some(person), Some(number)) = (born, row.number()) {
            self.born.insert(number.reveal().to_owned(), person.clone());
        }
    }
}

/// In which columns a row differs from the issue that was told under its id.
fn differing(known: &ShareTransaction, holder: Option<&ShareHolder>, row: &OpeningRow) -> Vec<&'static str> {
    let entry = known.entries.first();
    let opening = known.opening.as_ref();
    let differs = [
        ("code", entry.map(|e| e.holder.id) != holder.map(|h| h.id)),
        ("class", entry.map(|e| e.class) != Some(row.class)),
        ("shares", entry.map(|e| e.delta_e4) != Some(row.shares.scaled())),
        ("on", known.on != row.on),
        ("evidence", opening.map(|o| o.evidence) != Some(row.opening.evidence)),
        ("certificate", opening.and_then(|o| o.certificate.as_ref()) != row.opening.certificate.as_ref()),
        ("file", known.paper != Some(row.paper)),
        ("note", known.note != row.note),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| column).collect()
}

/// The issue that a row tells.
fn issue(desk: &Desk<'_>, entry: &Row<'_, OpeningRow>, scheme: &Scheme, holder: ShareHolder) -> ShareTransaction {
    let row = entry.command;
    ShareTransaction {
        id: desk.tx.id(desk.now),
        number: String::new(),
        scheme: scheme.id,
        region: scheme.region.clone(),
        kind: TransactionKind::Issue,
        on: row.on,
        entries: vec![Entry { holder, class: row.class, delta_e4: row.shares.scaled() }],
        paper: Some(row.paper),
        death_paper: None,
        resolution: None,
        reverses: None,
        reversed_by: None,
        opening: Some(row.opening.clone()),
        external_ids: vec![entry.named(desk)],
        note: row.note.clone(),
        recorded_by: desk.actor.principal.to_string(),
        layer: desk.actor.layer,
        created_at: desk.now,
    }
}
