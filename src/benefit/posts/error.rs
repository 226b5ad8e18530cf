//! How public posts and lists of payments to persons refuse. No refusal repeats what names a person: a line is told by its serial.

use super::model::{AssignmentState, PostState, SheetState, ToPersonState};
use crate::{
    ground::{
        kernel::{Day, Money, Month},
        platform::refusals,
    },
    office::publicity::PostingState,
};

refusals! {
    /// Ways in which posts, sheets and lists refuse.
    pub enum PostsRefusal {
        /// A list in another state than the act wants.
        ListIs { state: ToPersonState } = Conflict "posts.list.state" {
            zh: "名单状态不符", "该名单现为 {state}，不能执行此操作。";
            en: "List in another state", "The list is {state}; this act does not fit."
        }
        /// No pool of a closed year in the caller's regions.
        UnknownPool = Invalid "posts.list.pool_unknown" at "/pool_id" {
            zh: "没有可用的收益分配池", "没有这个收益分配池，或不在您的管辖范围内，或其年度账未结账；请先结清年度账。";
            en: "No pool to pay of", "There is no such pool, or it lies outside your region, or its year is not closed; close the year first."
        }
        /// Members' money is distributed by shares.
        MembersPool { number: String } = Invalid "posts.list.members_pool" at "/pool_id" {
            zh: "成员分配池不能用于补贴", "收益分配池 {number} 用于成员分配，按份额办理收益分配；请选择其他用途的池。";
            en: "The members' pool", "The pool {number} is for members and is distributed by shares; name a pool of another use."
        }
        /// The pool was taken back when its year was opened again.
        PoolGone = Conflict "posts.list.pool_gone" {
            zh: "收益分配池已收回", "名单所用的收益分配池已随年度账重新开账收回；请退回名单，结清年度账后重新填写。";
            en: "The pool is gone", "The pool of the list was taken back when its year was opened again; send the list back and write it anew when the year is closed."
        }
        /// More than is left.
        PoolTooSmall { total: Money, left: Money } = Conflict "posts.list.pool_small" {
            zh: "收益分配池余额不足", "名单合计 {total} 元，收益分配池除已使用、已分配和为其他锁定名单预留外余 {left} 元；请减少名单金额或更换资金来源。";
            en: "The pool has too little", "The list comes to {total}, and {left} is left in the pool beside what is spent, distributed, or held for other locked lists; lower the list or name another pool."
        }
        /// Through whom public money goes is not known.
        UnknownAgent = Invalid "posts.list.agent_unknown" at "/agent_id" {
            zh: "没有这个代发机构", "没有这个单位，或不在您的管辖范围内；请核对代发机构。";
            en: "No such agent", "There is no such organisation, or it lies outside your region; check through whom the money goes."
        }
        /// A pool for collective money, an agent and a region for public money, and nothing else.
        SourceMisfit = Invalid "posts.list.source" at "/source" {
            zh: "资金来源填写不符", "集体收益的名单填写收益分配池，不填代发机构和行政区划；财政资金的名单填写行政区划和代发机构，不填收益分配池。";
            en: "The source is told wrongly", "A list of collective money names its pool alone; one of public money names its region and the agency that pays, and no pool."
        }
        /// The name of an item that has a word, or none where it has none.
        ItemMisfit = Invalid "posts.list.item_name" at "/item_name" {
            zh: "补贴项目名称填写不符", "项目为“其他项目”时须填写项目名称（不能只有标点），列明的项目不填名称。";
            en: "The item is named wrongly", "An item of the word other is named, by more than points, and no other item is."
        }
        /// A free name that only says a word of the list another way: of that item R110 is asked.
        ItemHasWord { item: String } = Invalid "posts.list.item_has_word" at "/item_name" {
            zh: "该项目已有列明项目", "所填名称就是列明的补贴项目（{item}）；请在项目中选择它，不要填作其他项目。";
            en: "The item has a word", "The name says the item {item}, which is on the list of items; choose that, and name nothing."
        }
        /// The second month before the first, or too many.
        MonthsMisfit { from: Month, to: Month, most: i64 } = Invalid "posts.list.months" at "/to_month" {
            zh: "发放月份填写有误", "{from} 至 {to} 不是一段不超过 {most} 个月的月份；请核对首月和末月。";
            en: "Months told wrongly", "{from} to {to} is no stretch of at most {most} months; check both."
        }
        /// A person where households are paid, or the other way, or both, or neither.
        LineMisfit { n: i64 } = Invalid "posts.list.line_kind" {
            zh: "名单行与发放方式不符", "第 {n} 行：按人发放的名单每行填一名人员，按户发放的每行填一户。";
            en: "A line of another kind", "Line {n}: a list by heads names one person a line, one by households names one household."
        }
        /// Nobody of that id in the caller's regions.
        UnknownPayee = Invalid "posts.list.payee_unknown" {
            zh: "查无此人或此户", "没有这个人员登记或搬迁户，或不在您的管辖范围内；请核对。";
            en: "No such person or household", "There is no such person or household, or it is registered outside your region; check it."
        }
        /// The same person or household twice, or as a member of a household beside.
        LineTwice { n: i64, before: i64 } = Invalid "posts.list.line_twice" {
            zh: "名单内重复", "第 {n} 行与第 {before} 行是同一人，或同一户，或该户的成员；每人每项每月只发一次。";
            en: "Twice in one list", "Line {n} is whoever line {before} is, or a member of that household; each is paid once for an item and month."
        }
        /// Neither an amount of its own nor one for all, or both.
        AmountMisfit { n: i64 } = Invalid "posts.list.amount" {
            zh: "金额填写有误", "第 {n} 行：名单有统一标准的不填金额，没有统一标准的须填大于零的金额。";
            en: "An amount told wrongly", "Line {n}: where the list has one amount for all, a line has none; otherwise it has one above zero."
        }
        /// One amount for all that is none.
        UnitMisfit = Invalid "posts.list.unit" at "/unit" {
            zh: "统一标准须大于零", "有统一标准的，请填写大于零的金额；没有的，不填。";
            en: "One amount for all is none", "Where each has the same, say how much; more than nothing."
        }
        /// Whoever died before is paid nothing.
        LineDied { n: i64, on: Day } = Conflict "posts.list.died" {
            zh: "名单中有已死亡人员", "第 {n} 行的人员已于 {on} 登记死亡，早于发放首月；请从名单中删除。";
            en: "Somebody on the list has died", "The register says that whoever line {n} names died on {on}, before the first month; take the line out."
        }
        /// Whoever has no post any more is paid for none.
        LineLeft { n: i64, on: Day } = Conflict "posts.list.left_post" {
            zh: "名单中有已离岗人员", "第 {n} 行的人员已于 {on} 离岗，早于发放首月，此后没有公益岗位；请从名单中删除。";
            en: "Somebody on the list has left the post", "Whoever line {n} names left the post on {on}, before the first month, and has had none since; take the line out."
        }
        /// Of a list that was made, somebody is there no longer.
        PayeeGone { list: String, n: i64, why: String, on: Day } = Conflict "posts.list.payee_gone" {
            zh: "名单中有人已不应发放", "名单 {list} 第 {n} 行{why}（{on}），不应再发放；请退回名单（已申请拨付的，先撤回或作废申请；已支出的，先冲回），删除该行后重新复核、公示。";
            en: "Somebody on the list is not to be paid any more", "The register says of line {n} of the list {list}: gone since {on} ({why}). Send the list back (withdraw or cancel a claim for it first, reverse a spending), take the line out, and let it be checked and hung anew."
        }
        /// A household without members.
        LineEmpty { n: i64 } = Conflict "posts.list.household_empty" {
            zh: "名单中有空户", "第 {n} 行的搬迁户在发放首月末没有成员；请从名单中删除或核对人口变动。";
            en: "A household without anybody", "Nobody belongs to the household of line {n} at the end of the first month; take the line out, or check its events."
        }
        /// No list of that number in the region of the import.
        UnknownList = Invalid "posts.line.list_unknown" {
            zh: "查无此名单", "导入区划内没有这个编号的到人到户名单；请填写打印的名单编号，或先拟订名单。";
            en: "Unknown list", "The region of the import has no list of persons of this number; give the number that was printed, or file the list first."
        }
        /// Of a list by households, somebody who is no head.
        RowNoHead = Invalid "posts.line.no_head" {
            zh: "不是户主", "该证件号码的人员现在不是任何搬迁户的户主；按户发放的名单，请填写户主的姓名和证件号码。";
            en: "Not the head", "Nobody of this ID number heads a household now; in a list by households a row names the head."
        }
        /// What a row made is changed in the list itself.
        RowByHand { n: i64 } = Conflict "posts.line.by_hand" {
            zh: "明细须在名单中修改", "该登记编号已是名单第 {n} 行，内容与本行不一致；请在名单中修改，文件只增加明细。";
            en: "Changed in the list alone", "This number is line {n} of the list already, and says something else there; revise the list. A file only adds lines."
        }
        /// More than money can say.
        TooMuch = Invalid "posts.list.too_much" at "/lines" {
            zh: "名单合计超出范围", "名单各行合计超出可登记的金额；请分开填报。";
            en: "The list comes to too much", "The lines come to more than an amount can say; make several lists."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "posts.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// Before the step that stands before it.
        BeforeStep { on: Day, before: Day } = Conflict "posts.list.before_step" {
            zh: "日期早于上一步", "{on} 早于上一步骤的日期 {before}；请核对日期。";
            en: "Before the step before it", "{on} lies before the day of the step before, {before}; check the day."
        }
        /// What stands there is not what hangs.
        PostedOther = Conflict "posts.list.posted_other" {
            zh: "公示内容与名单不符", "公示的是另一份名单；请退回名单，重新复核并公示。";
            en: "Another list hangs", "What hangs is another list; send it back, and let it be checked and hung anew."
        }
        /// A posting, or a day with a photo; not both, not neither.
        HangingMisfit = Invalid "posts.list.hanging" at "/posting_id" {
            zh: "公示填写不符", "以系统内公示办理的，只填公示；以纸质公示补录的，填写张贴日期和张贴照片；二者取其一。";
            en: "The posting is told wrongly", "Name the posting by which the list hangs, or, where a paper tells it, the day and a photo of the board; one of the two."
        }
        /// No posting of this list.
        PostingUnknown = Invalid "posts.list.posting_unknown" at "/posting_id" {
            zh: "没有本名单的公示", "没有这次公示，或公示的不是本名单；请先就本名单办理公示。";
            en: "No posting of this list", "There is no such posting, or it is about another list; file a posting of this one first."
        }
        /// It hangs nowhere, or not any more.
        PostingHangsNot { number: String, state: PostingState } = Conflict "posts.list.posting_state" {
            zh: "公示未张贴或已中止", "公示 {number} 现为“{state}”；应在公示中或已期满。请先张贴，有异议的先答复。";
            en: "The posting does not hang", "The posting {number} is {state}; it hangs, or has ended, before a list goes by it. Post it, and answer what was objected."
        }
        /// Neighbours still have a word in another posting of it.
        PostingUnsettled { number: String, state: PostingState } = Conflict "posts.list.posting_unsettled" {
            zh: "名单另有公示未了结", "本名单的公示 {number} 现为“{state}”，尚在公示，或对该名单的异议未答复、已成立，不得改用纸质公示或另一次公示。请先答复异议并按 {number} 办理；异议成立的，更正名单后修改 {number} 重新张贴；{number} 已期满或已撤回的，更正名单后另行办理系统内公示。";
            en: "Another posting of it is not settled", "The posting {number} of this list is {state}: it hangs, or an objection to the list has no answer or was upheld. No paper and no other posting takes its place: answer what was objected and go by {number}; where it was upheld, correct the list, revise {number} and hang it anew; where that is closed or withdrawn, have the corrected list posted here once more."
        }
        /// More lines than a paper is made of.
        TooLong { lines: i64, most: i64 } = Conflict "posts.list.too_long" {
            zh: "名单过长，无法打印", "名单有 {lines} 行，超过一次打印、公示的上限 {most} 行；打印的，请填写起止序号分段打印，累计数承接前段；公示的，请拆分名单。";
            en: "The list is too long for a paper", "The list has {lines} lines, and {most} are printed or hang at most; print it in parts from serial to serial, whose running totals go on, and split what is to hang."
        }
        /// No line has a serial between these.
        ListPartEmpty { from: i64, until: String } = Conflict "posts.list.part_empty" {
            zh: "该段没有明细", "名单中没有第 {from} 号至第 {until} 号的明细；请核对起止序号。";
            en: "Nothing in that part", "The list has no line from no. {from} to no. {until}; check both serials."
        }
        /// A list that was made of attendance is not written by hand.
        MadeOfAttendance = Conflict "posts.list.made_of_attendance" {
            zh: "名单由考勤生成", "按考勤生成的名单不能逐行修改；有误的，作废名单、退回考勤表更正后重新生成。";
            en: "The list was made of attendance", "A list made of attendance is not written by hand; annul it, send the sheet back, and make it again."
        }
        /// No spending of the list's pool that stands.
        UnknownSpending = Invalid "posts.list.spending_unknown" at "/spending_id" {
            zh: "没有可关联的收益使用", "没有这笔收益使用，或不在您的管辖范围内，或不是名单所用的收益分配池支出的，或已冲回；请核对。";
            en: "No spending to link", "There is no such spending, or it lies outside your region, is not of the list's pool, or was taken back; check it."
        }
        /// No claim of the list.
        UnknownDisbursement = Invalid "posts.list.disbursement_unknown" at "/disbursement_id" {
            zh: "没有可关联的资金拨付", "没有这笔拨付，或不在您的管辖范围内，或不是本名单的到人到户拨付；请核对。";
            en: "No claim to link", "There is no such claim, or it lies outside your region, or it does not claim for this list; check it."
        }
        /// Another list is paid by it.
        LinkedElsewhere { number: String } = Conflict "posts.list.linked_elsewhere" {
            zh: "已用于另一名单", "该笔付款已关联名单 {number}；一笔付款对应一份名单。";
            en: "Another list is paid by it", "The list {number} is paid by it already; one payment is of one list."
        }
        /// What pays it still stands, or is under way.
        LinkStands = Conflict "posts.list.link_stands" {
            zh: "关联的付款仍有效", "名单关联的付款没有冲回、作废或终止，不能解除关联；付款有误的，先冲回或作废付款。";
            en: "What pays it stands", "What pays the list was neither taken back nor ended; take that back or end it first."
        }
        /// It is not paid yet.
        NotPaidYet { state: String } = Conflict "posts.list.not_paid_yet" {
            zh: "资金尚未支付", "关联的资金拨付现为 {state}，全部支付后再登记名单已支付。";
            en: "Not paid yet", "The claim that pays the list is {state}; say that the list is paid when all of it is."
        }
        /// A claim for it is under way.
        Claimed { number: String } = Conflict "posts.list.claimed" {
            zh: "名单已有拨付申请", "资金拨付 {number} 正在申请本名单的资金；请先撤回或作废该申请，再退回名单。";
            en: "The list is claimed for", "The disbursement {number} claims the money of this list; withdraw or cancel it before the list goes back."
        }
        /// What was recorded of its pool for it stands.
        SpendingStands { number: String } = Conflict "posts.list.spending_stands" {
            zh: "名单已有付款", "收益使用 {number} 已为本名单登记付款且未冲回；付款有误的，请先冲回 {number} 再办理。";
            en: "The list was paid for", "The spending {number} was recorded for this list and stands; where it is wrong, take it back first."
        }
        /// A second officer has not looked at what pays it.
        SpendingUnconfirmed { number: String } = Conflict "posts.list.spending_unconfirmed" at "/spending_id" {
            zh: "收益使用尚未复核", "收益使用 {number} 尚待第二人复核，不能关联为名单付款；请先复核。";
            en: "Not confirmed yet", "The spending {number} waits for a second officer and pays no list before that; have it confirmed."
        }
        /// It was recorded for another list.
        SpendingOfOther { number: String } = Conflict "posts.list.spending_of_other" at "/spending_id" {
            zh: "收益使用属于其他名单", "该笔收益使用是为名单 {number} 登记的；请关联到该名单，或冲回后重新登记。";
            en: "Recorded for another list", "The spending was recorded for the list {number}; link it there, or take it back and record another."
        }
        /// A post in another state than the act wants.
        PostIs { state: PostState } = Conflict "posts.post.state" {
            zh: "公益岗位状态不符", "该公益岗位现为 {state}，不能执行此操作。";
            en: "Post in another state", "The post is {state}; this act does not fit."
        }
        /// The employer is not known.
        UnknownEmployer = Invalid "posts.post.employer_unknown" at "/employer_id" {
            zh: "没有这个用工单位", "没有这个单位，或不在您的管辖范围内；请核对用工单位。";
            en: "No such employer", "There is no such organisation, or it lies outside your region; check it."
        }
        /// The asset is not known.
        UnknownAsset = Invalid "posts.post.asset_unknown" at "/asset_id" {
            zh: "没有这项资产", "没有这项资产，或不在您的管辖范围内；请核对资产。";
            en: "No such asset", "There is no such asset, or it lies outside your region; check it."
        }
        /// What pay there is must be something.
        PayMisfit = Invalid "posts.post.pay" at "/monthly_pay" {
            zh: "月报酬须大于零", "请填写大于零的月报酬。";
            en: "A month must be paid", "Say how much a whole month is paid; more than nothing."
        }
        /// The last month before the first.
        PostMonthsMisfit { from: Month, to: Month } = Invalid "posts.post.months" at "/to_month" {
            zh: "设岗月份填写有误", "末月 {to} 早于首月 {from}；请核对。";
            en: "Months told wrongly", "The last month {to} lies before the first, {from}; check both."
        }
        /// Somebody still has it.
        PostHeld { count: u64 } = Conflict "posts.post.held" {
            zh: "岗位上仍有人员", "该公益岗位仍有 {count} 人在岗，或有人离岗晚于末月；请先办理离岗。";
            en: "Somebody has the post", "{count} persons have the post, or left it after the last month; end that first."
        }
        /// No such post in the caller's regions.
        UnknownPost = Invalid "posts.post.unknown" at "/post_id" {
            zh: "没有这个公益岗位", "没有这个公益岗位，或不在您的管辖范围内；请核对岗位。";
            en: "No such post", "There is no such post, or it lies outside your region; check it."
        }
        /// As many have it as there are places.
        PostFull { places: i32 } = Conflict "posts.assignment.full" {
            zh: "岗位已满员", "该公益岗位名额 {places} 人，已满员；请先办理他人离岗，或另设岗位。";
            en: "The post is full", "The post has {places} places and as many persons; end another assignment, or set up another post."
        }
        /// Nobody of that id in the caller's regions.
        UnknownPerson = Invalid "posts.assignment.person_unknown" at "/person_id" {
            zh: "查无此人", "没有这个人员登记，或不在您的管辖范围内；请核对人员。";
            en: "No such person", "There is no such person, or it is registered outside your region; check the person."
        }
        /// Whoever died works no more.
        PersonDied { on: Day } = Conflict "posts.assignment.died" {
            zh: "人员已死亡", "该人员已于 {on} 登记死亡，不能上岗；请核对人员。";
            en: "The person has died", "The register says that the person died on {on}; check the person."
        }
        /// In a month in which the post has no work.
        OutsidePost { month: Month } = Conflict "posts.assignment.outside_post" {
            zh: "不在设岗月份内", "{month} 不在该公益岗位的设岗月份内；请核对日期。";
            en: "Outside the months of the post", "The post has no work in {month}; check the day."
        }
        /// An assignment in another state than the act wants.
        AssignmentIs { state: AssignmentState } = Conflict "posts.assignment.state" {
            zh: "上岗状态不符", "该上岗记录现为 {state}，不能执行此操作。";
            en: "Assignment in another state", "The assignment is {state}; this act does not fit."
        }
        /// The end before the beginning.
        EndsBefore { from: Day } = Invalid "posts.assignment.ends_before" at "/on" {
            zh: "离岗日期有误", "离岗日期须晚于上岗日期 {from}；请核对日期。";
            en: "It ends before it begins", "An assignment ends after its first day, {from}; check the day."
        }
        /// Days of attendance behind the end.
        Attended { month: Month } = Conflict "posts.assignment.attended" {
            zh: "离岗后仍有考勤", "{month} 的考勤天数超过离岗前的天数；请先退回该月考勤表更正。";
            en: "Attendance behind the end", "The sheet of {month} counts more days than there are before the end; send the sheet back and correct it first."
        }
        /// A sheet of that month is there.
        SheetThere { month: Month } = Conflict "posts.sheet.there" {
            zh: "该月考勤表已登记", "该公益岗位 {month} 的考勤表已登记；有误的，退回后修改。";
            en: "The sheet is there", "The sheet of {month} of this post is recorded; where it is wrong, send it back and write it anew."
        }
        /// A month that has not begun, or in which the post has no work.
        SheetMonth { month: Month } = Conflict "posts.sheet.month" {
            zh: "考勤月份有误", "{month} 尚未开始，或不在设岗月份内；请核对月份。";
            en: "No month for a sheet", "{month} has not begun, or the post has no work in it; check the month."
        }
        /// Of another post, twice, or of nobody.
        RowMisfit { row: u64 } = Invalid "posts.sheet.row" {
            zh: "考勤行填写有误", "第 {row} 行不是本岗位的上岗记录，或同一上岗记录重复填写；请核对。";
            en: "A row that does not fit", "Row {row} is no assignment of this post, or names one twice; check it."
        }
        /// More days than the assignment has in the month.
        TooManyDays { row: u64, days: i64, most: i64 } = Conflict "posts.sheet.days" {
            zh: "考勤天数超出在岗天数", "第 {row} 行出勤和缺勤合计 {days} 天，当月在岗只有 {most} 天；上岗前和离岗后没有考勤，请核对。";
            en: "More days than the assignment has", "Row {row} tells {days} days of work and absence, and the assignment has {most} in that month; there is none before it begins and after it ends."
        }
        /// Days that have not come.
        DaysNotCome { row: u64, days: i64, come: i64, today: Day } = Conflict "posts.sheet.days_ahead" {
            zh: "考勤天数超出已到来的天数", "第 {row} 行出勤和缺勤合计 {days} 天，截至今日 {today} 当月在岗只有 {come} 天；考勤据实登记，请填写已到来的天数，或月末再登记。";
            en: "Days that have not come", "Row {row} tells {days} days of work and absence, and until today, {today}, the assignment has {come} in that month; attendance is told of days that have come. Tell those, or wait for the end of the month."
        }
        /// A sheet in another state than the act wants.
        SheetIs { state: SheetState } = Conflict "posts.sheet.state" {
            zh: "考勤表状态不符", "该考勤表现为 {state}，不能执行此操作。";
            en: "Sheet in another state", "The sheet is {state}; this act does not fit."
        }
        /// A list was made of it.
        SheetPaid { number: String } = Conflict "posts.sheet.paid" {
            zh: "考勤表已生成名单", "名单 {number} 已按该考勤表生成；请先作废该名单。";
            en: "A list was made of it", "The list {number} was made of this sheet; annul the list first."
        }
        /// A post without a confirmed sheet of the month.
        SheetMissing { post: String, month: Month } = Conflict "posts.list.sheet_missing" {
            zh: "没有已确认的考勤表", "公益岗位 {post} 没有 {month} 已确认的考勤表；请先登记并由他人确认。";
            en: "No confirmed sheet", "The post {post} has no confirmed sheet of {month}; record it and let another confirm it first."
        }
        /// A post that is paid of other money.
        PostOfOtherSource { post: String } = Invalid "posts.list.post_source" at "/post_ids" {
            zh: "岗位资金来源不同", "公益岗位 {post} 的资金来源与名单不同；不同来源的岗位分开生成名单。";
            en: "A post of other money", "The post {post} is paid of other money than the list; make a list for each."
        }
        /// Nobody worked.
        NobodyWorked = Conflict "posts.list.nobody_worked" {
            zh: "没有应付报酬", "所选岗位该月没有人员应付报酬；请核对岗位和月份。";
            en: "Nobody is to be paid", "Nobody is due any pay of these posts for that month; check both."
        }
    }
}
