//! How people refuse. No refusal repeats what names a person.

use super::model::MonthState;
use crate::ground::{
    kernel::{Day, Month, RegionCode},
    platform::refusals,
};

refusals! {
    /// Ways in which people refuse.
    pub enum PeopleRefusal {
        /// Not a telephone number.
        PhoneMalformed = Invalid "people.person.phone_malformed" at "/phone" {
            zh: "电话号码格式有误", "电话号码应为 7 至 12 位数字，不含空格和横线；请核对后重新填写。";
            en: "Malformed phone number", "A phone number is 7 to 12 digits without spaces and hyphens; check it and send it again."
        }
        /// A person with this ID number stands in the county's register.
        IdNumberTaken = Conflict "people.person.id_number_taken" {
            zh: "该证件号码已登记", "本县已登记同一证件号码的人员，请先按证件号码查询。";
            en: "ID number already registered", "A person with this ID number stands in the county's register; search by the ID number first."
        }
        /// Another name or number than stands, and no paper.
        RenameWithoutPaper = Invalid "people.person.rename_without_paper" at "/file_id" {
            zh: "变更姓名或证件号码缺少证明", "变更已登记的姓名或公民身份号码，须附证明材料（居民身份证、户口簿或公安机关证明）；变更后由另一经办人对照证明重新录入，确认前不向其账户付款。";
            en: "No paper for the change", "Another name or ID number than the one registered wants a paper (ID card, household register, or a certificate of the police). Another officer then enters the same again; nothing is paid into an account of the person before."
        }
        /// The second officer says the name, and not the number that stands.
        RenameHalfSaid = Invalid "people.person.rename_half_said" at "/id_number" {
            zh: "确认变更须重填证件号码", "姓名或证件号码的变更待确认，请对照证明材料将姓名和公民身份号码一并重新录入。";
            en: "The number is wanted too", "A change of name or ID number waits to be confirmed; compare with the paper and enter the name and the ID number again."
        }
        /// Another officer's change waits, and this one says only a part anew.
        RenameOverAnother = Conflict "people.person.rename_over_another" at "/name" {
            zh: "另一经办人的变更待确认", "另一经办人对姓名或证件号码的变更尚待确认；在此基础上再作变更的，须对照证明材料将姓名和公民身份号码一并录入，再由他人确认。";
            en: "Another officer's change waits", "A change of name or ID number by another officer waits to be confirmed; whoever changes it further compares with the paper and enters both the name and the ID number, which somebody else confirms."
        }
        /// Nothing or too much to look for.
        SearchByOne = Invalid "people.person.search_by_one" {
            zh: "查询条件应为一项", "请填写电话号码或身份证件号码，两者取其一。";
            en: "Search by one", "Give either a phone number or an ID number."
        }
        /// What a list shows of a name in the place of the name.
        NameMasked { shown: String } = Invalid "people.name.masked" {
            zh: "姓名不完整", "“{shown}”是遮盖后的姓名，不能确定是哪一位；请填写全名，或不改动此项。";
            en: "Part of a name", "{shown} is what is shown of a name, and does not tell whose; give the whole name, or leave it as it is."
        }
        /// Two reveals of one officer at the same moment.
        RevealAtOnce = Conflict "people.person.reveal_at_once" {
            zh: "同时查看", "同一人员正在同时查看明文，请重试。";
            en: "Revealed at once", "You are revealing another person at this moment; send it again."
        }
        /// Another region than that of the site.
        NotOfSite { region: RegionCode, site: RegionCode } = Invalid "people.household.not_of_site" at "/region_code" {
            zh: "区划与安置点不符", "填写的区划为 {region}，安置点位于 {site}；已搬入安置点的户，区划与安置点一致。";
            en: "Not the region of the site", "The region told is {region}, the site lies in {site}; a household at a site lies where the site does."
        }
        /// No region of origin.
        NoOrigin = Invalid "people.household.origin_missing" at "/origin_code" {
            zh: "缺少迁出地", "请填写迁出地区划代码。";
            en: "No origin", "The region that the household left is wanted."
        }
        /// No such site in the caller's regions.
        UnknownSite = Invalid "people.household.site_unknown" {
            zh: "安置点不存在", "未找到该安置点，请核对标识。";
            en: "Unknown site", "There is no such site; check the id."
        }
        /// No such person in the caller's regions.
        UnknownPerson = Invalid "people.household.person_unknown" {
            zh: "人员不存在", "未找到该人员，请核对标识或先登记人员。";
            en: "Unknown person", "There is no such person; check the id, or register the person first."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "people.household.day_ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已发生的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// Comes, and belongs to it already.
        AlreadyMember { n: i32, on: Day } = Conflict "people.household.already_member" {
            zh: "已是本户成员", "第 {n} 项变动（{on}）：该人员当日已是本户成员。";
            en: "Already a member", "Event {n} ({on}): the person belongs to the household already on that day."
        }
        /// Something happens to somebody who does not belong to it.
        NotMember { n: i32, on: Day } = Conflict "people.household.not_member" {
            zh: "不是本户成员", "第 {n} 项变动（{on}）：该人员当日不是本户成员；请核对人员和日期。";
            en: "Not a member", "Event {n} ({on}): the person does not belong to the household on that day; check person and day."
        }
        /// Something happens to somebody who has died.
        Died { n: i32, on: Day, died_on: Day } = Conflict "people.household.died" {
            zh: "该人员已死亡", "第 {n} 项变动（{on}）：该人员已于 {died_on} 登记死亡；登记有误的，请先冲正死亡记录。";
            en: "The person has died", "Event {n} ({on}): the person's death is recorded on {died_on}; where that is wrong, reverse it first."
        }
        /// Goes away, and is away already.
        AwayAlready { n: i32, on: Day } = Conflict "people.household.away_already" {
            zh: "该成员已外出", "第 {n} 项变动（{on}）：该成员当日已登记外出就学或参军；请先登记返回。";
            en: "Already away", "Event {n} ({on}): the member is away for study or in the army on that day; record the return first."
        }
        /// Comes back without having been away.
        NotAway { n: i32, on: Day } = Conflict "people.household.not_away" {
            zh: "该成员未外出", "第 {n} 项变动（{on}）：该成员当日在家，无须登记返回。";
            en: "Not away", "Event {n} ({on}): the member is at home on that day, and cannot return."
        }
        /// A kind of event that asks for a relation, or one that has none.
        RelationOfKind { at: usize } = Invalid "people.household.relation_of_kind" {
            zh: "与户主关系填写有误", "第 {at} 项：来户的和更改关系的变动须填写与户主关系，其他变动不填。";
            en: "Relation wanted, or none", "Entry {at}: whoever comes, and a change of relation, has a relation to the head; other events have none."
        }
        /// A split is made by its own operation.
        BySplit { at: usize } = Invalid "people.household.by_split" {
            zh: "分户应另行办理", "第 {at} 项：分户请用分户操作办理，两户同时变动。";
            en: "A split has its own operation", "Entry {at}: a split is an operation of its own, in which both households change."
        }
        /// Reverses what is not there, was reversed, or is one side of a split.
        NothingToReverse { n: i32 } = Conflict "people.household.nothing_to_reverse" {
            zh: "无可冲正的变动", "第 {n} 项变动不存在、已冲正，或属于分户。";
            en: "Nothing to reverse", "Event {n} does not stand, was reversed, or is one side of a split."
        }
        /// Nobody belongs to it by one officer's word alone.
        AllSaid = Conflict "people.household.all_confirmed" {
            zh: "没有待确认的成员", "该户现有成员和户主均已确认。";
            en: "Nothing to confirm", "All who belong to the household, and its head, are confirmed."
        }
        /// Nobody heads it.
        NobodyHeads = Conflict "people.household.nobody_heads" {
            zh: "户内现无户主", "该户现无户主，请先登记新户主，再由另一经办人确认。";
            en: "Nobody heads it", "The household has no head at present; record who heads it first, which another officer then confirms."
        }
        /// The paper says otherwise than the register.
        SaidOtherwise { told: i64 } = Invalid "people.household.said_otherwise" {
            zh: "户主姓名或人数与登记不符", "填写的户主姓名或成员人数（{told} 人）与登记不符；请对照户口簿核对登记，登记有误的先登记变动或冲正，再确认。";
            en: "Otherwise than registered", "The head's name or the number of members told, {told}, is not what the register has; compare with the paper, and where the register is wrong record or reverse what happened before it is confirmed."
        }
        /// A fact that says nothing.
        StandingEmpty = Invalid "people.household.standing_empty" at "/poor" {
            zh: "户属性未填写", "请填写是否建档立卡或监测对象类别，至少一项。";
            en: "A fact that says nothing", "Say whether the household is registered poor, or as what it is monitored."
        }
        /// No address is kept.
        NoAddress = Conflict "people.household.no_address" {
            zh: "未登记迁出地址", "该户未登记迁出地详细地址。";
            en: "No address", "No address of the place it left is kept of this household."
        }
        /// No site of that name, or several.
        SiteNotNamed { name: String, found: usize } = Invalid "people.household.site_not_named" {
            zh: "安置点名称无法确定", "名为“{name}”的安置点有 {found} 个；请核对名称。";
            en: "Site not told by its name", "{found} sites are called “{name}”; check the name."
        }
        /// Another relation than the register's.
        ByEvent = Conflict "people.household.by_event" {
            zh: "与户主关系有变动", "该成员在户内的关系与本行不同；请用登记变动办理，不由导入更改。";
            en: "A relation changes by an event", "The register has the member in another relation; tell the change as an event, a file does not make it."
        }
        /// An ID number with another name.
        NameDiffers = Conflict "people.household.name_differs" {
            zh: "姓名与登记不符", "该公民身份号码已登记在另一姓名之下；请核对证件，登记有误的先更正人员信息。";
            en: "Registered under another name", "The ID number is registered under another name; compare the card, and mend the person first where the register is wrong."
        }
        /// A month that has not begun.
        MonthAhead { month: Month, today: Day } = Invalid "people.month.ahead" at "/month" {
            zh: "月份尚未开始", "{month} 尚未开始，今日为 {today}；请填写本月或以前的月份。";
            en: "Month ahead", "{month} has not begun, today is {today}; give this month or an earlier one."
        }
        /// The month of the place is there.
        MonthTaken { month: Month } = Conflict "people.month.taken" {
            zh: "该月台账已建立", "该处 {month} 的台账已建立；请先查询。";
            en: "The month is there", "This place has its {month} already; look it up first."
        }
        /// Its last day has not come.
        MonthRuns { month: Month, last: Day, today: Day } = Conflict "people.month.runs" {
            zh: "当月未满，不能锁定", "{month} 的台账以 {last} 的情况为准，今日为 {today}；请在当月最后一日及以后锁定。";
            en: "The month runs", "{month} is locked as the register says it of {last}, today is {today}; lock it on that day or later."
        }
        /// In another state than the act needs.
        MonthIs { state: MonthState } = Conflict "people.month.state" {
            zh: "台账状态不符", "该月台账现为 {state}，不能执行此操作；变化和差异只对已锁定的月份比较。";
            en: "In another state", "The month is {state}, and this act does not fit; what differs is told of locked months alone."
        }
        /// Something is said of a month that is locked, of another place.
        MonthElsewhere = Conflict "people.month.elsewhere" {
            zh: "不是同一处的台账", "两份台账属于不同的安置点或区划，不能比较。";
            en: "Of another place", "The two months are of different sites or regions, and cannot be compared."
        }
        /// No locked month of the place stands before it.
        NothingBefore { month: Month } = Conflict "people.month.nothing_before" {
            zh: "以前没有已锁定的月份", "该处在 {month} 以前没有已锁定的台账；请指明与哪个月比较。";
            en: "Nothing before it", "No month of this place before {month} is locked; name the month to compare with."
        }
        /// No such client works in the region.
        UnknownClient = Invalid "people.field_grant.client_unknown" at "/client_id" {
            zh: "接口客户端不存在", "本区划内没有启用的这一接口客户端；请先登记客户端。";
            en: "Unknown client", "No enabled client of this id works in the region; register it first."
        }
        /// A period without a day.
        GrantDays { from: Day, until: Day } = Invalid "people.field_grant.days" at "/until_on" {
            zh: "授权期间有误", "终止日 {until} 不晚于起始日 {from}；终止日当日不含在内。";
            en: "A period without a day", "{until} is not after {from}; the last day named is not included."
        }
        /// Ended already.
        GrantEnded { until: Day } = Conflict "people.field_grant.ended" {
            zh: "授权已终止", "该授权已于 {until} 终止。";
            en: "Ended", "The grant ended on {until}."
        }
        /// Read before it begins or after it ended.
        GrantNotRunning { from: Day, today: Day } = Conflict "people.field_grant.not_running" {
            zh: "授权不在有效期内", "该授权自 {from} 起，今日 {today} 不在其有效期内；请向授予机关重新申请。";
            en: "Not granted today", "The grant begins on {from} and does not hold today, {today}; ask the office that gave it for another."
        }
        /// A fact without its day.
        StandingDay = Invalid "people.household.standing_day" {
            zh: "缺少属性认定日期", "建档立卡或监测类别与登记不同的，请填写认定日期。";
            en: "The day of the fact is wanted", "Where poverty or monitoring differs from the register, the day of its paper is wanted."
        }
    }
}
