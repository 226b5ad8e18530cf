//! How schemes and share registers refuse. No refusal repeats what names a person: a holder is told by its serial.

use super::model::{CertificateState, SchemeState, TransactionKind};
use crate::{
    ground::{
        kernel::{Day, Money, Ppm},
        platform::refusals,
    },
    office::publicity::PostingState,
};

refusals! {
    /// Ways in which schemes and share registers refuse.
    pub enum SharesRefusal {
        /// No such scheme in the caller's regions.
        UnknownScheme = Invalid "shares.scheme.unknown" at "/scheme_id" {
            zh: "折股量化方案不存在", "没有这个折股量化方案，或不在您的管辖范围内。";
            en: "Unknown scheme", "There is no such scheme, or it lies outside your region."
        }
        /// In another state than the act wants.
        StateIs { state: SchemeState } = Conflict "shares.scheme.state" {
            zh: "方案状态不符", "该方案现为 {state}，不能执行此操作。";
            en: "Scheme in another state", "The scheme is {state}; this act does not fit."
        }
        /// What a dynamic scheme has issued is mended while it is in force.
        ReopensStatic = Conflict "shares.scheme.reopens_static" {
            zh: "动态管理的方案无须退回配置", "该方案实行动态管理，登记有误的变动可直接冲正，无须退回配置。";
            en: "Only a static scheme is reopened", "The scheme is dynamic: what was recorded wrongly is reversed while it is in force."
        }
        /// A class of no shares, or two lines of one class.
        ClassTwice = Invalid "shares.scheme.class_twice" at "/classes" {
            zh: "份额类别填写有误", "每一类别填写一行，份额须大于零。";
            en: "Classes told wrongly", "Each class has one line, of more than no shares."
        }
        /// Nobody may have shares, or somebody more than all.
        CapMisfit { cap: Ppm } = Invalid "shares.scheme.cap" at "/cap_pct" {
            zh: "持股上限填写有误", "一人持有份额上限 {cap}% 不能执行：应在 0.0001% 至 100.0000% 之间；章程未规定上限的，不填本项。";
            en: "A cap that caps nothing", "One person may have {cap} % of all shares: it lies between 0.0001 and 100.0000. Leave it out where the charter says none."
        }
        /// An asset of no amount, or one twice.
        AssetTwice = Invalid "shares.scheme.asset_twice" at "/assets" {
            zh: "量化资产填写有误", "每项资产填写一行，量化金额须大于零。";
            en: "Assets told wrongly", "Each asset has one line, of more than no amount."
        }
        /// No such asset in the caller's regions.
        UnknownAsset = Invalid "shares.scheme.asset_unknown" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// Another open scheme quantifies its income.
        QuantifiedElsewhere { asset: String, scheme: String } = Conflict "shares.scheme.quantified_elsewhere" {
            zh: "资产收益权已经量化", "资产 {asset} 的收益权已由方案 {scheme} 量化；同一资产同一时期只在一个方案中，请先终止原方案或从本方案剔除。";
            en: "Quantified already", "The income right of {asset} is quantified by the scheme {scheme}, and only by one at a time; close that first, or take the asset off this one."
        }
        /// No resolution on the scheme that passed and stands.
        NotResolved = Invalid "shares.scheme.not_resolved" at "/resolution_id" {
            zh: "没有可用的决议", "没有这个决议，或不在您的管辖范围内，或未通过、已撤销，或不是本主体就折股量化方案作出的；请先登记成员大会对本方案的表决。";
            en: "No resolution to go by", "There is no such resolution, or it lies outside your region, did not pass, was annulled, or is not of this body on a share scheme; record the assembly's vote on it first."
        }
        /// Neighbours still have a word in a posting of it.
        PostingUnsettled { number: String, state: PostingState } = Conflict "shares.scheme.posting_unsettled" {
            zh: "方案公示未了结", "本方案的公示 {number} 现为“{state}”，尚在公示，或对现方案的异议未答复、已成立；另一次公示或纸质材料不能代替，不得登记通过。请先答复异议，待 {number} 期满由他人确认；异议成立的，修改方案后重新公示；{number} 已撤回的，另行公示期满后再登记通过。";
            en: "A posting of the scheme is not settled", "The posting {number} of this scheme is {state}: it hangs, or an objection to the scheme as it is has no answer or was upheld. No paper and no other posting takes its place. Answer what was objected and let somebody else close {number}; where it was upheld, revise the scheme and post it anew; where {number} was withdrawn, post the scheme for a whole term before it is adopted."
        }
        /// Before the day on which it was resolved.
        BeforeResolved { on: Day, resolved: Day } = Conflict "shares.scheme.before_resolved" at "/from_on" {
            zh: "生效日早于决议日", "{on} 早于决议日 {resolved}；份额不能先于决议。";
            en: "Before it was resolved", "{on} lies before the day of the resolution, {resolved}; there are no shares before it."
        }
        /// A day that has not come.
        DayAhead { day: Day, today: Day } = Invalid "shares.day.ahead" {
            zh: "日期晚于今日", "{day} 晚于今日 {today}；请填写已经到来的日期。";
            en: "Day ahead", "{day} lies after today, {today}; a day that has come is wanted."
        }
        /// The body was none, or of no kind, on that day.
        NoBody { on: Day, since: Day } = Conflict "shares.scheme.no_body" at "/from_on" {
            zh: "当日不是集体组织主体", "该主体自 {since} 起登记，{on} 不在其存续期内；请核对日期。";
            en: "No body on that day", "It is a body since {since}, and was none on {on}; check the day."
        }
        /// Not between its first day and its last.
        OutsideScheme { on: Day, from: String, until: String } = Conflict "shares.transaction.outside_scheme" at "/on" {
            zh: "日期不在方案存续期内", "该方案自 {from} 起（至 {until}），{on} 不在其中；请核对日期。";
            en: "Outside the scheme", "The scheme holds from {from} (until {until}), and {on} lies outside; check the day."
        }
        /// What a list let go to an heir by it is on its way.
        HeirUnpaid { plan: String, serial: i64, amount: Money } = Conflict "shares.transaction.heir_unpaid" {
            zh: "继承人款项在途", "收益分配方案 {plan} 第 {serial} 号明细已按本次继承恢复发放，其中 {amount} 元已列入发放批次或在途；请先撤销未放行的批次，已交银行的等待回盘，再冲正继承。";
            en: "Money is on its way to heirs", "Line no. {serial} of the distribution {plan} was let go by this inheritance, and {amount} of it is in a batch or at a bank. Dissolve the batch if nobody let it go, or wait for the bank's answer, before the inheritance is reversed."
        }
        /// Something of a line that was let go to heirs is paid.
        HeirPaid { plan: String, serial: i64, amount: Money } = Conflict "shares.transaction.heir_paid" {
            zh: "继承人款项已付", "收益分配方案 {plan} 第 {serial} 号明细已按本次继承付给继承人 {amount} 元；请先向收款人追回，登记缴回（归原持有人）并复核、恢复发放，再冲正继承。";
            en: "Heirs were paid", "Line no. {serial} of the distribution {plan} was let go by this inheritance, and {amount} of it was paid. Ask it back first: record and confirm what is given back as the holder's, let the line go again, and then reverse the inheritance."
        }
        /// Something happened to its shares on that day or later.
        LaterThere { on: Day, last: Day, free: Day } = Conflict "shares.scheme.later_there" at "/on" {
            zh: "当日及以后另有变动", "份额登记簿最晚的变动（含冲正）在 {last}，方案不能自 {on} 起终止，最早自 {free} 起；该日尚未到来的，请到该日再办理。";
            en: "There is something later", "The last change of the share register, reversals included, is of {last}, so the scheme does not end on {on}; the first day that would do is {free}. Where that has not come, ask on that day."
        }
        /// The vote that made it is not the one that ends it.
        EndsByItsOwnVote { resolution: String } = Conflict "shares.scheme.ends_by_its_own_vote" at "/resolution_id" {
            zh: "须另行表决终止", "决议 {resolution} 是本方案据以通过的表决，不能又据以终止；终止方案、收回全部份额的，请先登记成员大会就终止作出的另一决议。";
            en: "Another vote ends it", "By the resolution {resolution} this scheme was adopted, and it does not end by the same: nobody has shares after its end. Record the assembly's vote on the end first."
        }
        /// Before the day on which its end was resolved.
        EndsBeforeResolved { on: Day, resolved: Day } = Conflict "shares.scheme.ends_before_resolved" at "/on" {
            zh: "终止日早于决议日", "{on} 早于终止决议日 {resolved}；份额在决议之前仍然有效，终止日请填 {resolved} 或以后。";
            en: "It ends before that was resolved", "{on} lies before the day of the resolution on its end, {resolved}; until then everybody has these shares. Tell {resolved} or a later day."
        }
        /// Nobody asked for anything of its end, or it was confirmed.
        EndingNotAsked = Conflict "shares.scheme.ending_not_asked" {
            zh: "没有待复核的申请", "该方案没有待复核的终止申请或撤销终止申请；请先由一名经办人申请。";
            en: "Nothing is asked", "Nobody asked that this scheme end, or that its end be taken back, or it was confirmed already; one officer asks first."
        }
        /// The vote by which it was to end was annulled meanwhile.
        EndingVoteGone = Conflict "shares.scheme.ending_vote_gone" {
            zh: "终止决议已作废", "据以终止的决议现已作废，不能复核终止；请按现行有效的决议重新申请。";
            en: "The vote on its end is gone", "The resolution by which this scheme was to end was annulled meanwhile; ask again by one that stands."
        }
        /// Its body has ended since.
        BodyEnded { closed: Day } = Conflict "shares.scheme.body_ended" {
            zh: "集体组织已终止", "该方案的集体组织主体已自 {closed} 起终止，方案不能恢复。";
            en: "Its body has ended", "The body of this scheme is none since {closed}, and so its scheme does not come back."
        }
        /// No such person in the caller's regions.
        UnknownPerson = Invalid "shares.holder.person_unknown" {
            zh: "人员不存在", "未找到该人员，请核对标识或先登记人员。";
            en: "Unknown person", "There is no such person; check the id, or register the person first."
        }
        /// No such household in the caller's regions.
        UnknownHousehold = Invalid "shares.holder.household_unknown" {
            zh: "搬迁户不存在", "未找到该搬迁户，请核对标识。";
            en: "Unknown household", "There is no such household; check the id."
        }
        /// No such organisation in the caller's regions, or above the body.
        UnknownOrganisation = Invalid "shares.holder.organisation_unknown" {
            zh: "单位不存在", "没有这个单位，或不在管辖范围内；请先登记单位。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region; register it first."
        }
        /// One of the three.
        NotNamed = Invalid "shares.holder.not_named" {
            zh: "持有人应为人员、户、单位之一", "请填写人员、搬迁户或单位，三者取其一。";
            en: "One of the three", "Name a person, a household or an organisation, one of the three."
        }
        /// A code whose organisation has another name.
        UnitNameDiffers { name: String } = Conflict "shares.register.unit_name_differs" {
            zh: "单位名称与代码不符", "该统一社会信用代码登记的单位为“{name}”，与本行不同；请核对。";
            en: "Another organisation's code", "The organisation of this code is “{name}”; check the row."
        }
        /// Nobody of that number is the head of a household.
        NoHead = Conflict "shares.register.no_head" {
            zh: "不是在册户的户主", "该公民身份号码不是辖区内在册搬迁户的户主；请核对，或先登记搬迁户。";
            en: "No head of a household", "Nobody of this ID number is the head of a household of the register today; check it, or register the household first."
        }
        /// It stands in the register under another serial.
        OtherSerial { serial: i64 } = Conflict "shares.register.other_serial" {
            zh: "持有人另有序号", "该持有人在本方案登记簿中的序号为 {serial}；同一持有人各行填同一序号。";
            en: "Another serial", "This holder stands in the register as no. {serial}; every row of a holder has the same."
        }
        /// Somebody else has the serial.
        SerialTaken { serial: i64 } = Conflict "shares.register.serial_taken" {
            zh: "序号已属于他人", "本方案登记簿的第 {serial} 号是另一持有人；请核对序号。";
            en: "Serial taken", "No. {serial} of this register is another holder; check the serial."
        }
        /// The id is that of another scheme's transaction, or of none that came with a register.
        ByReversing { number: String } = Conflict "shares.register.by_reversing" {
            zh: "编号另有登记", "该登记编号已是变动 {number}，不属于本方案的期初登记；请更换编号，登记有误的先冲正。";
            en: "The number is another's", "This number is that of the transaction {number}, which is no opening line of this scheme; use another, and reverse what is wrong first."
        }
        /// Givers and receivers do not fit the kind.
        SidesMisfit { kind: TransactionKind, sides: String } = Invalid "shares.transaction.sides" at "/kind" {
            zh: "变动双方与类型不符", "{kind}：{sides}。请核对转出方与转入方。";
            en: "The sides do not fit", "{kind}: {sides}. Check who gives and who receives."
        }
        /// A line without shares, or one holder and class twice on a side.
        LineTwice = Invalid "shares.transaction.line_twice" {
            zh: "变动明细填写有误", "同一持有人同一类别在一侧只填一行，份额须大于零。";
            en: "Lines told wrongly", "One holder has one line of a class on a side, of more than no shares."
        }
        /// The scheme has no such class.
        NoSuchClass { class: String } = Invalid "shares.transaction.no_such_class" {
            zh: "方案没有该类别", "该方案未设{class}；请核对类别。";
            en: "No such class", "The scheme has no shares of the class {class}; check it."
        }
        /// The one who is inherited from lives, as the register says.
        NotDead { on: Day } = Conflict "shares.transaction.not_dead" {
            zh: "被继承人无死亡登记", "被继承人在 {on} 为在册户成员且没有死亡登记；请先登记死亡，再办理继承。";
            en: "No death is recorded", "On {on} the one who is inherited from belongs to a household, which tells of no death; record it first."
        }
        /// Nothing tells of the death but a paper of which nothing is told.
        DeathPaperWanted { on: Day } = Conflict "shares.transaction.death_paper_wanted" at "/death_paper" {
            zh: "须写明死亡证明", "被继承人在 {on} 不在册户、登记簿没有死亡记录，仅凭材料办理继承的，须写明死亡证明的文号、签发日期和签发单位，以便查证；或先登记死亡。";
            en: "Which paper tells of the death", "On {on} the one who is inherited from belongs to no household, and no register tells of the death. Where the paper alone does, tell its number, the day on which it was issued and by whom, so that it can be asked after; or record the death first."
        }
        /// Something else than an inheritance tells of a death.
        DeathPaperMisfit = Invalid "shares.transaction.death_paper_misfit" at "/death_paper" {
            zh: "死亡证明只随继承填写", "只有继承填写死亡证明的文号、签发日期和签发单位；其他变动请去掉。";
            en: "A death is told with an inheritance", "Number, day and issuer of the paper of a death are told with an inheritance, and with nothing else; leave them out."
        }
        /// Nothing tells of the death but a paper that the recorder brought alone.
        DeathByOnePaper { on: Day } = Conflict "shares.transaction.death_by_one_paper" at "/file_id" {
            zh: "死亡证明须由另一经办人上传", "被继承人在 {on} 不在册户、登记簿没有死亡记录，仅凭材料办理继承的，死亡证明须由另一经办人核对原件后上传；或先登记死亡。";
            en: "Another officer takes in the certificate", "On {on} the one who is inherited from belongs to no household, and no register tells of the death. Where the paper alone does, another officer compares the original and uploads it; or record the death first."
        }
        /// The paper is of something else.
        DeathPaperUsed { on: Day } = Conflict "shares.transaction.death_paper_used" at "/file_id" {
            zh: "死亡证明已用于其他事项", "被继承人在 {on} 不在册户、登记簿没有死亡记录，仅凭材料办理继承；所附材料已用于其他事项，不能作为死亡证明。请由另一经办人核对死亡证明原件后单独上传。";
            en: "The paper is of something else", "On {on} no register tells of the death of the one who is inherited from, and the paper alone does; the one that is named is of other matters. Have another officer compare the certificate and upload it by itself."
        }
        /// The certificate of somebody else's death.
        DeathPaperTwice { number: String, issuer: String } = Conflict "shares.transaction.death_paper_twice" at "/death_paper/number" {
            zh: "死亡证明已用于另一人", "{issuer}签发的死亡证明 {number} 已用于继承另一位持有人的份额；一份证明只证明一人死亡。请核对文号和签发单位；先前登记有误的，请先冲正该继承。";
            en: "The certificate of another death", "The certificate {number} of {issuer} was told with the inheritance from another holder; one certificate tells of one death. Check its number and issuer; where the other was told wrongly, reverse that inheritance first."
        }
        /// The certificate is older than the death.
        DeathPaperBeforeDeath { issued: Day, died_on: Day } = Conflict "shares.transaction.death_paper_before_death" at "/death_paper/issued_on" {
            zh: "死亡证明早于死亡", "死亡证明签发于 {issued}，早于户内登记的死亡日 {died_on}；请核对证明的签发日期，或先更正死亡登记。";
            en: "The certificate is older than the death", "The certificate was issued on {issued}, before the day of the death that the household tells, {died_on}; check the day of the certificate, or put the death right first."
        }
        /// The certificate is older than the shares of the one who is said to be dead.
        DeathPaperBeforeShares { issued: Day, since: Day } = Conflict "shares.transaction.death_paper_before_shares" at "/death_paper/issued_on" {
            zh: "死亡证明早于取得份额", "死亡证明签发于 {issued}，而被继承人自 {since} 起才持有本方案的份额；已死亡的人不取得份额。请核对证明的签发日期和被继承人；份额登记有误的，请先冲正。";
            en: "The certificate is older than the shares", "The certificate was issued on {issued}, and the one who is inherited from has shares of this scheme since {since}; nobody receives any after his death. Check the day of the certificate and whose it is; where the shares were recorded wrongly, reverse that first."
        }
        /// Died later than on that day.
        DiedLater { died_on: Day, on: Day } = Conflict "shares.transaction.died_later" {
            zh: "继承早于死亡", "被继承人于 {died_on} 死亡，继承不能自 {on} 起。";
            en: "Inherited before the death", "The one who is inherited from died on {died_on}, and is not inherited from on {on}."
        }
        /// A dynamic scheme in force grows by a resolution.
        ResolutionWanted = Invalid "shares.transaction.resolution_wanted" at "/resolution_id" {
            zh: "缺少决议", "动态管理的方案生效后增减份额，须附成员大会就折股量化作出的决议；其他变动不填决议。";
            en: "A resolution is wanted", "A dynamic scheme in force grows and shrinks by a resolution on shares; no other transaction has one."
        }
        /// No such transaction, or a reversal.
        NothingToReverse = Conflict "shares.transaction.nothing_to_reverse" {
            zh: "不能冲正", "冲正本身不能再冲正；请重新登记变动。";
            en: "Nothing to reverse", "A reversal is not reversed; record what happened anew."
        }
        /// Reversed already.
        Reversed { number: String } = Conflict "shares.transaction.reversed" {
            zh: "已经冲正", "该变动已由 {number} 冲正。";
            en: "Reversed already", "It was reversed by {number}."
        }
        /// Nothing to say on a certificate.
        NothingHeld { on: Day } = Conflict "shares.certificate.nothing_held" {
            zh: "没有份额，不发证书", "该持有人在 {on} 没有份额，不能发放股权证书。";
            en: "Nothing to certify", "Whoever is named has no shares on {on}; there is nothing to certify."
        }
        /// The valid one says the same.
        SaysTheSame { number: String } = Conflict "shares.certificate.says_the_same" {
            zh: "证书已与登记一致", "有效证书 {number} 所载份额与登记簿一致，无须换发；遗失补发的，请先作废原证书。";
            en: "It says the same", "The certificate {number} is valid and says what the register says; where it is lost, cancel it first."
        }
        /// Not valid any more.
        CertificateIs { state: CertificateState } = Conflict "shares.certificate.state" {
            zh: "证书状态不符", "该证书现为 {state}，不能执行此操作。";
            en: "Certificate in another state", "The certificate is {state}; this act does not fit."
        }
    }
}
