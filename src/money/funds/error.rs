//! How funds refuse.

use super::model::{AllocationState, DocumentKind, SplitState};
use crate::ground::{
    kernel::{AllocationId, RegionCode, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which funds refuse.
    pub enum FundsRefusal {
        /// Not the grammar of a document number.
        BadNumber { number: String } = Invalid "funds.document.bad_number" {
            zh: "文号格式不符", "“{number}”不是文号；格式为 机关代字〔年份〕序号号，例如 湘财预〔2023〕145号。";
            en: "Not a document number", "{number} is no document number; it is written agency code〔year〕serial号, for example 湘财预〔2023〕145号."
        }
        /// The document does not exist here.
        UnknownDocument = Invalid "funds.document.unknown" at "/budget_document_id" {
            zh: "指标文件不存在", "没有这个指标文件，或不在您的管辖范围内。";
            en: "Unknown document", "There is no such budget document, or it lies outside your region."
        }
        /// The funding source does not exist here.
        UnknownSource = Invalid "funds.source.unknown" at "/funding_source_id" {
            zh: "资金来源不存在", "没有这个资金来源，或不在您的管辖范围内，或不包含该指标的区划。";
            en: "Unknown funding source", "There is no such funding source, it lies outside your region, or it does not cover the allocation's."
        }
        /// Two papers bear the number.
        SeveralDocuments { number: String } = Conflict "funds.document.several" {
            zh: "文号对应多份文件", "有多份指标文件的文号为 {number}，无法判断归属；请先核对并删除重复登记的文件。";
            en: "Several documents bear the number", "Several budget documents bear the number {number}, and nobody can tell which is meant; remove what was recorded twice first."
        }
        /// The row says another year than the paper.
        OtherYear { number: String, budget_year: i32 } = Conflict "funds.allocation.other_year" {
            zh: "预算年度与文件不一致", "文件 {number} 的预算年度是 {budget_year}；请核对该行的年度。";
            en: "Not the year of its document", "The document {number} states the budget year {budget_year}; check the year of the row."
        }
        /// An allocation stays in its region.
        RegionFixed { region: RegionCode } = Conflict "funds.allocation.region_fixed" {
            zh: "指标区划不能通过导入更改", "该指标登记在 {region}；请核对编号，确需更改的逐条办理。";
            en: "A file does not move an allocation", "The allocation is recorded in {region}; check its id, or change it by itself."
        }
        /// The rules of the source do not reach the budget year of the money.
        SourceNotInYear { source: String, budget_year: i32 } = Conflict "funds.source.not_in_year" {
            zh: "资金来源不在有效年度", "资金来源“{source}”的有效期不含预算年度 {budget_year}；请改用该年度的资金来源，或先更正其有效期。";
            en: "Funding source of other years", "The funding source {source} does not hold in the budget year {budget_year}. Name the source of that year, or correct its dates first."
        }
        /// The unit does not exist here.
        UnknownUnit = Invalid "funds.unit.unknown" at "/unit_id" {
            zh: "单位不存在", "没有这个单位，或不在该区划内。";
            en: "Unknown unit", "There is no such unit, or it lies outside the region."
        }
        /// The project does not exist here.
        UnknownProject = Invalid "funds.project.unknown" at "/project_id" {
            zh: "项目不存在", "没有这个项目，或不在该区划内。";
            en: "Unknown project", "There is no such project, or it lies outside the region."
        }
        /// The region lies outside that of the document or the parent.
        OutsideParent { region: RegionCode, parent: RegionCode } = Invalid "funds.allocation.outside_parent" at "/region_code" {
            zh: "区划不在上级范围内", "区划 {region} 不在 {parent} 之内；指标只能下达到本级或下级。";
            en: "Outside its parent", "The region {region} does not lie inside {parent}; money is passed to one's own region or below."
        }
        /// A line of the same number, region, unit, class, project and level stands already.
        SameLine { allocation: AllocationId } = Conflict "funds.allocation.same_line" {
            zh: "可能重复登记", "指标 {allocation} 的文号、区划、单位、科目、项目和资金级次与此相同；确为另一条指标行时，请注明“确为另一条”后再次提交。";
            en: "Possibly recorded twice", "The allocation {allocation} has the same document number, region, unit, class, project and level. If this is another line, send it again, said to be another line."
        }
        /// A line that names a project or unit cannot be passed on to another.
        OtherPurpose { named: &'static str } = Conflict "funds.split.other_purpose" {
            zh: "不得改变指标用途", "该指标已指定 {named}，分解时不得改为其他项目或单位；确需调整的，须另行办理指标调整。";
            en: "Named for another", "The allocation names its {named}; a split keeps it. Another purpose needs an adjustment of its own."
        }
        /// A paper of this kind moves money that is there already.
        DocumentKindNotYet { kind: DocumentKind } = Conflict "funds.document.kind_not_yet" {
            zh: "该类文件暂不能入账", "“{kind}”文件不带来新的资金，本版本尚不能据以入账；可登记留存，不能确认。";
            en: "Not booked yet", "A document of kind {kind} brings no new money; this release cannot book it yet. It may be kept, not confirmed."
        }
        /// What a paper says is fixed once money stands in the books by it.
        DocumentHasMoney { number: String } = Conflict "funds.document.has_money" {
            zh: "文件已入账", "文件 {number} 的指标已确认入账，文号、发文机关、类别、日期和原件不得再改；确有错误的，须另行更正。";
            en: "Booked by this paper", "Money stands in the books by the document {number}: its number, issuer, kind, day and file can no longer change. A mistake needs a correction of its own."
        }
        /// Not in the state that this act needs.
        AllocationStateIs { state: AllocationState } = Conflict "funds.allocation.state" {
            zh: "指标状态不符", "该指标现为 {state}，不能执行此操作。";
            en: "Allocation in another state", "The allocation is {state}; this act is not possible."
        }
        /// What must be known before a line is held against its paper.
        Incomplete { missing: Wording } = Conflict "funds.allocation.incomplete" {
            zh: "指标要素不全", "登记前须补全：{missing}。";
            en: "Allocation incomplete", "Before it is registered, give: {missing}."
        }
        /// Amounts are not above zero, or their sum leaves the range.
        BadAmount = Invalid "funds.amount.bad" at "/amount" {
            zh: "金额须大于零", "金额须大于零，合计不超过十三位整数。";
            en: "Amounts above zero", "Amounts are above zero and their sum has at most thirteen integer digits."
        }
        /// A split of this allocation waits for its approval.
        SplitWaits { allocation: AllocationId } = Conflict "funds.split.one_waits" {
            zh: "已有分解待批", "指标 {allocation} 已有一份分解在审批或退回中；请先办结。";
            en: "A split waits already", "A split of the allocation {allocation} is under approval or returned; finish it first."
        }
        /// Not in the state that this act needs.
        SplitStateIs { state: SplitState } = Conflict "funds.split.state" {
            zh: "分解状态不符", "该分解现为 {state}，不能执行此操作。";
            en: "Split in another state", "The split is {state}; this act is not possible."
        }
        /// Something refers to it.
        InUse = Conflict "funds.in_use" {
            zh: "仍被引用，不能删除", "还有业务数据引用它。";
            en: "Still referred to", "Other rows refer to it."
        }
        /// The last day lies before the first.
        DatesReversed = Invalid "funds.source.dates_reversed" at "/valid_to_on" {
            zh: "起止日期颠倒", "截止日期早于起始日期。";
            en: "Dates reversed", "The last day lies before the first."
        }
    }
}
