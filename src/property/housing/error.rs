//! How housing refuses.

use super::model::{DemolitionState, TitleBatchState, UnitTitleState};
use crate::ground::{
    kernel::{AreaMu, Day, Money, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which housing refuses.
    pub enum HousingRefusal {
        /// The site does not exist here.
        UnknownSite = Invalid "housing.site.unknown" at "/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// No site of this name, or several.
        SiteNotNamed { name: String, found: usize } = Invalid "housing.site.not_named" {
            zh: "安置点名称不能确定", "本区划内名称为“{name}”的安置点有 {found} 个；请核对名称，或先登记安置点。";
            en: "The site is not told by its name", "{found} sites of this region are named {name}; check the name, or register the site first."
        }
        /// The person does not exist here.
        UnknownPerson = Invalid "housing.person.unknown" at "/household_head_id" {
            zh: "人员不存在", "没有这个人员，或不在您的管辖范围内；请先在人员登记中登记户主。";
            en: "Unknown person", "There is no such person, or they lie outside your region; register the head of the household first."
        }
        /// The dwelling does not exist here.
        UnknownUnit = Invalid "housing.unit.unknown" {
            zh: "住房不存在", "没有这套住房，或不在您的管辖范围内。";
            en: "Unknown dwelling", "There is no such dwelling, or it lies outside your region."
        }
        /// The dwelling that an old house names does not exist here.
        UnknownDwelling = Invalid "housing.unit.unknown_dwelling" at "/housing_unit_id" {
            zh: "住房不存在", "没有这套住房，或不在您的管辖范围内。";
            en: "Unknown dwelling", "There is no such dwelling, or it lies outside your region."
        }
        /// The dwelling that an old house names is of another site.
        DwellingElsewhere { building: String, room: String } = Invalid "housing.demolition.dwelling_elsewhere" at "/housing_unit_id" {
            zh: "不是该安置点的住房", "{building} {room} 属于另一安置点；请核对安置点和住房。";
            en: "Of another site", "{building} {room} is of another site than the one named beside it; check both."
        }
        /// The household that is to have a dwelling does not exist here.
        UnknownHousehold = Invalid "housing.stay.household_unknown" at "/household_id" {
            zh: "搬迁户不存在", "没有这个搬迁户，或不在您的管辖范围内。";
            en: "Unknown household", "There is no such household, or it lies outside your region."
        }
        /// A period without a day.
        StayDays { from: Day, until: Day } = Invalid "housing.stay.days" at "/until_on" {
            zh: "入住期间有误", "终止日 {until} 不晚于起始日 {from}；终止日当日不含在内。";
            en: "A period without a day", "{until} is not after {from}; the last day named is not included."
        }
        /// The household lives elsewhere.
        NotAtSite { household: String } = Conflict "housing.stay.not_at_site" {
            zh: "该户不在住房所在的安置点", "搬迁户 {household} 登记的安置点不是该住房所在的安置点；请先更改户的安置点，或填写终止日期。";
            en: "Not at the site of the dwelling", "Household {household} is not registered at the site of the dwelling; move it there first, or say when it left."
        }
        /// The household has another dwelling on one of these days.
        HouseholdHasDwelling { from: Day, until: String } = Conflict "housing.stay.household_housed" {
            zh: "该户已有住房", "该户自 {from} 至 {until} 已登记另一套住房；请先登记搬出。";
            en: "The household has a dwelling", "From {from} until {until} the household has a dwelling already; say first when it left that."
        }
        /// Another household has the dwelling on one of these days.
        DwellingHasHousehold { from: Day, until: String } = Conflict "housing.stay.dwelling_taken" {
            zh: "住房已有住户", "该住房自 {from} 至 {until} 已登记另一户；确为合住的，两户均须注明合住。";
            en: "The dwelling is taken", "From {from} until {until} another household has the dwelling; where they share it, both are told so."
        }
        /// Ended already.
        StayEnded { until: Day } = Conflict "housing.stay.ended" {
            zh: "已登记搬出", "该户已于 {until} 搬出该住房。";
            en: "Ended", "The household has left the dwelling on {until}."
        }
        /// The plot has its case.
        PlotTaken { plot: String } = Conflict "housing.demolition.plot_taken" {
            zh: "该宗地已登记", "本区划内宗地（房屋） {plot} 已有拆除登记；请先查询。";
            en: "The plot has its case", "The plot {plot} of this region has its case already; look it up first."
        }
        /// Not in the state that this act needs.
        DemolitionIs { state: DemolitionState } = Conflict "housing.demolition.state" {
            zh: "拆除状态不符", "该旧房现为 {state}，不能执行此操作；可保留的须先凭文件改为应拆除。";
            en: "In another state", "The old house is {state}; what is exempt is first required to go by a paper."
        }
        /// Reclaimed before it was taken down.
        ReclaimedEarly { on: Day, demolished: Day } = Invalid "housing.demolition.reclaimed_early" at "/reclaimed_on" {
            zh: "复垦日期早于拆除日期", "复垦日期 {on} 早于拆除日期 {demolished}。";
            en: "Reclaimed before it was taken down", "{on} lies before {demolished}, the day on which the house was taken down."
        }
        /// More land than the plot has.
        MoreThanPlot { area: AreaMu, plot: AreaMu } = Invalid "housing.demolition.more_than_plot" at "/reclaimed_area_mu" {
            zh: "复垦面积大于宗地面积", "复垦面积 {area} 亩大于宗地面积 {plot} 亩；请核对测绘材料。";
            en: "More than the plot", "{area} mu are more than the plot has, {plot}; check the survey."
        }
        /// The room is registered.
        PlaceTaken { building: String, room: String } = Conflict "housing.unit.place_taken" {
            zh: "该住房已登记", "该安置点 {building} {room} 已登记；请核对栋号和房号。";
            en: "The dwelling is registered already", "{building} {room} of this site is registered already; check building and room."
        }
        /// A floor area of nothing.
        NoArea = Invalid "housing.unit.no_area" at "/area_m2" {
            zh: "建筑面积有误", "建筑面积须大于零；不清楚的请留空。";
            en: "No floor area", "A floor area is above zero; leave it out where it is not known."
        }
        /// Only part of a certificate.
        CertificateInPart = Invalid "housing.unit.certificate_in_part" at "/certificate_no" {
            zh: "权证信息不全", "不动产权证号和登记日期须同时填写。";
            en: "Part of a certificate", "A certificate has both its number and its day."
        }
        /// The title is told by the registration office.
        TitleByBatch { state: UnitTitleState } = Conflict "housing.unit.title_by_batch" {
            zh: "登记状态不能直接更改", "该住房现为 {state}，权证信息由登记批次的结果更改；已登记的，凭登记机构更正、变更登记的文书更改（文件导入不能更改）。";
            en: "The title comes by its batch", "This dwelling is {state}; the results of a batch change its certificate. Once it is registered, a paper of the registration office by which it was corrected or changed does; no file of rows does."
        }
        /// What a certificate says of it.
        RegisteredStands { door: String, certificate: String, changed: Wording } = Conflict "housing.unit.registered_stands" {
            zh: "已登记住房的登记内容不能直接更改", "{door} 已登记（不动产权证 {certificate}），{changed}是证书记载的内容，不能直接更改，文件导入也不能。登记机构办理了更正、变更登记的，附其文书更改，换发新证的同时填新证号和登记日期；系统录入与证书不符的，附证书更改。";
            en: "What a certificate says stands", "{door} is registered by certificate {certificate}, which says its {changed}: no change without a paper, and none by a file of rows. Where the registration office corrected or changed it, send that paper along, with number and day of a new certificate if there is one; where it was only entered otherwise than the certificate has it, send the certificate."
        }
        /// Something refers to it.
        InUse = Conflict "housing.unit.in_use" {
            zh: "仍被引用，不能删除", "该住房在登记批次或其他业务中被引用。";
            en: "Still referred to", "A batch or other rows refer to this dwelling."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "housing.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经到来的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// The same dwelling twice.
        Doubled = Invalid "housing.title_batch.doubled" {
            zh: "住房重复", "同一住房在清单中出现两次；请删去重复的一项。";
            en: "The same dwelling twice", "A dwelling stands in the list twice; take one of them out."
        }
        /// A dwelling of another site.
        OfAnotherSite { building: String, room: String } = Invalid "housing.title_batch.of_another_site" at "/housing_unit_ids" {
            zh: "不是该安置点的住房", "{building} {room} 属于另一安置点；一个批次只登记一个安置点的住房。";
            en: "Of another site", "{building} {room} is of another site; a batch is of one."
        }
        /// Its title is not to be applied for.
        NotOpen { building: String, room: String, state: UnitTitleState } = Conflict "housing.title_batch.not_open" {
            zh: "住房不能申请登记", "{building} {room} 现为 {state}；只有未登记或不予登记的住房可以申请。";
            en: "Not to be applied for", "{building} {room} is {state}; titles of what is unregistered or refused are applied for."
        }
        /// A dwelling that is not of this batch, or decided.
        NotPending { building: String, room: String } = Conflict "housing.title_batch.not_pending" {
            zh: "住房不在待登记之列", "{building} {room} 不在本批次的待登记清单中。";
            en: "Not pending", "{building} {room} is not among what waits in this batch."
        }
        /// Neither a certificate nor a reason, or both.
        ResultInPart = Invalid "housing.title_batch.result_in_part" at "/items" {
            zh: "登记结果填写有误", "每套住房填不动产权证号，或填不予登记的理由，两者取其一。";
            en: "A result in part", "Each result is a certificate or the reason for which there is none."
        }
        /// A fee below nothing.
        FeeBelowZero { fee: Money } = Invalid "housing.title_batch.fee_below_zero" {
            zh: "登记费用不得为负", "登记费用 {fee} 不得小于零；免收的填 0 或不填，退费的按原收费核对。";
            en: "A fee below zero", "A fee of {fee} was charged by nobody; give none where nothing was charged, and check the paper where some was paid back."
        }
        /// Not in the state that this act needs.
        StateIs { state: TitleBatchState, possible: Wording } = Conflict "housing.title_batch.state" {
            zh: "批次状态不符", "该批次现为 {state}，不能执行此操作；{possible}。";
            en: "Batch in another state", "The batch is {state}; this act does not fit. Possible now: {possible}."
        }
        /// Decided before it was taken.
        DecidedEarly { on: Day, submitted: Day } = Invalid "housing.title_batch.decided_early" at "/items" {
            zh: "登记日期早于受理日期", "登记日期 {on} 早于受理日期 {submitted}；请核对权证。";
            en: "Decided before it was taken", "{on} lies before {submitted}, the day on which the office took it; check the certificate."
        }
    }
}

impl HousingRefusal {
    /// The act does not take a batch that stands so; it is told what does.
    pub fn state_is(state: TitleBatchState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
