//! 登记份额变动. Shares are made, pass from one to another, or are cancelled, from a day on.

use std::collections::BTreeSet;

use super::{
    adopt::resolved,
    deaths::died_by,
    has_come, hold_named,
    holds::is_free,
    in_state,
    register::{Register, inside, uneven},
    transaction_subject,
    votes::one_act,
};
use crate::{
    benefit::{
        collectives::{Collective, hold_body, members_among, told_dead, told_death},
        resolutions::stand_on,
        shares::{
            SharesRefusal,
            model::{
                Deal, DeathPaper, Leg, Scheme, SchemeState, ShareClass, ShareTransaction, TransactionKind, VotedAct,
                Whose, WhoseTold,
            },
            rules::{GIVERS_LIVE, INSIDE_THE_BODY, RECEIVERS_LIVE, givers_live, inside_the_body, receivers_live},
            store,
        },
    },
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            Day, FileId, HouseholdId, Instant, NumberKind, PersonId, Refusal, RegionCode, ResolutionId, ShareSchemeId,
            ShareTransactionId, Shares, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::{holder, is_one_of},
        files::{files_by_id, use_files, uses_of},
        people::{deaths_of, hold_persons, homes_on, know_households, know_persons, living_in},
        places::know_organisations,
    },
};

/// So many shares of a class that somebody gives or receives, as it is told.
#[derive(Debug, Clone, Copy)]
pub struct LegTold {
    /// Who.
    pub whose: WhoseTold,
    /// Of which class.
    pub class: ShareClass,
    /// How many.
    pub shares: Shares,
}

/// Records what happens to shares of a scheme from a day on.
pub struct RecordTransaction {
    /// Who asks.
    pub actor: Actor,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// What it is.
    pub kind: TransactionKind,
    /// From which day on; not after today.
    pub on: Day,
    /// Who gives what.
    pub from: Vec<LegTold>,
    /// Who receives what.
    pub to: Vec<LegTold>,
    /// The paper.
    pub paper: FileId,
    /// By which paper the one died who is inherited from; wanted where no register tells of it.
    pub death_paper: Option<DeathPaper>,
    /// By which resolution a dynamic scheme in force grows or shrinks.
    pub resolution: Option<ResolutionId>,
    /// Remark.
    pub note: Option<String>,
}

/// Those of one sort who are named, each at its place.
fn at<T>(named: &[(String, Whose)], of: impl Fn(Whose) -> Option<T>, name: &str) -> Vec<(String, T)> {
    named.iter().filter_map(|(place, whose)| of(*whose).map(|id| (format!("{place}/{name}"), id))).collect()
}

/// Whether everybody who is named at these places is there, in the caller's regions.
pub(super) async fn known(
    tx: &Tx,
    holder: &Holder,
    region: &RegionCode,
    named: &[(String, Whose)],
) -> Result<(), Stop> {
    let persons = at(named, Whose::person, "person_id");
    let households = at(named, Whose::household, "household_id");
    let units = at(named, Whose::organisation, "organisation_id");
    all_hold([
        know_persons(tx, holder, &persons, SharesRefusal::UnknownPerson).await,
        know_households(tx, holder, &households, SharesRefusal::UnknownHousehold).await,
        know_organisations(tx, holder, region, &units, SharesRefusal::UnknownOrganisation).await,
    ])
}

impl RecordTransaction {
    /// Who is named at which place of the body, and what that makes.
    fn legs(&self) -> Result<(Vec<(String, Whose)>, Deal), Refusal> {
        let sides = [("from", &self.from), ("to", &self.to)];
        let told = sides.iter().flat_map(|(side, legs)| legs.iter().enumerate().map(move |(n, leg)| (side, n, leg)));
        let (mut legs, mut wrong) = (Vec::new(), Vec::new());
        for (side, n, told) in told {
            let place = format!("/{side}/{n}");
            match told.whose.whose() {
                Some(whose) => legs.push((place, Leg { whose, class: told.class, shares: told.shares })),
                None => wrong.push(Refusal::from(SharesRefusal::NotNamed).placed(Some(&place))),
            }
        }
        if let Some(refusal) = Refusal::joined(wrong) {
            return Err(refusal);
        }
        let all: Vec<Leg> = legs.iter().map(|(_, leg)| *leg).collect();
        let (from, to) = all.split_at(self.from.len());
        let deal = Deal { kind: self.kind, on: self.on, from: from.to_vec(), to: to.to_vec() };
        Ok((legs.into_iter().map(|(place, leg)| (place, leg.whose)).collect(), deal))
    }

    /// Nobody who died receives or gives away, and only from the dead is inherited: what a holder had passes to heirs from the death on,
    /// whatever was signed in his name later. What a body takes back by a resolution is its own decision, and so is what is issued.
    async fn alive(&self, tx: &Tx, (deal, register): (&Deal, &Register)) -> Result<(), Stop> {
        let mut persons: Vec<PersonId> = deal.parties().into_iter().filter_map(Whose::person).collect();
        persons.sort_unstable();
        // Whoever tells of a death meanwhile waits.
        hold_persons(tx, &persons).await?;
        let deaths = told_dead(tx.conn(), &persons).await?;
        let died = |whose: Whose| whose.person().and_then(|id| deaths.get(&id).copied());
        // Whoever was inherited from receives nothing either; for whom is inherited from now, that would refuse the inheritance by itself.
        let gone = died_by(tx.conn(), &persons).await?;
        let receivers = deal.to.iter().filter_map(|l| l.whose.person().and_then(|id| gone.get(&id).copied()));
        if let Some(died_on) = receivers.filter(|died_on| *died_on <= self.on).min() {
            return Err(RECEIVERS_LIVE.refuses(receivers_live(Some(died_on), self.on)).into());
        }
        let hands_on = matches!(self.kind, TransactionKind::Transfer | TransactionKind::Split | TransactionKind::Merge);
        let givers = deal.from.iter().filter_map(|l| died(l.whose)).filter(|died_on| *died_on < self.on);
        if let Some(died_on) = givers.filter(|_| hands_on).min() {
            return Err(GIVERS_LIVE.refuses(givers_live(Some(died_on), self.on)).into());
        }
        if self.kind != TransactionKind::Inherit {
            return Ok(());
        }
        let Some(giver) = deal.from.first().and_then(|l| l.whose.person()) else { return Ok(()) };
        // The day on which a body struck off a member may lie after the death; that of a household is the death's own.
        let told_at_home = deaths_of(tx.conn(), &[giver]).await?.remove(&giver);
        self.of_this_death(tx, giver, (told_at_home, register.first_day(Whose::Person(giver)))).await?;
        match told_at_home {
            Some(died_on) if died_on > self.on => Err(SharesRefusal::DiedLater { died_on, on: self.on }.into()),
            Some(_) => Ok(()),
            // Whoever struck a member off as dead does not inherit from him by that word alone (R109).
            None if deaths.contains_key(&giver) && !told_death(tx.conn(), &self.actor, giver).await? => Ok(()),
            // Of somebody in no household the register could not know it: the paper says so, which another has seen too.
            None if homes_on(tx.conn(), &[giver], self.on).await?.is_empty() => self.seen_by_another(tx).await,
            None => Err(SharesRefusal::NotDead { on: self.on }.into()),
        }
    }

    /// Of the paper of a death it is told only with an inheritance, and from a day that has come.
    async fn death_paper_fits(&self, tx: &Tx) -> Result<(), Stop> {
        let Some(told) = &self.death_paper else { return Ok(()) };
        if self.kind != TransactionKind::Inherit {
            return Err(SharesRefusal::DeathPaperMisfit.into());
        }
        has_come(tx, told.issued_on, "/death_paper/issued_on").await
    }

    /// A certificate that is told is of one death, and can be of this one: no older than the death, and than the shares of the dead.
    async fn of_this_death(
        &self,
        tx: &Tx,
        giver: PersonId,
        (died_on, since): (Option<Day>, Option<Day>),
    ) -> Result<(), Stop> {
        let Some(told) = &self.death_paper else { return Ok(()) };
        let issued = told.issued_on;
        if let Some(died_on) = died_on.filter(|day| issued < *day) {
            return Err(SharesRefusal::DeathPaperBeforeDeath { issued, died_on }.into());
        }
        // What a list was computed of nobody puts right any more, and the heirs have it.
        if let Some(since) = since.filter(|day| issued < *day)
            && store::hold_of(tx.conn(), self.scheme, since).await?.is_none()
        {
            return Err(SharesRefusal::DeathPaperBeforeShares { issued, since }.into());
        }
        self.of_nobody_else(tx, giver).await
    }

    /// No inheritance from somebody else, which stands, was told with the same certificate.
    async fn of_nobody_else(&self, tx: &Tx, giver: PersonId) -> Result<(), Stop> {
        let Some(told) = &self.death_paper else { return Ok(()) };
        if store::death_paper_of_another(tx.conn(), told, giver).await? {
            let (number, issuer) = (told.number.clone(), told.issuer.clone());
            return Err(SharesRefusal::DeathPaperTwice { number, issuer }.into());
        }
        Ok(())
    }

    /// Nobody but the paper tells of a death: its number, day and issuer are told, by which anybody asks after it, and somebody else than who records
    /// the inheritance took it in, for this and for nothing else.
    async fn seen_by_another(&self, tx: &Tx) -> Result<(), Stop> {
        if self.death_paper.is_none() {
            return Err(SharesRefusal::DeathPaperWanted { on: self.on }.into());
        }
        let papers = files_by_id(tx.conn(), &[self.paper]).await?;
        let Some(paper) = papers.get(&self.paper) else { return Ok(()) };
        if is_one_of(tx.conn(), &self.actor, &[paper.uploaded_by.as_str()]).await? {
            return Err(SharesRefusal::DeathByOnePaper { on: self.on }.into());
        }
        // This inheritance refers to it by now.
        if uses_of(tx.conn(), self.paper).await? > 1 {
            return Err(SharesRefusal::DeathPaperUsed { on: self.on }.into());
        }
        Ok(())
    }

    /// R59.1: whoever receives by a transfer is a member of the body, stands in the register, or is the body.
    async fn inside(&self, tx: &Tx, (body, register): (&Collective, &Register), deal: &Deal) -> Result<(), Stop> {
        let households: Vec<HouseholdId> = deal.to.iter().filter_map(|l| l.whose.household()).collect();
        let living = living_in(tx.conn(), &households, self.on).await?;
        let persons = deal.to.iter().filter_map(|l| l.whose.person());
        let persons: Vec<PersonId> = persons.chain(living.values().flatten().copied()).collect();
        let members = members_among(tx.conn(), (body.id, self.on), &persons).await?;
        let is_inside = |whose: Whose| match whose {
            _ if register.knows(whose) => true,
            Whose::Person(id) => members.contains(&id),
            Whose::Household(id) => living.get(&id).is_some_and(|of| of.iter().any(|p| members.contains(p))),
            Whose::Organisation(id) => id == body.organisation,
        };
        let outside = (1..).zip(&deal.to).filter(|(_, leg)| !is_inside(leg.whose)).map(|(n, _)| n);
        let outside: Vec<usize> = outside.collect();
        settle(vec![INSIDE_THE_BODY.judge(self.on, inside_the_body(self.on, &outside))], &[])?;
        Ok(())
    }

    /// The resolution by which a dynamic scheme in force grows or shrinks, and no other transaction has.
    async fn by_resolution(&self, tx: &Tx, (body, scheme): (&Collective, &Scheme)) -> Result<(), Stop> {
        let changes = matches!(self.kind, TransactionKind::Issue | TransactionKind::Cancel);
        match self.resolution {
            None if !(changes && scheme.is_growing()) => Ok(()),
            Some(id) if changes && scheme.is_growing() => {
                let passed = resolved(tx, id, body).await?;
                if self.on < passed.decided_on {
                    let resolved = passed.decided_on;
                    let refusal = Refusal::from(SharesRefusal::BeforeResolved { on: self.on, resolved });
                    return Err(refusal.placed(Some("/on")).into());
                }
                one_act(tx, &passed, (VotedAct::Change, scheme.id)).await
            }
            _ => Err(SharesRefusal::ResolutionWanted.into()),
        }
    }

    fn blank(&self, scheme: &Scheme, (id, now): (ShareTransactionId, Instant)) -> ShareTransaction {
        ShareTransaction {
            id,
            number: String::new(),
            scheme: scheme.id,
            region: scheme.region.clone(),
            kind: self.kind,
            on: self.on,
            entries: Vec::new(),
            paper: Some(self.paper),
            death_paper: self.death_paper.clone(),
            resolution: self.resolution,
            reverses: None,
            reversed_by: None,
            opening: None,
            external_ids: Vec::new(),
            note: self.note.clone(),
            recorded_by: self.actor.principal.to_string(),
            layer: self.actor.layer,
            created_at: now,
        }
    }
}

/// Writes a transaction with what it makes of the register.
pub(super) async fn written(
    tx: &Tx,
    (scheme, register): (&Scheme, &Register),
    after: &super::register::Changed,
    blank: ShareTransaction,
) -> Result<(ShareTransaction, Change), Fault> {
    let number = next_number(tx, NumberKind::ShareTransaction, &scheme.region).await?.to_string();
    let transaction = ShareTransaction { number, entries: after.entries.clone(), ..blank };
    register.write(tx, scheme, after).await?;
    store::insert_transactions(tx, std::slice::from_ref(&transaction)).await?;
    let change = Change::created(transaction_subject(&transaction), &transaction.region, &transaction);
    Ok((transaction, change))
}

impl Work for RecordTransaction {
    type Record = Committed<ShareTransaction>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ShareTransaction>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let scheme = hold_named(tx, &holder, self.scheme).await?;
        let permit = holder.permit(&action::SHARE_TRANSACTION_RECORD, &scheme.region)?;
        let now = tx.now().await?;
        let blank = self.blank(&scheme, (tx.id(now), now));
        let (named, deal) = self.legs()?;
        all_hold([
            known(tx, &holder, &scheme.region, &named).await,
            use_files(tx, &holder.seen(), transaction_subject(&blank), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
            self.death_paper_fits(tx).await,
        ])?;
        in_state(&scheme, &SchemeState::OPEN)?;
        inside(&scheme, self.on)?;
        is_free(tx, scheme.id, self.on).await?;
        let body = hold_body(tx, &holder, scheme.collective).await?;
        self.by_resolution(tx, (&body, &scheme)).await?;
        let parties: BTreeSet<Whose> = deal.parties();
        let mut register = Register::of(tx, scheme.id, &parties).await?;
        let touched = deal.even(|whose, class| register.held(whose, class, self.on));
        let touched = touched.map_err(|wrong| uneven(&register, self.kind, wrong))?;
        self.alive(tx, (&deal, &register)).await?;
        if self.kind == TransactionKind::Transfer {
            self.inside(tx, (&body, &register), &deal).await?;
        }
        let receivers: Vec<Whose> = deal.to.iter().map(|l| l.whose).collect();
        register.enrol(tx, now, &receivers).await?;
        let after = register.changed(&scheme, (&touched, self.on))?;
        register.lawful(tx, &scheme, (self.kind, self.on), &after).await?;
        let (transaction, change) = written(tx, (&scheme, &register), &after, blank).await?;
        if let Some(giver) = deal.from.first().and_then(|l| l.whose.person()) {
            // Whoever told of the same certificate meanwhile drew a number of the region first, and is seen now.
            self.of_nobody_else(tx, giver).await?;
        }
        if let Some(resolution) = self.resolution {
            stand_on(tx, resolution, transaction_subject(&transaction)).await?;
        }
        Ok(permit.commit(change, transaction))
    }
}
