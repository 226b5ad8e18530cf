//! `/collectives`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    CollectivesParts,
    shapes::{
        CollectiveClosing, CollectiveKindChange, CollectivePersonView, CollectiveStandingView, CollectiveView,
        NewCollective,
    },
};
use crate::{
    benefit::collectives::{
        model::{CollectiveKind, CollectiveQuery, CollectiveState},
        service::{
            bodies::{Becoming, ChangeKind, CloseBody, ConfirmClosing, RegisterBody},
            exports::BodyTable,
            read::{list_bodies, read_body},
            standing::{read_person, read_standing},
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, Day, OrganisationId, PersonId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::tables::{TableFile, exported},
};

/// Filters of bodies.
#[derive(Debug, Object)]
pub struct CollectiveFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this kind, now or at the last.
    kind: Option<CollectiveKind>,
    /// Only in this state.
    state: Option<CollectiveState>,
    /// Only the one that this organisation is.
    organisation_id: Option<OrganisationId>,
}

impl Filter for CollectiveFilter {
    const MARK: &'static str = "list:CollectiveFilter:since";
}

impl From<&CollectiveFilter> for CollectiveQuery {
    fn from(f: &CollectiveFilter) -> Self {
        Self { kind: f.kind, state: f.state, organisation: f.organisation_id }
    }
}

/// Bodies.
pub struct CollectivesApi(pub CollectivesParts);

#[OpenApi]
impl CollectivesApi {
    /// Bodies that hold property together, in one's regions
    #[oai(path = "/collectives", method = "get", operation_id = "collectives.body.list")]
    async fn list(&self, by: Lister<CollectiveFilter>) -> Result<Json<PageOf<CollectiveView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), CollectiveQuery::from(&by.filter));
        let page = list_bodies(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|c| CollectiveView::from(&c)).into()))
    }

    /// Register an organisation as a body
    #[oai(path = "/collectives", method = "post", operation_id = "collectives.body.register")]
    async fn register(
        &self,
        by: Creating,
        body: Json<NewCollective>,
    ) -> Result<Created<CollectiveView>, Refused<Writes>> {
        let b = body.0;
        let work = RegisterBody {
            actor: by.actor.clone(),
            organisation: b.organisation_id,
            becoming: Becoming { kind: b.kind, level: b.level, from: b.from_on, paper: b.file_id },
            note: b.note.map(Into::into),
        };
        by.run(&self.0.db, &work, |c| CollectiveView::from(c)).await
    }

    /// The bodies as a table, as filtered
    #[oai(path = "/collectives/export", method = "get", operation_id = "collectives.body.export")]
    async fn export(&self, by: Exporter<CollectiveFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = CollectiveQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::COLLECTIVE_EXPORT, BodyTable { db, holder, region, query }).await?)
    }

    /// One body
    #[oai(path = "/collectives/:id", method = "get", operation_id = "collectives.body.read")]
    async fn read(&self, by: Caller, id: Path<CollectiveId>) -> Result<Read<CollectiveView>, Refused<Reads>> {
        Ok(Read(CollectiveView::from(&read_body(&self.0.db, &by.holder, id.0).await?)))
    }

    /// What is so of a body on a day: by which rules it goes, who stands on its lists, where its money is kept
    #[oai(path = "/collectives/:id/standing", method = "get", operation_id = "collectives.body.read_standing")]
    async fn standing(
        &self,
        by: Caller,
        id: Path<CollectiveId>,
        /// As of this day; today where it is absent.
        as_of: Query<Option<Day>>,
    ) -> Result<Json<CollectiveStandingView>, Refused<Reads>> {
        let standing = read_standing(&self.0.db, &by.holder, id.0, as_of.0).await?;
        Ok(Json(CollectiveStandingView::from(&standing)))
    }

    /// What a person is to a body on a day: member, beneficiary, both, or neither
    #[oai(path = "/collectives/:id/person", method = "get", operation_id = "collectives.body.read_person")]
    async fn person(
        &self,
        by: Caller,
        id: Path<CollectiveId>,
        /// Who, as a person of the register.
        person_id: Query<PersonId>,
        /// As of this day; today where it is absent.
        as_of: Query<Option<Day>>,
    ) -> Result<Json<CollectivePersonView>, Refused<Reads>> {
        let found = read_person(&self.0.db, &by.holder, (id.0, person_id.0), as_of.0).await?;
        Ok(Json(CollectivePersonView::of(person_id.0, found)))
    }

    /// Make a body one of another kind from a day on
    #[oai(path = "/collectives/:id/change-kind", method = "post", operation_id = "collectives.body.change_kind")]
    async fn change_kind(
        &self,
        by: Acting,
        id: Path<CollectiveId>,
        body: Json<CollectiveKindChange>,
    ) -> Result<Done<CollectiveView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ChangeKind { actor, id: id.0, if_match, becoming: body.0.into() };
        by.run(&self.0.db, &work, |c| CollectiveView::from(c)).await
    }

    /// Ask that a body be one no longer, by a paper; nobody and nothing may hang on it, and another officer confirms it
    #[oai(path = "/collectives/:id/close", method = "post", operation_id = "collectives.body.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<CollectiveId>,
        body: Json<CollectiveClosing>,
    ) -> Result<Done<CollectiveView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let CollectiveClosing { on, reason, file_id: paper } = body.0;
        let work = CloseBody { actor, id: id.0, if_match, on, reason: reason.into(), paper, ends: self.0.ends };
        by.run(&self.0.db, &work, |c| CollectiveView::from(c)).await
    }

    /// Confirm that a body is one no longer, as another officer than who asked
    #[oai(
        path = "/collectives/:id/confirm-closing",
        method = "post",
        operation_id = "collectives.body.confirm_closing"
    )]
    async fn confirm_closing(
        &self,
        by: Acting,
        id: Path<CollectiveId>,
    ) -> Result<Done<CollectiveView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ConfirmClosing { actor, id: id.0, if_match, ends: self.0.ends };
        by.run(&self.0.db, &work, |c| CollectiveView::from(c)).await
    }
}
