//! 登记与撤销安置人口. A count is a fact of a day; a wrong one is withdrawn, and stays readable.

use super::has_come;
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{Day, FileId, HeadcountId, RegionCode, SiteId, SubjectKind, SubjectRef, Words as _},
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files, places::hold_site},
    property::sites::{
        SitesRefusal,
        model::{Headcount, HeadcountQuery, HeadcountState},
        store,
    },
};

fn subject_of(headcount: &Headcount) -> SubjectRef {
    SubjectRef::new(SubjectKind::SiteHeadcount, headcount.id)
}

/// Records how many live at a site on a day.
pub struct RecordHeadcount {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub site: SiteId,
    /// On which day; not after today.
    pub counted_on: Day,
    /// Households, where the paper says.
    pub households: Option<i64>,
    /// Persons.
    pub people: i64,
    /// The paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

impl Work for RecordHeadcount {
    type Record = Committed<Headcount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Headcount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let seen = holder.seen();
        let site = hold_site(tx, &seen, self.site, SitesRefusal::UnknownSite).await?;
        let permit = holder.permit(&action::HEADCOUNT_RECORD, &site.region)?;
        let now = tx.now().await?;
        if let Some(households) = self.households.filter(|households| *households > self.people) {
            return Err(SitesRefusal::MoreHouseholds { households, people: self.people }.into());
        }
        has_come(tx, self.counted_on, "/counted_on").await?;
        let headcount = Headcount {
            id: tx.id(now),
            site: site.id,
            region: site.region,
            counted_on: self.counted_on,
            households: self.households,
            people: self.people,
            paper: self.paper,
            note: self.note.clone(),
            state: HeadcountState::Standing,
            withdraw_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        use_files(tx, &seen, subject_of(&headcount), &[self.paper]).await?;
        // Whoever counts the same day at the same moment waits for the site's lock, and finds this one.
        if let Some(before) = store::standing_on(tx.conn(), self.site, self.counted_on).await? {
            return Err(SitesRefusal::Counted { day: before.counted_on, people: before.people }.into());
        }
        store::insert_headcount(tx, &headcount).await?;
        let change = Change::created(subject_of(&headcount), &headcount.region, &headcount);
        Ok(permit.commit(change.state(headcount.state.word()), headcount))
    }
}

/// Withdraws a count that is wrong.
pub struct WithdrawHeadcount {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: HeadcountId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for WithdrawHeadcount {
    type Record = Committed<Headcount>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Headcount>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::HEADCOUNT_WITHDRAW;
        let found = store::find_headcount(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
        let gone = || Fault::inconsistent("a count is never deleted");
        let before = store::lock_headcount(tx, self.id).await?.ok_or_else(gone)?;
        match_version(&self.if_match, before.version)?;
        if before.state != HeadcountState::Standing {
            return Err(SitesRefusal::HeadcountState { state: before.state }.into());
        }
        let after = Headcount {
            state: HeadcountState::Withdrawn,
            withdraw_reason: Some(self.reason.clone()),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_headcount(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

/// One count.
pub async fn read_headcount(db: &Db, holder: &Holder, id: HeadcountId) -> Result<Headcount, Stop> {
    let found = store::find_headcount(db.read(), id).await?.ok_or_else(|| unknown(&action::HEADCOUNT_READ))?;
    let _permit = holder.permit_on(&action::HEADCOUNT_READ, subject_of(&found), &found.region)?;
    Ok(found)
}

/// Counts in the holder's regions.
pub async fn list_headcounts(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &HeadcountQuery,
    listing: &Listing,
) -> Result<Page<Headcount>, Stop> {
    let scope = holder.scope_within(&action::HEADCOUNT_READ, region)?;
    Ok(store::list_headcounts(db.read(), &scope, query, listing, db.now().await?).await?)
}
