//! 反映对象与被反映人. What a complaint is about and of whom it speaks: everything in the caller's regions, and inside the complaint's.

use std::collections::HashSet;

use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{AnyId, AssetId, Id, OfficerId, Refusal, RegionCode, SubjectKind, Words as _},
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::Committed,
    },
    money::{
        funds::allocations_by_id,
        payments::{disbursements_by_id, payments_by_id},
        projects::projects_by_id,
    },
    office::{access::know_officers, places::sites_by_id, publicity::postings_by_id},
    property::{
        assets::{assets_by_id, void_for},
        complaints::{
            ComplaintsRefusal,
            model::{About, Complaint, Concerned},
            service::{Act, Locked, write_back},
        },
        upkeep::orders_by_id,
    },
};

/// What a body names.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Things, kind by kind.
    pub things: Vec<(SubjectKind, Vec<AnyId>)>,
    /// Officers who are complained of.
    pub officers: Vec<OfficerId>,
}

fn typed<K>(ids: &[AnyId]) -> Vec<Id<K>> {
    ids.iter().map(|id| Id::new(id.uuid())).collect()
}

/// Those of these that there are, in one query; what was deleted is not.
async fn found(tx: &Tx, kind: SubjectKind, ids: &[AnyId]) -> Result<Vec<About>, Fault> {
    let about = |id: uuid::Uuid, number: String, region| About { kind, id: AnyId::new(id), number, region };
    let conn = tx.conn();
    Ok(match kind {
        SubjectKind::Asset => {
            let there = assets_by_id(conn, &typed(ids)).await?.into_values().filter(|a| a.deleted_at.is_none());
            there.map(|a| about(a.id.uuid(), a.number, a.region)).collect()
        }
        SubjectKind::Payment => {
            let there = payments_by_id(conn, &typed(ids)).await?.into_values();
            there.map(|p| about(p.id.uuid(), p.number, p.region)).collect()
        }
        SubjectKind::Disbursement => {
            let there = disbursements_by_id(conn, &typed(ids)).await?.into_values();
            let there = there.filter(|d| d.deleted_at.is_none());
            there.map(|d| about(d.id.uuid(), d.number, d.region)).collect()
        }
        SubjectKind::Site => {
            let there = sites_by_id(conn, &typed(ids)).await?.into_values().filter(|s| s.deleted_at.is_none());
            there.map(|s| about(s.id.uuid(), s.name, s.region)).collect()
        }
        SubjectKind::Project => {
            let there = projects_by_id(conn, &typed(ids)).await?.into_values().filter(|p| p.deleted_at.is_none());
            there.map(|p| about(p.id.uuid(), p.number, p.region)).collect()
        }
        SubjectKind::Allocation => {
            let there = allocations_by_id(conn, &typed(ids)).await?.into_values();
            let there = there.filter(|a| a.deleted_at.is_none());
            there.map(|a| about(a.id.uuid(), a.number.unwrap_or_else(|| a.id.to_string()), a.region)).collect()
        }
        SubjectKind::Posting => {
            let there = postings_by_id(conn, &typed(ids)).await?.into_iter();
            there.map(|p| about(p.id.uuid(), p.number, p.region)).collect()
        }
        SubjectKind::UpkeepOrder => {
            let there = orders_by_id(conn, &typed(ids)).await?.into_values();
            there.map(|o| about(o.id.uuid(), o.number, o.region)).collect()
        }
        other => return Err(Fault::inconsistent(format!("a complaint about {other}"))),
    })
}

impl Named {
    /// Whether it names nothing at all.
    pub fn is_empty(&self) -> bool {
        self.things.iter().all(|(_, ids)| ids.is_empty()) && self.officers.is_empty()
    }

    /// Every thing that it names, in its order; those that do not exist here are told with their places.
    pub async fn known(&self, tx: &Tx, holder: &Holder) -> Result<Vec<About>, Stop> {
        let (seen, mut known, mut refused) = (holder.seen(), Vec::new(), Vec::new());
        for (kind, ids) in self.things.iter().filter(|(_, ids)| !ids.is_empty()) {
            let mut there = found(tx, *kind, ids).await?;
            there.retain(|about| seen.covers(&about.region));
            for (n, id) in ids.iter().enumerate() {
                let at = format!("/{}_ids/{n}", kind.word());
                let Some(about) = there.iter().find(|about| about.id == *id) else {
                    refused.push(Refusal::from(ComplaintsRefusal::UnknownSubject).placed(Some(&at)));
                    continue;
                };
                known.push(about.clone());
                if *kind == SubjectKind::Asset {
                    let void = void_for(tx.conn(), &seen, AssetId::from(id.uuid())).await?;
                    refused.extend(void.map(|void| Refusal::from(void).placed(Some(&at))));
                }
            }
        }
        Refusal::joined(refused).map_or(Ok(known), |refusal| Err(refusal.into()))
    }

    /// The officers whom it names, complained of from a word on.
    pub fn concerned(&self, word: i32) -> impl Iterator<Item = Concerned> {
        self.officers.iter().map(move |officer| Concerned { officer: *officer, since: word })
    }

    /// Every officer whom it names is one of the holder's regions.
    pub async fn officers_known(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let place = |n: usize| format!("/complained_of_officer_ids/{n}");
        let named: Vec<_> = self.officers.iter().enumerate().map(|(n, id)| (place(n), *id)).collect();
        know_officers(tx, holder, &named, ComplaintsRefusal::UnknownOfficer).await
    }
}

/// Nothing twice, and nothing outside the region.
pub fn fits(about: &[About], officers: &[Concerned], region: &RegionCode) -> Result<(), ComplaintsRefusal> {
    let mut once = HashSet::new();
    if let Some(twice) = about.iter().find(|a| !once.insert((a.kind, a.id))) {
        return Err(ComplaintsRefusal::ListedTwice { subject: twice.number.clone() });
    }
    if let Some(far) = about.iter().find(|a| !region.covers(&a.region)) {
        let (subject, lies, complaint) = (far.number.clone(), far.region.clone(), region.clone());
        return Err(ComplaintsRefusal::SubjectElsewhere { subject, region: lies, complaint });
    }
    let mut once = HashSet::new();
    if officers.iter().all(|c| once.insert(c.officer)) { Ok(()) } else { Err(ComplaintsRefusal::OfficerTwice) }
}

/// Adds to what a complaint is about, and to whom it speaks of.
pub struct AddSubjects {
    /// The act.
    pub act: Act,
    /// What is added.
    pub named: Named,
}

impl Work for AddSubjects {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::COMPLAINT_ADD_SUBJECTS).await?;
        let mut added = Vec::new();
        let things = self.named.known(tx, &holder).await.map(|known| added.extend(known));
        all_hold([things, self.named.officers_known(tx, &holder).await])?;
        if self.named.is_empty() {
            return Err(ComplaintsRefusal::NothingAdded.into());
        }
        let mut after = before.next(before.state, tx.now().await?).filter(|next| next.state.waits());
        if let Some(next) = &mut after {
            next.about.extend(added);
            next.complained_of.extend(self.named.concerned(next.last().map_or(1, |w| w.n)));
            fits(&next.about, &next.complained_of, &next.region)?;
            if next.officer.is_some_and(|officer| next.speaks_of(officer)) {
                next.officer = None;
            }
        }
        let (change, after) = write_back(tx, &before, after).await?;
        Ok(permit.commit(change, after))
    }
}
