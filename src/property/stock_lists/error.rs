//! How lists of a body's books refuse.

use super::model::StockLineState;
use crate::ground::{
    kernel::{Day, RegionCode},
    platform::refusals,
};

refusals! {
    /// Ways in which lists of a body's books refuse.
    pub enum StockListsRefusal {
        /// The body does not exist here.
        UnknownBody = Invalid "stock_lists.line.unknown_body" {
            zh: "账册单位不存在", "导入区划内没有这个单位；请填写已登记单位的统一社会信用代码或全称。";
            en: "Unknown body", "The region of the import has no such organisation; give the code or the full name of a registered one."
        }
        /// Several bear this name.
        SeveralCalled { name: String } = Invalid "stock_lists.line.several_called" {
            zh: "账册单位不能确定", "导入区划内名称为“{name}”的单位不止一个；请改填统一社会信用代码。";
            en: "Several of this name", "Several organisations of the region are called “{name}”; give the code instead."
        }
        /// The id is that of another body's line.
        OfAnotherBody { id: String } = Conflict "stock_lists.line.of_another_body" {
            zh: "编号属于另一单位的清册", "编号 {id} 已是另一账册单位的清册行；各单位编号有重复的，请分单位使用不同的外部系统名称导入。";
            en: "The id is of another body's list", "The id {id} is that of a line of another body; where bodies number alike, import each under the name of a system of its own."
        }
        /// A newer list has said more.
        OlderList { listed_on: Day, newest_on: Day } = Conflict "stock_lists.line.older_list" {
            zh: "清册日期早于已导入的清册", "该行已有 {newest_on} 的清册，本次清册日期为 {listed_on}；较早的清册不能覆盖较新的清册。";
            en: "Older than what was imported", "A list of {newest_on} has this line already, and this one is of {listed_on}; an older list does not change what a newer one says."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "stock_lists.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经到来的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// Acquired after the day of the list.
        AcquiredLater { acquired_on: Day, listed_on: Day } = Invalid "stock_lists.line.acquired_later" {
            zh: "取得日期晚于清册日期", "取得日期 {acquired_on} 晚于清册日期 {listed_on}；请核对账册。";
            en: "Acquired after the list", "{acquired_on} lies after {listed_on}, the day of the list; check the books."
        }
        /// The asset does not exist here.
        UnknownAsset = Invalid "stock_lists.line.unknown_asset" at "/asset_id" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// Another owns it.
        NotOwner { asset: String, body: String, owners: String, today: Day } = Conflict "stock_lists.line.not_owner" {
            zh: "账册单位不是该资产的所有权人", "资产 {asset} 在 {today} 的所有权人为 {owners}，不是账册单位 {body}；请先核对或办理确权、移交。";
            en: "The body does not own the asset", "On {today} the asset {asset} is owned by {owners}, not by {body}, whose books these are; check it, or have its title or transfer recorded first."
        }
        /// It lies in another county.
        OtherCounty { asset: String, region: RegionCode, county: RegionCode } = Conflict "stock_lists.line.other_county" {
            zh: "资产不在账册单位所在县", "资产 {asset} 位于 {region}，不在账册单位所在的 {county} 之内。";
            en: "The asset lies in another county", "The asset {asset} lies in {region}, outside {county}, the county of the body."
        }
        /// It answers another line of this body.
        Answered { asset: String, line: String } = Conflict "stock_lists.line.asset_answers" {
            zh: "该资产已对应另一清册行", "资产 {asset} 已对应该单位的清册行“{line}”；一项资产只对应一个单位的一行，请先解除原对应。";
            en: "The asset answers another line", "The asset {asset} answers the line “{line}” of this body already; an asset answers one line of a body, so undo that first."
        }
        /// It is answered by another asset than the file names.
        AnsweredByAnother { asset: String } = Conflict "stock_lists.line.answered_by_another" {
            zh: "该行已对应另一资产", "该行已对应资产 {asset}；文件不能更改已有的对应，请先解除对应。";
            en: "Answered by another asset", "The line is answered by the asset {asset}; a file does not change that, so undo it first."
        }
        /// What was weighed when it was set aside is fixed.
        WeighedThen { reason: String } = Conflict "stock_lists.line.weighed" {
            zh: "该行已不予登记", "该行已按不予登记处理（{reason}），其名称、来源、原值、取得日期和对应资产不能由文件更改；确有变化的，请先恢复为待对应。";
            en: "The line is set aside", "The line was set aside ({reason}); no file changes its name, source, value, day or asset. Where they are otherwise, open it again first."
        }
        /// Not in the state that this act needs.
        StateIs { state: StockLineState } = Conflict "stock_lists.line.state" {
            zh: "清册行状态不符", "该清册行现为 {state}，不能执行此操作。";
            en: "Line in another state", "The line is {state}; this act does not fit."
        }
    }
}
