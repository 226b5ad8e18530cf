//! How assets refuse.

use super::model::{AssetKind, HandoverState, Intake, Resting, TitleState, Track, UseState, ValueState};
use crate::{
    ground::{
        kernel::{Day, Ppm, RegionCode, Wording},
        platform::refusals,
    },
    money::projects::ProjectState,
    office::publicity::PostingState,
};

refusals! {
    /// Ways in which assets refuse.
    pub enum AssetsRefusal {
        /// A deleted card: nothing is left that could be printed.
        NothingToPrint = Conflict "assets.asset.nothing_to_print" {
            zh: "已删除，无可打印", "该资产卡片已删除，没有可打印的内容。";
            en: "Deleted: nothing to print", "The card was deleted; nothing is left to print."
        }
        /// The site does not exist here.
        UnknownSite = Invalid "assets.site.unknown" at "/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// The project does not exist here.
        UnknownProject = Invalid "assets.project.unknown" at "/project_id" {
            zh: "项目不存在", "没有这个项目，或不在您的管辖范围内。";
            en: "Unknown project", "There is no such project, or it lies outside your region."
        }
        /// The contract does not exist here.
        UnknownContract = Invalid "assets.contract.unknown" at "/contract_id" {
            zh: "合同不存在", "没有这个合同，或不在您的管辖范围内。";
            en: "Unknown contract", "There is no such contract, or it lies outside your region."
        }
        /// The organisation does not exist here.
        UnknownUnit = Invalid "assets.unit.unknown" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// The money does not exist here.
        UnknownMoney = Invalid "assets.funding.unknown" at "/funding" {
            zh: "资金依据不存在", "没有这个指标、支付或指标文件，或不在您的管辖范围内。";
            en: "Unknown money", "There is no such allocation, payment or document, or it lies outside your region."
        }
        /// Upkeep paid it.
        OfUpkeep { payment: String } = Conflict "assets.funding.of_upkeep" at "/funding" {
            zh: "管护支出不形成新资产", "支付 {payment} 是管护支出，维持资产原状，不能列入新的资产价值（R34）；提升产能或延长年限的，请在管护工单验收时作资本化处理，办结时自动计入资产。";
            en: "What upkeep cost makes no asset", "The payment {payment} was for upkeep, which keeps an asset as it was, and makes no new value (R34). Works that raise capacity or life are verified as capital on their order, whose closing adds them to the asset."
        }
        /// Its kind is what its transfer was judged by.
        KindInTransfer { asset: String, kind: AssetKind } = Conflict "assets.asset.kind_in_transfer" at "/kind" {
            zh: "移交中不能更改资产类别", "资产 {asset}（{kind}）正在移交，移交清单按此类别审查（R9）；类别有误的，请先撤回或取消该件移交再更正。";
            en: "Its kind stays while it passes", "Asset {asset} ({kind}) is on a list of a transfer that was judged by its kind (R9); where the kind is wrong, withdraw or cancel that transfer first."
        }
        /// The card stands for nothing.
        Void { asset: String } = Conflict "assets.asset.void" {
            zh: "卡片已作废", "资产 {asset} 的卡片因重复录入已作废，不再办理；请查看该卡片的更正登记，在保留的那张卡片上办理。";
            en: "The card is void", "Asset {asset} was entered twice, and this card is void: its corrections tell which card stands for it. Act on that one."
        }
        /// Another card stands for the asset that is named.
        VoidFor { asset: String, stays: String } = Invalid "assets.asset.void_for" {
            zh: "卡片已作废", "资产 {asset} 的卡片因重复录入已作废，保留的卡片是 {stays}；请改填保留的卡片。";
            en: "The card is void", "Asset {asset} was entered twice, and its card is void: the card that stays is {stays}. Name that one."
        }
        /// No other card stands for it.
        NoTwin { asset: String } = Invalid "assets.asset.no_twin" at "/twin_of" {
            zh: "没有可保留的另一张卡片", "作废资产 {asset} 的重复卡片须指明保留的另一张卡片：不能是它自己，不能已作废或删除，且在您的管辖范围内；请核对。";
            en: "No card that stays", "A card of {asset} is void because another card stands for the same asset: not this one, neither void nor deleted, and in your region. Check it."
        }
        /// Other books speak of it.
        RestsOn { asset: String, twin: String, resting: Resting } = Conflict "assets.asset.rests_on" {
            zh: "卡片上已有业务，不能作废", "资产 {asset} 上有{resting}，作废后将无所依附；请先终止、取消或改列到 {twin}，或改为作废没有业务的那张卡片。";
            en: "Something rests on it", "Something rests on the card of {asset} ({resting}) and would speak of nothing. End or cancel it, or move it to {twin}; or void the card on which nothing rests."
        }
        /// Its kind is what its value, its title, its hand-over or an order rests on.
        KindStands { asset: String, kind: AssetKind, value: ValueState, title: TitleState, handover: HandoverState, order: String } = Conflict "assets.asset.kind_stands" at "/kind" {
            zh: "资产类别不能直接更改", "资产 {asset}（{kind}）现为“{value}、{title}、{handover}”，由财政资金列支的管护工单：{order}。用什么资金管护、可以归谁所有、是否须移交都按类别确定（R9、R27.2），已有原值、已确权、已移交、已登记无需移交或已有此类工单的，不能在卡片或导入文件上更改类别；类别有误的，由资产管理人员持文件办理“更正登记”，另一人确认后生效。";
            en: "Its kind stands", "Asset {asset} ({kind}) is {value}, {title} and {handover}; order of upkeep that public money pays: {order}. By its kind it is decided of which money it is kept, who may own it and whether it is handed over (R9, R27.2): once it has a value or a title, was handed over or need not be, or has such an order, no card and no file says another. Where it is wrong, an asset officer corrects it with a paper, and another confirms it."
        }
        /// An order of upkeep waits to be paid by public money.
        WaitsForPublicMoney { asset: String, order: String } = Conflict "assets.asset.waits_for_public_money" at "/kind" {
            zh: "有待财政资金付清的管护工单", "资产 {asset} 的管护工单 {order} 列财政资金或单位预算，尚未办结；到户类资产的管护不以这类资金列支（R9），因此不能更正为到户类。该工单未申请支付的，请先退回改列其他资金或取消；已申请支付的，请先撤回申请，已付清的办结后再更正。";
            en: "Public money is still to pay for it", "The order {order} of asset {asset} is met by county finance or a unit's budget and is not closed. No such money keeps up a household's own (R9), so the card is not corrected to that kind. Send the order back to other money or cancel it where nobody has claimed it; withdraw the claim, or close the order once it is paid, and correct the kind then."
        }
        /// A body keeps it.
        KeptByUnit { asset: String, unit: String, duty: Wording } = Conflict "assets.asset.kept_by_unit" at "/kind" {
            zh: "由单位管护的资产不能改为到户类", "资产 {asset} 的{duty}由“{unit}”负责；到户类资产由农户自有自管（R9），请先终止该管护责任（自次日起可终止），或登记由农户本人接管，再更正类别。";
            en: "A body keeps it", "{unit} has a duty of upkeep ({duty}) of asset {asset}, and a household keeps its own (R9). End that duty, which is possible from the day after it began, or give it to the household itself, and correct the kind then."
        }
        /// Its money was booked, or handed over with it.
        MoneyStands { asset: String, value: ValueState, handover: HandoverState, fields: Wording } = Conflict "assets.asset.money_stands" {
            zh: "资金、项目、合同和验收日期不能直接更改", "资产 {asset}（{value}、{handover}）已载明的{fields}不能在卡片上更改，空缺的可以补充。资金构成有误的，持文件经“暂估入账”或“决算”更正；项目、合同、验收日期、交付日期有误的，由资产管理人员持文件办理“更正登记”，另一人确认后生效。";
            en: "Its money stands", "Asset {asset} is {value} and {handover}: what its card says of this is not rewritten ({fields}); what is missing may be added. Correct its money with a paper by a provisional value or a settlement; where project, contract, acceptance or delivery are wrong, an asset officer corrects them with a paper, and another confirms it."
        }
        /// Nothing stands yet that would have to be corrected.
        NothingStands { asset: String, value: ValueState, handover: HandoverState } = Conflict "assets.asset.nothing_stands" {
            zh: "尚未入账或移交，直接更改即可", "资产 {asset} 现为“{value}、{handover}”，卡片内容尚未入账或移交，请直接更改卡片，无须更正登记。";
            en: "Change the card itself", "Asset {asset} is {value} and {handover}: nothing of it was booked or handed over, so change its card; there is nothing to be corrected by two."
        }
        /// The card says so already.
        NothingCorrected { asset: String } = Conflict "assets.asset.nothing_corrected" {
            zh: "与卡片一致，无须更正", "所填类别、项目、合同、验收日期、交付日期与资产 {asset} 的卡片一致；请核对，填写与卡片不同的内容。";
            en: "The card says so already", "What is given is what the card of {asset} says of its kind, project, contract, acceptance and delivery; check it and give what is otherwise."
        }
        /// Nothing waits for another officer.
        NoCorrection { asset: String } = Conflict "assets.asset.no_correction" {
            zh: "没有待确认的更正", "资产 {asset} 没有待确认的更正登记；请先由资产管理人员持文件提出。";
            en: "No correction waits", "No correction of {asset} waits for another officer; an asset officer proposes it with a paper first."
        }
        /// Another kind waits for a second officer.
        KindWaits { asset: String } = Conflict "assets.asset.kind_waits" {
            zh: "资产类别的更正待确认", "资产 {asset} 有类别更正待另一经办人确认；请先确认或撤回该更正，或另提更正，再办理确权。";
            en: "A correction of the kind waits", "A correction of the kind of {asset} waits for another officer; confirm it, take it back or propose another before the title is confirmed."
        }
        /// The card has changed since.
        CorrectionStale { asset: String } = Conflict "assets.asset.correction_stale" {
            zh: "更正提出后卡片已变", "提出更正之后，资产 {asset} 的类别、项目、合同、验收日期或交付日期又有变动；请核对后重新提出更正，无须更正的撤回。";
            en: "The card has changed since", "Kind, project, contract, acceptance or delivery of {asset} changed after the correction was proposed; check it and propose it anew, or take it back."
        }
        /// It was handed over since another kind was told.
        CorrectionPassed { asset: String, on: Day } = Conflict "assets.asset.correction_passed" {
            zh: "更正提出后资产已移交", "提出类别更正之后，资产 {asset} 已于 {on} 移交，移交清单按原类别审查并签字；请核对现所有人和移交文件，确属有误的重新提出更正，无误的撤回。";
            en: "Handed over since", "After another kind was proposed, asset {asset} was handed over on {on} by a list that was judged and signed as the kind that stands. Check whose it is and by which papers; where the kind is still wrong, propose it anew, else take it back."
        }
        /// It is asked what nobody stood by.
        CorrectionAsks { asset: String, rules: Wording } = Conflict "assets.asset.correction_asks" {
            zh: "更正提出后又有须核实的事项", "按资产 {asset} 现在的卡片，这项更正还须核实：{rules}；提出更正时没有确认过。请由提出人核对后重新提出更正，并确认这些提示。";
            en: "Something is asked that nobody stood by", "As the card of {asset} stands now, this correction is also asked: {rules}. Nobody stood by that when it was proposed. Whoever proposed it checks it and proposes it anew, acknowledging these warnings."
        }
        /// Outside the county of its site.
        SiteElsewhere { region: RegionCode, county: RegionCode } = Invalid "assets.asset.site_elsewhere" at "/site_id" {
            zh: "资产不在安置点所在县", "资产区划 {region} 不在安置点所属县 {county} 之内；请核对区划或安置点。";
            en: "Outside the county of its site", "The asset lies in {region}, outside {county}, the county of its site; check region and site."
        }
        /// Outside the region of its project.
        ProjectElsewhere { region: RegionCode, project: RegionCode } = Invalid "assets.asset.project_elsewhere" at "/project_id" {
            zh: "资产不在项目区划内", "资产区划 {region} 不在项目区划 {project} 之内；请核对区划或项目。";
            en: "Outside the region of its project", "The asset lies in {region}, outside {project}, the region of its project; check region and project."
        }
        /// A contract of another project.
        ContractOfAnother = Invalid "assets.asset.contract_of_another" at "/contract_id" {
            zh: "合同不属于该项目", "所填合同不是所填项目的合同；请核对，或只填合同。";
            en: "Contract of another project", "The contract is not one of the project; check them, or give the contract alone."
        }
        /// Nobody to see.
        NobodySealed = Conflict "assets.asset.nobody_sealed" {
            zh: "没有密封的姓名", "该资产卡片上没有密封保存的自然人姓名；单位名称直接列示，无须查看明文。";
            en: "No name is sealed", "The card names no private person; bodies are shown as they are called."
        }
        /// Neither an organisation nor a name, or both.
        NotNamed = Invalid "assets.party.not_named" {
            zh: "单位填写有误", "每个所有人、管理人等只填登记的单位或名称之一。";
            en: "Named twice or not at all", "Give either a registered organisation or a name for each owner or party."
        }
        /// Neither a paper nor a text, or several.
        NotOneSource = Invalid "assets.funding.not_one_source" {
            zh: "资金依据填写有误", "每笔资金只填指标、支付、指标文件或文字说明之一，金额大于零。";
            en: "Not one source", "Each part of the money names an allocation, a payment, a budget document or says it in words, one of them, with an amount above zero."
        }
        /// Not above zero.
        BadAmount = Invalid "assets.amount.bad" {
            zh: "金额须大于零", "金额须大于零，合计不超过十三位整数。";
            en: "Amounts above zero", "Amounts are above zero and their sum has at most thirteen integer digits."
        }
        /// A day lies in the future.
        DayAhead { day: Day, today: Day } = Invalid "assets.day.ahead" {
            zh: "日期晚于今天", "{day} 晚于今天 {today}；请填写已经发生的日期。";
            en: "Day in the future", "{day} lies after today, {today}; give a day that has come."
        }
        /// The last day before the first one.
        DaysReversed = Invalid "assets.day.reversed" {
            zh: "起止日期颠倒", "起始日期晚于终止日期；请核对。";
            en: "Days reversed", "The first day lies after the last one; check them."
        }
        /// The maintainer is no party like the others.
        MaintainerByAct = Invalid "assets.party.maintainer_by_act" at "/parties" {
            zh: "管护人不在此填写", "管护责任人经“投入使用”“盘活”或“登记使用情况”落实，不能在相关单位中直接填写。";
            en: "The maintainer is named by an act", "A maintainer is named by putting the asset into service, reviving it or noting its use, not among parties."
        }
        /// Nothing, or more than all.
        NotAShare { share: Ppm } = Invalid "assets.owner.not_a_share" {
            zh: "份额有误", "份额 {share}% 须大于零且不超过 100%。";
            en: "Not a share", "A share of {share} % is not above zero and at most 100 %."
        }
        /// What an intake must or must not say.
        IntakeIs { intake: Intake, fields: Wording } = Invalid "assets.asset.intake" {
            zh: "登记方式与内容不符", "登记方式为 {intake}：存量补录须填补录基准日和依据等级，新增资产不填；所有人只用于存量补录。有误的：{fields}。";
            en: "Not as this intake", "The intake is {intake}: existing stock gives its base day and grade of evidence, a new asset does not, and owners are given for existing stock alone. At fault: {fields}."
        }
        /// A value act that this state does not take.
        ValueIs { value: ValueState, intake: Intake } = Conflict "assets.asset.value_state" {
            zh: "价值状态不符", "该资产（{intake}）价值状态现为 {value}，不能执行此操作：暂估用于未决算的，账面列示只用于未决算的存量资产。";
            en: "Value in another state", "The asset ({intake}) is valued as {value}; this act is not possible: a provisional value is for what is not settled, a stated one for existing stock that is not settled."
        }
        /// A title act that this state does not take.
        TitleIs { title: TitleState } = Conflict "assets.asset.title_state" {
            zh: "权属状态不符", "该资产权属状态现为 {title}，不能执行此操作。";
            en: "Title in another state", "The asset's title is {title}; this act is not possible."
        }
        /// Its neighbours were shown another owner.
        PostedForAnother { asset: String, posting: String, owners: String, posted: String } = Conflict "assets.asset.posted_for_another" {
            zh: "所有人与公示内容不符", "资产 {asset} 拟确权给“{owners}”，公示 {posting} 的内容中没有全部列出该所有人（公示所列单位：{posted}）；请核对所有人，或按实际所有人重新公示。";
            en: "Posted for another owner", "The title of {asset} is to be confirmed for {owners}, whom the posting {posting} does not name in full; of registered bodies it names: {posted}. Check the owners, or post it anew with those who own it."
        }
        /// Neighbours still have a word in a posting of its title.
        PostingUnsettled { asset: String, number: String, state: PostingState } = Conflict "assets.asset.posting_unsettled" {
            zh: "确权公示未了结", "资产 {asset} 的确权公示 {number} 现为“{state}”，尚在公示，或收到的异议未答复、已成立；纸质材料或另一次公示不能代替，不得确权。请先答复异议，待 {number} 期满由他人确认后再办理；{number} 已撤回，或期满后异议成立的，另行公示期满后办理。";
            en: "A posting of the title is not settled", "The posting {number} of the title of {asset} is {state}: it hangs, or an objection has no answer or was upheld. No paper and no other posting takes its place. Answer what was objected and confirm the title when somebody else has closed {number}; where that was withdrawn, or an objection was upheld after its close, post the title anew for a whole term."
        }
        /// A title for nobody.
        OwnerMissing = Conflict "assets.asset.owner_missing" {
            zh: "未写明所有人", "确权须写明所有人及份额；到户类以外的还须写明产权性质。";
            en: "No owner", "A title names its owners and their shares, and for all but households the regime."
        }
        /// Somebody owns it already, for good.
        OwnersStand { asset: String, title: TitleState, handover: HandoverState, owners: String, named: String } = Conflict "assets.asset.owners_stand" at "/owners" {
            zh: "所有人不能经确权变更", "资产 {asset}（{title}、{handover}）的所有人为 {owners}，所填为 {named}；确权只记录权属，不能改变已确权或已移交资产的所有人。转给他人的，请列移交清单办理（到户类资产不列移交清单：先凭转移登记文书登记“权属争议”，由另一人确权给农户）；补办证书、变更层级的，所有人按现登记填写或不填；原登记有误或有人主张权利的，请先凭依据登记“权属争议”，查清后由另一人确权。";
            en: "A title passes to nobody by a paper", "Asset {asset} (title {title}, {handover}) is owned by {owners}, and {named} are given. To confirm a title records whose it is; what was confirmed or handed over gets no other owner by it. List it on a transfer where it passes (a household's is on no transfer: note its title as contested by the paper of its registration, and another officer confirms it); for a new certificate or level give its owners as they stand, or none; where the register is wrong or somebody claims it, note first that the title is contested, and let another officer confirm it when that is settled."
        }
        /// Its owners began on that day or later.
        OwnedSince { asset: String, on: Day, since: Day, from: Day } = Conflict "assets.asset.owned_since" at "/on" {
            zh: "现所有人自该日起登记", "资产 {asset} 的现所有人自 {since} 起登记，所填日期 {on} 不晚于该日；同一日只有一组所有人（R27），另确权给他人的，最早自 {from} 起，当日尚未到的请于该日办理。所有人与现登记一致、只补证书或变更层级的，不填所有人即可。";
            en: "Its owners are recorded from that day on", "The owners of asset {asset} are recorded since {since}, and {on} is no later; each day has one set of owners (R27), so others follow from {from} on at the earliest, once that day has come. For a new certificate or level of the same owners give none."
        }
        /// The title is contested since a later day.
        ContestedSince { asset: String, on: Day, since: Day } = Conflict "assets.asset.contested_since" at "/on" {
            zh: "权属自该日起有争议", "资产 {asset} 的权属自 {since} 起有争议，所填日期 {on} 早于该日，争议不能因此了结；查清后确权的，所填日期最早为 {since}，证书或此前的权属在理由中写明。";
            en: "Contested from a later day on", "The title of asset {asset} is contested since {since}, and {on} lies before: that settles nothing. Confirm it of {since} or a later day, and say in the reason whose it was before, or what a certificate of an earlier day says."
        }
        /// An act of use that this state does not take.
        UseIs { usage: UseState, kind: AssetKind } = Conflict "assets.asset.use_state" {
            zh: "使用状态不符", "该资产（{kind}）使用状态现为 {usage}，不能执行此操作。";
            en: "In another use", "The asset ({kind}) is {usage}; this act is not possible."
        }
        /// It is on its way, or was handed over.
        HandoverIs { state: HandoverState } = Conflict "assets.asset.handover_state" {
            zh: "移交状态不符", "该资产移交状态现为 {state}，不能另行登记：移交中的请办结或撤回该件，已移交的再次移交请走移交程序。";
            en: "Its hand-over stands otherwise", "The asset is {state}; nothing else is noted of it. Finish or withdraw the transfer it is on; what was handed over passes on by another transfer."
        }
        /// What happened since is a transfer's.
        HandoverByTransfer { on: Day, entered_on: Day, intake: Intake } = Conflict "assets.asset.handover_by_transfer" {
            zh: "须走移交程序", "该资产（{intake}）于 {entered_on} 录入，移交日期 {on}；只有存量补录资产在录入之前完成的移交可以登记，此后的请列移交清单办理。";
            en: "That takes a transfer", "The asset ({intake}) was entered on {entered_on} and would have been handed over on {on}. Only what happened to existing stock before it was entered is noted; list it on a transfer."
        }
        /// Neither handed over nor never to be.
        NotAHandover = Invalid "assets.asset.handover_not_noted" at "/state" {
            zh: "该状态不能登记", "只能登记“已移交”或“无需移交”，已登记无需移交的可改回“未移交”；移交中由移交清单产生。";
            en: "Not to be noted", "Note that it was handed over, that it need not be, or that it is after all to be handed over; a list of a transfer says the rest."
        }
        /// Nothing says that it stays where it is.
        SparedWithoutPaper { asset: String } = Invalid "assets.asset.spared_without_paper" at "/file_id" {
            zh: "无需移交须附文件", "登记资产 {asset} 无需移交，即不再列入应移交清单；请附确定其无需移交的文件（会议纪要、批复等）。";
            en: "By which paper it stays", "Once noted, {asset} leaves the list of what is to be handed over; attach the paper by which that was decided."
        }
        /// A day before it was noted.
        SparedSince { asset: String, on: Day, since: Day } = Invalid "assets.asset.spared_since" at "/on" {
            zh: "日期早于无需移交的登记", "资产 {asset} 自 {since} 起登记为无需移交，改回未移交的日期 {on} 更早；请填写 {since} 或以后的日期。";
            en: "Before it was noted", "Since {since} it is noted that {asset} need not be handed over; {on} lies before that. Give that day or a later one."
        }
        /// Disposal has acts of its own.
        NotNoted = Invalid "assets.asset.not_noted" at "/state" {
            zh: "该状态不能登记", "“已处置”“已作废”不能作为使用情况登记：不再使用的请登记“停用”并写明原因，重复录入的请办理“更正登记”指明保留的卡片。";
            en: "Not a use to be noted", "Disposed of and void are no uses to be noted. Note that it is closed, and why; where it was entered twice, correct it by telling which card stays."
        }
        /// A file would move it.
        RegionFixed { region: RegionCode } = Conflict "assets.asset.region_fixed" {
            zh: "资产区划不能通过导入更改", "该资产登记在 {region}；请核对编号，区划不随导入改变。";
            en: "A file does not move an asset", "The asset is recorded in {region}; check its id: a file does not change its region."
        }
        /// A file would enter it anew.
        IntakeFixed { number: String } = Conflict "assets.asset.intake_fixed" {
            zh: "补录依据不能通过导入更改", "资产 {number} 的补录基准日或依据等级与文件不一致，或不是存量补录的资产；请核对编号。";
            en: "A file does not enter an asset twice", "Base day or grade of {number} differ from the file, or it is no existing stock; check its id."
        }
        /// The project is not accepted.
        NotAccepted { project: String, state: ProjectState } = Conflict "assets.asset.project_not_accepted" {
            zh: "项目尚未验收", "项目 {project} 现为“{state}”；验收后才能转固。在建期间已交付使用的，可逐项登记资产并暂估入账。";
            en: "The project is not accepted", "The project {project} is {state}; it becomes assets once it is accepted. What is in use before that is entered by itself, at a provisional value."
        }
        /// A day before the acceptance.
        BeforeAcceptance { on: Day, accepted_on: Day } = Invalid "assets.asset.before_acceptance" at "/on" {
            zh: "转固日期早于验收日期", "转固日期 {on} 早于项目验收日期 {accepted_on}；请按验收或交付使用之日填写。";
            en: "Before its acceptance", "The day {on} lies before {accepted_on}, the day of acceptance; give the day of acceptance or of delivery."
        }
        /// Several bear this name.
        SeveralCalled { name: String } = Invalid "assets.row.several_called" {
            zh: "同名不止一个", "“{name}”对应的单位、安置点或指标文件不止一个，不能判断是哪一个；请改用单位代码、指标编号，或先理清同名的登记。";
            en: "Several of this name", "Several organisations, sites or documents are called “{name}”; use a code or the number of an allocation, or tell them apart first."
        }
        /// A file would give it another owner.
        OwnerByAct { number: String } = Conflict "assets.asset.owner_by_act" {
            zh: "所有人不能通过导入更改", "资产 {number} 登记的所有人与文件不一致；所有人经“确权”或移交变更。请核对，或将该格留空。";
            en: "A file gives an asset no other owner", "The owner of {number} differs from the file; a card that is there gets another owner by its title or a transfer. Check it, or leave the cell empty."
        }
        /// A file would name another keeper.
        KeeperByAct { number: String } = Conflict "assets.asset.keeper_by_act" {
            zh: "管护责任不能通过导入更改", "资产 {number} 登记的管护责任单位或管护经费来源与文件不一致；请经“登记使用情况”等操作或管护责任变更。请核对，或将该格留空。";
            en: "A file names no other keeper", "Maintainer or money for upkeep of {number} differ from the file; they change by noting its use or by duties of upkeep. Check it, or leave the cell empty."
        }
        /// A file would value it.
        ValueByAct { number: String } = Conflict "assets.asset.value_by_act" {
            zh: "原值不能通过导入更改", "资产 {number} 的原值与文件不一致；已登记资产的原值经“账面列示”“暂估”“决算”变更。请核对，或将该格留空。";
            en: "A file does not value an asset", "The value of {number} differs from the file; a card that is there is valued by its acts. Check it, or leave the cell empty."
        }
        /// A file would say otherwise what was recorded.
        TrackByAct { number: String, track: Track } = Conflict "assets.asset.track_by_act" {
            zh: "已登记的状态不能通过导入更改", "资产 {number} 已登记的{track}状态或其日期、层级、证书号与文件不一致；确权经“确权”、移交经移交程序、使用经“登记使用情况”等操作变更。请核对，或将这几格留空。";
            en: "A file does not change what was recorded", "What was recorded of {number} ({track}) differs from the file; titles, hand-overs and uses change by their acts. Check it, or leave these cells empty."
        }
        /// A title that existing stock does not come with.
        TitleOfStock = Invalid "assets.asset.title_of_stock" {
            zh: "该确权状态不能导入", "导入只能填“已确权”（并填确权层级和确权日期，有证书的填权属证书号）或“未确权”（不填层级、证书号和日期）；公示、争议请在资产卡片上办理。";
            en: "Not a title to be imported", "A file says that a title is confirmed, with its level, its day and its certificate if there is one, or that it is unconfirmed, with none of them; postings and disputes are told on the card."
        }
        /// A title since the card is there.
        TitleOnItsCard { on: Day, entered_on: Day } = Conflict "assets.asset.title_on_its_card" {
            zh: "录入之后的确权不能导入", "资产于 {entered_on} 录入，确权日期 {on}；导入只登记录入之前已有的确权，此后的请凭文件在资产卡片上办理“确权”。";
            en: "That title is confirmed on its card", "The asset was entered on {entered_on} and its title would be of {on}. A file tells of titles that were there before; confirm later ones on the card, with their paper."
        }
        /// A title of a day on which titles were posted.
        TitleToPost { on: Day, required: Wording } = Conflict "assets.asset.title_to_post" {
            zh: "确权须先公示，不能导入", "该区划规定资产确权须公示 {required}（R108.1），适用于 {on} 的确权；请先导入资产，公示后在资产卡片上办理“确权”。规定之前取得证书的，请核对确权日期并填写权属证书号。";
            en: "That title is posted first", "Here titles are posted for {required} (R108.1), which holds for one of {on}: import the asset, post its title and confirm it on the card. Where its certificate is older, check the day and give its number."
        }
        /// Something refers to it.
        InUse = Conflict "assets.asset.in_use" {
            zh: "仍被引用，不能删除", "该资产已有价值、权属、使用等记录，或被其他业务引用，不能删除；重复录入的，持依据办理“更正登记”指明保留的卡片，另一人确认后作废。";
            en: "Still referred to", "Something has been recorded of the asset, or other rows refer to it; it stays. Where it was entered twice, correct it with a paper that tells which card stays: another confirms it, and this one is void."
        }
    }
}
