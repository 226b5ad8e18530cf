//! 拟订、修改名单. A list while it is written, line by line.

use super::{
    Held, changed, hold, in_state,
    lines::{LineTold, are_known, as_told, with_lines},
    subject_of,
};
use crate::{
    benefit::{
        income::{Pool, PoolUse, pool_of},
        posts::{
            PostsRefusal,
            model::{
                ListOrigin, PaidPer, ToPersonItem, ToPersonLine, ToPersonList, ToPersonSource, ToPersonState,
                digest_of, months_between,
            },
            store,
        },
    },
    ground::{
        authority::{Action, Actor, Holder, Permit, action, officer_of},
        kernel::{
            FileId, IncomePoolId, Money, Month, NumberKind, OfficerId, OrganisationId, RegionCode, SubjectKind,
            ToPersonListId, Words as _,
        },
        platform::{Sealer, Stop, Tx, Work, all_hold, next_number, unname_subjects},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        files::use_files,
        places::{know_organisations, region_on},
    },
};

/// For how many months one list pays at most.
const MOST_MONTHS: i64 = 12;

/// Of which money a list is paid, as it is told.
#[derive(Debug, Clone)]
pub struct SourceTold {
    /// Collective or public money.
    pub source: ToPersonSource,
    /// The pool of a body.
    pub pool: Option<IncomePoolId>,
    /// Where a list of public money is.
    pub region: Option<RegionCode>,
    /// Through whom public money goes.
    pub agent: Option<OrganisationId>,
}

/// What a list says beside its lines, as it is told.
#[derive(Debug, Clone)]
pub struct ListTold {
    /// For what.
    pub item: ToPersonItem,
    /// How an item is called that has no word of its own.
    pub item_name: Option<String>,
    /// Name.
    pub name: String,
    /// On which paper the item stands.
    pub basis: String,
    /// That paper.
    pub paper: FileId,
    /// By heads or by households.
    pub per: PaidPer,
    /// How much each has, where that is one amount.
    pub unit: Option<Money>,
    /// The first month that is paid for, and the last.
    pub months: (Month, Month),
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Remark.
    pub note: Option<String>,
}

/// Where a list is, and what stands under it.
#[derive(Debug)]
pub(super) struct Grounds {
    pub(super) region: RegionCode,
    pub(super) pool: Option<Pool>,
    pub(super) agent: Option<OrganisationId>,
}

impl SourceTold {
    /// The pool that is named: of a closed year, in the caller's regions, and not its members'.
    async fn pool(&self, tx: &Tx, holder: &Holder) -> Result<Option<Pool>, Stop> {
        let Some(id) = self.pool else { return Ok(None) };
        let pool = pool_of(tx, id).await?.filter(|p| holder.seen().covers(&p.region));
        let pool = pool.ok_or(PostsRefusal::UnknownPool)?;
        if pool.purpose == PoolUse::Members {
            return Err(PostsRefusal::MembersPool { number: pool.number }.into());
        }
        Ok(Some(pool))
    }

    /// Where the list is, with the right to it, and of which money. What is named is known before it is asked whether it fits.
    pub(super) async fn grounds(
        &self,
        tx: &Tx,
        holder: &Holder,
        wanted: &'static Action,
    ) -> Result<(Permit, Grounds), Stop> {
        // Whoever has no right to any list is told so before anything is looked at.
        holder.scope_within(wanted, None)?;
        let pool = self.pool(tx, holder).await?;
        let region = self.region.as_ref().or(pool.as_ref().map(|p| &p.region));
        let region = region.ok_or(PostsRefusal::SourceMisfit)?.clone();
        let permit = holder.permit(wanted, &region)?;
        region_on(tx, &region, tx.now().await?.day()).await?;
        let agent: Vec<_> = self.agent.map(|agent| ("/agent_id".to_owned(), agent)).into_iter().collect();
        know_organisations(tx, holder, &region, &agent, PostsRefusal::UnknownAgent).await?;
        let fits = match self.source {
            ToPersonSource::Collective => pool.is_some() && self.agent.is_none() && self.region.is_none(),
            ToPersonSource::Fund => pool.is_none() && self.agent.is_some(),
        };
        if !fits {
            return Err(PostsRefusal::SourceMisfit.into());
        }
        Ok((permit, Grounds { region, pool, agent: self.agent }))
    }
}

impl ListTold {
    /// Whether it fits in itself.
    pub(super) fn fits(&self) -> Result<(), Stop> {
        if (self.item == ToPersonItem::Other) != self.item_name.is_some() {
            return Err(PostsRefusal::ItemMisfit.into());
        }
        if let Some(name) = self.item_name.as_deref() {
            if !ToPersonItem::is_named_by(name) {
                return Err(PostsRefusal::ItemMisfit.into());
            }
            if let Some(item) = ToPersonItem::meant_by(name) {
                return Err(PostsRefusal::ItemHasWord { item: item.label().to_owned() }.into());
            }
        }
        if self.unit.is_some_and(|unit| !unit.is_positive()) {
            return Err(PostsRefusal::UnitMisfit.into());
        }
        let count = i64::try_from(months_between(self.months).len()).unwrap_or(i64::MAX);
        if !(1..=MOST_MONTHS).contains(&count) {
            let (from, to) = self.months;
            return Err(PostsRefusal::MonthsMisfit { from, to, most: MOST_MONTHS }.into());
        }
        Ok(())
    }

    fn over(&self, before: ToPersonList) -> ToPersonList {
        ToPersonList {
            item: self.item,
            item_name: self.item_name.clone(),
            item_key: self.item.key(self.item_name.as_deref()),
            name: self.name.clone(),
            basis: self.basis.clone(),
            paper: self.paper,
            per: self.per,
            unit: self.unit,
            months: self.months,
            note: self.note.clone(),
            ..before
        }
    }

    /// A list of nothing yet, on its grounds.
    pub(super) async fn begun(
        &self,
        tx: &Tx,
        actor: &Actor,
        (on, source, origin): (&Grounds, ToPersonSource, ListOrigin),
        by: OfficerId,
    ) -> Result<ToPersonList, Stop> {
        let now = tx.now().await?;
        let id = tx.id(now);
        Ok(self.over(ToPersonList {
            id,
            number: String::new(),
            region: on.region.clone(),
            item: self.item,
            item_name: None,
            item_key: String::new(),
            name: String::new(),
            basis: String::new(),
            paper: self.paper,
            per: self.per,
            unit: None,
            months: self.months,
            source,
            pool: on.pool.as_ref().map(|p| p.id),
            agent: on.agent,
            origin,
            state: ToPersonState::Drafted,
            lines: 0,
            total: Money::ZERO,
            digest: digest_of(id, &[]),
            prepared_by: by,
            checked_by: None,
            posted_on: None,
            posted_digest: None,
            posting: None,
            spending: None,
            disbursement: None,
            paid_on: None,
            end_reason: None,
            acknowledged: Vec::new(),
            note: None,
            layer: actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        }))
    }
}

/// Writes a list with these lines, under its number.
pub(super) async fn filed(
    (tx, sealer): (&Tx, &Sealer),
    list: ToPersonList,
    (lines, acknowledged): (&[ToPersonLine], &[String]),
) -> Result<ToPersonList, Stop> {
    let (list, paid) = with_lines((tx, sealer), list, (lines, acknowledged)).await?;
    let number = next_number(tx, NumberKind::ToPersonList, &list.region).await?.to_string();
    let list = ToPersonList { number, ..list };
    store::insert_list(tx, &list).await?;
    store::insert_lines(tx, &list, lines, &paid, &months_between(list.months)).await?;
    Ok(list)
}

/// Files a list of lines that are told one by one.
pub struct FileList {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which money.
    pub source: SourceTold,
    /// What it says.
    pub told: ListTold,
    /// Its lines.
    pub lines: Vec<LineTold>,
}

impl Work for FileList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_FILE;
        let holder = holder(tx, &self.actor).await?;
        let (permit, on) = self.source.grounds(tx, &holder, wanted).await?;
        let by = officer_of(&self.actor, wanted)?;
        self.told.fits()?;
        let list = self.told.begun(tx, &self.actor, (&on, self.source.source, ListOrigin::Rows), by).await?;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&list), &[self.told.paper]).await,
            are_known(tx, &holder, &self.lines).await,
        ])?;
        let lines = as_told(tx, &list, &self.lines)?;
        let list = filed((tx, &self.sealer), list, (&lines, &self.told.acknowledged)).await?;
        let change = Change::created(subject_of(&list), &list.region, &list).state(list.state.word());
        Ok(permit.commit(change, list))
    }
}

/// Writes a list anew that nobody has checked, or that was sent back.
pub struct ReviseList {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// What it says now.
    pub told: ListTold,
    /// Its lines now.
    pub lines: Vec<LineTold>,
}

impl Work for ReviseList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_REVISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &ToPersonState::OPEN)?;
        if before.origin == ListOrigin::Attendance {
            return Err(PostsRefusal::MadeOfAttendance.into());
        }
        self.told.fits()?;
        let prepared_by = officer_of(&self.actor, wanted)?;
        let list = self.told.over(before.clone()).unseen();
        let now = tx.now().await?;
        let list = ToPersonList { state: ToPersonState::Drafted, end_reason: None, prepared_by, ..list };
        let list = list.next(self.actor.layer, now);
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&list), &[self.told.paper]).await,
            are_known(tx, &holder, &self.lines).await,
        ])?;
        let lines = as_told(tx, &list, &self.lines)?;
        let with = (lines.as_slice(), self.told.acknowledged.as_slice());
        let (after, paid) = with_lines((tx, &self.sealer), list, with).await?;
        // A file that named one of them may name another line so.
        let gone = store::lines_of(tx.conn(), after.id).await?.into_iter().map(|l| l.id.uuid()).collect();
        unname_subjects(tx, SubjectKind::ToPersonLine, gone).await?;
        store::drop_lines(tx, after.id, true).await?;
        store::update_list(tx, &after, before.version).await?;
        store::insert_lines(tx, &after, &lines, &paid, &months_between(after.months)).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
