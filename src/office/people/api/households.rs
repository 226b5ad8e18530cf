//! `/households`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    PeopleParts,
    shapes::{
        HouseholdConfirmation, HouseholdEvents, HouseholdMembers, HouseholdPatch, HouseholdReversal, HouseholdSplit,
        HouseholdView, NewAddressReveal, NewHousehold, NewHouseholdEvents, NewHouseholdStanding, RevealedAddress,
    },
};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{Day, ExternalRef, HouseholdId, RegionCode, SiteId},
        platform::Stop,
        wire::{
            Acting, Caller, Changing, Created, Creating, Deferring, Done, Exporter, Filter, Lister, PageOf, Read,
            Reads, Refused, Writes, texts,
        },
    },
    office::{
        people::{
            model::{HouseholdQuery, Monitored, PersonName},
            service::{
                confirm::ConfirmMembers,
                events::{RecordEvents, ReverseEvents},
                exports::{Members, Register},
                households::{ChangeHousehold, CreateHousehold, HouseholdFields, RevealAddress},
                member_rows::MemberRows,
                read::{list_households, read_events, read_household, read_members},
                split::SplitHousehold,
                standings::TellStanding,
            },
        },
        tables::{ImportForm, ImportReply, TableFile, exported, import, mark, template},
    },
};

/// Filters of households.
#[derive(Debug, Object)]
pub struct HouseholdFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only at this site.
    site_id: Option<SiteId>,
    /// Only out of this region and everything inside it.
    origin: Option<RegionCode>,
    /// Only registered as poor, or only others.
    poor: Option<bool>,
    /// Only monitored as this.
    monitored: Option<Monitored>,
    /// Only those that came out of this one by a split.
    split_from_id: Option<HouseholdId>,
    /// Only those of which a member or the head waits to be confirmed by another officer, or only others.
    unconfirmed: Option<bool>,
}

impl Filter for HouseholdFilter {
    const MARK: &'static str = "list:HouseholdFilter:since:external";
}

impl From<HouseholdFilter> for HouseholdQuery {
    fn from(f: HouseholdFilter) -> Self {
        Self {
            site: f.site_id,
            origin: f.origin,
            poor: f.poor,
            monitored: f.monitored,
            split_from: f.split_from_id,
            unconfirmed: f.unconfirmed,
            only: None,
        }
    }
}

/// Households.
pub struct HouseholdsApi(pub PeopleParts);

impl HouseholdsApi {
    fn register(&self, holder: Holder, (filter, external): (HouseholdFilter, Option<ExternalRef>)) -> Register {
        let (db, sealer, region) = (self.0.db.clone(), self.0.sealer.clone(), filter.region.clone());
        Register { db, sealer, holder, region, query: filter.into(), external }
    }
}

#[OpenApi]
impl HouseholdsApi {
    /// Households in one's regions
    #[oai(path = "/households", method = "get", operation_id = "people.household.list")]
    async fn list(&self, by: Lister<HouseholdFilter>) -> Result<Json<PageOf<HouseholdView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let query = (by.filter.into(), by.external);
        let parts = (&self.0.db, &self.0.sealer);
        let page = list_households(parts, &by.holder, region.as_ref(), query, &by.listing).await?;
        Ok(Json(page.map(|h| HouseholdView::from(&h)).into()))
    }

    /// Register a household with its members
    #[oai(path = "/households", method = "post", operation_id = "people.household.create")]
    async fn create(&self, by: Creating, body: Json<NewHousehold>) -> Result<Created<HouseholdView>, Refused<Writes>> {
        let mut b = body.0;
        let (actor, sealer, fields) = (by.actor.clone(), self.0.sealer.clone(), b.fields());
        let work = CreateHousehold {
            actor,
            sealer,
            region: b.region_code,
            origin: b.origin_code,
            fields,
            on: b.on,
            members: b.members.into_iter().map(Into::into).collect(),
            stated: b.stated_members,
            standing: (b.poor, b.monitored),
            acknowledged: texts(b.acknowledged),
        };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// The households as a table, as filtered
    #[oai(path = "/households/export", method = "get", operation_id = "people.household.export")]
    async fn export(&self, by: Exporter<HouseholdFilter>) -> Result<TableFile, Refused<Writes>> {
        let list = self.register(by.takeout.holder.clone(), (by.filter, by.external));
        Ok(exported(by.takeout, &action::HOUSEHOLD_EXPORT, list).await?)
    }

    /// Who belongs to the households today, as a table, masked; households as filtered
    #[oai(path = "/households/export-members", method = "get", operation_id = "people.household.export_members")]
    async fn export_members(&self, by: Exporter<HouseholdFilter>) -> Result<TableFile, Refused<Writes>> {
        let households = self.register(by.takeout.holder.clone(), (by.filter, by.external));
        let day = self.0.db.now().await.map_err(Stop::from)?.day();
        Ok(exported(by.takeout, &action::HOUSEHOLD_EXPORT_MEMBERS, Members { households, day }).await?)
    }

    /// Import households from a file, a row a member; what it does not name stays as it is
    #[oai(path = "/households/imports", method = "post", operation_id = "people.household.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0.intake, by, form, MemberRows).await
    }

    /// A file of households back, with what is wrong in each row; nothing is kept
    #[oai(path = "/households/imports/marked", method = "post", operation_id = "people.household.mark_import")]
    async fn mark_import(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0.intake, by, form, MemberRows).await?)
    }

    /// The template for importing households
    #[oai(path = "/households/imports/template", method = "get", operation_id = "people.household.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<MemberRows>(&by)?)
    }

    /// One household
    #[oai(path = "/households/:id", method = "get", operation_id = "people.household.read")]
    async fn read(&self, by: Caller, id: Path<HouseholdId>) -> Result<Read<HouseholdView>, Refused<Reads>> {
        let household = read_household(&self.0.db, &self.0.sealer, &by.holder, id.0).await?;
        Ok(Read(HouseholdView::from(&household)))
    }

    /// Who belongs to a household on a day, masked; today where no day is named
    #[oai(path = "/households/:id/members", method = "get", operation_id = "people.household.read_members")]
    async fn members(
        &self,
        by: Caller,
        id: Path<HouseholdId>,
        /// As of this day.
        as_of: Query<Option<Day>>,
    ) -> Result<Json<HouseholdMembers>, Refused<Reads>> {
        let parts = (&self.0.db, &self.0.sealer);
        let members = read_members(parts, &by.holder, id.0, as_of.0).await?;
        Ok(Json(HouseholdMembers { items: members.iter().map(Into::into).collect() }))
    }

    /// What happened to a household, with what was reversed
    #[oai(path = "/households/:id/events", method = "get", operation_id = "people.household.read_events")]
    async fn events(&self, by: Caller, id: Path<HouseholdId>) -> Result<Json<HouseholdEvents>, Refused<Reads>> {
        let events = read_events((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Json(HouseholdEvents { items: events.iter().map(Into::into).collect() }))
    }

    /// Change what is written of a household; members change by events
    #[oai(path = "/households/:id", method = "patch", operation_id = "people.household.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<HouseholdId>,
        body: Json<HouseholdPatch>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let work = ChangeHousehold { actor, sealer, id: id.0, if_match, fields: body.0.into() };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// Tell what happened to a household
    #[oai(path = "/households/:id/record", method = "post", operation_id = "people.household.record")]
    async fn record(
        &self,
        by: Acting,
        id: Path<HouseholdId>,
        body: Json<NewHouseholdEvents>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let told = body.0.events.into_iter().map(Into::into).collect();
        let acknowledged = texts(body.0.acknowledged);
        let work = RecordEvents { actor, sealer, id: id.0, if_match, told, acknowledged };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// Say that events were wrong; the household is again what the others make of it
    #[oai(path = "/households/:id/reverse", method = "post", operation_id = "people.household.reverse")]
    async fn reverse(
        &self,
        by: Acting,
        id: Path<HouseholdId>,
        body: Json<HouseholdReversal>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone());
        let (ns, reason) = (body.0.events, body.0.reason.into());
        let work = ReverseEvents { actor, sealer, id: id.0, if_match, ns, reason };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// Split a household; answers the one that came of it
    #[oai(path = "/households/:id/split", method = "post", operation_id = "people.household.split")]
    async fn split(
        &self,
        by: Acting,
        id: Path<HouseholdId>,
        body: Json<HouseholdSplit>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match, b) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone(), body.0);
        let (building, room) = (b.building.map(Into::into), b.room.map(Into::into));
        let work = SplitHousehold {
            actor,
            sealer,
            id: id.0,
            if_match,
            on: b.on,
            leaving: b.members.into_iter().map(Into::into).collect(),
            staying: b.staying.unwrap_or_default().into_iter().map(Into::into).collect(),
            fields: HouseholdFields { building, room, ..HouseholdFields::default() },
        };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// Say who belongs to a household and who heads it, as somebody else than who told it
    #[oai(path = "/households/:id/confirm", method = "post", operation_id = "people.household.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<HouseholdId>,
        body: Json<HouseholdConfirmation>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match, b) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone(), body.0);
        let head = PersonName::new(b.head_name.into());
        let work = ConfirmMembers { actor, sealer, id: id.0, if_match, head, members: b.members, paper: b.file_id };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// Tell from which day on a household is registered poor or monitored, or is so no longer
    #[oai(path = "/households/:id/mark", method = "post", operation_id = "people.household.mark")]
    async fn mark(
        &self,
        by: Acting,
        id: Path<HouseholdId>,
        body: Json<NewHouseholdStanding>,
    ) -> Result<Done<HouseholdView>, Refused<Writes>> {
        let (actor, sealer, if_match, b) = (by.actor.clone(), self.0.sealer.clone(), by.if_match.clone(), body.0);
        let (since, poor, monitored, paper) = (b.since_on, b.poor, b.monitored, b.paper.map(Into::into));
        let work = TellStanding { actor, sealer, id: id.0, if_match, since, poor, monitored, paper };
        by.run(&self.0.db, &work, |h| HouseholdView::from(h)).await
    }

    /// See the address that a household left in clear; each time counts, and the answer is kept nowhere
    #[oai(path = "/households/:id/reveal", method = "post", operation_id = "people.household.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<HouseholdId>,
        body: Json<NewAddressReveal>,
    ) -> Result<Json<RevealedAddress>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.0.sealer.clone());
        let work = RevealAddress { actor, sealer, id: id.0, reason: body.0.reason.into() };
        let address = self.0.db.write(&work).await?;
        Ok(Json(RevealedAddress { origin_address: address.reveal().to_owned() }))
    }
}
