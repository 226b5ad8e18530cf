//! 登记村级民主决策.

use super::{between, plain};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of, unknown},
        kernel::{Day, FileId, Level, NumberKind, RegionCode, SubjectKind, SubjectRef, VillageDecisionId},
        platform::{Db, Listing, Page, Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        files::use_files,
        places::region_on,
        publicity::{
            PublicityRefusal,
            model::{Decision, DecisionQuery, VillageBody, VillageVote},
            store,
        },
    },
};

fn subject(id: VillageDecisionId) -> SubjectRef {
    SubjectRef::new(SubjectKind::VillageDecision, id)
}

/// Records what a body of a village has decided. It is never changed: another decision is another paper.
pub struct RecordDecision {
    /// Who.
    pub actor: Actor,
    /// In which town, or of which village.
    pub region: RegionCode,
    /// 村（社区）.
    pub village: String,
    /// Who decided.
    pub body: VillageBody,
    /// About what.
    pub title: String,
    /// When; not after today.
    pub decided_on: Day,
    /// With what result.
    pub result: VillageVote,
    /// 会议记录或决议.
    pub file: FileId,
}

impl Work for RecordDecision {
    type Record = Committed<Decision>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Decision>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::VILLAGE_DECISION_RECORD, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, self.decided_on.min(now.day())).await?;
        let id: VillageDecisionId = tx.id(now);
        use_files(tx, &holder.seen(), subject(id), &[self.file]).await?;
        if !matches!(self.region.level(), Level::Town | Level::Village) {
            return Err(PublicityRefusal::NotAVillage { region: self.region.clone() }.into());
        }
        between(self.decided_on, None, now.day())?;
        plain([self.village.as_str(), self.title.as_str()])?;
        let decision = Decision {
            id,
            number: next_number(tx, NumberKind::Decision, &self.region).await?.to_string(),
            region: self.region.clone(),
            village: self.village.clone(),
            body: self.body,
            title: self.title.clone(),
            decided_on: self.decided_on,
            result: self.result,
            file: self.file,
            recorded_by: officer_of(&self.actor, &action::VILLAGE_DECISION_RECORD)?,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_decision(tx, &decision).await?;
        Ok(permit.commit(Change::created(subject(id), &decision.region, &decision), decision))
    }
}

/// One decision.
pub async fn read_decision(db: &Db, holder: &Holder, id: VillageDecisionId) -> Result<Decision, Stop> {
    let wanted = &action::VILLAGE_DECISION_READ;
    let decision = store::find_decision(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject(id), &decision.region)?;
    Ok(decision)
}

/// Decisions in the holder's regions.
pub async fn list_decisions(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DecisionQuery,
    listing: &Listing,
) -> Result<Page<Decision>, Stop> {
    let scope = holder.scope_within(&action::VILLAGE_DECISION_READ, region)?;
    Ok(store::list_decisions(db.read(), &scope, query, listing, db.now().await?).await?)
}
