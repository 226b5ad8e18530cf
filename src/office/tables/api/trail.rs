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
    office::tables::service::{Listed, columns},
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

    async fn page(&self, listing: &Listing) -> Result<Page<Event>, Stop> {
        list_events(&self.db, &self.holder, &self.filter, listing).await
    }

    columns! { event, (kind, subject) = event.subject.unzip();
        "序号" => Some(event.seq),
        "时间" => Some(event.at),
        "主体" => Some(&event.principal),
        "人员" => event.officer_id,
        "角色" => event.role.as_ref(),
        "操作" => Some(&event.action),
        "结果" => Some(event.outcome.label()),
        "原因" => event.reason.as_ref(),
        "事项类别" => kind.map(|k| k.label()),
        "事项" => subject,
        "版本" => event.version,
        "状态" => event.state.as_ref(),
        "区划" => Some(&event.region),
        "变更前" => event.before.as_ref(),
        "变更后" => event.after.as_ref(),
        "请求" => Some(&event.request_id),
        "地址" => event.address.as_ref(),
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
