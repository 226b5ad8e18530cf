//! How publicity refuses.

use super::model::PostingState;
use crate::ground::{
    kernel::{Day, RegionCode, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which publicity refuses. None repeats what stands in the content.
    pub enum PublicityRefusal {
        /// Nothing to be posted, or of two kinds.
        OneMatter = Invalid "publicity.posting.one_matter" {
            zh: "公示事项应为一类", "一次公示只办理一类事项：资产确权、资产移交、收益分配名单、到人到户名单、折股量化方案，五者取其一；请列出拟公示的事项。";
            en: "One kind of matter", "A posting is of one kind: titles of assets, transfers, lists of distributions, lists by which persons are paid, or schemes of shares. List what is posted, of one of the five."
        }
        /// Nobody says what hangs.
        LinesMissing = Invalid "publicity.posting.lines_missing" at "/lines" {
            zh: "未填公示内容", "资产确权、资产移交的公示须逐条填写公示内容。";
            en: "Nothing hangs", "What is posted of a title or a transfer is told line by line; tell it."
        }
        /// A list hangs as it is.
        LinesOfList = Invalid "publicity.posting.lines_of_list" at "/lines" {
            zh: "名单内容不得另行填写", "名单、折股量化方案公示的内容由系统按其内容生成，不得另行填写；有误的，请先更正名单或方案。";
            en: "A list hangs as it is", "What hangs of a list or of a scheme of shares is read of it and written by nobody; where it is wrong, have it corrected first."
        }
        /// A subject does not exist here.
        UnknownSubject = Invalid "publicity.subject.unknown" {
            zh: "公示事项不存在", "所列资产、移交、名单或方案不存在，或不在您的管辖范围内。";
            en: "Unknown subject", "A listed asset, transfer, list or scheme does not exist, or lies outside your region."
        }
        /// The same subject twice.
        ListedTwice = Invalid "publicity.subject.listed_twice" {
            zh: "公示事项重复", "同一事项列了两次；请核对。";
            en: "Listed twice", "A subject is listed twice; check it."
        }
        /// A subject outside the region of the posting.
        SubjectElsewhere { subject: String, region: RegionCode, posting: RegionCode } = Invalid "publicity.subject.elsewhere" {
            zh: "公示事项不在公示区划内", "{subject} 位于 {region}，不在公示区划 {posting} 之内；请另行公示。";
            en: "Outside the region of the posting", "{subject} lies in {region}, outside {posting}, where this is posted; post it apart."
        }
        /// Neighbours still have a word in another posting of it.
        HangsElsewhere { subject: String, number: String, state: PostingState } = Conflict "publicity.subject.hangs_elsewhere" {
            zh: "另有公示未了结", "{subject} 的公示 {number} 现为“{state}”，尚在公示，或收到的异议未答复、已成立，不得另行公示。请先答复异议；异议成立的，更正名单或公示内容；须改内容的，修改 {number} 后重新张贴，或说明原因撤回。";
            en: "Another posting of it is not settled", "The posting {number} of {subject} is {state}: it hangs, or an objection has no answer or was upheld, and it hangs by no other meanwhile. Answer what was objected, and correct the list or what hangs where that was upheld; revise {number} and hang it anew, or withdraw it with the reason."
        }
        /// No term.
        TermMissing = Invalid "publicity.posting.term_missing" {
            zh: "未填公示期限", "请填写公示日历日数或工作日数，也可同时填写。";
            en: "No term", "Give the term in calendar days or in days of work, or both: the later end holds."
        }
        /// A number by which a person is found.
        BearsNumber = Invalid "publicity.text.bears_number" {
            zh: "文字中含有个人号码", "公示文字不得含身份证件号码、手机号码、银行卡号（连续 15 至 19 位数字亦同）；请删去。";
            en: "A text bears a personal number", "What is posted bears no ID number, mobile number or card number, nor any run of 15 to 19 digits; take it out."
        }
        /// No telephone of an office.
        BadHotline = Invalid "publicity.posting.bad_hotline" at "/hotline" {
            zh: "监督电话有误", "监督电话应为单位固定电话或 12317 等热线，由 3 至 12 位数字和连字符组成，不得填个人手机。";
            en: "Not a hotline", "A notice bears the telephone of an office or a hotline such as 12317: 3 to 12 digits and hyphens, never somebody's mobile."
        }
        /// No such decision, or one that did not pass.
        UnknownDecision = Invalid "publicity.decision.unknown" at "/decision_id" {
            zh: "决议不存在", "没有这件村级民主决策，或不在您的管辖范围内。";
            en: "Unknown decision", "There is no such decision of a village, or it lies outside your region."
        }
        /// A decision against it, or of another village.
        DecisionUnfit { number: String } = Conflict "publicity.decision.unfit" {
            zh: "决议不适用", "决议 {number} 未通过，或不是公示区划内的村（社区）作出的，不能作为公示依据。";
            en: "Not its decision", "Decision {number} did not pass, or is of no village in the region of the posting; it is no ground for this."
        }
        /// A region above a town.
        NotAVillage { region: RegionCode } = Invalid "publicity.decision.not_a_village" at "/region_code" {
            zh: "区划层级过高", "{region} 不是乡镇或村级区划；村级民主决策登记在该村所在乡镇或该村的区划代码下。";
            en: "Too high a region", "{region} is no town and no village; what a village decides is recorded under its town or its own code."
        }
        /// A day to come.
        DayAhead { day: Day, today: Day } = Invalid "publicity.day.ahead" {
            zh: "日期未到", "日期 {day} 晚于今天 {today}。";
            en: "A day to come", "{day} lies after today, {today}."
        }
        /// A day before what it follows.
        DayBefore { day: Day, after: Day } = Invalid "publicity.day.before" {
            zh: "日期过早", "日期 {day} 不得早于 {after}。";
            en: "Too early a day", "{day} lies before {after}, which it follows."
        }
        /// A year without its calendar.
        CalendarUnknown { year: i32 } = Conflict "publicity.calendar.unknown" {
            zh: "当年工作日历未公布", "{year} 年的法定节假日安排尚未录入，无法推算工作日；请待国务院办公厅通知公布并录入后再张贴，或改用日历日。";
            en: "No calendar of that year", "The official calendar of {year} is not known, and working days are not guessed; post it once it is, or give calendar days."
        }
        /// Not in the state that this act needs.
        StateIs { state: PostingState, possible: Wording } = Conflict "publicity.posting.state" {
            zh: "公示状态不符", "该公示现为 {state}，不能执行此操作；{possible}。";
            en: "Posting in another state", "The posting is {state}, which this act does not take. Possible now: {possible}."
        }
        /// It came when the term was over.
        CameAfter { received_on: Day, ends_on: Day } = Conflict "publicity.objection.came_after" {
            zh: "异议在公示期后收到", "该公示期至 {ends_on}，异议于 {received_on} 收到，已在期限之外，不能补录；请登记为意见投诉办理。";
            en: "It came after the term", "The term ended on {ends_on} and this came on {received_on}: it is no objection of that term. Record it as a complaint."
        }
        /// An objection that stops it has no answer.
        Unanswered { n: i32 } = Conflict "publicity.objection.unanswered" {
            zh: "异议未答复", "第 {n} 号异议尚未答复；请先答复。";
            en: "An objection without an answer", "Objection {n} has no answer yet; answer it first."
        }
        /// No such objection.
        UnknownObjection = Invalid "publicity.objection.unknown" at "/n" {
            zh: "没有此异议", "该公示没有这个序号的异议。";
            en: "No such objection", "This posting has no objection of that number."
        }
        /// It has its answer.
        Answered { n: i32, on: Day } = Conflict "publicity.objection.answered" {
            zh: "异议已答复", "第 {n} 号异议已于 {on} 答复。";
            en: "Answered already", "Objection {n} was answered on {on}."
        }
        /// The term still runs.
        TermRuns { ends_on: Day, today: Day } = Conflict "publicity.posting.term_runs" {
            zh: "公示期未满", "公示期至 {ends_on} 日终止，今天 {today}；期满次日起方可确认。";
            en: "The term still runs", "Its last day is {ends_on} and today is {today}; it is closed from the day after."
        }
        /// A place without its photo of the end.
        EndPhotoMissing { place: String, ends_on: Day } = Conflict "publicity.place.end_photo_missing" {
            zh: "缺期末照片", "{place} 没有 {ends_on} 或其后的张贴照片；每处公示地点须有期末照片。";
            en: "No photo of the end", "{place} has no photo of {ends_on} or later; each place is shown at its end."
        }
        /// No such place.
        UnknownPlace { n: i32 } = Invalid "publicity.place.unknown" {
            zh: "没有此公示地点", "本次公示没有第 {n} 处地点。";
            en: "No such place", "This posting has no place {n}."
        }
        /// The photo of the end is that of the start.
        SamePhoto { place: String } = Invalid "publicity.place.same_photo" {
            zh: "期末照片与起始照片相同", "{place} 的期末照片与起始照片是同一文件；请上传期末当日或其后拍摄的照片。";
            en: "The same photo", "The photo of the end of {place} is that of its start; bring one that was taken at the end."
        }
        /// No such page.
        UnknownCopy { revision: i32, n: i32 } = Invalid "publicity.copy.unknown" at "/copies" {
            zh: "没有此网页公示", "第 {revision} 次内容没有第 {n} 处网站或报刊公示；请核对公示所列的网站和报刊。";
            en: "No such page", "Revision {revision} is shown on no page {n}; look at the pages and papers that the posting lists."
        }
        /// It was taken down.
        CopyDown { place: String, on: Day } = Conflict "publicity.copy.down_already" {
            zh: "已登记撤下", "{place} 已于 {on} 登记撤下。";
            en: "Taken down already", "{place} was taken down on {on}."
        }
        /// It hangs yet.
        CopyHangs { place: String } = Conflict "publicity.copy.hangs" {
            zh: "公示期未结束", "{place} 的公示期尚未结束，或因异议中止待重新起算；期满后再撤下。内容有误的，请修改或撤回公示。";
            en: "It hangs yet", "The term of what {place} shows is not over, or may begin anew; take it down afterwards. Where it is wrong, revise or withdraw the posting."
        }
        /// A page shows it no more.
        PageOver { until: Day } = Conflict "publicity.posting.page_over" {
            zh: "网页公示期限已过", "网站等处的公示内容最迟于 {until} 撤下，不再提供该方式的名单；公示事项请按公示栏方式查阅，名单中的姓名已作隐藏。";
            en: "No page shows it any more", "Pages showed it until {until} at the latest; what was posted is read in the measure of a board (profile=board), which names nobody of a list in full any more."
        }
        /// The server has not seen the whole term.
        ProofMissing { from: Day, recorded_on: Day, seen_until: Day } = Conflict "publicity.posting.proof_missing" {
            zh: "事后补录的公示缺少证明", "公示自 {from} 起，{recorded_on} 才录入；在 {seen_until} 之后，或附公示情况证明方可确认，并列为疑点核实。";
            en: "Recorded after the fact", "It was posted from {from} and recorded on {recorded_on}; close it after {seen_until}, or with a proof that it hung, which is looked at again."
        }
    }
}

impl PublicityRefusal {
    /// The act does not take what stands so; it is told what does.
    pub fn state_is(state: PostingState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
