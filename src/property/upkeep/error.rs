//! How upkeep refuses.

use crate::ground::{kernel::Day, platform::refusals};

refusals! {
    /// Ways in which upkeep refuses.
    pub enum UpkeepRefusal {
        /// The asset does not exist here.
        UnknownAsset = Invalid "upkeep.asset.unknown" at "/asset_ids" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// The organisation does not exist here.
        UnknownUnit = Invalid "upkeep.unit.unknown" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// Neither an organisation nor a name, or both.
        NotNamed = Invalid "upkeep.duty.not_named" {
            zh: "管护责任人填写有误", "管护责任人只填 organisation_id 或 name 之一。";
            en: "Keeper named twice or not at all", "Give either organisation_id or name for the keeper."
        }
        /// The same asset twice.
        Doubled = Invalid "upkeep.duty.doubled" at "/asset_ids" {
            zh: "资产重复", "同一资产在清单中出现两次；请删去重复的一项。";
            en: "The same asset twice", "An asset stands in the list twice; take one of them out."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "upkeep.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经到来的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// Not after what is recorded.
        Overlaps { asset: String, from: Day, last: Day } = Conflict "upkeep.duty.overlaps" {
            zh: "管护期间重叠", "资产 {asset} 的该项管护责任已记录到 {last}，不能自 {from} 起另定责任人；请填写更晚的日期。";
            en: "Periods overlap", "This duty of the asset {asset} is recorded until {last}; nobody else can take it from {from}. Give a later day."
        }
        /// Nothing would change.
        SameKeeper { asset: String, from: Day } = Conflict "upkeep.duty.same_keeper" {
            zh: "责任人未变", "资产 {asset} 的该项管护自 {from} 起已由该责任人负责；请从清单中删去。";
            en: "The same keeper", "This keeper has had this duty of the asset {asset} since {from}; take it out of the list."
        }
        /// It has ended.
        Ended { until: Day } = Conflict "upkeep.duty.ended" {
            zh: "管护责任已终止", "该项管护责任已于 {until} 终止。";
            en: "It has ended", "This duty ended on {until}."
        }
        /// It would end before it began.
        EndsTooEarly { from: Day, until: Day } = Invalid "upkeep.duty.ends_too_early" at "/until_on" {
            zh: "终止日期过早", "终止日 {until} 须晚于起始日 {from}。";
            en: "Ends before it begins", "The day on which it ends, {until}, lies after its first day, {from}."
        }
    }
}
