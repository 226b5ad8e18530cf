//! How bodies refuse. No refusal repeats what names a person.

use super::model::{CollectiveKind, MemberState};
use crate::{
    ground::{
        kernel::{Day, Money},
        platform::refusals,
    },
    office::places::OrganisationKind,
};

refusals! {
    /// Ways in which bodies refuse.
    pub enum CollectivesRefusal {
        /// No such organisation in the caller's regions.
        UnknownOrganisation = Invalid "collectives.body.organisation_unknown" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内；请先登记单位。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region; register it first."
        }
        /// Another kind of organisation.
        KindMisfit { kind: CollectiveKind, organisation: OrganisationKind, fit: String } = Invalid "collectives.body.kind_misfit" at "/kind" {
            zh: "组织类型与单位类别不符", "该单位登记为 {organisation}，不能作为 {kind}；此类型的单位类别应为：{fit}。请核对单位登记或改选类型。";
            en: "The kind does not fit the organisation", "The organisation is registered as {organisation} and cannot be {kind}, which asks for: {fit}. Check the register, or choose another kind."
        }
        /// A level where there is none, or none where there is one.
        LevelOfKind = Invalid "collectives.body.level_of_kind" at "/level" {
            zh: "组织层级填写有误", "农村集体经济组织须填写组级、村级或乡镇级，其他类型不填。";
            en: "Level wanted, or none", "A rural collective has a level; no other kind has."
        }
        /// It is a body already.
        Registered { number: String } = Conflict "collectives.body.registered" {
            zh: "该单位已登记为集体组织主体", "该单位已登记为 {number}；类型有变化的，请办理变更类型。";
            en: "Registered already", "The organisation is registered as {number}; where its kind has changed, change that."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "collectives.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// Not after the day on which the open term begins.
        TermBegins { on: Day, from: Day } = Conflict "collectives.body.term_begins" {
            zh: "日期不晚于现类型起始日", "现类型自 {from} 起，{on} 不晚于该日；变更或终止日应在其后。";
            en: "Not after the term began", "The present kind holds from {from}, and {on} does not lie after it; a later day is wanted."
        }
        /// It is closed.
        Closed { on: String } = Conflict "collectives.body.closed" {
            zh: "集体组织主体已终止", "该主体已于 {on} 终止，不再变更。";
            en: "Closed", "The body was closed on {on}, and changes no more."
        }
        /// Members of a body that the law binds are not those of one that it does not.
        MembersStand { members: i64 } = Conflict "collectives.body.members_stand" {
            zh: "仍有成员，不能变更为此类型", "该主体有成员 {members} 人（含待答复）。受成员身份法律约束与不受约束的类型之间变更的，成员须重新确认：请先逐一办理丧失，再变更类型。";
            en: "Members stand", "{members} are members, or wait to be. Between a kind whose members the law names and one of which it does not, members are confirmed anew: let them leave first."
        }
        /// Something still hangs on it.
        NotEmpty { members: i64, beneficiaries: i64, entrustments: i64 } = Conflict "collectives.body.not_empty" {
            zh: "尚有未了结事项，不能终止", "仍有成员（含待答复）{members} 人、受益人 {beneficiaries} 项、委托管理 {entrustments} 项；请先了结。";
            en: "Not empty", "{members} members or applicants, {beneficiaries} beneficiaries and {entrustments} entrustments still stand; end them first."
        }
        /// Money, plans, shares or debts of it stand.
        Unsettled { pools: u64, left: Money, plans: u64, schemes: u64, loans: u64, owed: Money, orders: u64, unmet: Money } = Conflict "collectives.body.unsettled" {
            zh: "资金、分配方案、股权或债务尚未了结，不能终止", "该主体有余额的分配池 {pools} 个、余额合计 {left} 元，未了结的分配方案 {plans} 个，施行中的折股量化方案 {schemes} 个，未还清的借款 {loans} 笔、尚欠本金 {owed} 元，已验收待其收入列支的管护工单 {orders} 个、合计 {unmet} 元；请先使用或分配余额，办结或作废分配方案，终止折股量化方案，还清借款，列支管护费用，再办理终止。";
            en: "Money, plans, shares or debts stand", "{pools} pools of it have {left} left, {plans} plans of distribution are under way or not paid out, {schemes} schemes of shares stand, {owed} is owed of {loans} loans, and {orders} orders of upkeep wait for {unmet} of its income. Spend or distribute what is left, finish or annul the plans, close the schemes, pay back the loans and meet the orders first."
        }
        /// Money would be left in it, or come into it, once nobody can spend it.
        BooksOpen { years: u64, closable: String, spendings: u64, recoveries: u64, receivables: u64, rolls: u64 } = Conflict "collectives.body.books_open" {
            zh: "账目或名册尚未了结，不能终止", "该主体有收支未结账的年度 {years} 个（含已收以后年度的租金等；年度终了后方可结账，最早可全部结账的日期：{closable}），待复核的收益使用 {spendings} 笔，待复核的缴回 {recoveries} 笔，已到账未登记收入的他方分配 {receivables} 笔，未终止的受益名册 {rolls} 个；请先结账或退还以后年度的预收，复核或冲回收益使用，复核或撤回缴回，登记分配收入，终止名册，再办理终止。";
            en: "Books or rolls are open", "For {years} years that are not closed something was earned or spent, also for years to come of which the rent was received (a year is closed once it is over; the first day on which all of these can be: {closable}); {spendings} spendings and {recoveries} sums given back wait for a second officer, {receivables} lines of other bodies were paid to it and are not booked, and {rolls} rolls are open. Close the years or give back what was received ahead, confirm or take back the rest, book the lines and close the rolls first."
        }
        /// Something of it is told of a later day.
        EndsBefore { on: Day, last: Day } = Conflict "collectives.body.ends_before" at "/on" {
            zh: "终止日早于已登记的事项", "该主体在 {last} 仍有成员、受益人、委托、收支、份额变动或分配等登记，终止日 {on} 不能更早；请改填终止日，登记有误的先行冲正。";
            en: "Ends before what is recorded", "Members, benefits, entrustments, entries, shares or plans of it are recorded of {last}, and it does not end on {on}, which is earlier. Write another day, or reverse first what was recorded by mistake."
        }
        /// Nobody asked that it be closed.
        ClosingNotAsked = Conflict "collectives.body.closing_not_asked" {
            zh: "没有待复核的终止申请", "该主体没有待复核的终止申请；请先由一名经办人凭文件申请终止。";
            en: "Nobody asked", "Nobody asked that the body be closed; one officer asks by a paper, another confirms."
        }
        /// No such body in the caller's regions.
        UnknownBody = Invalid "collectives.body.unknown" at "/collective_id" {
            zh: "集体组织主体不存在", "没有这个集体组织主体，或不在您的管辖范围内。";
            en: "Unknown body", "There is no such body, or it lies outside your region."
        }
        /// No body on that day.
        NotThen { on: Day, since: Day } = Conflict "collectives.body.not_then" {
            zh: "当日不是集体组织主体", "该主体自 {since} 起登记，{on} 不在其存续期内；请核对日期。";
            en: "No body on that day", "It is a body since {since}, and was none on {on}; check the day."
        }
        /// No such person in the caller's regions.
        UnknownPerson = Invalid "collectives.member.person_unknown" {
            zh: "人员不存在", "未找到该人员，请核对标识或先登记人员。";
            en: "Unknown person", "There is no such person; check the id, or register the person first."
        }
        /// No such household in the caller's regions.
        UnknownHousehold = Invalid "collectives.beneficiary.household_unknown" {
            zh: "搬迁户不存在", "未找到该搬迁户，请核对标识。";
            en: "Unknown household", "There is no such household; check the id."
        }
        /// The person died before.
        Died { died_on: Day, on: Day } = Conflict "collectives.member.died" {
            zh: "该人员已死亡", "该人员已于 {died_on} 登记死亡，{on} 不能确认；登记有误的，请先冲正死亡记录。";
            en: "The person has died", "The death is recorded on {died_on}, and nobody is confirmed on {on}; where that is wrong, reverse it first."
        }
        /// Whoever would benefit died before.
        BeneficiaryDied { died_on: Day, from: Day } = Conflict "collectives.beneficiary.died" {
            zh: "该人员已死亡", "该人员已于 {died_on} 登记死亡（户内登记、成员注销或份额继承），自 {from} 起不能登记受益；登记有误的，请先在原登记处冲正。";
            en: "The person has died", "The death is recorded on {died_on}, by a household, a body that struck off a member, or an inheritance, and nobody benefits from {from} on; where that is wrong, reverse it where it was told."
        }
        /// A member, or waiting to be one, already.
        Already { state: MemberState } = Conflict "collectives.member.already" {
            zh: "该人员已在册", "该人员在本组织的状态为 {state}，不能重复确认。";
            en: "On the roster already", "The person is {state} in this body already."
        }
        /// Waits for an answer elsewhere.
        AsksElsewhere = Conflict "collectives.member.asks_elsewhere" {
            zh: "该人员正在其他组织待答复", "该人员已在另一组织确认并等待原组织答复，答复前不能再次确认。";
            en: "Waits elsewhere", "The person waits to be a member of another body; until that is answered nobody else confirms."
        }
        /// A refusal has a reason, a confirmation has none.
        ReasonOfDecision = Invalid "collectives.member.reason_of_decision" at "/reason" {
            zh: "不予确认的理由填写有误", "不予确认的须填写理由，确认的不填。";
            en: "Reason wanted, or none", "Whoever is not confirmed is told why; a confirmation has no reason."
        }
        /// Only a child has a parent.
        ParentOfBirth = Invalid "collectives.member.parent_of_birth" at "/parent_person_id" {
            zh: "父母填写有误", "只有因生育确认的才填写父母。";
            en: "Not a birth", "A parent is named where somebody is asked for by birth."
        }
        /// Another ground says what was decided.
        OtherUntold = Invalid "collectives.member.other_untold" at "/note" {
            zh: "缺少决定依据", "以“成员大会确认的其他情形”为理由的，请填写说明或上传决议。";
            en: "What was decided is wanted", "Where the ground is another that the assembly decided, say in a remark or a paper what it was."
        }
        /// Nobody asks.
        NothingAsked = Conflict "collectives.member.nothing_asked" {
            zh: "没有待答复的确认", "没有其他组织就该成员请求答复。";
            en: "Nothing was asked", "No other body asks about this member."
        }
        /// Left on another day than is recorded.
        LeftAlready { until: Day } = Conflict "collectives.member.left_already" {
            zh: "与已登记的丧失不符", "该成员已登记自 {until} 起丧失；答复应为“已退出”，日期为该日。";
            en: "Lost on another day", "The membership is recorded as lost from {until} on; the answer is that the person left, on that day."
        }
        /// Not in the state that this act needs.
        StateIs { state: MemberState } = Conflict "collectives.member.state" {
            zh: "成员状态不符", "该成员现为 {state}，不能执行此操作。";
            en: "Member in another state", "The membership is {state}; this act does not fit."
        }
        /// Lost before it was had.
        LostTooEarly { on: Day, from: Day } = Conflict "collectives.member.lost_too_early" {
            zh: "丧失日期不晚于确认日期", "该成员自 {from} 起为成员，{on} 不晚于该日。";
            en: "Lost before it was had", "A member from {from} on, which {on} does not lie after."
        }
        /// Reverses what is not there, was reversed, or binds another body too.
        NothingToReverse { n: i32 } = Conflict "collectives.member.nothing_to_reverse" {
            zh: "无可冲正的变动", "第 {n} 项变动不存在、已冲正，或是两个组织之间的答复。";
            en: "Nothing to reverse", "Event {n} does not stand, was reversed, or is an answer that binds two bodies."
        }
        /// What would be left does not follow.
        DoesNotFollow { n: i32 } = Conflict "collectives.member.does_not_follow" {
            zh: "冲正后前后不接", "冲正后第 {n} 项变动失去前提；请把它一并冲正。";
            en: "Does not follow", "Without what is reversed, event {n} does not follow; reverse it as well."
        }
        /// A member of another body meanwhile.
        MemberElsewhere = Conflict "collectives.member.elsewhere" {
            zh: "该人员已是另一组织的成员", "该人员现为另一农村集体经济组织的成员，或正在等待答复；一人只能在一个组织。";
            en: "A member elsewhere", "The person is a member of another rural collective, or waits to be one; nobody is one of two."
        }
        /// The register has it otherwise.
        ByEvent = Conflict "collectives.member.by_event" {
            zh: "与登记不符", "该编号的成员已登记，其组织、人员、理由、日期或状态与本行不同；请用变动或冲正办理，不由导入更改。";
            en: "Changes by events", "The member of this id stands in the register with another body, person, ground, day or state; a file does not change that."
        }
        /// No body of that name, or several.
        BodyNotNamed { name: String, found: usize } = Invalid "collectives.member.body_not_named" {
            zh: "集体组织主体无法确定", "导入区划内名称或代码为“{name}”的集体组织主体有 {found} 个；请核对，或先登记主体。";
            en: "Body not told by its name", "{found} bodies of the region are called “{name}”; check it, or register the body first."
        }
        /// A person or a household.
        NotNamed = Invalid "collectives.beneficiary.not_named" at "/person_id" {
            zh: "受益人应为人员或搬迁户之一", "请填写人员或搬迁户，两者取其一。";
            en: "One of the two", "Name a person or a household, one of the two."
        }
        /// So already on one of these days.
        Benefits { from: Day, until: String } = Conflict "collectives.beneficiary.overlaps" {
            zh: "受益期间重叠", "同一受益人已登记自 {from} 起（至 {until}）；请先终止，或从终止日起登记。";
            en: "Overlaps", "The same is a beneficiary from {from} (until {until}); end that first, or begin where it ends."
        }
        /// Ended already.
        Ended { until: Day } = Conflict "collectives.period.ended" {
            zh: "已终止", "已于 {until} 终止。";
            en: "Ended already", "It ended on {until}."
        }
        /// Not after its first day.
        EndsTooEarly { until: Day, from: Day } = Conflict "collectives.period.ends_too_early" {
            zh: "终止日不晚于起始日", "自 {from} 起，终止日 {until} 应在其后。";
            en: "Ends too early", "It holds from {from}; {until} does not lie after it."
        }
        /// No such unit in the caller's regions or above the body.
        UnknownManager = Invalid "collectives.entrustment.manager_unknown" {
            zh: "管理单位不存在", "没有这个单位，或不在管辖范围内。";
            en: "Unknown manager", "There is no such organisation, or it lies outside your region."
        }
        /// It would manage its own.
        ManagesItself = Conflict "collectives.entrustment.manages_itself" {
            zh: "管理单位就是所有权人", "委托管理的单位不能是主体自己；自行管理的无须登记。";
            en: "Its own manager", "A body entrusts what it owns to another; what it manages itself is not recorded here."
        }
        /// The asset does not exist here.
        UnknownAsset = Invalid "collectives.entrustment.asset_unknown" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// Another owns it.
        NotOwner { asset: String, on: Day } = Conflict "collectives.entrustment.not_owner" {
            zh: "该主体不是资产的所有权人", "资产 {asset} 在 {on} 不归该主体所有，不能由其委托管理；请先核对或办理确权、移交。";
            en: "The body does not own the asset", "On {on} the asset {asset} is not owned by this body, which cannot entrust it; check it, or have its title recorded first."
        }
        /// Another manages it on one of these days.
        Entrusted { from: Day, scope: String } = Conflict "collectives.entrustment.overlaps" {
            zh: "委托范围重叠", "自 {from} 起已有委托管理（{scope}），范围与本次重叠；请先终止原委托。";
            en: "Entrusted already", "From {from} on an entrustment stands ({scope}) that is about some of the same; end it first."
        }
    }
}
