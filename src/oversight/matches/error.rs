//! How lists of other departments refuse. No refusal repeats what names a person.

use super::model::MatchState;
use crate::ground::{kernel::Day, platform::refusals};

refusals! {
    /// Ways in which lists of other departments refuse.
    pub enum MatchesRefusal {
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "matches.line.day_ahead" {
            zh: "数据日期晚于今日", "{day} 晚于今日 {today}；请填写提供单位的数据日期。";
            en: "Day ahead", "{day} lies after today, {today}; tell the day of the list."
        }
        /// A newer list has said more.
        OlderList { listed_on: Day, newest_on: Day } = Conflict "matches.line.older_list" {
            zh: "数据日期早于已导入的名单", "该行已有 {newest_on} 的名单，本次数据日期为 {listed_on}；较早的名单不能覆盖较新的名单。";
            en: "Older than what was imported", "A list of {newest_on} has this line already, and this one is of {listed_on}; an older list does not change what a newer one says."
        }
        /// The id is that of somebody else's line.
        OfAnotherPerson = Conflict "matches.line.of_another_person" {
            zh: "编号属于另一人员的名单行", "该编号的名单行已登记为另一证件号码；登记有误的，请先撤回原行，再以新编号导入。";
            en: "The line of somebody else", "The line of this id bears another ID number; withdraw it where that was wrong, and import under another id."
        }
        /// No code of an organisation. What was typed may be somebody's number and is not repeated.
        UnitCodeWrong = Invalid "matches.line.unit_code_wrong" {
            zh: "关联单位统一社会信用代码有误", "该栏应为校验通过的 18 位统一社会信用代码，字母大写；请对照登记证书核对，没有关联单位的留空。";
            en: "Not the code of an organisation", "A code of eighteen characters that passes its check is wanted, letters in capitals; compare it with the certificate, or leave it blank where there is no organisation."
        }
        /// The line names another organisation.
        OfAnotherUnit = Conflict "matches.line.of_another_unit" {
            zh: "名单行已有另一关联单位", "该行已登记另一关联单位；一行只对应一个单位，其他关联单位请以新编号另行一行，登记有误的先撤回原行。";
            en: "Another organisation's line", "The line names another organisation. A line has one; import the other under an id of its own, and withdraw this one where it was wrong."
        }
        /// The code of an organisation in a text that is kept in clear; it is not repeated.
        BearsCode = Invalid "matches.line.bears_code" {
            zh: "含有统一社会信用代码", "名单行的编号、提供单位、备注和撤回理由不得含有统一社会信用代码；关联单位的代码请填入“关联单位统一社会信用代码”一栏，该栏只保留索引。";
            en: "It bears the code of an organisation", "Neither the id of a line, nor whose list it is, nor a remark, nor why it is withdrawn bears the code of an organisation. Put it into the column for that, of which an index alone is kept."
        }
        /// A list of a county.
        CountyWanted = Invalid "matches.line.county_wanted" {
            zh: "比对名单按县导入", "证件号码按县比对；请选择县级或县以下的导入区划，分县导入。";
            en: "A county's list is wanted", "ID numbers are compared within a county; choose a county or a place inside one, and import county by county."
        }
        /// Not in the state that this act needs.
        StateIs { state: MatchState } = Conflict "matches.line.state" {
            zh: "名单行状态不符", "该名单行{state}，不能执行此操作；需要重新比对的，请以新编号导入。";
            en: "Line in another state", "The line is {state}; this act does not fit. Import it under another id where it counts again."
        }
    }
}
