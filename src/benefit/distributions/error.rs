//! How distributions refuse. No refusal repeats what names a person: a holder is told by its serial.

use super::model::{DistributionState, Phase};
use crate::{
    ground::{
        kernel::{Day, Money},
        platform::refusals,
    },
    office::publicity::PostingState,
};

refusals! {
    /// Ways in which plans of distribution refuse.
    pub enum DistributionsRefusal {
        /// In another state than the act wants.
        StateIs { state: DistributionState } = Conflict "distributions.distribution.state" {
            zh: "分配方案状态不符", "该分配方案现为 {state}，不能执行此操作。";
            en: "Distribution in another state", "The distribution is {state}; this act does not fit."
        }
        /// No such scheme of the body in the caller's regions, or none that was adopted.
        UnknownScheme = Invalid "distributions.distribution.scheme_unknown" at "/scheme_id" {
            zh: "没有可用的折股量化方案", "没有这个折股量化方案，或不在您的管辖范围内，或不是本主体的，或尚未通过；请核对方案。";
            en: "No scheme to go by", "There is no such scheme, or it lies outside your region, is not of this body, or was not adopted; check it."
        }
        /// No pool of a closed year of the body.
        UnknownPool = Invalid "distributions.distribution.pool_unknown" at "/pool_id" {
            zh: "没有可用的收益分配池", "没有这个收益分配池，或不在您的管辖范围内，或不是本主体的，或其年度账未结账；请先结清年度账并提取相应的池。";
            en: "No pool to distribute of", "There is no such pool, or it lies outside your region, is not of this body, or its year is not closed; close the year first."
        }
        /// Set aside for another use than the kind takes of.
        PoolOfOtherUse { number: String, purpose: String, kind: String } = Invalid "distributions.distribution.pool_use" at "/pool_id" {
            zh: "收益分配池用途不符", "收益分配池 {number} 的用途是 {purpose}，不能用于{kind}：成员分红用成员分配池；帮扶资产收益分配用产业发展、就业创业、急难救助、公益岗位或其他用途（写明依据）的池；入股分红用其他用途（按协议）的池，公司、合作社也可用成员分配池。请另选。";
            en: "A pool of another use", "The pool {number} is set aside for {purpose}, and {kind} takes nothing of it: members are paid of the members' pool, assistance of one for industry, jobs, those in hardship, public posts or another use that is told in words, stakes of one for another use by the agreement, and in a company or co-op of the members' too. Name another."
        }
        /// Of another year than the books of the plan.
        PoolOfOtherYear { year: String, wanted: String } = Invalid "distributions.distribution.pool_year" at "/pool_id" {
            zh: "收益分配池年度不符", "该方案分配 {wanted} 年度的收益，所选池属于 {year} 年度；分配其他年度收益的，请另行拟订方案。";
            en: "A pool of another year", "The plan distributes what {wanted} earned, and the pool is of {year}; file another plan for another year."
        }
        /// The pool was taken back since, or the plan was made before there were any.
        PoolGone = Conflict "distributions.distribution.pool_gone" {
            zh: "方案没有可用的收益分配池", "方案所用的收益分配池已随年度账重新开账收回，或方案拟订时未指定池；请退回方案，结清年度账后重新填写。";
            en: "The plan has no pool", "The pool of the plan was taken back when its year was opened again, or none was named; send the plan back and write it anew when the year is closed."
        }
        /// So much for each share is nothing, or less.
        UnitMisfit { unit: Money } = Invalid "distributions.distribution.unit" at "/unit" {
            zh: "每股每月标准填写有误", "每股每月 {unit} 元不能分配：应在 0.01 元至 9999999999999.99 元之间；按全部份额平均分配的，不填本项。";
            en: "So much for each share", "{unit} for each share and month distributes nothing: it lies between 0.01 and 9999999999999.99. Leave it out where the pool is divided by all shares."
        }
        /// Less than nothing is not paid.
        MinimumMisfit { minimum: Money } = Invalid "distributions.distribution.minimum" at "/minimum" {
            zh: "起付额填写有误", "起付额 {minimum} 元小于零：应在 0.00 元至 9999999999999.99 元之间；不设起付额的，不填本项。";
            en: "A minimum below nothing", "The minimum {minimum} lies below nothing: it lies between 0.00 and 9999999999999.99. Leave it out where there is none."
        }
        /// A field that does not belong to the kind, or that it lacks.
        RegisterMisfit { kind: String } = Invalid "distributions.distribution.register" {
            zh: "分配依据与类型不符", "{kind}的依据填写有误：成员分红填写折股量化方案和参与类别（可填每股每月标准），帮扶资产收益分配、入股分红填写受益名册和各类别标准；请删去或补上所指字段。";
            en: "The register does not fit the kind", "{kind} goes by another register: members are paid by a scheme of shares with its classes (and so much for each share, where the plan says that), assistance and stakes by a roll with the terms of its classes. Take this field out, or fill it in."
        }
        /// No such roll of the body in the caller's regions.
        UnknownRoll = Invalid "distributions.distribution.roll_unknown" at "/roll_id" {
            zh: "没有可用的受益名册", "没有这个受益名册，或不在您的管辖范围内，或不是本主体的；请核对名册。";
            en: "No roll to go by", "There is no such roll, or it lies outside your region, or is not of this body; check it."
        }
        /// Of need where stakes are wanted, or the other way.
        RollOfOtherBasis { number: String, basis: String, kind: String } = Invalid "distributions.distribution.roll_basis" at "/roll_id" {
            zh: "受益名册依据不符", "名册 {number} 的依据是{basis}，不能用于{kind}：帮扶资产收益分配用帮扶对象名册，入股分红用入股协议名册；请另选。";
            en: "A roll of another basis", "The roll {number} is of {basis}, and {kind} does not go by it: assistance goes by a roll of need, stakes by one of stakes. Name another."
        }
        /// A class twice, of another basis than the roll, or without exactly one amount above nothing.
        TermMisfit { class: String } = Invalid "distributions.distribution.term" at "/terms" {
            zh: "类别标准填写有误", "{class}：每个类别填写一次，须属于该名册，并只填每份金额、占比或分红率之一（大于零，占比、分红率不超过 100%，分红率只用于入股）；请核对。";
            en: "A term told wrongly", "{class}: each class stands once, is one of the roll's, and has exactly one of unit, part and rate, above nothing, parts and rates no more than 100 %, a rate for stakes alone; check it."
        }
        /// Parts beside units, or so much for each yuan of a stake.
        TermsMixed = Invalid "distributions.distribution.terms_mixed" at "/terms" {
            zh: "类别标准不统一", "同一方案的各类别须使用同一种标准：全部填占比，或全部填每份金额；入股名册填分红率或占比。";
            en: "Terms of several sorts", "All classes of a plan have terms of one sort: parts, or amounts for each unit; a roll of stakes has a rate or a part."
        }
        /// The largest remainders are given where one measure covers all.
        TermsAreFloored = Invalid "distributions.distribution.terms_rounding" at "/rounding" {
            zh: "取整办法与标准不符", "按每份金额、分红率或多个占比分配的，不足一分的舍去，余额不分配；请选择“舍去不足一分”。只有一个类别且占比 100% 的，方可用最大余数法。";
            en: "The rounding does not fit", "By units, rates and several parts what makes no fen is left out; say floor. The largest remainders are given where one class has 100 %."
        }
        /// Somebody on the roll is of a class that the plan says nothing of.
        ClassWithoutTerm { class: String } = Conflict "distributions.distribution.class_without_term" {
            zh: "有类别未定标准", "名册在计算月份内有{class}，方案未定其标准；名册上的人不能无声遗漏，请退回方案补定标准，或在名册中办理退出。";
            en: "A class without terms", "In these months somebody on the roll is of the class {class}, and the plan has no terms for it. Nobody is left out silently: send the plan back and give it terms, or end the entries."
        }
        /// A kind on which nobody votes.
        NoVote { kind: String } = Conflict "distributions.distribution.no_vote" {
            zh: "该类型不作成员表决", "{kind}不按成员表决：帮扶资产收益分配经村级议定、乡镇审核后报县级备案，入股分红以协议为依据；请按其程序办理。";
            en: "Nobody votes on this kind", "{kind} is not voted on: assistance is decided in the village, checked by the town and filed with the county, stakes stand on their agreement. Go on with its own steps."
        }
        /// A kind that is not filed with the county.
        NoFiling { kind: String } = Conflict "distributions.distribution.no_filing" {
            zh: "该类型不需县级备案", "{kind}不需县级主管部门备案；请按其程序办理。";
            en: "This kind is not filed", "{kind} is not filed with the county; go on with its own steps."
        }
        /// A class twice, or one that the scheme does not have.
        ClassMisfit { class: String } = Invalid "distributions.distribution.class" at "/classes" {
            zh: "参与分配的类别填写有误", "{class} 重复填写，或折股量化方案未设该类别；请核对类别。";
            en: "Classes told wrongly", "The class {class} is named twice, or the scheme does not have it; check it."
        }
        /// A serial twice.
        HeldTwice { serial: i64 } = Invalid "distributions.distribution.held_twice" at "/held_back" {
            zh: "暂缓发放填写有误", "第 {serial} 号持有人重复填写；每名持有人填写一行。";
            en: "Told to wait twice", "Holder no. {serial} is named twice; each has one line."
        }
        /// A serial that nobody has.
        HeldUnknown { serial: i64 } = Invalid "distributions.distribution.held_unknown" at "/held_back" {
            zh: "登记簿（名册）没有该序号", "份额登记簿或受益名册没有第 {serial} 号；请核对序号。";
            en: "Nobody of that serial", "The share register, or the roll, has no no. {serial}; check the serial."
        }
        /// So much for each share leaves whole fen to nobody in particular.
        UnitIsFloored = Invalid "distributions.distribution.unit_rounding" at "/rounding" {
            zh: "取整办法与标准不符", "按每股每月标准分配的，不足一分的舍去，余额不分配；请选择“舍去不足一分”。";
            en: "The rounding does not fit", "Where each share has so much for each month, parts of a fen are left out; say floor."
        }
        /// Nobody's small amounts make the minimum.
        NothingReaches { minimum: Money, count: usize, waiting: Money } = Conflict "distributions.distribution.nothing_reaches" {
            zh: "没有达到起付额的小额款项", "本方案及同一登记簿（名册）以前各方案未达起付额的明细 {count} 笔、合计 {waiting} 元，没有一名持有人累计达到本方案起付额 {minimum} 元；请待以后的名单一并结转。";
            en: "Nothing makes the minimum", "{count} lines of this plan and of those before it by the same register lie below their minimum ({waiting} in all), and no holder has the plan's minimum of {minimum} of them; they are carried with a later list."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "distributions.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// Before the step that stands before it, or before the list was computed that hangs.
        BeforeStep { on: Day, before: Day } = Conflict "distributions.distribution.before_step" at "/on" {
            zh: "日期早于上一步", "{on} 早于上一步骤（公示的，为名单计算）的日期 {before}；请核对日期。";
            en: "Before the step before it", "{on} lies before the day of the step before (of a posting: of the calculation of its list), {before}; check the day."
        }
        /// Before the books of its year were closed.
        BeforeClosing { on: Day, closed_on: Day } = Conflict "distributions.distribution.before_closing" at "/on" {
            zh: "日期早于结账", "{on} 早于年度结账日期 {closed_on}；研究、审核、表决应在结账以后进行，请核对日期，属于结账以前会议的，请就本方案重新办理。";
            en: "Before the books were closed", "{on} lies before the books of the year were closed ({closed_on}); a plan is discussed, checked and voted on after that. Check the day, and let what was decided earlier be decided on this plan."
        }
        /// No resolution on a plan of distribution that passed and stands.
        NotResolved = Invalid "distributions.distribution.not_resolved" at "/resolution_id" {
            zh: "没有可用的决议", "没有这个决议，或不在您的管辖范围内，或未通过、已撤销，或不是本主体就收益分配方案作出的；请先登记成员大会对本方案的表决。";
            en: "No resolution to go by", "There is no such resolution, or it lies outside your region, did not pass, was annulled, or is not of this body on a plan of distribution; record the vote on it first."
        }
        /// Another plan stands on the vote.
        ResolvedElsewhere { number: String } = Conflict "distributions.distribution.resolved_elsewhere" {
            zh: "决议已用于另一分配方案", "该决议已用于分配方案 {number}；一次表决对应一个方案。";
            en: "Another plan stands on it", "The distribution {number} stands on this resolution; a vote is on one plan."
        }
        /// The list is not computed to its end.
        NotCounted { phase: Phase } = Conflict "distributions.distribution.not_counted" {
            zh: "名单尚未计算完成", "名单计算现处于“{phase}”阶段；请继续计算至完成，再办理。";
            en: "The list is not complete", "The calculation of the list is at {phase}; go on with it until it is done, then act."
        }
        /// Nobody has shares, or stands on the roll, in these months.
        NobodyHolds = Conflict "distributions.distribution.nobody_holds" {
            zh: "计算月份内无人可分", "计算月份内没有任何月末持有人或在册人员；请核对类别、名册和月份。";
            en: "Nobody is there", "Nobody has shares of these classes, or stands on the roll, on the last day of any of the months; check register and months."
        }
        /// The list that hangs is not the one that was computed.
        PostedOther = Conflict "distributions.distribution.posted_other" {
            zh: "公示内容与名单不符", "公示的是另一份名单；名单重新计算后须重新公示。";
            en: "Another list hangs", "What hangs is another list; one that was computed anew hangs anew."
        }
        /// A posting, or a day with a photo; not both, not neither.
        HangingMisfit = Invalid "distributions.distribution.hanging" at "/posting_id" {
            zh: "公示填写不符", "以系统内公示办理的，只填公示；以纸质公示补录的，填写张贴日期和张贴照片；二者取其一。";
            en: "The posting is told wrongly", "Name the posting by which the list hangs, or, where a paper tells it, the day and a photo of the board; one of the two."
        }
        /// No posting of this list.
        PostingUnknown = Invalid "distributions.distribution.posting_unknown" at "/posting_id" {
            zh: "没有本名单的公示", "没有这次公示，或公示的不是本方案的名单；请先就本方案的名单办理公示。";
            en: "No posting of this list", "There is no such posting, or it is about another list; file a posting of this one first."
        }
        /// It hangs nowhere, or not any more.
        PostingHangsNot { number: String, state: PostingState } = Conflict "distributions.distribution.posting_state" {
            zh: "公示未张贴或已中止", "公示 {number} 现为“{state}”；应在公示中或已期满。请先张贴，有异议的先答复。";
            en: "The posting does not hang", "The posting {number} is {state}; it hangs, or has ended, before a list goes by it. Post it, and answer what was objected."
        }
        /// Neighbours still have a word in another posting of it.
        PostingUnsettled { number: String, state: PostingState } = Conflict "distributions.distribution.posting_unsettled" {
            zh: "名单另有公示未了结", "本名单的公示 {number} 现为“{state}”，尚在公示，或对该名单的异议未答复、已成立，不得改用纸质公示或另一次公示。请先答复异议并按 {number} 办理；异议成立的，更正名单后修改 {number} 重新张贴；{number} 已期满或已撤回的，更正名单后另行办理系统内公示。";
            en: "Another posting of it is not settled", "The posting {number} of this list is {state}: it hangs, or an objection to the list has no answer or was upheld. No paper and no other posting takes its place: answer what was objected and go by {number}; where it was upheld, correct the list, revise {number} and hang it anew; where that is closed or withdrawn, have the corrected list posted here once more."
        }
        /// More lines than a paper is made of.
        ListTooLong { lines: i64, most: i64 } = Conflict "distributions.distribution.list_too_long" {
            zh: "名单过长，无法打印", "名单有 {lines} 行，超过一次打印的上限 {most} 行；请填写起止序号分段打印，累计数承接前段。";
            en: "The list is too long for a paper", "The list has {lines} lines, and {most} are printed at most; print it in parts from serial to serial, whose running totals go on."
        }
        /// Nobody has a serial between these.
        ListPartEmpty { from: i64, until: String } = Conflict "distributions.distribution.list_part_empty" {
            zh: "该段没有明细", "名单中没有第 {from} 号至第 {until} 号的明细；请核对起止序号。";
            en: "Nothing in that part", "The list has no line from no. {from} to no. {until}; check both serials."
        }
        /// A plan has no serials.
        PartOfPlan = Invalid "distributions.distribution.part_of_plan" at "query:from" {
            zh: "方案表不分段打印", "起止序号只用于花名册；打印方案表请去掉起止序号。";
            en: "A plan is printed whole", "Serials are of the list alone; leave them out where the plan is printed."
        }
        /// Its line was let go before.
        ReleasedAlready { serial: i64 } = Conflict "distributions.line.released" {
            zh: "该明细已恢复发放", "第 {serial} 号的明细已恢复发放，不能重复办理；请直接成批发放。";
            en: "Let go before", "The line of holder no. {serial} was let go before; it may be put into a batch."
        }
        /// It is due, and its holder lives.
        NothingWaits { serial: i64 } = Conflict "distributions.line.not_waiting" {
            zh: "该明细未暂缓发放", "第 {serial} 号的明细是应付明细，无须恢复；收款账户等原因见收款核对。";
            en: "The line does not wait", "The line of holder no. {serial} is due and is not let go; what its account lacks is told by the list of payees."
        }
        /// Less than the plan pays.
        BelowMinimum { serial: i64, amount: Money, minimum: Money } = Conflict "distributions.line.below_minimum" {
            zh: "未达起付额", "第 {serial} 号的 {amount} 元低于方案的起付额 {minimum} 元，不能恢复发放；款项留在应付收益中，为其保留。";
            en: "Less than the plan pays", "Holder no. {serial} has {amount}, less than the {minimum} that the plan pays; it is kept for the holder and not let go."
        }
        /// Its holder died, and the shares are not all the heirs'.
        NotInherited { serial: i64 } = Conflict "distributions.line.not_inherited" {
            zh: "尚未办理继承", "第 {serial} 号的明细应付之人（持有人或其继承人）已死亡，其份额尚未全部继承，或没有本方案参与类别的继承登记；请先登记份额继承，再恢复发放。";
            en: "Not inherited", "Holder no. {serial}, or the heir who has the line, died, and the shares are not all inherited, or none of the classes of the plan; record the inheritance first."
        }
        /// It is in a batch, at a bank or paid.
        LineLive { serial: i64 } = Conflict "distributions.line.live" {
            zh: "该明细已列入发放", "第 {serial} 号的明细已列入批次、已交银行或已到账，不能改付继承人；未放行的批次请先撤销。";
            en: "The line is on its way", "The line of holder no. {serial} is in a batch, at a bank or paid, and goes to no heir; dissolve a batch that was not released first."
        }
        /// Something of it is paid, at a bank, or about to be.
        PayoutsLive { count: u64, total: Money } = Conflict "distributions.distribution.payouts_live" {
            zh: "已有发放，不能作废", "该方案有 {count} 笔、{total} 元已列入发放批次、已交银行或已到账；未放行的批次请先撤销，已交银行的不能作废。";
            en: "Something of it is paid", "{count} payouts of {total} are in a batch, at a bank or paid. Dissolve what was not released; what a bank may have is never annulled."
        }
        /// A bank says of something of it that it was paid, and nobody has decided whether it was.
        BankRow { serial: i64, batch: String, row: i64, on: Day, amount: Money } = Conflict "distributions.distribution.bank_row" {
            zh: "银行另报已到账，不能作废", "第 {serial} 号此前发放未成功，而批次 {batch} 的回盘第 {row} 行又报 {amount} 元已到账（{on}），尚未处理；请先处理该行回盘，再作废。";
            en: "A bank says that some of it was paid", "What holder no. {serial} was sent had come to nothing, and row {row} of the answers to batch {batch} says that {amount} was paid ({on}); nobody has decided that row. Decide it first, then annul."
        }
        /// Nobody is named who has the line of one who is no more.
        PayeeWanted { serial: i64 } = Conflict "distributions.line.payee_wanted" at "/person_id" {
            zh: "须指明收款人", "第 {serial} 号已死亡或户内已无在册成员，又没有份额登记可定继承人；请凭依据材料指明由谁收款，再恢复发放。";
            en: "Who has it instead is wanted", "Holder no. {serial} died, or nobody of the household is left, and no share register names heirs. Say by a paper which person has the line, then let it go."
        }
        /// Somebody is named, and the line is its holder's or the heirs' of its shares.
        PayeeNotWanted { serial: i64 } = Conflict "distributions.line.payee_not_wanted" at "/person_id" {
            zh: "不能改付他人", "第 {serial} 号的明细应付持有人本人（户、单位）或其份额的继承人，不能指明他人收款；请去掉收款人。";
            en: "The line is nobody else's", "The line of holder no. {serial} is the holder's own, or the heirs' of its shares, and goes to nobody else; name no person."
        }
        /// It went to nobody whom a paper names.
        NobodyNamed { serial: i64 } = Conflict "distributions.line.nobody_named" {
            zh: "没有可收回的指明收款", "第 {serial} 号的明细没有指明他人收款，或已经收回。付给继承人的，请冲正有误的继承登记；持有人本人的款项不收回。";
            en: "Nobody is named", "No paper names who has the line of holder no. {serial} instead, or that was called back. What went to heirs is called back by reversing the inheritance that was wrong; what is the holder's own is not called back."
        }
        /// It is in a batch, at a bank or paid.
        NamedLive { serial: i64 } = Conflict "distributions.line.named_live" {
            zh: "该明细已列入发放，不能收回", "第 {serial} 号的明细已列入批次、已交银行或已到账，不能收回。未放行的批次请先撤销；已交银行的等待回盘；已到账的请追回，登记缴回并恢复发放后再收回。";
            en: "The line is on its way", "The line of holder no. {serial} is in a batch, at a bank or paid, and is not called back. Dissolve a batch that was not released; wait for the bank's answer; what was paid is asked back, recorded as given back and restored first."
        }
        /// No such person in the caller's regions, or one who died.
        UnknownPayee = Invalid "distributions.line.payee_unknown" at "/person_id" {
            zh: "没有这名收款人", "没有这名人员，或不在您的管辖范围内，或已登记死亡；请核对收款人。";
            en: "No such person", "There is no such person, or they lie outside your region or are recorded dead; check who has the line."
        }
        /// Another body booked a line of it, which came back since.
        Booked { number: String } = Conflict "distributions.distribution.booked" {
            zh: "已有集体入账，不能作废", "该方案的明细已由收款集体登记为收入（{number}），款项退回后尚未冲正；请先由其冲正，再作废。";
            en: "Booked as income", "A line of it stands in another body's books as income ({number}), though its money came back; have that entry reversed first."
        }
        /// Somebody is owed a part of what is locked.
        NoSuchLine { serial: i64 } = NotFound "distributions.line.unknown" {
            zh: "没有该明细", "名单中没有第 {serial} 号的明细。";
            en: "No such line", "The list has no line of holder no. {serial}."
        }
    }
}
