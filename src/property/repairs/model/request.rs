//! 报修. What somebody asks to be repaired, and what became of it.

use serde::{Deserialize, Serialize};

use crate::{
    ground::kernel::{
        Day, Digest, FileId, Instant, Layer, RegionCode, RepairLinkId, RepairRequestId, SiteId, UpkeepOrderId, Wording,
    },
    office::people::KeptPhone,
    property::upkeep::OrderState,
};

crate::ground::kernel::words! {
    /// 报修类别. What is broken.
    pub enum RepairKind {
        Water = "water" "供水、排水",
        Power = "power" "供电、照明",
        Road = "road" "道路、场地",
        Building = "building" "房屋、门窗",
        Lift = "lift" "电梯",
        Fire = "fire" "消防设施",
        Sanitation = "sanitation" "公厕、垃圾",
        Other = "other" "其他",
    }
}

crate::ground::kernel::words! {
    /// State of a request.
    pub enum RequestState {
        Received = "received" "已收到",
        Ordered = "ordered" "已派工",
        Answered = "answered" "已答复",
        Declined = "declined" "不予受理",
    }
}

impl RequestState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 5] = [
        (Self::Received, Self::Ordered),
        (Self::Received, Self::Answered),
        (Self::Received, Self::Declined),
        (Self::Ordered, Self::Answered),
        // Its order was cancelled.
        (Self::Ordered, Self::Declined),
    ];

    /// What may be done with one that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Received => (
                "open_order, answer, decline",
                "an order is opened for it, or it is answered or declined",
                "现可派工、答复，或不予受理",
            ),
            Self::Ordered => (
                "answer",
                "it is answered on the way, and for good when its order is closed; where that is cancelled another is opened, or it is declined",
                "现可答复进展，工单办结后作最终答复；工单取消的可重新派工或不予受理",
            ),
            Self::Answered => {
                ("file", "it was answered; what is broken again is another request", "已答复；再有损坏的请另行报修")
            }
            Self::Declined => {
                ("file", "it was declined; what is told anew is another request", "已不予受理；再次反映的请另行报修")
            }
        };
        Wording::new(acts, en, zh)
    }
}

/// What somebody told, in their own words. Kept sealed: nobody has looked at whom it names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Where.
    pub place: String,
    /// What is broken.
    pub what: String,
}

/// 报修.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepairRequest {
    /// Id.
    pub id: RepairRequestId,
    /// Printed number (BX).
    pub number: String,
    /// Through which link.
    pub link: RepairLinkId,
    /// At which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// What is broken.
    pub kind: RepairKind,
    /// What was told, sealed.
    #[serde(skip)]
    pub told: Vec<u8>,
    /// 联系电话, where one was left.
    pub phone: Option<KeptPhone>,
    /// 照片.
    pub photo: Option<FileId>,
    /// By what its receipt code is found.
    #[serde(skip)]
    pub code: Digest,
    /// On which day.
    pub filed_on: Day,
    /// Where it stands.
    pub state: RequestState,
    /// The order of upkeep that it became.
    pub order: Option<UpkeepOrderId>,
    /// 答复.
    pub answer: Option<String>,
    /// On which day it was answered last.
    pub answered_on: Option<Day>,
    /// 不予受理的理由.
    pub decline_reason: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl RepairRequest {
    /// The next version, in this state.
    #[must_use]
    pub fn moved(&self, state: RequestState, now: Instant) -> Self {
        Self { state, version: self.version + 1, updated_at: now, ..self.clone() }
    }
}

crate::ground::kernel::words! {
    /// 办理进度. How far a request is, as whoever filed it is told.
    pub enum Progress {
        Received = "received" "已收到，待安排",
        UnderWay = "under_way" "已安排维修",
        Done = "done" "已维修，待验收",
        Verified = "verified" "维修已验收",
        Closed = "closed" "已办结",
        Answered = "answered" "已答复",
        Declined = "declined" "不予受理",
    }
}

/// How far a request is: its own state, and that of the order that it became.
pub const fn progress(state: RequestState, order: Option<OrderState>) -> Progress {
    match (state, order) {
        (RequestState::Answered, _) => Progress::Answered,
        (RequestState::Declined, _) => Progress::Declined,
        (RequestState::Ordered, Some(OrderState::Opened | OrderState::Assigned)) => Progress::UnderWay,
        (RequestState::Ordered, Some(OrderState::Done)) => Progress::Done,
        (RequestState::Ordered, Some(OrderState::Verified)) => Progress::Verified,
        (RequestState::Ordered, Some(OrderState::Closed)) => Progress::Closed,
        (RequestState::Received, _) | (RequestState::Ordered, Some(OrderState::Cancelled) | None) => Progress::Received,
    }
}

/// 回执. What whoever filed a request is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The site's name.
    pub site_name: String,
    /// What is broken.
    pub kind: RepairKind,
    /// On which day it was filed.
    pub filed_on: Day,
    /// How far it is.
    pub progress: Progress,
    /// 答复, or why it was declined.
    pub answer: Option<String>,
    /// On which day it was answered.
    pub answered_on: Option<Day>,
}

/// By what requests are found.
#[derive(Debug, Clone, Default)]
pub struct RequestQuery {
    /// At this site.
    pub site: Option<SiteId>,
    /// Through this link.
    pub link: Option<RepairLinkId>,
    /// In this state.
    pub state: Option<RequestState>,
    /// Of this kind.
    pub kind: Option<RepairKind>,
    /// That became this order.
    pub order: Option<UpkeepOrderId>,
    /// Filed on this day or after it.
    pub filed_from: Option<Day>,
    /// Filed on this day or before it.
    pub filed_until: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::{Progress, RequestState, progress};
    use crate::property::upkeep::OrderState;

    #[test]
    fn the_course_of_an_order_is_the_answer() {
        let of = |order| progress(RequestState::Ordered, Some(order));
        assert_eq!(of(OrderState::Assigned), Progress::UnderWay);
        assert_eq!(of(OrderState::Verified), Progress::Verified);
        assert_eq!(of(OrderState::Closed), Progress::Closed);
        assert_eq!(of(OrderState::Cancelled), Progress::Received, "it waits again");
        assert_eq!(progress(RequestState::Answered, Some(OrderState::Assigned)), Progress::Answered);
    }
}
