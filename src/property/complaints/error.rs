//! How complaints refuse.

use super::model::{ComplaintFinding, ComplaintKind, ComplaintState};
use crate::ground::{
    kernel::{Day, RegionCode, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which complaints refuse. None repeats what was said.
    pub enum ComplaintsRefusal {
        /// About nothing.
        AboutNothing = Invalid "complaints.complaint.about_nothing" {
            zh: "未列反映对象", "请至少列出一项反映对象：资产、安置点、项目、指标、资金拨付、支付、公示或管护工单。";
            en: "About nothing", "Name at least one thing that it is about: an asset, site, project, allocation, claim, payment, posting or order of upkeep."
        }
        /// Nothing to add.
        NothingAdded = Invalid "complaints.complaint.nothing_added" {
            zh: "未列补充内容", "请列出要补充的反映对象或被反映人。";
            en: "Nothing to add", "Name a subject or an officer to be added."
        }
        /// A subject does not exist here.
        UnknownSubject = Invalid "complaints.subject.unknown" {
            zh: "反映对象不存在", "所列反映对象不存在，或不在您的管辖范围内。";
            en: "Unknown subject", "A listed subject does not exist, or lies outside your region."
        }
        /// The same subject twice.
        ListedTwice { subject: String } = Invalid "complaints.subject.listed_twice" {
            zh: "反映对象重复", "{subject} 已列为反映对象；请核对。";
            en: "Listed twice", "{subject} is listed already; check it."
        }
        /// A subject outside the region of the complaint.
        SubjectElsewhere { subject: String, region: RegionCode, complaint: RegionCode } = Invalid "complaints.subject.elsewhere" {
            zh: "反映对象不在所填区划内", "{subject} 位于 {region}，不在所填区划 {complaint} 之内；请填写能够包含各反映对象的区划，或分别登记。";
            en: "Outside the region of the complaint", "{subject} lies in {region}, outside {complaint}; give a region that holds all of it, or record it apart."
        }
        /// An officer does not exist here.
        UnknownOfficer = Invalid "complaints.officer.unknown" {
            zh: "工作人员不存在", "所列工作人员不存在，或不在您的管辖范围内；反映上级工作人员的，请转上级登记。";
            en: "Unknown officer", "A listed officer does not exist, or lies outside your region; what concerns an officer above is recorded above."
        }
        /// The same officer twice.
        OfficerTwice = Invalid "complaints.officer.listed_twice" {
            zh: "被反映人重复", "同一工作人员列了两次，或已列为被反映人；请核对。";
            en: "Officer listed twice", "An officer is listed twice, or is complained of already; check it."
        }
        /// The person does not exist here.
        UnknownPerson = Invalid "complaints.person.unknown" at "/complainant_id" {
            zh: "人员不存在", "没有这个人员，或不在您的管辖范围内；请先在人员登记中登记反映人，匿名的请留空。";
            en: "Unknown person", "There is no such person, or they lie outside your region; register who complains first, or leave it out where it is anonymous."
        }
        /// The unit does not exist here.
        UnknownUnit = Invalid "complaints.unit.unknown" at "/unit_id" {
            zh: "承办单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown unit", "There is no such unit, or it lies outside your region."
        }
        /// It would be answered by whoever is complained of.
        AssignedToConcerned = Invalid "complaints.complaint.assigned_to_concerned" at "/officer_id" {
            zh: "承办人为被反映人", "被反映人应当回避，不得承办；请改派他人。";
            en: "Given to whoever is complained of", "Whoever is complained of takes no part in it; give it to another."
        }
        /// A number by which a person is found.
        BearsNumber = Invalid "complaints.text.bears_number" {
            zh: "文字中含有个人号码", "地点、理由和去向不得含身份证件号码、手机号码、银行卡号（连续 15 至 19 位数字亦同）；请填入来件内容，该内容加密保存。";
            en: "A text bears a personal number", "Place, reason and whither it was passed bear no ID number, mobile number or card number, nor any run of 15 to 19 digits; they belong into the text, which is sealed."
        }
        /// A day to come.
        DayAhead { day: Day, today: Day } = Invalid "complaints.day.ahead" {
            zh: "日期未到", "日期 {day} 晚于今天 {today}。";
            en: "A day to come", "{day} lies after today, {today}."
        }
        /// A day before what it follows.
        DayBefore { day: Day, after: Day } = Invalid "complaints.day.before" {
            zh: "日期过早", "日期 {day} 不得早于 {after}。";
            en: "Too early a day", "{day} lies before {after}, which it follows."
        }
        /// The office gives itself more time than it has.
        DueTooLate { due_on: Day, required: Wording, until: Day } = Conflict "complaints.complaint.due_too_late" {
            zh: "限办日期超过答复期限", "限办日期 {due_on} 晚于答复期限（{required}）的最后一日 {until}；确需延期的，受理后由他人批准延期。";
            en: "More time than there is", "{due_on} lies after {until}, the last day of the term of answers ({required}); it is put off by another, once it was accepted."
        }
        /// Not in the state that this act needs.
        StateIs { state: ComplaintState, possible: Wording } = Conflict "complaints.complaint.state" {
            zh: "办理状态不符", "该件现为 {state}，不能执行此操作；{possible}。";
            en: "In another state", "The complaint is {state}, where this is not done. Possible now: {possible}."
        }
        /// Another kind's finding.
        FindingUnfit { finding: ComplaintFinding, kind: ComplaintKind } = Invalid "complaints.complaint.finding_unfit" at "/finding" {
            zh: "结论与类别不符", "{kind} 不能以 {finding} 作结：投诉填属实、部分属实或不属实，意见建议填采纳、部分采纳或不予采纳。";
            en: "A finding of the other kind", "A {kind} is not found {finding}: a complaint is upheld, partly upheld or unfounded, a suggestion adopted, partly adopted or not adopted."
        }
        /// Another unit was given it.
        NotTheirs { complaint: String, unit: String } = Conflict "complaints.complaint.not_theirs" {
            zh: "不是承办单位", "{complaint} 交“{unit}”承办，由该单位人员或指定的承办人答复；代为录入的，请附该单位的书面答复。";
            en: "Given to another unit", "{complaint} was given to “{unit}”: its officers answer it, or the officer who was named. Whoever enters an answer for them brings the paper of that unit."
        }
        /// There is no day to put off.
        NoDeadline = Conflict "complaints.complaint.no_deadline" {
            zh: "未设办理期限", "该件未设办理期限，无需延期。";
            en: "No day is set", "No day is set for its answer: there is nothing to put off."
        }
        /// The day has passed.
        Overdue { due_on: Day, today: Day } = Conflict "complaints.complaint.overdue" {
            zh: "已逾期", "办理期限 {due_on} 已过（今天 {today}），不能再延期；请尽快答复。";
            en: "Too late to put off", "Its day, {due_on}, has passed (today is {today}), and is not put off any more; answer it."
        }
    }
}

impl ComplaintsRefusal {
    /// The act does not take what stands so; it is told what does.
    pub fn state_is(state: ComplaintState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
