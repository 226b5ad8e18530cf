//! 拟公示. Files what is to be posted: about what, for how long, and who is named.

use std::{collections::HashSet, sync::Arc};

use super::{plain, subject_of, unsettled::no_other};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of},
        kernel::{
            AnyId, Digest, NumberKind, PostingId, Refusal, RegionCode, VillageDecisionId, Words as _, bears_number,
        },
        platform::{Fault, Sealer, Stop, Tx, Work, all_hold, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        places::region_on,
        publicity::{
            Posted, PostedDoor, PublicityRefusal,
            model::{Content, Line, PostedMatter, Posting, PostingState, Span, Subject, VillageVote, is_hotline},
            store::{self, Sealing},
        },
    },
};

/// What a caller says of a posting, and of its next revision.
pub struct Asked {
    /// Headline.
    pub title: String,
    /// 监督电话.
    pub hotline: String,
    /// The village's decision on which it stands.
    pub decision: Option<VillageDecisionId>,
    /// For how long.
    pub span: Option<Span>,
    /// Who is named.
    pub content: Content,
}

/// What is wrong in a line, each with its field.
fn faults(line: &Line) -> Vec<(&'static str, PublicityRefusal)> {
    let texts = [("name", Some(&line.name)), ("group", line.group.as_ref()), ("basis", line.basis.as_ref())];
    let bears = texts.into_iter().filter(|(_, text)| text.is_some_and(|text| bears_number(text)));
    let mut faults: Vec<_> = bears.map(|(field, _)| (field, PublicityRefusal::BearsNumber)).collect();
    if let Some(amount) = line.amount().filter(|amount| amount.fen() < 0) {
        faults.push(("amount", PublicityRefusal::AmountBelowZero { amount }));
    }
    faults
}

impl Asked {
    /// What is wrong in itself, with what hangs.
    pub(super) fn span(&self, content: &Content) -> Result<Span, Refusal> {
        plain([self.title.as_str()]).map_err(|refusal| Refusal::from(refusal).placed(Some("/title")))?;
        // What hangs of a list stands at no place of the body.
        let told = !self.content.lines.is_empty();
        let wrong = content.lines.iter().enumerate().flat_map(|(n, line)| {
            let place = move |field: &str| told.then(|| format!("/lines/{n}/{field}"));
            faults(line).into_iter().map(move |(field, refusal)| Refusal::from(refusal).placed(place(field).as_deref()))
        });
        if let Some(refusal) = Refusal::joined(wrong) {
            return Err(refusal);
        }
        if !is_hotline(&self.hotline) {
            return Err(PublicityRefusal::BadHotline.into());
        }
        self.span.ok_or_else(|| PublicityRefusal::TermMissing.into())
    }

    /// What hangs: what an officer says, or of lists what they are.
    pub(super) async fn hangs(
        &self,
        (tx, sealer): (&Tx, &Sealer),
        doors: &[Arc<dyn PostedDoor>],
        (matter, subjects): (PostedMatter, Vec<Subject>),
    ) -> Result<(Content, Vec<Subject>), Stop> {
        match (matter.is_of_lists(), self.content.lines.is_empty()) {
            (false, false) => return Ok((self.content.clone(), subjects)),
            (false, true) => return Err(PublicityRefusal::LinesMissing.into()),
            (true, false) => return Err(PublicityRefusal::LinesOfList.into()),
            (true, true) => {}
        }
        let door = door_of(doors, matter)?;
        let (mut lines, mut bound) = (Vec::new(), Vec::with_capacity(subjects.len()));
        for subject in subjects {
            let hanging = door.hangs(tx, sealer, subject.id).await?;
            let hanging =
                hanging.ok_or_else(|| Fault::inconsistent(format!("a list of which nothing hangs: {matter}")))?;
            lines.extend(hanging.lines);
            bound.push(Subject { digest: Some(hanging.digest), ..subject });
        }
        Ok((Content { lines }, bound))
    }

    /// The decision that it names is one of the caller's regions.
    pub(super) async fn decision_known(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.decision else { return Ok(()) };
        let found = store::find_decision(tx.conn(), id).await?;
        let known = found.is_some_and(|d| holder.seen().covers(&d.region));
        if known { Ok(()) } else { Err(PublicityRefusal::UnknownDecision.into()) }
    }

    /// The decision that it names passed, in a village where this hangs.
    pub(super) async fn decision_fits(&self, tx: &Tx, region: &RegionCode) -> Result<(), Stop> {
        let Some(id) = self.decision else { return Ok(()) };
        let found = store::find_decision(tx.conn(), id).await?.ok_or(PublicityRefusal::UnknownDecision)?;
        if found.result == VillageVote::Passed && region.covers(&found.region) {
            return Ok(());
        }
        Err(PublicityRefusal::DecisionUnfit { number: found.number }.into())
    }
}

/// How many lines.
pub(super) fn count(content: &Content) -> Result<i32, Fault> {
    i32::try_from(content.lines.len()).map_err(|_| Fault::inconsistent("more lines than a body holds"))
}

/// Whoever knows the things of a matter.
fn door_of(doors: &[Arc<dyn PostedDoor>], matter: PostedMatter) -> Result<&dyn PostedDoor, Fault> {
    let door = doors.iter().find(|door| door.matter() == matter);
    door.map(AsRef::as_ref).ok_or_else(|| Fault::inconsistent(format!("nobody knows what is posted as {matter}")))
}

/// What a posting is about, by kinds; one of them is named.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Assets whose title is to be confirmed.
    pub assets: Vec<AnyId>,
    /// Transfers that are to take effect.
    pub transfers: Vec<AnyId>,
    /// Plans whose lists are to be locked.
    pub distributions: Vec<AnyId>,
    /// Lists by which persons are to be paid.
    pub lists: Vec<AnyId>,
    /// Schemes of shares that are to be adopted.
    pub schemes: Vec<AnyId>,
}

impl About {
    /// What is posted of what, with the place in the body.
    fn named(&self) -> [(PostedMatter, &'static str, &[AnyId]); 5] {
        [
            (PostedMatter::Title, "/asset_ids", &self.assets),
            (PostedMatter::Transfer, "/transfer_ids", &self.transfers),
            (PostedMatter::Distribution, "/distribution_ids", &self.distributions),
            (PostedMatter::ToPersonList, "/to_person_list_ids", &self.lists),
            (PostedMatter::ShareScheme, "/share_scheme_ids", &self.schemes),
        ]
    }
}

/// Files a posting.
pub struct FilePosting {
    /// Who.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Who knows the subjects.
    pub doors: Vec<Arc<dyn PostedDoor>>,
    /// Where it hangs.
    pub region: RegionCode,
    /// About what.
    pub about: About,
    /// The rest.
    pub asked: Asked,
}

impl FilePosting {
    /// Every subject of one kind; those that do not exist here are told with their places.
    async fn subjects(
        &self,
        tx: &Tx,
        holder: &Holder,
        (matter, place, ids): (PostedMatter, &str, &[AnyId]),
    ) -> Result<Vec<Posted>, Stop> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let door = door_of(&self.doors, matter)?;
        let seen = holder.seen();
        let mut found = door.find(tx, ids).await?;
        found.retain(|subject| seen.covers(&subject.region));
        let mut unknown = Vec::new();
        for (n, id) in ids.iter().enumerate().filter(|(_, id)| !found.iter().any(|f| f.id == **id)) {
            let instead = door.instead(tx, &seen, *id).await?;
            let refusal = instead.unwrap_or_else(|| PublicityRefusal::UnknownSubject.into());
            unknown.push(refusal.placed(Some(&format!("{place}/{n}"))));
        }
        match Refusal::joined(unknown) {
            Some(refusal) => Err(refusal.into()),
            None => Ok(found),
        }
    }

    /// Everything that it names, and that this is of one matter.
    async fn references_hold(&self, tx: &Tx, holder: &Holder) -> Result<(PostedMatter, Vec<Subject>), Stop> {
        let mut named = Vec::new();
        let mut held = Vec::new();
        for (matter, place, ids) in self.about.named().into_iter().filter(|(.., ids)| !ids.is_empty()) {
            let found = self.subjects(tx, holder, (matter, place, ids)).await;
            held.push(found.map(|found| named.push((matter, found, ids))));
        }
        held.push(self.asked.decision_known(tx, holder).await);
        all_hold(held)?;
        let [(matter, found, ids)] = &named[..] else { return Err(PublicityRefusal::OneMatter.into()) };
        if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
            return Err(PublicityRefusal::ListedTwice.into());
        }
        if let Some(far) = found.iter().find(|s| !self.region.covers(&s.region)) {
            let (subject, region, posting) = (far.number.clone(), far.region.clone(), self.region.clone());
            return Err(PublicityRefusal::SubjectElsewhere { subject, region, posting }.into());
        }
        let listed = ids.iter().filter_map(|id| found.iter().find(|f| f.id == *id));
        let subject = |f: &Posted| Subject { id: f.id, number: f.number.clone(), digest: None };
        Ok((*matter, listed.map(subject).collect()))
    }

    async fn draft(
        &self,
        tx: &Tx,
        (matter, subjects): (PostedMatter, Vec<Subject>),
        content: &Content,
    ) -> Result<Posting, Stop> {
        let (a, now) = (&self.asked, tx.now().await?);
        let span = a.span(content)?;
        a.decision_fits(tx, &self.region).await?;
        let id: PostingId = tx.id(now);
        let draft = Posting {
            id,
            number: next_number(tx, NumberKind::Posting, &self.region).await?.to_string(),
            region: self.region.clone(),
            matter,
            title: a.title.clone(),
            hotline: a.hotline.clone(),
            decision: a.decision,
            span,
            state: PostingState::Draft,
            revision: 1,
            lines: count(content)?,
            digest: Digest::of(&[]),
            subjects,
            places: Vec::new(),
            copies: Vec::new(),
            terms: Vec::new(),
            objections: Vec::new(),
            filed_by: officer_of(&self.actor, &action::POSTING_FILE)?,
            posted_by: None,
            closed: None,
            proof: None,
            end_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let digest = store::digest_of(self.sealer.keys(), &draft, content)?;
        Ok(Posting { digest, ..draft })
    }
}

impl Work for FilePosting {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::POSTING_FILE, &self.region)?;
        let today = tx.now().await?.day();
        region_on(tx, &self.region, today).await?;
        let (matter, subjects) = self.references_hold(tx, &holder).await?;
        let (content, subjects) = self.asked.hangs((tx, &self.sealer), &self.doors, (matter, subjects)).await?;
        no_other(tx.conn(), (matter, &subjects), None).await?;
        let posting = self.draft(tx, (matter, subjects), &content).await?;
        store::insert_posting(tx, &posting).await?;
        let sealing = Sealing::on(tx, &self.sealer, &posting.region, today).await?;
        store::insert_content(tx, &sealing, &posting, &content).await?;
        let created = Change::created(subject_of(&posting), &posting.region, &posting).state(posting.state.word());
        Ok(permit.commit(created, posting))
    }
}
