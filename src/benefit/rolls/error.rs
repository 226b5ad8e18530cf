//! How rolls refuse. No refusal repeats what names a person: whoever is told of stands at a place in the body or has a serial.

use super::model::{ExitReason, NeedClass, RollBasis, RollPer};
use crate::ground::{kernel::Day, platform::refusals};

refusals! {
    /// Ways in which rolls refuse.
    pub enum RollsRefusal {
        /// Closed.
        Closed { on: Day } = Conflict "rolls.roll.closed" {
            zh: "名册已终止", "该受益名册已于 {on} 终止，不能执行此操作；请另立名册。";
            en: "The roll is closed", "The roll was closed on {on}; this act does not fit. File another roll."
        }
        /// An agreement has terms, and need has none.
        TermsMisfit { basis: RollBasis } = Invalid "rolls.roll.terms_misfit" at "/terms" {
            zh: "协议条款与名册依据不符", "入股协议名册须填写约定的分红条款，帮扶对象名册不填；请核对名册依据。";
            en: "Terms do not fit", "The basis of the roll is {basis}: an agreement has its terms told, and a roll of need has none. Check it."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "rolls.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// No such person in the caller's regions.
        UnknownPerson = Invalid "rolls.entry.person_unknown" {
            zh: "人员不存在", "未找到该人员，请核对标识或先登记人员。";
            en: "Unknown person", "There is no such person; check the id, or register the person first."
        }
        /// No such household in the caller's regions.
        UnknownHousehold = Invalid "rolls.entry.household_unknown" {
            zh: "搬迁户不存在", "未找到该搬迁户，请核对标识。";
            en: "Unknown household", "There is no such household; check the id."
        }
        /// No such organisation in the caller's regions, or above the body.
        UnknownOrganisation = Invalid "rolls.entry.organisation_unknown" {
            zh: "单位不存在", "没有这个单位，或不在管辖范围内；请先登记单位。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region; register it first."
        }
        /// No such roll in the region of the file.
        UnknownRoll = Invalid "rolls.roll.unknown" {
            zh: "名册不存在", "导入区划内没有此编号的受益名册；请填写系统给出的名册编号，或先建立名册。";
            en: "Unknown roll", "The region of the import has no roll of this number; give the number that was printed, or file the roll first."
        }
        /// Nobody's household.
        NoHead = Invalid "rolls.entry.no_head" {
            zh: "不是户主", "登记在册的搬迁户中没有以该人为户主的户；请核对户主证件号码，或先登记搬迁户。";
            en: "Head of no household", "No household of the register has this person at its head; check the number, or register the household first."
        }
        /// The organisation is called otherwise.
        UnitDiffers { name: String } = Conflict "rolls.entry.unit_differs" {
            zh: "单位名称不符", "该代码登记的单位为“{name}”，与本行名称不同；请核对代码或名称。";
            en: "The organisation is called otherwise", "This code is that of “{name}”, and the row calls it otherwise; check the code or the name."
        }
        /// The register has it otherwise.
        ByAct { serial: i64 } = Conflict "rolls.entry.by_act" {
            zh: "与登记不符", "该编号已登记为名册第 {serial} 号，与本行不同；登记有误的，请作废该号后以新编号导入，不由导入更改。";
            en: "Recorded otherwise", "The entry of this id stands as no. {serial} and says something else; void it and import under another id, for a file does not change it."
        }
        /// One of the three.
        NotNamed = Invalid "rolls.entry.not_named" {
            zh: "登记对象应为人员、户、单位之一", "请填写人员、搬迁户或单位，三者取其一。";
            en: "One of the three", "Name a person, a household or an organisation, one of the three."
        }
        /// Not who stands on such a roll.
        SortMisfit { per: RollPer, basis: RollBasis } = Invalid "rolls.entry.sort_misfit" {
            zh: "登记对象与名册不符", "按人登记的名册只登记个人，按户登记的只登记户，单位只登记在人、户混合的入股名册；请核对登记对象。";
            en: "Not on such a roll", "The roll is of {per} ({basis}): of persons alone, of households alone, or of both; an organisation stands on a mixed roll of stakes alone."
        }
        /// A stake by need, or need by a stake.
        ClassMisfit { class: NeedClass, basis: RollBasis } = Invalid "rolls.entry.class_misfit" {
            zh: "类别与名册依据不符", "入股名册只登记入股份额，帮扶对象名册不登记入股份额；请核对对象类别。";
            en: "The class does not fit", "A roll on the basis {basis} has no {class}: a roll of stakes has stakes alone, and one of need has none."
        }
        /// Not whole heads, not one, or not to the fen.
        UnitsMisfit = Invalid "rolls.entry.units_misfit" {
            zh: "份数填写有误", "帮扶对象按人登记为 1，按户登记为享受人数（整数）；入股份额为出资额（元，到分），须大于零。";
            en: "Units told wrongly", "By need a person is 1 and a household so many heads, whole; a stake is an amount in yuan to the fen, more than none."
        }
        /// More heads than live there.
        TooManyHeads { told: i64, living: i64, on: Day } = Conflict "rolls.entry.too_many_heads" {
            zh: "享受人数多于在册人数", "填写享受人数 {told} 人，该户在 {on} 在册 {living} 人；请核对人数，或先登记户内变动。";
            en: "More heads than live there", "{told} heads are told, and {living} belong to the household on {on}; check it, or tell first what happened in the household."
        }
        /// The calendar ends.
        DayFar { day: Day } = Invalid "rolls.day.far" {
            zh: "日期超出范围", "{day} 超出可登记的日期范围；请核对。";
            en: "Day out of range", "{day} lies where no calendar goes; check it."
        }
        /// No entry of that serial.
        NoSuchSerial { serial: i64 } = Invalid "rolls.entry.no_such_serial" {
            zh: "序号不存在", "本名册没有第 {serial} 号；请核对序号。";
            en: "No such serial", "There is no no. {serial} on this roll; check the serial."
        }
        /// One serial twice in a body.
        SerialTwice { serial: i64 } = Invalid "rolls.entry.serial_twice" {
            zh: "序号重复", "第 {serial} 号填写了两次；每号填一次。";
            en: "Serial told twice", "No. {serial} is told twice; once is enough."
        }
        /// Voided.
        Voided { serial: i64 } = Conflict "rolls.entry.voided" {
            zh: "条目已作废", "第 {serial} 号已作废，不能执行此操作。";
            en: "The entry is void", "No. {serial} was voided; this act does not fit."
        }
        /// Ended.
        Ended { serial: i64, until: Day } = Conflict "rolls.entry.ended" {
            zh: "条目已退出", "第 {serial} 号已退出，自 {until} 起不再计入；登记有误的，请作废后重新登记。";
            en: "The entry has ended", "No. {serial} ended and counts no longer from {until} on; where that is wrong, void it and admit anew."
        }
        /// Before the day of admission.
        ExitTooEarly { serial: i64, on: Day, admitted: Day } = Conflict "rolls.entry.exit_too_early" {
            zh: "退出早于纳入", "第 {serial} 号于 {admitted} 纳入，不能在 {on} 退出；请核对日期，纳入有误的请作废。";
            en: "Left before admitted", "No. {serial} was admitted on {admitted} and did not leave on {on}; check the day, or void what was admitted wrongly."
        }
        /// Not a reason to leave such a roll.
        ReasonMisfit { reason: ExitReason, basis: RollBasis } = Invalid "rolls.entry.reason_misfit" at "/reason" {
            zh: "退出原因与名册不符", "帮扶终止只用于帮扶对象名册，退股只用于入股名册；名册终止请办理终止，不逐条退出。";
            en: "The reason does not fit", "Nobody leaves a roll on the basis {basis} for the reason {reason}; a roll that ends is closed."
        }
        /// Nobody is gone.
        NobodyDeparted = Conflict "rolls.entry.nobody_departed" {
            zh: "没有应退出的条目", "名册上没有已登记死亡的个人，也没有户内已无在册成员的户；无须办理。";
            en: "Nobody has departed", "Nobody on the roll is recorded dead, and no household on it is empty; there is nothing to end."
        }
        /// Not after the one before.
        ReviewEarlier { on: Day, last: Day } = Conflict "rolls.review.earlier" at "/on" {
            zh: "核查日期不晚于上次", "上次核查日期为 {last}，本次 {on} 应在其后；请核对日期。";
            en: "Not after the last review", "The last review was on {last}, and {on} does not lie after it; check the day."
        }
        /// Somebody was admitted after the day.
        LaterThere { on: Day, admitted: Day } = Conflict "rolls.roll.later_there" at "/on" {
            zh: "终止日期以后另有纳入", "名册上有 {admitted} 纳入的条目，名册不能在 {on} 终止；请核对日期。";
            en: "Somebody was admitted later", "Somebody was admitted on {admitted}, so the roll is not closed on {on}; check the day."
        }
    }
}
