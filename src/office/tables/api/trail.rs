//! `/trail/events/export`. The trail stands below tables, so its export stands here.

use poem_openapi::OpenApi;

use super::form::{TableFile, exported};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::Words as _,
        platform::{Db, Listing, Page, Stop},
        trail::{Event, EventFilter, TrailFilter, list_events},
        wire::{Exporter, Refused, Writes},
    },
    office::tables::{
        model::out::{Out, Titles},
        service::Listed,
    },
};

/// Events of the trail, as filtered.
struct Events {
    db: Db,
    holder: Holder,
    filter: EventFilter,
}

impl Listed for Events {
    type Item = Event;
    const NAME: &'static str = "trail-events";
    const TITLES: Titles = &[
        "序号",
        "时间",
        "主体",
        "人员",
        "角色",
        "操作",
        "结果",
        "原因",
        "事项类别",
        "事项",
        "版本",
        "状态",
        "区划",
        "变更前",
        "变更后",
        "请求",
        "地址",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<Event>, Stop> {
        list_events(&self.db, &self.holder, &self.filter, listing).await
    }

    fn adds_up(&self, _: &Event) -> bool {
        true
    }

    fn cells(&self, event: &Event) -> Vec<Out> {
        let (kind, subject) = event.subject.unzip();
        vec![
            Some(event.seq).into(),
            Some(event.at).into(),
            Some(&event.principal).into(),
            event.officer_id.into(),
            event.role.as_ref().into(),
            Some(&event.action).into(),
            Some(event.outcome.label()).into(),
            event.reason.as_ref().into(),
            kind.map(|k| k.label()).into(),
            subject.into(),
            event.version.into(),
            event.state.as_ref().into(),
            Some(&event.region).into(),
            event.before.as_ref().into(),
            event.after.as_ref().into(),
            Some(&event.request_id).into(),
            event.address.as_ref().into(),
        ]
    }
}

/// The trail as a table.
pub struct TrailExportApi(pub Db);

#[OpenApi]
impl TrailExportApi {
    /// The events of the trail as a table
    #[oai(path = "/trail/events/export", method = "get", operation_id = "trail.event.export")]
    async fn export(&self, by: Exporter<TrailFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder) = (self.0.clone(), by.takeout.holder.clone());
        let events = Events { db, holder, filter: by.filter.into() };
        Ok(exported(by.takeout, &action::TRAIL_EXPORT, events).await?)
    }
}
