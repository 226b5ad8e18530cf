//! `/collective-members`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    CollectivesParts,
    member_shapes::{
        CollectiveMemberEvents, CollectiveMemberLoss, CollectiveMemberReply, CollectiveMemberReversal,
        CollectiveMemberView, NewCollectiveMember,
    },
};
use crate::{
    benefit::collectives::{
        model::{MemberGround, MemberQuery, MemberState},
        service::{
            answers::AnswerForMember,
            exports::Roster,
            losses::LoseMembership,
            member_rows::MemberRows,
            members::RecordDecision,
            read::{list_members, read_member, read_member_events},
            reversals::ReverseMemberEvents,
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, CollectiveMemberId, Day, PersonId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Deferring, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused,
            Writes, given,
        },
    },
    office::tables::{ImportForm, ImportReply, TableFile, exported, import, mark, template},
};

/// Filters of memberships.
#[derive(Debug, Object)]
pub struct CollectiveMemberFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only in this body.
    collective_id: Option<CollectiveId>,
    /// Only of this person.
    person_id: Option<PersonId>,
    /// Only in this state: `waiting` waits for another body's answer.
    state: Option<MemberState>,
    /// Only by this ground.
    ground: Option<MemberGround>,
    /// Only who is a member on this day: the roster of that day.
    as_of: Option<Day>,
}

impl Filter for CollectiveMemberFilter {
    const MARK: &'static str = "list:CollectiveMemberFilter:since:external";
}

impl From<&CollectiveMemberFilter> for MemberQuery {
    fn from(f: &CollectiveMemberFilter) -> Self {
        Self {
            collective: f.collective_id,
            person: f.person_id,
            state: f.state,
            ground: f.ground,
            on: f.as_of,
            only: None,
        }
    }
}

/// Members of bodies.
pub struct CollectiveMembersApi(pub CollectivesParts);

type Acted = Result<Done<CollectiveMemberView>, Refused<Writes>>;

#[OpenApi]
impl CollectiveMembersApi {
    /// Who is, was or asks to be a member of the bodies in one's regions, masked
    #[oai(path = "/collective-members", method = "get", operation_id = "collectives.member.list")]
    async fn list(
        &self,
        by: Lister<CollectiveMemberFilter>,
    ) -> Result<Json<PageOf<CollectiveMemberView>>, Refused<Reads>> {
        let query = (MemberQuery::from(&by.filter), by.external);
        let parts = (&self.0.db, &self.0.sealer);
        let page = list_members(parts, &by.holder, by.filter.region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|m| CollectiveMemberView::from(&m)).into()))
    }

    /// Record what the assembly decided of somebody who asks to be a member
    #[oai(path = "/collective-members", method = "post", operation_id = "collectives.member.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewCollectiveMember>,
    ) -> Result<Created<CollectiveMemberView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordDecision {
            actor: by.actor.clone(),
            collective: b.collective_id,
            person: b.person_id,
            decision: b.decision,
            on: b.on,
            ground: b.ground,
            parent: b.parent_person_id,
            reason: b.reason,
            paper: b.file_id,
            note: b.note.map(Into::into),
            external_ids: given(b.external_ids).unwrap_or_default(),
            deaths: self.0.deaths,
        };
        by.run(&self.0.db, &work, |m| CollectiveMemberView::from(m)).await
    }

    /// The memberships as a table, as filtered, masked
    #[oai(path = "/collective-members/export", method = "get", operation_id = "collectives.member.export")]
    async fn export(&self, by: Exporter<CollectiveMemberFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = MemberQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = Roster { db, sealer, holder, region, query, external: by.external };
        Ok(exported(by.takeout, &action::COLLECTIVE_MEMBER_EXPORT, list).await?)
    }

    /// Import rosters of bodies from a file, a row a member; who is known stays as it is
    #[oai(path = "/collective-members/imports", method = "post", operation_id = "collectives.member.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0.intake, by, form, MemberRows { deaths: self.0.deaths }).await
    }

    /// A file of members back, with what is wrong in each row; nothing is kept
    #[oai(
        path = "/collective-members/imports/marked",
        method = "post",
        operation_id = "collectives.member.mark_import"
    )]
    async fn mark_import(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0.intake, by, form, MemberRows { deaths: self.0.deaths }).await?)
    }

    /// The template for importing members
    #[oai(
        path = "/collective-members/imports/template",
        method = "get",
        operation_id = "collectives.member.read_template"
    )]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<MemberRows>(&by)?)
    }

    /// One membership, masked
    #[oai(path = "/collective-members/:id", method = "get", operation_id = "collectives.member.read")]
    async fn read(
        &self,
        by: Caller,
        id: Path<CollectiveMemberId>,
    ) -> Result<Read<CollectiveMemberView>, Refused<Reads>> {
        let shown = read_member((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(CollectiveMemberView::from(&shown)))
    }

    /// What was decided of a membership, with what was reversed
    #[oai(path = "/collective-members/:id/events", method = "get", operation_id = "collectives.member.read_events")]
    async fn events(
        &self,
        by: Caller,
        id: Path<CollectiveMemberId>,
    ) -> Result<Json<CollectiveMemberEvents>, Refused<Reads>> {
        let events = read_member_events(&self.0.db, &by.holder, id.0).await?;
        Ok(Json(CollectiveMemberEvents { items: events.iter().map(Into::into).collect() }))
    }

    /// Say that somebody is a member no longer
    #[oai(path = "/collective-members/:id/lose", method = "post", operation_id = "collectives.member.lose")]
    async fn lose(&self, by: Acting, id: Path<CollectiveMemberId>, body: Json<CollectiveMemberLoss>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let CollectiveMemberLoss { on, ground, file_id: paper, note } = body.0;
        let work = LoseMembership { actor, id: id.0, if_match, on, ground, paper, note: note.map(Into::into) };
        by.run(&self.0.db, &work, |m| CollectiveMemberView::from(m)).await
    }

    /// Answer another body that asks whether a member left; both memberships go by the answer
    #[oai(path = "/collective-members/:id/answer", method = "post", operation_id = "collectives.member.answer")]
    async fn answer(&self, by: Acting, id: Path<CollectiveMemberId>, body: Json<CollectiveMemberReply>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let CollectiveMemberReply { answer, on, file_id: paper, note } = body.0;
        let (deaths, note) = (self.0.deaths, note.map(Into::into));
        let work = AnswerForMember { actor, id: id.0, if_match, answer, on, paper, note, deaths };
        by.run(&self.0.db, &work, |m| CollectiveMemberView::from(m)).await
    }

    /// Say that events of a membership were wrong; it is again what the others make of it
    #[oai(path = "/collective-members/:id/reverse", method = "post", operation_id = "collectives.member.reverse")]
    async fn reverse(&self, by: Acting, id: Path<CollectiveMemberId>, body: Json<CollectiveMemberReversal>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let (ns, reason) = (body.0.events, body.0.reason.into());
        let work = ReverseMemberEvents { actor, id: id.0, if_match, ns, reason };
        by.run(&self.0.db, &work, |m| CollectiveMemberView::from(m)).await
    }
}
