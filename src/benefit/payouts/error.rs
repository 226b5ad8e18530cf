//! How payouts refuse. No refusal repeats a name or a number of an account: a holder is told by its serial.

use super::model::{
    BankFormState, FormFault, PayoutBatchState, PayoutRecoveredTo, PayoutRecoveryState, PayoutResultState, PayoutState,
    Serials,
};
use crate::{
    benefit::distributions::DistributionState,
    ground::{
        kernel::{Day, Money},
        platform::refusals,
    },
};

refusals! {
    /// Ways in which payouts refuse.
    pub enum PayoutsRefusal {
        /// The text is no form.
        FormFaulty { fault: FormFault } = Invalid "payouts.form.faulty" at "/text" {
            zh: "代发文件格式有误", "格式文本不能使用：{fault}；请对照银行的代发文件说明修改，示例见 /bank-forms/samples。";
            en: "No form", "The text of the form cannot be used: {fault}. Compare it with what the bank says; samples stand at /bank-forms/samples."
        }
        /// A form of use in the region is called so.
        FormTaken { key: String } = Conflict "payouts.form.taken" at "/key" {
            zh: "格式代号已使用", "本地区已有代号为 {key} 的可用格式；格式不能修改，请先停用原格式，或另取代号。";
            en: "The key is taken", "A form of use in the region has the key {key}. Forms are never edited: close the other first, or take another key."
        }
        /// In another state than the act wants.
        FormStateIs { state: BankFormState } = Conflict "payouts.form.state" {
            zh: "代发文件格式状态不符", "该格式现为 {state}，不能执行此操作。";
            en: "Form in another state", "The form is {state}; this act does not fit."
        }
        /// No form of use whose region has the distribution.
        UnknownForm = Invalid "payouts.batch.form_unknown" at "/bank_form_id" {
            zh: "没有可用的代发文件格式", "没有这个格式，或不在您的管辖范围内，或不适用于该分配方案所在地区，或已停用；请核对格式。";
            en: "No form to go by", "There is no such form, or it lies outside your region, is not for where the distribution lies, or is closed; check it."
        }
        /// No such distribution in the caller's regions.
        UnknownDistribution = Invalid "payouts.batch.distribution_unknown" at "/distribution_id" {
            zh: "没有这个分配方案", "没有这个分配方案，或不在您的管辖范围内；请核对方案。";
            en: "No such distribution", "There is no such distribution, or it lies outside your region; check it."
        }
        /// Its list is not approved.
        DistributionStateIs { state: DistributionState } = Conflict "payouts.batch.distribution_state" {
            zh: "分配方案未到发放阶段", "该分配方案现为 {state}；名单批准后方可发放。";
            en: "The distribution is not to be paid", "The distribution is {state}; its list is paid once it is approved."
        }
        /// A serial twice.
        SerialTwice { serial: i64 } = Invalid "payouts.batch.serial_twice" at "/serials" {
            zh: "序号重复", "第 {serial} 号持有人重复填写。";
            en: "A serial twice", "Holder no. {serial} is named twice."
        }
        /// Lines that are not to be paid, with why: those that are named, or where nothing can be paid those that only a batch tells.
        NotPayable { serials: Serials } = Conflict "payouts.batch.not_payable" {
            zh: "明细不能发放", "下列序号的明细现在不能列入批次：{serials}；请先办妥所列事项；指定了序号的，也可去掉这些序号。";
            en: "Lines that are not to be paid", "Lines of these serials cannot be in a batch now: {serials}. Mend what is said first, or leave them out where serials are named."
        }
        /// A bank says that the line was paid by an attempt that had come to nothing, and nobody has decided whether it was.
        BankRow { serial: i64, payout: String, batch: String, row: i64, on: Day, amount: Money } = Conflict "payouts.batch.bank_row" {
            zh: "银行另报已到账，尚未处理", "第 {serial} 号的 {payout} 此前未成功，而批次 {batch} 的回盘第 {row} 行又报该笔 {amount} 元已到账（{on}），尚未处理，现在发放可能重复付款；请先向银行核实：确已到账的挂接该行，确属误报的由登记该回盘以外的人员剔除，再行发放。";
            en: "A bank says that it was paid", "{payout} of holder no. {serial} had come to nothing, and row {row} of the answers to batch {batch} says that its {amount} was paid ({on}); nobody has decided that row, and paying now may be paying twice. Ask the bank, then match the row, or have it dismissed by another officer than who took it in."
        }
        /// A bank says that the holder was paid by a plan that was annulled, in whose place this one stands, and nobody has decided whether it was.
        BankRowOfAnnulled { serial: i64, payout: String, plan: String, batch: String, row: i64, on: Day, amount: Money } = Conflict "payouts.batch.bank_row_annulled" {
            zh: "银行报作废方案的一笔已到账，尚未处理", "批次 {batch} 的回盘第 {row} 行报 {payout} 的 {amount} 元已到账（{on}），该笔属于已作废的分配方案 {plan}，收款的正是第 {serial} 号，尚未处理，现在发放可能重复付款；请先向银行核实：确已到账的由登记该回盘以外的人员凭银行书面证明挂接，确属误报的由其剔除，再行发放。";
            en: "A bank says that an annulled plan paid it", "Row {row} of the answers to batch {batch} says that {payout}, {amount}, was paid ({on}). It is of the plan {plan}, which was annulled, and to holder no. {serial}; nobody has decided that row, and paying now may be paying twice. Ask the bank; then another officer than who took in the file matches the row by the bank's paper, or dismisses it."
        }
        /// The holder was paid by a plan that was annulled, in whose place this one stands.
        PaidOfAnnulled { serial: i64, payout: String, plan: String, amount: Money } = Conflict "payouts.batch.paid_of_annulled" {
            zh: "已由作废方案付过", "第 {serial} 号已由作废的分配方案 {plan} 经 {payout} 付到 {amount} 元，尚未追回；请向收款人追回并登记缴回（或由银行退回），再行发放。确须另付的，请单独指定该序号、另成一批并说明再次付入的理由。";
            en: "Paid by the plan that was annulled", "Holder no. {serial} has {amount} by {payout} of the plan {plan}, which was annulled, and it did not come back. Ask it back and record what is given back, or have the bank send it back, before the line is paid. Where it is to be paid all the same, name the serial in a batch of its own and say why it is paid again."
        }
        /// Its plan was annulled before the bank said that it had paid.
        AnnulledSince { number: String, plan: String } = Conflict "payouts.result.annulled" at "/file_id" {
            zh: "方案已作废，银行又报到账", "{number} 所属的分配方案 {plan} 已经作废，款项已退回分配池；银行确已付款的，须由登记该回盘以外的人员凭银行书面证明挂接，该款从分配池列支，并向收款人追回。";
            en: "The plan was annulled", "The plan {plan} of {number} was annulled and its money went back to the pool. If the bank has paid all the same, another officer than who took in the file matches the row by the bank's paper; the money is then taken of the pool, and asked back from whom it reached."
        }
        /// The pool of the annulled plan has less left.
        PoolShort { number: String, pool: String, left: Money, amount: Money } = Conflict "payouts.result.pool_short" {
            zh: "分配池余额不足", "{number} 的 {amount} 元须从分配池 {pool} 列支，该池未被占用的只有 {left} 元；请先撤回占用该池的方案、名单或支出，再挂接本条。";
            en: "The pool has less left", "{number} takes {amount} of the pool {pool}, which has {left} that nothing holds. Take back a plan, a list or a spending of that pool first, then match the row."
        }
        /// The pool of the annulled plan was taken back, and no other stands in its place.
        PoolTakenBack { number: String, plan: String, year: String } = Conflict "payouts.result.pool_taken_back" {
            zh: "分配池已随重新开账收回", "{number} 所属的分配方案 {plan} 已经作废，其分配池已随 {year} 年度重新开账收回，现无可列支的分配池；请先将 {year} 年度账结账（分配办法须有同一用途），再挂接本条，该款从结账后的分配池列支。";
            en: "The pool was taken back", "The plan {plan} of {number} was annulled, and its pool was taken back when the books of {year} were opened again: there is no pool to take it of. Close the year {year} first, with a part for the same use, then match the row; the money is taken of the pool that it sets aside."
        }
        /// Nothing is left that could be paid.
        NothingPayable { waiting: u64 } = Conflict "payouts.batch.nothing_payable" {
            zh: "没有可发放的明细", "名单中没有可列入批次的应付明细；另有 {waiting} 笔因账户等原因等待，原因见收款核对。";
            en: "Nothing to pay", "No line that is due can be in a batch; {waiting} wait for their accounts or another reason that the list of payees tells."
        }
        /// More than a file takes.
        TooMany { count: usize, most: usize } = Invalid "payouts.batch.too_many" at "/serials" {
            zh: "笔数超过上限", "指定了 {count} 笔，超过一个文件的上限 {most} 笔；请分批。";
            en: "More than a file takes", "{count} lines are named, and a file takes {most}; make several batches."
        }
        /// Nothing was declared.
        NotDeclared = Invalid "payouts.batch.not_declared" at "/declared_count" {
            zh: "未申报笔数和金额", "成批须同时申报笔数和合计金额，由系统核对；可先试算（不保存）。";
            en: "Count and total are not declared", "A batch declares how many payouts it has and what they come to, for the server to compare; try it first without keeping it."
        }
        /// A value does not fit into the form.
        DoesNotFitForm { serial: i64, fault: FormFault } = Conflict "payouts.batch.not_as_form" {
            zh: "文件写不进银行格式", "文件写不进银行格式（序号 {serial}，0 为整份文件）：{fault}；不作截断，请减少笔数、分批，或改用其他格式。";
            en: "The file does not fit the form", "The file does not fit into the bank's form (holder no. {serial}; 0 is the file as a whole): {fault}. Nothing is cut; make a smaller batch, or take another form."
        }
        /// In another state than the act wants.
        BatchStateIs { state: PayoutBatchState } = Conflict "payouts.batch.state" {
            zh: "发放批次状态不符", "该批次现为 {state}，不能执行此操作；已放行的批次银行可能已收到，不能撤销。";
            en: "Batch in another state", "The batch is {state}; this act does not fit. What was released may be at the bank and is never dissolved."
        }
        /// Accounts are no longer those that were chosen.
        PayeesChanged { serials: Serials } = Conflict "payouts.batch.payees_changed" {
            zh: "收款账户已变动", "成批之后下列序号的收款账户有变动：{serials}；请撤销本批，重新成批。";
            en: "Accounts have changed", "Since the batch was made, accounts of these serials have changed: {serials}. Dissolve the batch and make it anew."
        }
        /// The file of answers cannot be read.
        AnswerFaulty { faults: usize } = Invalid "payouts.answer.faulty" {
            zh: "回盘文件不能读取", "回盘文件有 {faults} 处与银行格式不符，整份未登记；请核对是否为本批的回盘、格式是否已变更。";
            en: "The answers cannot be read", "The file differs from the bank's form in {faults} places, and nothing of it was taken. Is it of this batch, and is the form still the bank's?"
        }
        /// More bytes than a file may have.
        AnswerTooLarge { limit: u64 } = TooLarge "payouts.answer.too_large" {
            zh: "回盘文件过大", "回盘文件超过上限 {limit} 字节；请核对是否选错文件。";
            en: "The file is too large", "The file has more than {limit} bytes; is it the right one?"
        }
        /// The same bytes were taken in for another batch.
        AnswerElsewhere { number: String, on: Day } = Conflict "payouts.answer.elsewhere" {
            zh: "该回盘文件已在其他批次登记", "同一文件（内容完全相同）已于 {on} 在批次 {number} 登记，不能再登记到本批；请核对文件属于哪一批。两批的回盘确实相同的，请银行提供带流水号的文件。";
            en: "Taken in for another batch", "The very same file was taken in on {on} for the batch {number}; it is not taken in for this one. See of which batch it is; where both answers are truly alike, ask the bank for files with its own numbers."
        }
        /// Everything is answered.
        NothingToAsk = Conflict "payouts.batch.nothing_to_ask" {
            zh: "没有未回盘的发放", "本批发放均已有结果，无须查询。";
            en: "Nothing to ask after", "Every payout of the batch is answered."
        }
        /// In another state than the act wants.
        ResultStateIs { state: PayoutResultState } = Conflict "payouts.result.state" {
            zh: "回盘明细状态不符", "该回盘明细现为 {state}，不能执行此操作。";
            en: "Row in another state", "The row is {state}; this act does not fit."
        }
        /// No such payout of the row's distribution.
        UnknownPayout = Invalid "payouts.result.payout_unknown" at "/payout_id" {
            zh: "没有这笔发放", "没有这笔发放，或不在您的管辖范围内，或不属于同一分配方案；请核对编号。";
            en: "No such payout", "There is no such payout, or it lies outside your region or is of another distribution; check its number."
        }
        /// A row of another amount, or of what cannot be.
        DoesNotFit { row: Money, payout: Money, state: PayoutState } = Conflict "payouts.result.does_not_fit" {
            zh: "回盘明细与发放不符", "回盘金额 {row} 元，发放金额 {payout} 元，发放现为 {state}；金额须一致，且结果须能由现状得出。";
            en: "The row does not fit", "The row says {row}; the payout is of {payout} and {state}. Both amounts must be the same, and the outcome one that can follow."
        }
        /// Of a day on which it cannot have been.
        DayMisfit { on: Day, sent: Day, today: Day } = Conflict "payouts.result.day" {
            zh: "回盘日期不可能", "回盘日期 {on} 不可能：该笔于 {sent} 放行，今日为 {today}，到账、失败不得早于放行，退票不得早于到账，均不得晚于今日；请向银行核实，取得更正的回盘后剔除本条。";
            en: "A day that cannot be", "The row is of {on}: the order went out on {sent} and today is {today}. Nothing is paid or fails before it went out or comes back before it was paid, and nothing is of a day to come; ask the bank for a row that is right, and dismiss this one."
        }
        /// The row names another account or another name.
        OtherPayee { number: String, row: String, account: String } = Conflict "payouts.result.other_payee" at "/file_id" {
            zh: "回盘账号或户名与发放不符", "回盘账号为 {row}，{number} 的收款账户为 {account}，账号或户名不符，钱可能到了他人账户；须由登记回盘以外的人员凭银行书面证明挂接，否则请剔除本条。";
            en: "The row names somebody else", "The row is of the account {row}, and {number} went to {account}: account or name differ, and the money may be a stranger's. Another officer than who took in the file matches it, by the bank's paper; else dismiss the row."
        }
        /// The row is of another batch, or seemed to be of another payout.
        OfAnotherOrder { number: String, batch: String } = Conflict "payouts.result.other_order" at "/file_id" {
            zh: "不能认定为该笔发放的答复", "本条随批次 {batch} 的回盘登记，不能据此认定是对 {number} 的答复，银行可能重复付款；须由登记回盘以外的人员凭银行书面证明挂接，否则请剔除本条。";
            en: "No answer to this order by itself", "The row came in a file of batch {batch}; by that alone it is no answer to the order {number}, and the bank may have paid twice. Another officer than who took in the file matches it, by the bank's paper; else dismiss the row."
        }
        /// Its line is paid by another attempt, or may be.
        PaidElsewhere { number: String } = Conflict "payouts.result.paid_elsewhere" {
            zh: "该明细已另行发放", "该明细已由 {number} 另行发放；如银行两次付款，请向银行查实追回，并剔除本条。";
            en: "The line is paid by another payout", "{number} pays the line, or has. If the bank paid twice, have it taken back there, and dismiss this row."
        }
        /// Money of it came back already, as two officers saw it.
        CameBackAlready { number: String } = Conflict "payouts.result.recovered" {
            zh: "该笔已登记缴回", "{number} 的款项已登记缴回，银行又报退回，两者可能是同一笔钱；请核对银行流水：确为同一笔的剔除本条，否则请先查清缴回登记。";
            en: "It came back already", "Money of {number} was recorded as given back, and the bank says once more that it came back: it may be the same. Compare the bank's statement; if it is the same, dismiss this row, else look at what was recorded first."
        }
        /// No such payout in the caller's regions.
        UnknownRecovered = Invalid "payouts.recovery.payout_unknown" at "/payout_id" {
            zh: "没有这笔发放", "没有这笔发放，或不在您的管辖范围内；请核对编号。";
            en: "No such payout", "There is no such payout, or it lies outside your region; check its number."
        }
        /// Nothing, or less.
        NothingRecovered = Invalid "payouts.recovery.amount" at "/amount" {
            zh: "缴回金额须大于零", "缴回金额须大于零；请按银行入账凭证填写。";
            en: "Nothing came back", "What came back is more than nothing; write what the bank's paper says."
        }
        /// A day that has not come.
        RecoveredAhead { on: Day, today: Day } = Invalid "payouts.recovery.day_ahead" at "/on" {
            zh: "缴回日期未到", "缴回日期 {on} 在今日 {today} 之后；请按银行入账凭证的日期填写。";
            en: "A day to come", "{on} has not come; today is {today}. Write the day of the bank's paper."
        }
        /// Before it was paid.
        RecoveredBefore { number: String, on: Day, paid: Day } = Conflict "payouts.recovery.day" at "/on" {
            zh: "缴回早于到账", "{number} 于 {paid} 到账，缴回日期 {on} 不能更早；请核对银行入账凭证。";
            en: "Back before it was paid", "{number} was paid on {paid}, and nothing of it came back on {on}; compare the bank's paper."
        }
        /// It is not paid.
        NotPaid { number: String, state: PayoutState } = Conflict "payouts.recovery.not_paid" {
            zh: "该笔发放未到账", "{number} 现为 {state}，没有到账的款项可以缴回；银行退票的请登记回盘。";
            en: "Nothing of it was paid", "{number} is {state}: nothing of it was paid that could be given back. What a bank sends back is taken in by its answers."
        }
        /// Its plan was annulled: nobody is owed it.
        NobodysAnyMore { number: String, plan: String } = Conflict "payouts.recovery.annulled" at "/goes_to" {
            zh: "方案已作废，缴回款归分配池", "{number} 所属的分配方案 {plan} 已经作废，无人应得该款；缴回款请登记为归分配池。";
            en: "The plan was annulled", "The plan {plan} of {number} was annulled, and nobody is owed it; what comes back is the pool's."
        }
        /// The plan was made before pools were kept.
        RecoveredOfNoPool { number: String, plan: String } = Conflict "payouts.recovery.no_pool" at "/goes_to" {
            zh: "方案没有分配池，不能归池", "{number} 所属的分配方案 {plan} 早于分配池登记，没有可以归入的分配池；款项仍属持有人的请登记为归持有人，无人应得的由该集体登记为收入。";
            en: "The plan has no pool", "The plan {plan} of {number} was made before pools were kept, and none could have the money. What is the holder's is recorded as the holder's; what nobody has a right to the body books as an income."
        }
        /// Nobody could spend it.
        RecoveredOfEnded { number: String, body: String, on: Day } = Conflict "payouts.recovery.body_ended" at "/goes_to" {
            zh: "主体已终止，不能归池", "{number} 所属的主体 {body} 已于 {on} 终止，归入分配池的款项无人可以使用；请由承接其资产的主体登记为收入，并注明原发放。";
            en: "The body has ended", "The body {body} of {number} ended on {on}, and nobody could spend what comes back into its pool. Whoever took over what it had books it as an income and says of which payout."
        }
        /// Parts of one payout go to two places.
        RecoveredElsewhere { number: String, goes_to: PayoutRecoveredTo } = Conflict "payouts.recovery.goes_elsewhere" at "/goes_to" {
            zh: "与此前缴回的去向不同", "{number} 此前的缴回登记为{goes_to}，同一笔发放的缴回款须同一去向；原登记有误且未复核的请先撤回。";
            en: "It went elsewhere before", "What came back of {number} before is recorded as {goes_to}; all that comes back of one payout goes to one place. What was recorded by mistake and is not confirmed is withdrawn first."
        }
        /// More than was paid.
        RecoveredTooMuch { number: String, paid: Money, returned: Money, amount: Money } = Conflict "payouts.recovery.too_much" at "/amount" {
            zh: "缴回超过已付", "{number} 已付 {paid} 元，此前已缴回 {returned} 元，本次 {amount} 元，合计超过已付；请核对银行入账凭证，多交的部分不属于本笔。";
            en: "More than was paid", "{number} paid {paid}, of which {returned} came back before; {amount} more is beyond that. Compare the bank's paper: what is more is not of this payout."
        }
        /// In another state than the act wants.
        RecoveryStateIs { state: PayoutRecoveryState } = Conflict "payouts.recovery.state" {
            zh: "缴回登记状态不符", "该缴回登记现为 {state}，不能执行此操作。";
            en: "Recovery in another state", "What was recorded is {state}; this act does not fit."
        }
        /// Another part of it was not confirmed.
        RecoveryUnconfirmed { number: String, amount: Money } = Conflict "payouts.recovery.unconfirmed" {
            zh: "尚有缴回待复核", "{number} 另有 {amount} 元缴回待复核；请先复核或撤回，再恢复发放。";
            en: "Another part waits", "Another {amount} that came back of {number} is not confirmed; confirm or withdraw it first."
        }
        /// The pool has it.
        RecoveredForThePool { number: String } = Conflict "payouts.recovery.for_the_pool" {
            zh: "缴回款已归分配池", "{number} 的缴回款已归分配池，原明细不再发放；确须支付的，请另行提出分配方案。";
            en: "The pool has it", "What came back of {number} is the pool's, and its line is not paid again; whoever is owed something still is paid by another plan."
        }
        /// Not all of it came back.
        RecoveredInPart { number: String, paid: Money, returned: Money } = Conflict "payouts.recovery.in_part" {
            zh: "尚未全部缴回", "{number} 已付 {paid} 元，只有 {returned} 元缴回而未恢复发放；全部缴回并复核后，原明细方可整笔恢复发放。其余确实追不回或归他人的，可选择只恢复已缴回的部分；单位收款的不可部分恢复。";
            en: "Not all came back", "{number} paid {paid}, of which {returned} came back and was not let go again; the whole line is paid again once all of it has, as two officers saw it. Where the rest will not come, let what came back go alone; of what an organisation was paid nothing goes alone."
        }
        /// It goes out again already.
        RecoveryLetGo { number: String, amount: Money } = Conflict "payouts.recovery.let_go" {
            zh: "缴回款已恢复发放", "{number} 缴回的 {amount} 元已恢复发放，不能重复办理；请直接成批发放。";
            en: "Let go already", "The {amount} that came back of {number} was let go again; put it into a batch."
        }
        /// It goes out again.
        RecoveryGoesOut { number: String, amount: Money } = Conflict "payouts.recovery.goes_out" {
            zh: "缴回款已恢复发放，不能撤销入账", "{number} 缴回的 {amount} 元已恢复发放，入账不能撤销；确属误登记而已再次付出的，请向收款人追回后，就再次付出的那一笔登记缴回。";
            en: "It goes out again", "The {amount} that came back of {number} was let go again, and is not taken back. Where nothing had come back and it was paid once more, have that returned and record it as given back of the later payment."
        }
        /// Its pool has it no more.
        RecoverySpent { number: String, pool: String, left: Money, amount: Money } = Conflict "payouts.recovery.pool_short" {
            zh: "分配池余额不足，不能撤销入账", "{number} 缴回的 {amount} 元已归分配池 {pool}，该池未被占用的只有 {left} 元；请先撤回占用该池的方案、名单或支出，再撤销入账。";
            en: "The pool has less left", "The {amount} that came back of {number} is in the pool {pool}, which has {left} that nothing holds. Take back a plan, a list or a spending of that pool first."
        }
        /// Its pool was taken back, and no other stands in its place.
        RecoveryPoolGone { number: String, year: String } = Conflict "payouts.recovery.pool_taken_back" {
            zh: "分配池已随重新开账收回", "{number} 的缴回款所归的分配池已随 {year} 年度重新开账收回；请先将 {year} 年度账结账（分配办法须有同一用途），再撤销入账。";
            en: "The pool was taken back", "The pool that has what came back of {number} was taken back when the books of {year} were opened again. Close that year first, with a part for the same use."
        }
        /// A body books as its income what was left.
        RecoveryBooked { number: String, entry: String, booked: Money, kept: Money } = Conflict "payouts.recovery.line_booked" {
            zh: "收款集体已按缴回后的金额入账", "{number} 的收款集体以 {entry} 登记收入 {booked} 元，撤销入账后应为 {kept} 元；请先由该集体冲正 {entry}，再撤销入账，并按 {kept} 元重新登记。";
            en: "The rest is booked as an income", "The body that {number} paid has {booked} of it as income by {entry}, and would have {kept}. Have that entry taken back first, and the income booked anew."
        }
        /// Nobody asked for it.
        UndoingNotAsked = Conflict "payouts.recovery.undoing_not_asked" {
            zh: "没有待确认的撤销申请", "该缴回登记没有待确认的撤销申请；请先由一名经办人凭书面依据申请撤销入账，再由另一名经办人确认。";
            en: "Nobody asked for it", "Nobody asked that this be taken back. One officer asks by a paper, and another confirms it."
        }
    }
}
