//! How resolutions refuse. What was so at a meeting is never refused for what the law asks of it: it is recorded, and did not pass.

use super::model::{MeetingKind, ResolutionState};
use crate::{
    benefit::collectives::CollectiveKind,
    ground::{
        kernel::{Day, Wording},
        platform::refusals,
    },
};

refusals! {
    /// Ways in which resolutions refuse.
    pub enum ResolutionsRefusal {
        /// Somebody else decides in such a body.
        MeetingMisfit { meeting: MeetingKind, body: CollectiveKind, fit: String } = Invalid "resolutions.resolution.meeting_misfit" at "/meeting" {
            zh: "会议类型与组织类型不符", "会议当日该主体的组织类型为 {body}，不以 {meeting} 作决定；可选：{fit}。";
            en: "The meeting does not fit the body", "On the day of the meeting the body is {body}, for which {meeting} does not decide; these do: {fit}."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "resolutions.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// Told after it was held.
        NoticeLate { notice: Day, meeting: Day } = Invalid "resolutions.resolution.notice_late" at "/notice/on" {
            zh: "通知日期晚于会议日期", "通知日期 {notice} 晚于会议日期 {meeting}；请核对两个日期。";
            en: "Told after the meeting", "The notice is of {notice} and the meeting of {meeting}; check both days."
        }
        /// A meeting that lies behind is recorded, not convened.
        MeetingPast { meeting: Day, today: Day } = Invalid "resolutions.resolution.meeting_past" at "/meeting_on" {
            zh: "会议日期已过", "会议日期 {meeting} 早于今日 {today}，不能再发通知；已召开的会议请补录（POST /api/v1/resolutions/held）。";
            en: "The meeting lies behind", "The meeting of {meeting} lies before today, {today}, and is not convened any more; record what was held (POST /api/v1/resolutions/held)."
        }
        /// It has not been held.
        NotYet { meeting: Day, today: Day } = Conflict "resolutions.resolution.not_yet" {
            zh: "会议尚未召开", "会议日期为 {meeting}，今日 {today}；会议召开后才能登记表决结果。改期的，请取消后重新通知。";
            en: "Not held yet", "The meeting is of {meeting}, and today is {today}; its votes are told when it was held. Where the day is another, cancel it and convene anew."
        }
        /// Not in the state that this act needs.
        StateIs { state: ResolutionState } = Conflict "resolutions.resolution.state" {
            zh: "表决状态不符", "该表决现为 {state}，不能执行此操作。";
            en: "Resolution in another state", "The resolution is {state}; this act does not fit."
        }
        /// More came than may vote.
        AttendedAboveEligible { attended: i64, eligible: i64 } = Invalid "resolutions.resolution.attended_above_eligible" at "/in_person" {
            zh: "到会人数超过应到人数", "到会与委托合计 {attended} 人，超过应到 {eligible} 人；请核对签到册。";
            en: "More came than may vote", "{attended} are told to have taken part of {eligible} who may vote; check the list of those who came."
        }
        /// Another number voted than came.
        VotesNotAttended { votes: i64, attended: i64 } = Invalid "resolutions.resolution.votes_not_attended" at "/abstained" {
            zh: "票数与到会人数不符", "同意、反对、弃权合计 {votes} 票，到会与委托合计 {attended} 人，应当相等；未投票的计入弃权。";
            en: "Votes are not those who came", "{votes} votes are told of {attended} who took part, which should be as many; whoever did not vote abstained."
        }
        /// Nothing says how it decides.
        CharterUntold { meeting: MeetingKind, on: Day } = Invalid "resolutions.resolution.charter_untold" at "/charter" {
            zh: "缺少章程规定的表决门槛", "{on} 的 {meeting} 没有适用的法定表决门槛；请填写章程规定的到会、同意比例并附章程。";
            en: "The charter's votes are wanted", "No law says how many votes {meeting} of {on} needs; tell what the charter says, with the charter."
        }
        /// The charter says so only later.
        CharterLater { since: Day, meeting: Day } = Invalid "resolutions.resolution.charter_later" at "/charter/since_on" {
            zh: "章程施行日晚于会议日期", "章程自 {since} 起施行，会议日期为 {meeting}；请填写会议当日有效的章程。";
            en: "The charter is later", "The charter holds from {since} and the meeting is of {meeting}; tell the charter of that day."
        }
        /// A part that is none.
        FractionImproper { part: i32, whole: i32 } = Invalid "resolutions.resolution.fraction_improper" {
            zh: "比例填写有误", "{part}/{whole} 不是可以达到的比例：分子至少为 1、不大于分母，全体以上不能再“超过”。";
            en: "No fraction that can be reached", "{part}/{whole} cannot be reached: the part is one at least and no more than the whole, and nothing is more than all."
        }
        /// The town before the party.
        TownFirst { town: Day, party: Day } = Invalid "resolutions.resolution.town_first" at "/town/on" {
            zh: "乡镇审核或备案早于研究讨论", "乡镇审核或备案日期 {town} 早于党组织研究讨论日期 {party}；请核对两个日期。";
            en: "The town before the discussion", "The town's review or filing is of {town} and the discussion of {party}; check both days."
        }
        /// No body of that name, or several.
        BodyNotNamed { name: String, found: usize } = Invalid "resolutions.resolution.body_not_named" {
            zh: "集体组织主体无法确定", "导入区划内名称或代码为“{name}”的集体组织主体有 {found} 个；请核对，或先登记主体。";
            en: "Body not told by its name", "{found} bodies of the region are called “{name}”; check it, or register the body first."
        }
        /// The register has it otherwise.
        ByAnnulling { number: String } = Conflict "resolutions.resolution.by_annulling" {
            zh: "与登记不符", "该编号的表决已登记为 {number}，与本行不同；登记有误的，请作废后重新登记，不由导入更改。";
            en: "Recorded otherwise", "The resolution of this id stands as {number} with other figures; annul it and record it anew, for a file does not change it."
        }
        /// Something stands on it.
        InUse { uses: usize, first: Wording } = Conflict "resolutions.resolution.in_use" {
            zh: "表决已被引用，不能作废", "已有 {uses} 项办理以该表决为依据（{first} 等）；请先撤销这些办理，再作废本表决。";
            en: "Something stands on it", "{uses} things stand on this resolution ({first}); undo them first."
        }
    }
}
