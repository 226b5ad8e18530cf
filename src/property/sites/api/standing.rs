//! `/sites/{id}/standing`.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{headcounts::HeadcountView, roles::SiteRoleView};
use crate::{
    ground::{
        kernel::{Day, SiteId},
        platform::Db,
        wire::{Caller, Reads, Refused, wire_words},
    },
    property::sites::{
        model::{BodyStanding, RoleKind, Standing},
        service::standing::read_standing,
    },
};

wire_words!(BodyStanding);

/// What is so at a site on a day.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SiteStanding {
    /// Where.
    site_id: SiteId,
    /// On which day.
    on: Day,
    /// Persons: as last counted by that day, else as the register of sites has it; absent where neither says.
    people: Option<i64>,
    /// On which day they were counted; absent where only the register says it.
    counted_on: Option<Day>,
    /// The count by paper.
    headcount: Option<HeadcountView>,
    /// From how many persons on a collective body is asked for there; absent where no value is set.
    from_people: Option<u32>,
    /// Whether it has the collective body that its size asks for.
    collective_body: BodyStanding,
    /// Who has which part on that day.
    roles: Vec<SiteRoleView>,
    /// Daily management and support of the place of origin, where nothing is recorded of them: nobody has said that there is none.
    unrecorded: Vec<RoleKind>,
}

impl From<Standing> for SiteStanding {
    fn from(s: Standing) -> Self {
        Self {
            site_id: s.site,
            on: s.on,
            people: s.size.map(|size| size.people),
            counted_on: s.size.and_then(|size| size.counted_on),
            headcount: s.headcount.as_ref().map(HeadcountView::from),
            from_people: s.threshold,
            collective_body: s.body,
            roles: s.roles.iter().map(SiteRoleView::from).collect(),
            unrecorded: s.unrecorded,
        }
    }
}

/// The standing of sites.
pub struct StandingApi(pub Db);

#[OpenApi]
impl StandingApi {
    /// What is so at a site on a day: how many live there, who answers for what, and what is not recorded
    #[oai(path = "/sites/:id/standing", method = "get", operation_id = "sites.standing.read")]
    async fn read(
        &self,
        by: Caller,
        id: Path<SiteId>,
        /// On this day; today where none is given.
        on: Query<Option<Day>>,
    ) -> Result<Json<SiteStanding>, Refused<Reads>> {
        Ok(Json(read_standing(&self.0, &by.holder, id.0, on.0).await?.into()))
    }
}
