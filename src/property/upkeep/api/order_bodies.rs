//! What goes in and out of `/upkeep-orders`.

use poem_openapi::Object;

use crate::{
    ground::{
        authority::Actor,
        kernel::{
            AssetId, Day, FileId, InspectionId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode,
            RepairRequestId, UpkeepOrderId,
        },
        wire::{Filter, Number, Plain, Text, resource, texts, wire_words},
    },
    property::{
        assets::{Named, UpkeepSource},
        upkeep::{
            model::{
                DutyKind, Improvement, Met, OrderPaper, OrderQuery, OrderState, Rating, TakenBack, Treatment,
                UpkeepOrder,
            },
            service::{
                open::{Asked, OpenOrder},
                verify::{Assignment, Found},
            },
        },
    },
};

wire_words!(OrderState, OrderPaper, Treatment, Improvement, Rating);

/// A photo or paper of an order.
#[derive(Debug, Object)]
pub struct OrderPaperView {
    /// To what it belongs.
    part: OrderPaper,
    /// The file.
    file_id: FileId,
}

/// A part of the cost that was met from a collective's income.
#[derive(Debug, Object)]
pub struct OrderMetView {
    /// Its number on the order.
    n: i32,
    /// Whose income.
    organisation_id: OrganisationId,
    /// In yuan.
    amount: Money,
    /// 凭证号.
    voucher: String,
    /// The day on the voucher.
    met_on: Day,
    /// The voucher.
    file_id: FileId,
}

impl From<&Met> for OrderMetView {
    fn from(m: &Met) -> Self {
        let voucher = m.voucher.clone();
        Self { n: m.n, organisation_id: m.organisation, amount: m.amount, voucher, met_on: m.on, file_id: m.file }
    }
}

/// What was met by mistake, and counts no more.
#[derive(Debug, Object)]
pub struct OrderTakenBackView {
    /// What was met.
    met: OrderMetView,
    /// Who took it back.
    taken_back_by: OfficerId,
    /// On which day.
    taken_back_on: Day,
    /// Why.
    reason: String,
}

impl From<&TakenBack> for OrderTakenBackView {
    fn from(t: &TakenBack) -> Self {
        Self { met: (&t.met).into(), taken_back_by: t.by, taken_back_on: t.on, reason: t.reason.clone() }
    }
}

/// One piece of upkeep (管护工单).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct UpkeepOrderView {
    /// Id.
    id: UpkeepOrderId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// For which asset.
    asset_id: AssetId,
    /// Where that lies.
    region_code: RegionCode,
    /// The inspection whose finding it answers.
    inspection_id: Option<InspectionId>,
    /// Which of its findings.
    finding: Option<i32>,
    /// The request of a resident that it answers.
    repair_request_id: Option<RepairRequestId>,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// What is to be done.
    what: String,
    /// Until when.
    due_on: Option<Day>,
    /// Where it stands.
    state: OrderState,
    /// Who is to do it, as an organisation of the register.
    organisation_id: Option<OrganisationId>,
    /// Or by name; of a private person the first character.
    name: Option<String>,
    /// Since when.
    assigned_on: Option<Day>,
    /// The day on which it was done.
    done_on: Option<Day>,
    /// Who reported it.
    reported_by_officer_id: Option<OfficerId>,
    /// What was done.
    report: Option<String>,
    /// What it cost as reported, in yuan.
    cost: Option<Money>,
    /// Of which money that is met.
    upkeep_source: Option<UpkeepSource>,
    /// The day on which it was verified.
    verified_on: Option<Day>,
    /// Who verified it.
    verified_by_officer_id: Option<OfficerId>,
    /// 核定费用, in yuan.
    verified_cost: Option<Money>,
    /// Expense, or part of the asset's value (R34).
    treatment: Option<Treatment>,
    /// What the works have done beyond keeping it as it was.
    improvement: Option<Improvement>,
    /// What the villagers say.
    rating: Option<Rating>,
    /// How many of them were asked.
    raters: Option<i32>,
    /// To whom it is due, where claims pay it.
    payee_id: Option<OrganisationId>,
    /// What was met from collectives' income, and stands.
    met: Vec<OrderMetView>,
    /// What of it was taken back.
    taken_back: Vec<OrderTakenBackView>,
    /// Photos and papers.
    papers: Vec<OrderPaperView>,
    /// Why it was cancelled, or sent back last.
    reason: Option<String>,
    /// The day on which it was closed.
    closed_on: Option<Day>,
    /// What claims had paid of it then, in yuan.
    paid: Option<Money>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(UpkeepOrderView, "/upkeep-orders");

impl From<&UpkeepOrder> for UpkeepOrderView {
    fn from(o: &UpkeepOrder) -> Self {
        let (done, accepted) = (o.done.as_ref(), o.accepted.as_ref());
        Self {
            id: o.id,
            etag: o.version.to_string(),
            number: o.number.clone(),
            asset_id: o.asset,
            region_code: o.region.clone(),
            inspection_id: o.finding.map(|f| f.inspection),
            finding: o.finding.map(|f| f.finding),
            repair_request_id: o.request,
            duty: o.duty,
            what: o.what.clone(),
            due_on: o.due_on,
            state: o.state,
            organisation_id: o.assignee.as_ref().and_then(|a| a.organisation()),
            name: o.assignee.as_ref().and_then(Named::shown),
            assigned_on: o.assigned_on,
            done_on: done.map(|d| d.on),
            reported_by_officer_id: done.map(|d| d.by),
            report: done.map(|d| d.report.clone()),
            cost: done.map(|d| d.cost),
            upkeep_source: done.map(|d| d.source),
            verified_on: accepted.map(|a| a.on),
            verified_by_officer_id: accepted.map(|a| a.by),
            verified_cost: accepted.map(|a| a.cost),
            treatment: accepted.map(|a| a.treatment),
            improvement: accepted.and_then(|a| a.improvement),
            rating: accepted.map(|a| a.rating),
            raters: accepted.map(|a| a.raters),
            payee_id: accepted.and_then(|a| a.payee),
            met: o.met.iter().map(Into::into).collect(),
            taken_back: o.taken_back.iter().map(Into::into).collect(),
            papers: o.papers.iter().map(|(part, file)| OrderPaperView { part: *part, file_id: *file }).collect(),
            reason: o.reason.clone(),
            closed_on: o.closed_on,
            paid: o.paid,
            layer: o.layer,
            created_at: o.created_at,
            updated_at: o.updated_at,
        }
    }
}

/// A piece of upkeep that is asked for.
#[derive(Debug, Object)]
pub struct NewUpkeepOrder {
    /// For which asset.
    asset_id: AssetId,
    /// The inspection whose finding it answers.
    inspection_id: Option<InspectionId>,
    /// Which of its findings, from 1 on.
    #[oai(validator(minimum(value = "1"), maximum(value = "50")))]
    finding: Option<i32>,
    /// Which kind of upkeep.
    duty: DutyKind,
    /// What is to be done.
    what: Plain<500>,
    /// Until when.
    due_on: Option<Day>,
    /// Photos and papers.
    #[oai(validator(max_items = 20))]
    file_ids: Option<Vec<FileId>>,
}

impl NewUpkeepOrder {
    pub(super) fn asked(self, actor: Actor) -> OpenOrder {
        let Self { asset_id: asset, inspection_id: inspection, finding, duty, what, due_on, file_ids } = self;
        let asked = Asked { inspection, finding, duty, what: what.into(), due_on };
        OpenOrder { actor, asset, asked, papers: file_ids.unwrap_or_default() }
    }
}

/// Who is to do it; whoever has the duty today where nobody is named.
#[derive(Debug, Object)]
pub struct AssignOrderBody {
    /// An organisation of the register.
    pub(super) organisation_id: Option<OrganisationId>,
    /// Or a name; that of a private person is sealed, and shown by its first character.
    pub(super) name: Option<Plain<100>>,
    /// True: the name is that of a private person, whatever it looks like.
    pub(super) is_person: Option<bool>,
    /// Until when; what was said before stays where absent.
    pub(super) due_on: Option<Day>,
}

/// Why a name is to be seen in clear.
#[derive(Debug, Object)]
pub struct OrderRevealBody {
    /// Why.
    pub(super) reason: Plain<200>,
}

/// Who is to do it, in clear. Kept nowhere.
#[derive(Object)]
pub struct RevealedAssignee {
    /// Name.
    pub(super) name: String,
}

/// What was done.
#[derive(Debug, Object)]
pub struct ReportOrderBody {
    /// The day; not after today, nor before it was assigned.
    pub(super) done_on: Day,
    /// What was done.
    pub(super) report: Plain<1000>,
    /// What it cost, in yuan; `0.00` where it cost nothing.
    pub(super) cost: Money,
    /// Of which money that is met (R32).
    pub(super) upkeep_source: UpkeepSource,
    /// Photos and papers.
    #[oai(validator(max_items = 20))]
    pub(super) file_ids: Option<Vec<FileId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    pub(super) acknowledged: Option<Vec<Text<8>>>,
}

/// What another found of it.
#[derive(Debug, Object)]
pub struct AcceptedOrder {
    /// 核定费用, in yuan; no more than was reported.
    verified_cost: Money,
    /// Expense, or part of the asset's value (R34).
    treatment: Treatment,
    /// What the works have done beyond keeping it as it was; where something, the cost is capital.
    improvement: Option<Improvement>,
    /// What the villagers say.
    rating: Rating,
    /// How many of them were asked.
    #[oai(validator(minimum(value = "1"), maximum(value = "100000")))]
    raters: i32,
    /// To whom it is due, where public money pays it; whoever it was given to where absent.
    payee_id: Option<OrganisationId>,
    /// By which paper it is due to another than who had the order.
    assignment: Option<PayeeAssignment>,
    /// Photos and papers.
    #[oai(validator(max_items = 20))]
    file_ids: Option<Vec<FileId>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// 债权转让或委托收款文件. By which another is paid than who had the order.
#[derive(Debug, Object)]
pub struct PayeeAssignment {
    /// 文号或合同编号.
    number: Number<64>,
    /// 签订日期; not after today.
    signed_on: Day,
    /// 让与方（委托方）, as the paper names it: whoever had the order. Of a private person nothing is kept.
    from_name: Plain<100>,
    /// 受让方（收款方）, as the paper names it: the payee.
    to_name: Plain<100>,
    /// The paper.
    file_id: FileId,
}

impl From<PayeeAssignment> for Assignment {
    fn from(a: PayeeAssignment) -> Self {
        let PayeeAssignment { number, signed_on: on, from_name, to_name, file_id: file } = a;
        Self { number: number.into(), on, from: from_name.into(), to: to_name.into(), file }
    }
}

impl AcceptedOrder {
    /// What was found, its papers, and by which warnings somebody stands.
    pub(super) fn found(self) -> (Found, Vec<FileId>, Vec<String>) {
        let Self { verified_cost: cost, treatment, improvement, rating, raters, .. } = self;
        let (payee, assignment) = (self.payee_id, self.assignment.map(Into::into));
        let found = Found { cost, treatment, improvement, rating, raters, payee, assignment };
        (found, self.file_ids.unwrap_or_default(), texts(self.acknowledged))
    }
}

/// Why.
#[derive(Debug, Object)]
pub struct OrderReasonBody {
    /// Why.
    pub(super) reason: Plain<500>,
}

/// What a collective met of its income.
#[derive(Debug, Object)]
pub struct MeetOrderBody {
    /// Whose income.
    organisation_id: OrganisationId,
    /// In yuan, above zero; with what was met before no more than was verified.
    amount: Money,
    /// 凭证号; within an accounting month one voucher stands for this order once.
    voucher: Number<64>,
    /// The day on the voucher; not after today.
    met_on: Day,
    /// The voucher.
    file_id: FileId,
}

impl From<MeetOrderBody> for Met {
    fn from(b: MeetOrderBody) -> Self {
        let voucher = b.voucher.into();
        // Its number and who records it are told where it is recorded.
        let (n, by) = (0, None);
        Self { n, organisation: b.organisation_id, amount: b.amount, voucher, on: b.met_on, file: b.file_id, by }
    }
}

/// What was met by mistake.
#[derive(Debug, Object)]
pub struct TakeBackMetBody {
    /// Its number on the order.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    pub(super) n: i32,
    /// Why.
    pub(super) reason: Plain<500>,
}

/// Filters of orders.
#[derive(Debug, Object)]
pub struct UpkeepOrderFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only for this asset.
    asset_id: Option<AssetId>,
    /// Only in this state.
    state: Option<OrderState>,
    /// Only those given to this organisation.
    organisation_id: Option<OrganisationId>,
}

impl UpkeepOrderFilter {
    pub(super) fn narrowed(self) -> (Option<RegionCode>, OrderQuery) {
        let query = OrderQuery { asset: self.asset_id, state: self.state, assignee: self.organisation_id };
        (self.region, query)
    }
}

impl Filter for UpkeepOrderFilter {
    const MARK: &'static str = "list:UpkeepOrderFilter:sync";
}
