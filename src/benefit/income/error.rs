//! How what bodies earn, their years and pools refuse.

use super::model::{IncomeSchemeState, IncomeYearState, SpendingState};
use crate::ground::{
    kernel::{Day, Money, Ppm},
    platform::refusals,
};

refusals! {
    /// Ways in which books of bodies, their years and pools refuse.
    pub enum IncomeRefusal {
        /// Nothing, or less.
        AmountNone = Invalid "income.amount.none" at "/amount" {
            zh: "金额应大于零", "请填写大于零的金额；方向由类别确定，更正请用冲正。";
            en: "More than nothing", "An amount is more than nothing: its sort says which way it goes, and what is wrong is reversed."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "income.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// The body was none on that day.
        NoBody { on: Day, since: Day } = Conflict "income.day.no_body" {
            zh: "当日不是集体组织主体", "该主体自 {since} 起登记，{on} 不在其存续期内；请核对日期。";
            en: "No body on that day", "It is a body since {since}, and was none on {on}; check the day."
        }
        /// No such asset in the caller's regions.
        UnknownAsset = Invalid "income.entry.asset_unknown" at "/asset_id" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// Another's asset, which this body neither keeps nor was entrusted with.
        OthersAsset { asset: String, on: Day } = Conflict "income.entry.others_asset" at "/asset_id" {
            zh: "资产不属于该主体", "{on} 该主体既非资产 {asset} 的产权人，也非其管理单位、经营单位，也未受托管理；该资产的收入应由有权主体入账。请核对资产和日期；确有权属、管理经营关系或委托协议的，请先登记。";
            en: "Another's asset", "On {on} this body neither owned, managed nor operated the asset {asset}, nor was it entrusted with it; what that earns is booked by whoever may. Check asset and day; where it is otherwise, record the title, the manager or the entrustment first."
        }
        /// No account of the body that money may go to or from.
        UnknownAccount = Invalid "income.account.unknown" at "/account_id" {
            zh: "账户不可用", "没有这个账户，或不是该主体自己的或由其代理机构代管的可用账户；请先登记并由第二人确认。";
            en: "No account to use", "There is no such account, or it is none of this body's, its own or kept by its agency, that a second officer has confirmed."
        }
        /// No such organisation in the caller's regions, or above the body.
        UnknownOrganisation = Invalid "income.organisation.unknown" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在管辖范围内；可只填写对方名称。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region; the name alone is enough."
        }
        /// Months are told of an income that covers several.
        TermMisfit = Invalid "income.entry.term" at "/term" {
            zh: "覆盖期间填写有误", "只有收入可以填写覆盖的起始日和月数，期初余额除外。";
            en: "Months do not fit", "Only an income covers months, and an opening balance none."
        }
        /// No income of the body that covers months and stands.
        UnknownRefund = Invalid "income.entry.refund_unknown" at "/refund_of/income_entry_id" {
            zh: "没有可退还的预收款", "没有这笔收入，或不是本主体的，或没有填写覆盖期间，或已经冲正；请核对。没有覆盖期间、整笔登记有误的，请办理冲正。";
            en: "Nothing to give back of", "There is no such income of this body that covers months and was not reversed. What covers no months and is wrong is reversed."
        }
        /// Another sort or asset than a refund is told with, or a day in none of the months.
        RefundMisfit { number: String } = Invalid "income.entry.refund_misfit" at "/refund_of" {
            zh: "退还预收款填写有误", "退还 {number} 的预收款：类别应为其他支出，不填写覆盖期间，资产与原收入一致（可不填），起始日应在原收入覆盖的月份之内；请核对。";
            en: "A refund is told otherwise", "What is given back of {number} is of the sort other expense, without months of its own, of the same asset (or none is told), from a day in a month that it covers; check them."
        }
        /// Given back before it was there.
        RefundBefore { number: String, on: Day, received: Day } = Conflict "income.entry.refund_before" at "/on" {
            zh: "退还日早于收款日", "{number} 于 {received} 收到，不能在 {on} 退还；请核对日期。";
            en: "Given back before it came", "{number} was received on {received}, and nothing of it was given back on {on}; check the day."
        }
        /// More than these months have.
        RefundTooMuch { number: String, amount: Money, most: Money } = Conflict "income.entry.refund_much" at "/amount" {
            zh: "退还金额超过未实现部分", "退还 {amount} 元，{number} 自该月起尚未退还的部分为 {most} 元；请核对金额和起始月份，另行补偿的，登记为当年支出。";
            en: "More than those months have", "{amount} are given back, and from that month on {number} has {most} that was not; check amount and month, and record what is paid beyond as an expense of its own."
        }
        /// Something of it was given back.
        RefundStands { number: String } = Conflict "income.reversal.refund_stands" {
            zh: "已有退还登记", "该笔收入已由 {number} 退还一部分；确需冲正的，请先冲正 {number}。";
            en: "Some of it was given back", "{number} gives back some of it; reverse that first."
        }
        /// The books of the year are not kept, or not yet.
        NoYear { year: String } = Conflict "income.entry.no_year" {
            zh: "年度账未开立", "该主体尚未开立 {year} 年度账；请先开立。";
            en: "No books of that year", "The books of {year} are not open; open them first."
        }
        /// A year that it counts into is closed.
        YearClosed { year: String } = Conflict "income.entry.year_closed" {
            zh: "年度账已结", "{year} 年度账已结，不能再登记或冲正计入该年的收支；确有错误的，先凭依据重新开账，或计入未结账年度。";
            en: "The year is closed", "The books of {year} are closed, and nothing that counts into it is recorded or reversed; open them again by a paper, or record it in an open year."
        }
        /// The voucher was told already.
        VoucherTaken { voucher: String, month: String, number: String } = Conflict "income.voucher.taken" at "/voucher" {
            zh: "凭证号已登记", "{month} 的凭证 {voucher} 已由 {number} 为同一事项登记；同一会计月份的同一凭证不得重复入账。请核对凭证号和日期；{number} 登记有误的，请先冲销。";
            en: "Told already", "The voucher {voucher} of {month} was told by {number} for the same; nothing is booked twice. Check its number and day; where {number} is wrong, take it back first."
        }
        /// What an agency keeps for the body would sink below nothing.
        TooLittle { balance: Money, amount: Money } = Conflict "income.account.too_little" {
            zh: "代管账户余额不足", "该主体在代管账户的余额为 {balance} 元，不足 {amount} 元；不得动用其他村的资金，请核对账户和期初余额。";
            en: "Too little in custody", "The agency keeps {balance} for this body, less than {amount}, and never pays of what is another village's; check the account and its opening balance."
        }
        /// No such line of the body's organisation.
        UnknownLine = Invalid "income.entry.line_unknown" at "/from_line/distribution_id" {
            zh: "没有这笔分配款", "没有这个分配方案的这一序号，或名单尚未批准，或该明细不属于本主体的单位；请在应入账分配款清单中核对。";
            en: "No such line", "There is no approved list with such a line, or the line is not of this body's organisation; the list of what the body has to book tells them."
        }
        /// A list of the body's own.
        OwnPlan { number: String } = Invalid "income.entry.line_own" at "/from_line/distribution_id" {
            zh: "本主体自己的分配不是收入", "分配方案 {number} 是本主体自己的，分给本主体的部分来自本主体的收益，不再登记为收入。";
            en: "Its own list", "The distribution {number} is this body's own: what it gives to itself was its income before, and is not booked once more."
        }
        /// A line is a share of what another body earned, and of nothing else.
        LineMisfit = Invalid "income.entry.line_misfit" at "/from_line" {
            zh: "分配款登记方式有误", "登记其他主体的分配款，类别应为入股分红收入，不填写资产和覆盖期间；收益来自哪项资产，由对方的分配方案追溯。";
            en: "A line is told otherwise", "What is booked of a line is of the sort stake, with no asset and no months: which asset earned it is told by the list of the body that distributes."
        }
        /// It was paid into another account.
        LineAccount { number: String, serial: i64 } = Conflict "income.entry.line_account" at "/account_id" {
            zh: "入账账户与到账账户不一致", "分配方案 {number} 第 {serial} 号明细付入了本主体的另一账户；请填写实际到账的账户，转存另行处理。";
            en: "Another account", "Line no. {serial} of the distribution {number} was paid into another account of this body; name the one that has the money."
        }
        /// Another entry books it.
        LineBooked { number: String, serial: i64, entry: String } = Conflict "income.entry.line_booked" at "/from_line" {
            zh: "分配款已经入账", "分配方案 {number} 第 {serial} 号明细已由 {entry} 登记；同一明细不得重复入账，登记有误的请先冲正。";
            en: "Booked already", "{entry} books line no. {serial} of the distribution {number}; nothing is booked twice. Reverse that entry first where it is wrong."
        }
        /// A reversal is not reversed.
        NothingToReverse = Conflict "income.reversal.of_reversal" {
            zh: "不能冲正", "冲正本身不能再冲正；请重新登记。";
            en: "Nothing to reverse", "A reversal is not reversed; record what happened anew."
        }
        /// Reversed already.
        Reversed { number: String } = Conflict "income.reversal.done" {
            zh: "已经冲正", "该笔已由 {number} 冲正。";
            en: "Reversed already", "It was reversed by {number}."
        }
        /// Somebody linked it to a list at the same time, or let go of one.
        LinkedMeanwhile { number: String } = Conflict "income.spending.linked_meanwhile" {
            zh: "该笔关联的名单刚有变动", "{number} 与到人到户名单的关联在本次提交时正有变动；请刷新核对后重新提交。";
            en: "Its list has just changed", "Which list {number} pays was changed at this moment. Look at it again, and send it again."
        }
        /// More than money can be.
        OutOfRange = Conflict "income.amount.out_of_range" {
            zh: "金额超出范围", "合计超出可记录的金额范围；请核对金额。";
            en: "Out of range", "The sum is more than an amount can be; check it."
        }
        /// More than all of it becomes reserve.
        ReserveMisfit { reserve: Ppm } = Invalid "income.scheme.reserve" at "/reserve_pct" {
            zh: "公积公益金比例填写有误", "提取比例 {reserve}% 超过全部可分配收益：应在 0.0000% 至 100.0000% 之间。";
            en: "More than the whole", "{reserve} % becomes reserve, which is more than there is: it lies between 0.0000 and 100.0000."
        }
        /// One use twice, nothing of it, or more than all.
        LinesMisfit { sum: Ppm } = Invalid "income.scheme.lines" at "/lines" {
            zh: "分配项目填写有误", "每项用途填写一行、比例大于零，合计 {sum}% 不得超过 100%；其他用途须写明依据，其余用途不填。";
            en: "Lines do not fit", "Each use has one line of more than nothing, all of them ({sum} %) no more than 100 %; another use tells its basis, and no other line does."
        }
        /// The law asks for the assembly's resolution.
        ResolutionWanted = Conflict "income.scheme.resolution_wanted" {
            zh: "缺少决议", "农村集体经济组织的收益分配办法须由成员大会决定；请先登记决议再关联。";
            en: "A resolution is wanted", "The assembly of a rural collective decides how its income is divided; record its resolution first."
        }
        /// No resolution that passed and stands.
        NotResolved = Invalid "income.scheme.not_resolved" at "/resolution_id" {
            zh: "没有可用的决议", "没有这个决议，或未通过、已作废，或不是本主体就收益分配方案或章程作出的。";
            en: "No resolution to go by", "There is no such resolution, or it did not pass, was annulled, or is not of this body on a distribution plan or its charter."
        }
        /// Before it was resolved.
        BeforeResolved { on: Day, resolved: Day } = Conflict "income.scheme.before_resolved" at "/from_on" {
            zh: "起始日早于决议日", "{on} 早于决议日 {resolved}；办法不能先于决议。";
            en: "Before it was resolved", "{on} lies before the day of the resolution, {resolved}."
        }
        /// Another begins on the same day.
        FromTaken { number: String, on: Day } = Conflict "income.scheme.from_taken" at "/from_on" {
            zh: "同日已有办法", "办法 {number} 已自 {on} 起施行；有误的，先撤回。";
            en: "Another begins then", "The scheme {number} holds from {on} on; withdraw it first where it is wrong."
        }
        /// In another state than the act wants.
        SchemeIs { state: IncomeSchemeState } = Conflict "income.scheme.state" {
            zh: "办法状态不符", "该办法现为 {state}，不能执行此操作。";
            en: "Scheme in another state", "The scheme is {state}; this act does not fit."
        }
        /// A closed year was divided by it.
        SchemeUsed { year: String } = Conflict "income.scheme.used" {
            zh: "办法已用于结账", "{year} 年度账已按该办法结账，不能撤回；请先重新开账。";
            en: "A year stands on it", "The year {year} was divided by it; open that year again first."
        }
        /// It is kept already.
        YearThere { year: String } = Conflict "income.year.there" at "/year" {
            zh: "年度账已开立", "该主体的 {year} 年度账已经开立。";
            en: "Open already", "The books of {year} are there."
        }
        /// Years are opened one after another.
        YearGap { year: String, wanted: String } = Conflict "income.year.gap" at "/year" {
            zh: "年度不连续", "年度账须逐年开立，应为 {wanted}，不是 {year}。";
            en: "A year is missing", "Years are opened one after another: {wanted}, not {year}."
        }
        /// Only the first year has losses from before, with their paper.
        OpeningMisfit = Invalid "income.year.opening" at "/opening_loss" {
            zh: "期初亏损填写有误", "期初亏损只在首个年度填写，应大于零并附依据；以后各年由系统结转。";
            en: "Losses from before do not fit", "Losses from before are told once, of the first year, with their paper; later ones are carried here."
        }
        /// In another state than the act wants.
        YearIs { state: IncomeYearState } = Conflict "income.year.state" {
            zh: "年度账状态不符", "该年度账现为 {state}，不能执行此操作。";
            en: "Year in another state", "The year is {state}; this act does not fit."
        }
        /// It has not ended.
        YearRuns { last: Day, today: Day } = Conflict "income.year.runs" {
            zh: "年度未结束", "该年度至 {last} 结束，今日为 {today}，尚不能结账。";
            en: "The year runs", "It ends on {last}, and today is {today}."
        }
        /// The one before is open.
        BeforeOpen { year: String } = Conflict "income.year.before_open" {
            zh: "上年未结账", "{year} 年度账尚未结账；请逐年结账。";
            en: "The year before is open", "The books of {year} are open; close one after another."
        }
        /// Nothing says how to divide it.
        NoScheme { last: Day } = Conflict "income.year.no_scheme" {
            zh: "没有分配办法", "{last} 没有施行中的收益分配办法，当年有可分配收益而无从分配；请先登记决议通过的办法。";
            en: "No scheme", "No scheme holds on {last}, and there is income to divide; record the one that was resolved first."
        }
        /// A later one is closed.
        LaterClosed { year: String } = Conflict "income.year.later_closed" {
            zh: "以后年度已结账", "{year} 年度账已结账，须先重新开立该年度账。";
            en: "A later year is closed", "The books of {year} are closed; open those again first."
        }
        /// Something was drawn from a pool.
        Drawn { pool: String, amount: Money, left: Money } = Conflict "income.year.drawn" {
            zh: "收益已使用或已锁定", "分配池 {pool} 提取 {amount} 元，现余 {left} 元，已有使用、已锁定分配或已为锁定名单预留；须先冲回、撤销或退回名单，才能重新开账。";
            en: "Something was drawn", "Of the pool {pool} ({amount}) {left} is left: it was spent, fixed for payees, or is held for locked lists of persons. Take that back before the year is opened again."
        }
        /// A bank says that something of a list of the year was paid, and nobody has decided whether it was.
        PaidUndecided { plan: String, rows: String } = Conflict "income.year.paid_undecided" {
            zh: "银行报已到账，尚未处理", "银行报分配方案 {plan} 的款项已到账，回盘尚未处理，所在批次及行号：{rows}；重新开账后将无池可列支。请先处理：确已到账的由登记该回盘以外的人员凭银行书面证明挂接，确属误报的由其剔除，再重新开账。";
            en: "A bank says that it paid", "A bank says that something of the plan {plan} was paid, in rows that nobody has decided (batch, and the row in brackets): {rows}. Once the year is open again there is no pool that it could be taken of. First another officer than who took in the file matches each row by the bank's paper, or dismisses it."
        }
        /// No such pool in the caller's regions.
        UnknownPool = Invalid "income.spending.pool_unknown" at "/pool_id" {
            zh: "分配池不存在", "没有这个分配池，或不在您的管辖范围内，或已随重新开账收回。";
            en: "Unknown pool", "There is no such pool, or it lies outside your region, or was taken back as its year was opened again."
        }
        /// More than is left of it.
        TooMuchSpent { left: Money, held: Money, amount: Money } = Conflict "income.spending.too_much" at "/amount" {
            zh: "超过分配池余额", "该分配池可用余额 {left} 元（另有 {held} 元已为锁定的到人到户名单预留），不足 {amount} 元；请核对金额或用途。为锁定名单付款的，请填写该名单。";
            en: "More than is left", "{left} is left of the pool, less than {amount}; {held} more is held for locked lists of persons. Check the amount or the use; where it pays such a list, name it."
        }
        /// No locked list of this pool that waits to be paid.
        UnknownHold = Invalid "income.spending.list_unknown" at "/to_person_list_id" {
            zh: "没有待付款的锁定名单", "没有这个到人到户名单，或其尚未锁定，或不用这个分配池；请核对名单和分配池。";
            en: "No list that waits", "There is no such list of persons, or it is not locked, or it is paid of another pool; check the list and the pool."
        }
        /// The list is paid already.
        HoldPaid { number: String } = Conflict "income.spending.list_paid" at "/to_person_list_id" {
            zh: "名单已有付款", "该名单已由收益使用 {number} 付款；付款有误的，请先冲回 {number}。";
            en: "The list is paid already", "The spending {number} pays this list; take that back first where it is wrong."
        }
        /// Nobody could spend what came back.
        BodyEnded { body: String, on: Day } = Conflict "income.spending.body_ended" {
            zh: "主体已终止，不能冲回", "主体 {body} 已于 {on} 终止，冲回的款项无人可以使用；款项确已退回的，请由承接其资产的主体登记为收入，并注明原收益使用。";
            en: "The body has ended", "The body {body} ended on {on}, and nobody could spend what comes back into its pool. Where the money did come back, whoever took over what it had books it as an income and says of which spending."
        }
        /// Two officers said that the money went.
        SpendingBackByPaper { number: String } = Invalid "income.spending.back_by_paper" at "/file_id" {
            zh: "冲回已复核的支出须有依据", "收益使用 {number} 已由第二人复核；冲回须附款项已退回或未付出的银行凭证，并由登记人以外的人员办理。";
            en: "Taken back by a paper", "The spending {number} was looked at by a second officer; it is taken back by the bank's paper that the money came back or never left, and by another officer than who recorded it."
        }
        /// Another sum than the list comes to.
        HoldOfOtherSum { held: Money, amount: Money } = Conflict "income.spending.list_sum" at "/amount" {
            zh: "金额与名单合计不一致", "为名单预留 {held} 元，填写 {amount} 元；一份名单由一笔等额的收益使用支付（R110.2），请按名单合计填写。";
            en: "Another sum than the list's", "{held} is held for the list, and {amount} is told; one spending of as much pays a list (R110.2). Tell what the list comes to."
        }
        /// In another state than the act wants.
        SpendingIs { state: SpendingState } = Conflict "income.spending.state" {
            zh: "收益使用状态不符", "该笔收益使用现为 {state}，不能复核；只有待复核的才能复核。";
            en: "Spending in another state", "The spending is {state}; only one that waits for a second officer is confirmed."
        }
        /// Before the year was closed.
        SpentBefore { on: Day, closed_on: Day } = Conflict "income.spending.before_closed" at "/on" {
            zh: "早于结账日", "{on} 早于结账日 {closed_on}；分配池结账后才能使用。";
            en: "Before the year was closed", "{on} lies before {closed_on}, the day on which the year was closed."
        }
        /// Members' money passes by distributions alone.
        MembersPool = Conflict "income.spending.members_pool" at "/pool_id" {
            zh: "成员分配通过分配方案发放", "成员分配的分配池只能通过收益分配方案发放给成员，不得直接使用。";
            en: "Members' pool", "What is set aside for members reaches them by a distribution, and is spent by nothing else."
        }
    }
}
