//! How upkeep refuses.

use super::model::{DutyKind, OrderState};
use crate::{
    ground::{
        kernel::{Day, Money, Wording},
        platform::refusals,
    },
    property::assets::UpkeepSource,
};

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
            zh: "管护责任人填写有误", "管护责任人只填登记的单位或名称之一。";
            en: "Keeper named twice or not at all", "Give either a registered organisation or a name for the keeper."
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
        /// A day on which the asset was not there.
        NotThereYet { asset: String, day: Day, since: Day } = Conflict "upkeep.day.not_there_yet" {
            zh: "日期早于资产建成", "资产 {asset} 的卡片载明最早于 {since} 验收、交付或使用，所填 {day} 更早；请核对日期。确在此前已使用的，请先在卡片上补填投入使用年份，再办理。";
            en: "Before the asset was there", "By its card asset {asset} was accepted, delivered or used on {since} at the earliest, and {day} lies before that. Check the day; where it was used before, tell the year of its use on the card first."
        }
        /// Not after what is recorded.
        Overlaps { asset: String, from: Day, last: Day } = Conflict "upkeep.duty.overlaps" {
            zh: "管护期间重叠", "资产 {asset} 的该项管护责任已记录到 {last}，不能自 {from} 起另定责任人；请填写更晚的日期。";
            en: "Periods overlap", "This duty of the asset {asset} is recorded until {last}; nobody else can take it from {from}. Give a later day."
        }
        /// Somebody else had it then.
        HeldThen { asset: String, from: Day, to: Day, since: Day } = Conflict "upkeep.duty.held_then" at "/asset_ids" {
            zh: "该期间已有责任人", "资产 {asset} 的该项管护自 {since} 起已有责任人，与所填的 {from} 至 {to} 重叠；请核对起止日期，每一天只有一个责任人，中间可以空缺。";
            en: "Somebody else had it then", "Somebody has had this duty of the asset {asset} since {since}, which meets {from} to {to}. Check the days: no day has two keepers, and days may lie between two of them."
        }
        /// No last day of a former keeper.
        LastDay { from: Day, to: Day, today: Day } = Invalid "upkeep.duty.last_day" at "/to_on" {
            zh: "最后一日有误", "最后一日 {to} 须不早于起始日 {from}、早于今天 {today}；现任责任人不填最后一日，不再负责时办理终止。";
            en: "Not a last day", "The last day, {to}, lies not before {from} and before today, {today}. Whoever has the duty now is told without one, and ends when it does."
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
        /// A list of a day that has not come.
        ListAhead { day: Day, today: Day } = Invalid "upkeep.duty_list.ahead" at "query:on" {
            zh: "清单日期未到", "{day} 晚于今天 {today}；责任清单只列已经到来的日期。";
            en: "A day that has not come", "{day} lies after today, {today}; the list is of a day that has come."
        }
        /// Neither name nor phone of a person.
        NothingSealed = Conflict "upkeep.reveal.nothing_sealed" {
            zh: "没有密封的姓名或电话", "这里没有密封保存的姓名或联系电话；单位名称直接列示，无须查看明文。";
            en: "Nothing is sealed", "No private person's name and no phone is recorded here; bodies are shown as they are called."
        }
        /// The inspection does not exist here, or is one of another asset.
        UnknownInspection = Invalid "upkeep.inspection.unknown" at "/inspection_id" {
            zh: "检查记录不存在", "没有这次检查，或不是本资产的检查，或不在您的管辖范围内。";
            en: "Unknown inspection", "There is no such inspection of this asset, or it lies outside your region."
        }
        /// The inspection has no such finding.
        UnknownFinding { count: usize } = Invalid "upkeep.inspection.unknown_finding" at "/finding" {
            zh: "没有这一条问题", "这次检查记有 {count} 条问题；请按序号填写。";
            en: "No such finding", "The inspection has {count} findings; give the number of one of them."
        }
        /// Half of a finding.
        FindingUnnamed = Invalid "upkeep.order.finding_unnamed" {
            zh: "问题未写全", "检查记录与所处理的问题须同时填写或都不填。";
            en: "Half of a finding", "Give the inspection and which of its findings together, or neither."
        }
        /// Another order answers it.
        FindingAnswered { order: String } = Conflict "upkeep.order.finding_answered" {
            zh: "该问题已开单", "这条问题已由工单 {order} 处理。";
            en: "It is answered already", "The order {order} answers this finding."
        }
        /// It does not stand so far, or stands further.
        StateIs { state: OrderState, possible: Wording } = Conflict "upkeep.order.state_is" {
            zh: "工单状态不符", "工单现为 {state}，不能办理此步骤；{possible}。";
            en: "Not in this state", "The order is {state}; this step does not follow. Possible now: {possible}."
        }
        /// Somebody has claimed or met something of it.
        ReliedOn { order: String, by: String } = Conflict "upkeep.order.relied_on" {
            zh: "已申请或列支，验收不能撤回", "工单 {order} 的验收已被 {by} 采用（用款申请或记账凭证），不能撤回；请按已核定的内容办理。有误的，先将该申请删除、撤回或作废，或撤回该笔列支，再退回重新验收。";
            en: "Somebody relies on it", "What was verified of order {order} was used by {by} (a claim or a voucher) and is not taken back. Go on with what was verified; where it is wrong, delete, withdraw or cancel that claim, or take back that voucher, and send the order back then."
        }
        /// Nobody has the duty.
        NobodyKeeps { duty: DutyKind, today: Day } = Conflict "upkeep.order.nobody_keeps" {
            zh: "没有管护责任人", "{today} 该资产的 {duty} 没有管护责任人；请指定承办人，或先落实管护责任。";
            en: "Nobody has the duty", "Nobody has the duty of {duty} of this asset on {today}; name who is to do it, or assign the duty first."
        }
        /// An amount below zero, or nothing where something is due.
        BelowZero = Invalid "upkeep.order.bad_amount" {
            zh: "金额有误", "费用不小于零；列支金额大于零。";
            en: "Not such an amount", "A cost is not below zero; what was met is above it."
        }
        /// The payee does not exist here.
        UnknownPayee = Invalid "upkeep.order.payee_unknown" at "/payee_id" {
            zh: "收款单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown payee", "There is no such organisation, or it lies outside your region."
        }
        /// A claim pays organisations of the register.
        PayeeNeeded = Invalid "upkeep.order.payee_needed" at "/payee_id" {
            zh: "须给出收款单位", "承办人不是登记的单位；由财政资金支付的，请填写收款单位。";
            en: "Who is to be paid?", "The order was given to nobody of the register; public money needs a payee of the register."
        }
        /// More was verified than was reported.
        AboveReported { reported: Money, verified: Money } = Conflict "upkeep.order.above_reported" {
            zh: "核定费用高于申报", "申报费用 {reported}，核定 {verified}；核定费用不得高于申报费用，确有增加的请退回重报。";
            en: "More than was reported", "{reported} was reported and {verified} would be verified; send the order back to be reported anew."
        }
        /// There is no value to which a cost could be added.
        NothingToAddTo { asset: String } = Conflict "upkeep.order.nothing_to_add_to" {
            zh: "不能资本化", "资产 {asset} 的卡片没有原值，或核定费用为零；请先登记资产价值（暂估、决算或账面列示）。";
            en: "Nothing to add to", "The card of the asset {asset} has no value, or nothing was verified; value the asset first (provisional, settled or stated)."
        }
        /// The value of a new asset is made of money that a payment shows.
        NotShown { asset: String, source: UpkeepSource } = Conflict "upkeep.order.money_not_shown" {
            zh: "资本化资金无支付依据", "资产 {asset} 为新增资产，原值须由指标、支付或指标文件构成（R10）；来源为 {source} 的费用没有支付记录，不能计入原值。";
            en: "Shown by no payment", "The value of the new asset {asset} is made of allocations, payments or documents (R10); money of {source} shows none, and is not added to it."
        }
        /// This money goes out by claims.
        PaidByClaims { source: UpkeepSource } = Conflict "upkeep.order.paid_by_claims" {
            zh: "应走资金拨付", "来源为 {source} 的管护经费通过资金拨付（管护支出）支付，不在此列支。";
            en: "Paid by a claim", "Upkeep of {source} is paid by a disbursement for upkeep, and is not met here."
        }
        /// More than was verified.
        AboveVerified { verified: Money, met: Money, amount: Money } = Conflict "upkeep.order.above_verified" {
            zh: "超过核定费用", "核定费用 {verified}，此前已列支 {met}，本次 {amount} 合计超出；请核对本次金额，此前列支有误的先撤回后重新登记。";
            en: "Above what was verified", "{verified} was verified and {met} met before; {amount} more is above it. Check the amount, and take back first what was met by mistake."
        }
        /// A voucher of a month stands for one order once.
        VoucherUsed { voucher: String, order: String, amount: Money, on: Day } = Conflict "upkeep.order.voucher_used" at "/voucher" {
            zh: "凭证已使用", "该单位的凭证 {voucher} 已于 {on} 在工单 {order} 列支 {amount}；同一会计月份的同一凭证在同一工单只列支一次。请核对凭证号和凭证日期。";
            en: "The voucher is used", "The order {order} names the voucher {voucher} of this body for {amount} on {on} already; within an accounting month a voucher stands for an order once. Check its number and day."
        }
        /// Nothing of this number is met.
        NotMetSo { n: i32, order: String } = Invalid "upkeep.order.not_met_so" at "/n" {
            zh: "没有这笔列支", "工单 {order} 没有第 {n} 笔有效的列支；已撤回的不能再次撤回，请按工单上的序号填写。";
            en: "Nothing was met so", "The order {order} has no number {n} that is met and stands; what was taken back is not taken back again. Give a number as the order shows it."
        }
        /// Not a collective of the asset.
        NotItsIncome { unit: String, asset: String, on: Day } = Conflict "upkeep.order.not_its_income" at "/organisation_id" {
            zh: "不能以该单位的集体收入列支", "{on} 时“{unit}”不是资产 {asset} 的所有人或管理、经营单位，或不是集体组织，不能以其经营收入列支（R32）。请核对列支单位；确属其所有或管理的，请先确权或登记管理单位。";
            en: "Not this body's income", "On {on} {unit} neither owned nor managed the asset {asset}, or is no collective: its income does not meet this order (R32). Check the body; where it does own or manage the asset, record that first."
        }
        /// Met before it was done.
        MetBefore { on: Day, done_on: Day } = Invalid "upkeep.order.met_before_done" at "/met_on" {
            zh: "列支早于完工", "凭证日期 {on} 早于完工日期 {done_on}；请核对凭证日期。";
            en: "Met before it was done", "The voucher bears {on}, before the work was done on {done_on}; check its day."
        }
        /// One's own unit would be paid by one's own word.
        OwnUnit { unit: String } = Conflict "upkeep.order.own_unit" at "/payee_id" {
            zh: "验收人所在单位不能收款", "收款单位“{unit}”是验收人所在单位，应当回避（R109）；请由其他单位的人员验收。";
            en: "The verifier's own unit", "{unit}, who would be paid, is the verifier's own unit; somebody of another unit verifies this order (R109)."
        }
        /// One's own unit did the work.
        OwnWork { unit: String } = Conflict "upkeep.order.own_work" {
            zh: "验收人所在单位承办的工单", "工单由“{unit}”承办，验收人也属于该单位，应当回避（R109）；请由其他单位的人员验收。";
            en: "The verifier's own unit did it", "{unit}, who had this order, is the verifier's own unit; somebody of another unit verifies it (R109)."
        }
        /// Another than who had the order is paid on paper alone.
        OtherPayee { assigned: String, payee: String } = Conflict "upkeep.order.other_payee" at "/payee_id" {
            zh: "收款单位不是承办人", "工单派给“{assigned}”，收款单位却是“{payee}”；确须由其收款的，请填写债权转让或委托收款文件的文号、签订日期和双方名称并附该文件，后续审批可见承办人和文号（R100）。";
            en: "Not who had the order", "The order was given to {assigned}, and {payee} would be paid. Give number, day and both parties of the paper by which that is due, and attach it; whoever approves the claim sees it and who had the order (R100)."
        }
        /// Public money for what is a household's own.
        OfHousehold { asset: String, source: UpkeepSource } = Conflict "upkeep.order.of_household" {
            zh: "到户类资产不用公共资金管护", "资产 {asset} 属到户类，由农户自有自管，不纳入统一管护（R9），其管护不能由“{source}”支付；请改填实际的资金来源并退回重报，类别登记有误的请先在资产卡片更正。";
            en: "A household's own", "Asset {asset} is a household's, who owns and keeps it and enters no pool (R9): its upkeep is not met by {source}. Report the money that did pay it, or correct its kind on the card first."
        }
        /// A keeper, or public money, for what is a household's own.
        DutyOfHousehold { asset: String } = Conflict "upkeep.duty.of_household" at "/asset_ids" {
            zh: "到户类资产由农户自行管护", "资产 {asset} 属到户类，由农户自有自管，不纳入统一管护（R9），不能交单位管护，也不能以财政或单位预算资金管护；请移出清单，或登记农户本人为责任人；卡片管护经费来源为财政或单位预算的，先在资产卡片登记使用情况时更正；类别登记有误的请先在资产卡片更正。";
            en: "A household's own", "Asset {asset} is a household's, who owns and keeps it (R9): no body is given its upkeep, and no public money is named for it. Take it out of the list, or name the household itself; where the card names public money for it, correct that first by noting its use, and its kind where that is wrong."
        }
        /// A paper of others.
        AssignmentParties { from: String, to: String, assigned: String, payee: String } = Conflict "upkeep.order.assignment_parties" at "/assignment" {
            zh: "转让或委托文件的双方与工单不符", "文件由“{from}”转让或委托给“{to}”，而工单承办人为“{assigned}”、收款单位为“{payee}”；双方名称须与工单承办人和收款单位的登记名称一致。请核对文件。";
            en: "A paper of others", "By the paper {from} assigns to {to}, while {assigned} had the order and {payee} would be paid. Both are named as the order and the register name them; check the paper."
        }
        /// Not all of its cost has been met.
        NotMet { verified: Money, met: Money } = Conflict "upkeep.order.not_met" {
            zh: "费用未结清", "核定费用 {verified}，已支付或列支 {met}；结清后再办结。";
            en: "Its cost is not met", "{verified} was verified, {met} has been paid or met; close the order when all of it is."
        }
        /// An order without its kind and wording, or an inspection with them.
        PlanTaskWrong = Invalid "upkeep.plan.task_wrong" {
            zh: "计划内容有误", "计划工单的，须填写管护责任和内容；计划检查的，都不填。";
            en: "Not such a plan", "A plan of orders says duty and what; a plan of inspections says neither."
        }
        /// A household's own assets.
        PlanOfHouseholds = Invalid "upkeep.plan.of_households" at "/asset_kind" {
            zh: "到户类资产不列计划", "到户类资产由户自行管护，不列管护计划。";
            en: "A household's own", "What is a household's own has no plan of upkeep."
        }
        /// A plan begins no earlier than the interval that runs.
        PlanBehind { first: Day, today: Day, every: i32 } = Invalid "upkeep.plan.behind" at "/first_on" {
            zh: "首次日期过早", "首次日期 {first} 距今天 {today} 已满一个周期（{every} 天）；周期中途建立的计划，请填写本周期的起算日。";
            en: "Its first day lies too far back", "The first day, {first}, lies an interval ({every} days) or more before today, {today}. A plan that is made in the middle of its interval begins with the day from which that is counted."
        }
        /// It has ended.
        PlanEnded { until: Day } = Conflict "upkeep.plan.ended" {
            zh: "计划已终止", "计划已于 {until} 终止。";
            en: "It has ended", "The plan ended on {until}."
        }
    }
}

impl UpkeepRefusal {
    /// The step does not follow from where an order stands; it is told what does.
    pub fn state_is(state: OrderState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
