//! How transfers refuse.

use super::model::{DefectStage, Found, ReverseFault, Side, TransferAct, TransferState};
use crate::{
    ground::{
        kernel::{Day, RegionCode, Wording},
        platform::refusals,
    },
    office::publicity::PostingState,
    property::assets::Regime,
};

refusals! {
    /// Ways in which transfers refuse.
    pub enum TransfersRefusal {
        /// An asset does not exist here.
        UnknownAsset = Invalid "transfers.asset.unknown" at "/items" {
            zh: "资产不存在", "清单中有资产不存在，或不在您的管辖范围内。";
            en: "Unknown asset", "An asset of the list does not exist, or lies outside your region."
        }
        /// A unit does not exist here.
        UnknownUnit = Invalid "transfers.unit.unknown" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// A site does not exist here.
        UnknownSite = Invalid "transfers.site.unknown" at "/filter/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// The transfer to be undone does not exist here.
        UnknownTransfer = Invalid "transfers.transfer.unknown" at "/reverses_id" {
            zh: "移交不存在", "没有这件移交，或不在您的管辖范围内。";
            en: "Unknown transfer", "There is no such transfer, or it lies outside your region."
        }
        /// Neither a list nor anything found.
        NothingListed = Invalid "transfers.transfer.nothing_listed" at "/items" {
            zh: "清单为空", "清单没有资产，按条件也没有找到；请列出资产，或放宽条件。";
            en: "Nothing is listed", "No asset is listed and none is found; give items, or a wider filter."
        }
        /// More than a list holds.
        TooMany { most: usize } = Invalid "transfers.transfer.too_many" at "/filter" {
            zh: "清单过长", "一件移交最多 {most} 项；请缩小条件，分件移交。";
            en: "Too many", "One transfer lists at most {most} assets; narrow the filter and file several."
        }
        /// Not the way back.
        DoesNotUndo { number: String, fault: ReverseFault } = Conflict "transfers.transfer.does_not_undo" {
            zh: "不能撤回原移交", "本件不能撤回 {number}：{fault}。撤回须由原接收方交回原移交方，清单为原清单的全部或部分，且尚未撤回；产权性质与移交前一致，只移交管护权的也只移交管护权撤回。";
            en: "It does not undo that one", "This does not undo {number}: {fault}. What undoes a transfer that took effect goes from its receiver to its giver, with its list or a part of which nothing is undone, to the regime from which it came; the keeping alone goes back by itself."
        }
        /// Nothing to list: what a list passes on is its values, wherever R25 is no law.
        Unvalued { asset: String } = Conflict "transfers.asset.unvalued" at "/items" {
            zh: "资产没有原值", "资产 {asset} 的卡片上没有原值，移交清单须列明价值；请先登记资产价值（暂估、决算或账面列示）。";
            en: "An asset without a value", "The card of {asset} has no value, and a list of a transfer states the value of each; value it first (provisional, settled or stated)."
        }
        /// Joint owners gave it: a list goes to one receiver, and shares come back by titles.
        GivenJointly { number: String, givers: String } = Conflict "transfers.transfer.given_jointly" at "/reverses_id" {
            zh: "共同移交的不能以一件移交撤回", "{number} 由 {givers} 共同移交，不能由一件移交交回其中一方。撤回的，先凭各方同意撤回的文件在每项资产卡片上登记“权属争议”，再由另一经办人办理“确权”，按原份额登记 {givers} 为所有人；管护一并交回的，另办一件“只移交管护权”的移交。";
            en: "Joint owners gave it", "{number} was given by {givers} together, and no one transfer gives it back to one of them. To undo it, note on each card that the title is contested, by the paper by which all agree, and let another officer confirm it for {givers} by their shares of before; where the keeping goes back too, list it on a transfer of the keeping alone."
        }
        /// The same asset twice.
        ListedTwice = Invalid "transfers.transfer.listed_twice" at "/items" {
            zh: "清单重复", "同一资产在清单中出现两次；请核对。";
            en: "Listed twice", "An asset stands twice on the list; check it."
        }
        /// Giver and receiver are one.
        ToItself = Invalid "transfers.transfer.to_itself" at "/receiver_id" {
            zh: "移交方与接收方相同", "移交方和接收方不能是同一单位。";
            en: "To itself", "Giver and receiver are two organisations."
        }
        /// Joint givers who are somebody else already.
        CoGivers = Invalid "transfers.transfer.co_givers" at "/co_giver_ids" {
            zh: "共同移交方填写有误", "共同移交方重复，或与移交方、接收方、监交单位相同；请核对，每家只列一次。";
            en: "Joint givers", "A joint giver stands there twice, or is giver, receiver or supervisor already; name each once."
        }
        /// Nobody who gives with the giver.
        NoCoGiver = Invalid "transfers.signature.no_co_giver" at "/organisation_id" {
            zh: "不是共同移交方", "所填单位不是本件的共同移交方；只有移交方签字才区分单位，请核对单位或改填签字方。";
            en: "No joint giver", "This organisation is no joint giver of the transfer; only the givers' side is signed by several. Check it, or the side."
        }
        /// Whoever gives or takes does not watch over it.
        SupervisesItself = Invalid "transfers.transfer.supervises_itself" at "/supervisor_id" {
            zh: "监交单位不能是交接双方", "监交单位须是移交方、接收方以外的单位。";
            en: "Supervised by a side", "The supervisor is neither the giver nor the receiver."
        }
        /// A line of the file list with both or neither.
        PaperOrReason { n: usize } = Invalid "transfers.transfer.paper_or_reason" at "/papers" {
            zh: "材料清单填写有误", "材料清单第 {n} 行：有材料的附上材料，没有的说明原因，二者填一。";
            en: "A paper, or why there is none", "Line {n} of the file list: give either the paper, or the reason why it is not there."
        }
        /// An office that grants by something that is no reply.
        NotAReply { n: usize } = Invalid "transfers.transfer.not_a_reply" at "/papers" {
            zh: "不是批复文件", "材料清单第 {n} 行：批准机关只填在批复文件上；请改填，或去掉批准机关。";
            en: "It is no reply", "Line {n} of the file list: only a reply (批复文件) says which office granted the transfer; move it there, or leave it out."
        }
        /// A day to come.
        DayAhead { day: Day, today: Day } = Invalid "transfers.day.ahead" at "/on" {
            zh: "日期未到", "{day} 晚于今天 {today}。";
            en: "A day to come", "{day} lies after today, {today}."
        }
        /// No such item on the list.
        NoSuchItem { n: i32 } = Invalid "transfers.item.unknown" at "/items" {
            zh: "清单无此序号", "移交清单没有序号 {n}，或该项已剔除。";
            en: "No such item", "The list has no item {n}, or it was taken off."
        }
        /// The same item twice.
        ItemTwice { n: i32 } = Invalid "transfers.item.twice" at "/items" {
            zh: "序号重复", "序号 {n} 出现两次；请核对。";
            en: "The same item twice", "Item {n} stands there twice; check it."
        }
        /// Sound with defects, or defective without.
        DefectsDiffer { n: i32, found: Found } = Invalid "transfers.item.defects_differ" at "/items" {
            zh: "查验结果与缺陷不符", "序号 {n} 的结果为 {found}：完好的不能有未整改的缺陷，有缺陷的须列明缺陷。";
            en: "Result and defects differ", "Item {n} is {found}: what is sound has no open defect, and what is defective names one."
        }
        /// A deadline before the check.
        DueBefore { n: i32, due: Day, on: Day } = Invalid "transfers.item.due_before" at "/items" {
            zh: "整改期限过早", "序号 {n} 的整改期限 {due} 早于查验日 {on}。";
            en: "Due before it was found", "The defect of item {n} would be due on {due}, before the check on {on}."
        }
        /// No such defect.
        NoSuchDefect { n: i32 } = Invalid "transfers.defect.unknown" at "/defects" {
            zh: "没有此缺陷", "该移交没有编号为 {n} 的缺陷，或其资产已剔除。";
            en: "No such defect", "This transfer has no defect {n}, or its item was taken off."
        }
        /// Another stage of a defect.
        DefectIs { n: i32, stage: DefectStage } = Conflict "transfers.defect.stage" {
            zh: "缺陷状态不符", "缺陷 {n} 现为 {stage}，不能执行此操作。";
            en: "Defect in another stage", "Defect {n} is {stage}."
        }
        /// Cured before it was found.
        CuredBefore { on: Day, found: Day } = Invalid "transfers.defect.cured_before" at "/on" {
            zh: "整改日期早于发现缺陷", "整改日期 {on} 早于 {found}：该日之前尚无本移交清单或联合查验，缺陷不可能已发现；请核对整改日期。";
            en: "Cured before it was found", "{on} lies before {found}, until when there was neither this list nor its joint check, by which a defect is found; check the day of the cure."
        }
        /// An acceptance until a day that has passed.
        UntilPast { until: Day, today: Day } = Invalid "transfers.defect.until_past" at "/until_on" {
            zh: "期限已过", "整改期限 {until} 早于今天 {today}。";
            en: "A day that has passed", "{until} lies before today, {today}."
        }
        /// Everything would be taken off.
        NothingLeft = Conflict "transfers.transfer.nothing_left" {
            zh: "清单将为空", "清单至少须留一项；全部不接收的，请取消该移交。";
            en: "Nothing would be left", "At least one item stays on the list; where none is taken, cancel the transfer."
        }
        /// Past the list.
        NotListed { state: TransferState, possible: Wording } = Conflict "transfers.transfer.not_listed" {
            zh: "清单已定", "该移交现为 {state}；只有已列清单的才能查验、剔除或提交，退回修改的可以查验、剔除。{possible}。";
            en: "The list is fixed", "The transfer is {state}; only while it is listed is it checked, shortened or submitted, and checked or shortened where it was returned to be revised. Possible now: {possible}."
        }
        /// Whoever leads another collective, with or without a paper.
        OwnUnitAlone { side: Side } = Conflict "transfers.transfer.own_unit_alone" {
            zh: "只能代表本单位", "集体经济组织负责人只代表本单位办理，您不属于该方（{side}）单位；请由该方人员办理，或由单位经办、报账员、安置点管理员附该方书面材料办理。";
            en: "For the own unit alone", "Whoever leads a collective speaks for that one alone, and you are of another unit than that side ({side}). Somebody of that side does it, or a unit's clerk, a village clerk or a site manager with its paper."
        }
        /// Somebody of another unit without that side's paper.
        NotTheirSide { side: Side } = Conflict "transfers.transfer.not_their_side" {
            zh: "不能代表该方", "只有该方（{side}）单位的人员可以直接办理；其他人员须附该方出具的书面材料，签字须附扫描件并由其他单位的人员确认。";
            en: "Not of that side", "Only an officer of that side ({side}) says so; anybody else brings its paper, for a signature the scan that an officer of another unit confirms."
        }
        /// A side's word is there.
        SignedAlready { side: Side } = Conflict "transfers.signature.there" {
            zh: "该方已签字", "该方（{side}）已签字。";
            en: "Signed already", "That side ({side}) has signed."
        }
        /// No scan that waits.
        NothingToConfirm { side: Side } = Conflict "transfers.signature.nothing_to_confirm" {
            zh: "没有待确认的签字", "该方（{side}）没有待确认的签字扫描件。";
            en: "Nothing to confirm", "There is no scan of that side ({side}) that waits for a second officer."
        }
        /// A scan that one unit alone would bring.
        OfOneUnit { side: Side } = Conflict "transfers.signature.of_one_unit" {
            zh: "须由其他单位的人员确认", "该方（{side}）的签字扫描件由本单位人员录入，本单位不能自行确认；请由接收方、监交方等其他单位的人员与清单核对后确认，未登记所属单位的人员也不能确认。";
            en: "Confirmed by another unit", "The scan of that side ({side}) was recorded by an officer of one's own unit, which confirms it not itself: an officer of another unit holds it against the list, and nobody of no unit does."
        }
        /// A word is missing.
        NotSigned { missing: Wording } = Conflict "transfers.transfer.not_signed" {
            zh: "签字不全", "移交方、接收方、监交方均签字后才能生效，尚缺：{missing}。";
            en: "Not signed by all", "It takes effect when giver, receiver and supervisor have signed; missing: {missing}."
        }
        /// The paper's day has not come.
        StatedAhead { day: Day, today: Day } = Invalid "transfers.transfer.stated_ahead" at "/stated_on" {
            zh: "日期未到", "列示日期 {day} 晚于今天 {today}。";
            en: "A day to come", "The paper of {day} lies after today, {today}."
        }
        /// An asset lies outside the region of its transfer.
        AssetElsewhere { asset: String, region: RegionCode, transfer: RegionCode } = Invalid "transfers.asset.elsewhere" at "/items" {
            zh: "资产不在移交区划内", "资产 {asset} 位于 {region}，不在本次移交的区划 {transfer} 之内；请另行移交。";
            en: "Outside the region of the transfer", "Asset {asset} lies in {region}, outside {transfer}, the region of this transfer; transfer it apart."
        }
        /// A maintainer who is not there.
        MaintainerElsewhere { asset: String, region: RegionCode, maintainer: RegionCode } = Conflict "transfers.transfer.maintainer_elsewhere" {
            zh: "管护单位不在资产所在区划", "资产 {asset} 位于 {region}，管护单位属 {maintainer}；管护单位的区划须包含资产所在区划或位于其中。请另定管护单位。";
            en: "The maintainer is elsewhere", "Asset {asset} lies in {region}, the maintainer in {maintainer}: its region contains that of the asset or lies inside it. Name another."
        }
        /// It is on its way already.
        AlreadyOpen { asset: String, transfer: String, state: TransferState, giver: String } = Conflict "transfers.asset.already_open" {
            zh: "资产正在移交", "资产 {asset} 已列入未办结的移交 {transfer}（{state}，移交方“{giver}”）；请由其先办结、撤回或取消该件。";
            en: "Already in a transfer", "Asset {asset} stands on the open transfer {transfer} ({state}, given by {giver}); that one is finished, withdrawn or cancelled first."
        }
        /// It passed today already.
        PassedToday { asset: String, on: Day, from: Day } = Conflict "transfers.asset.passed_today" {
            zh: "资产当天已移交", "资产 {asset} 已于今天（{on}）由另一件移交生效；同一日不能有两个所有人或管护人，撤回也最早自 {from} 起生效。请于 {from} 起申报。";
            en: "It passed today", "Another transfer of asset {asset} took effect today, {on}. No day has two owners or two keepers, so nothing undoes or follows it before {from}: file this from then on."
        }
        /// Whoever owns it has begun on that day, or later.
        OwnedSince { asset: String, since: Day, on: Day, from: Day } = Conflict "transfers.asset.owned_since" {
            zh: "生效日不晚于现有权属起始日", "资产 {asset} 的现有所有人自 {since} 起，不能在 {on} 再转移（同一日不能有两个所有人）；本件最早可自 {from} 生效，请于该日起办理生效，审批和签字继续有效。";
            en: "Owned from that day on", "Who owns asset {asset} does so since {since}, and passes it on {on} to nobody: no day has two owners. This takes effect from {from} at the earliest; approval and signatures stand until then."
        }
        /// A household's own.
        OfHousehold { asset: String } = Conflict "transfers.asset.of_household" {
            zh: "到户类资产不列入移交", "资产 {asset} 属到户类，由农户自有自管，不移交单位、不纳入安置点统一管护（R9）；请移出清单，类别登记有误的请先在资产卡片更正。";
            en: "A household's own", "Asset {asset} is a household's, who owns and keeps it: it passes to no unit and enters no pool (R9). Take it off the list, or correct its kind on the card first."
        }
        /// Somebody else owns it.
        NotTheGivers { asset: String } = Conflict "transfers.asset.not_the_givers" {
            zh: "移交方不是全部所有人", "资产 {asset} 在册所有人与移交方不一致（或未写明产权性质、各所有人产权性质不同）；转移所有权须由全部所有人移交：共有资产由一家作移交方，其余列为共同移交方，各自签字。所有人有误的先更正权属登记，只移交管护的请注明只移交管护权。";
            en: "Not the givers' own", "Those who give are not the recorded owners of asset {asset}, or its regime is not recorded or not the same for all of them. Ownership passes from whoever has it whole: of joint owners one is the giver and the others give with it, each by its own signature. Correct the title first where it is wrong, or hand over the keeping alone."
        }
        /// Different regimes on one list.
        RegimesMixed { asset: String } = Conflict "transfers.transfer.regimes_mixed" {
            zh: "清单产权性质不一", "资产 {asset} 的产权性质与清单中其他资产不同，适用不同的移交方式；请分件办理。";
            en: "Different regimes", "The regime of asset {asset} differs from that of the others: another act applies. File them apart."
        }
        /// No lawful way.
        NoLawfulWay { to: Regime } = Conflict "transfers.transfer.no_lawful_way" {
            zh: "无合法移交方式", "现有产权性质的资产不能无偿移交为 {to}；须经处置（出让）程序。";
            en: "No lawful way", "What has this regime does not pass to {to} without payment; that is a disposal."
        }
        /// Another act than the lawful one.
        AnotherAct { act: TransferAct, lawful: TransferAct, basis: String } = Conflict "transfers.transfer.another_act" {
            zh: "移交方式不符", "所填方式 {act} 不适用，应为 {lawful}（{basis}）；只移交管护权的，请注明只移交管护权。";
            en: "Another act", "{act} is not the lawful act here; it is {lawful} ({basis}). Where only the keeping passes, say so."
        }
        /// Sums beyond the range of money.
        BadAmount = Invalid "transfers.transfer.bad_amount" at "/items" {
            zh: "金额超出范围", "清单金额合计超出范围。";
            en: "Amounts out of range", "The amounts of the list leave the range of money."
        }
        /// Not in the state that this act needs.
        StateIs { state: TransferState, possible: Wording } = Conflict "transfers.transfer.state" {
            zh: "移交状态不符", "该移交现为 {state}，不能执行此操作；{possible}。";
            en: "Transfer in another state", "The transfer is {state}, which this act does not take. Possible now: {possible}."
        }
        /// A day before its approval, or to come.
        NotThatDay { on: Day, approved: Day, today: Day } = Invalid "transfers.transfer.not_that_day" at "/on" {
            zh: "日期有误", "生效日、签字日须在批准日 {approved} 至今天 {today} 之间，所填为 {on}；请核对。";
            en: "Not that day", "What was approved is signed and takes effect between its approval on {approved} and today, {today}; not on {on}."
        }
        /// Its neighbours were shown another receiver.
        PostedForAnother { transfer: String, posting: String, receiver: String, posted: String } = Conflict "transfers.transfer.posted_for_another" {
            zh: "接收方与公示内容不符", "移交 {transfer} 属确权登记，生效后资产归接收方“{receiver}”所有；公示 {posting} 的内容中没有列出该接收方（公示所列单位：{posted}）。请核对，或按实际接收方重新公示后再办理生效。";
            en: "Posted for another receiver", "Transfer {transfer} registers titles for its receiver, {receiver}, whom the posting {posting} does not name; of registered bodies it names: {posted}. Check it, or post it anew with whoever receives it before it takes effect."
        }
        /// Neighbours still have a word in a posting of it, or of a title that it confirms.
        PostingUnsettled { subject: String, number: String, state: PostingState } = Conflict "transfers.transfer.posting_unsettled" {
            zh: "移交或确权公示未了结", "{subject} 的公示 {number} 现为“{state}”，尚在公示，或收到的异议未答复、已成立；纸质材料或另一次公示不能代替，移交不得生效。请先答复异议，待 {number} 期满由他人确认后再办理；{number} 已撤回，或期满后异议成立的，另行公示期满后办理。";
            en: "A posting is not settled", "The posting {number} of {subject} is {state}: it hangs, or an objection has no answer or was upheld. No paper and no other posting takes its place. Answer what was objected and record the effect when somebody else has closed {number}; where that was withdrawn, or an objection was upheld after its close, post it anew for a whole term."
        }
        /// A title is said of an act that confirms none.
        NoTitle { act: TransferAct } = Invalid "transfers.transfer.no_title" at "/title_level" {
            zh: "该移交方式不产生确权", "移交方式 {act} 不确认权属，不能填写确权层级或权属证书号；只有确权登记可填，其他方式的权属变更请另办确权。";
            en: "The act confirms no title", "{act} confirms no title: level and certificate are said of a registration of title alone. Confirm the title of what passes otherwise apart."
        }
        /// A card has another value than what was approved.
        ValueChanged { asset: String } = Conflict "transfers.asset.value_changed" {
            zh: "资产已变更", "资产 {asset} 的原值或权属在申报后已变更；请取消后重新申报。";
            en: "The asset has changed", "Value or owner of asset {asset} changed after this was filed; cancel it and file anew."
        }
    }
}

impl TransfersRefusal {
    /// The act does not take what stands so; it is told what does.
    pub fn state_is(state: TransferState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }

    /// The list is fixed; it is told what may be done with it.
    pub fn not_listed(state: TransferState) -> Self {
        Self::NotListed { state, possible: state.possible() }
    }
}
