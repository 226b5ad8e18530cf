//! How places refuse.

use super::model::{AccountState, OrganisationKind};
use crate::ground::{
    kernel::{Money, RegionCode},
    platform::refusals,
};

refusals! {
    /// Ways in which places refuse.
    pub enum PlacesRefusal {
        /// The code belongs to another organisation.
        UsccTaken { uscc: String } = Conflict "places.organisation.uscc_taken" {
            zh: "统一社会信用代码已登记", "代码 {uscc} 已属于另一单位，请先查询。";
            en: "Code already registered", "The code {uscc} belongs to another organisation; look it up first."
        }
        /// The last day lies before the first.
        DatesReversed = Invalid "places.organisation.dates_reversed" at "/valid_to_on" {
            zh: "起止日期颠倒", "有效期的截止日早于起始日。";
            en: "Dates reversed", "The last day of validity lies before the first."
        }
        /// The agency does not exist here, or is no agency.
        UnknownAgency = Invalid "places.organisation.unknown_agency" at "/agency_id" {
            zh: "代理机构不存在", "没有这个代理机构，或不在您的管辖范围内，或其类别不是代理中心。";
            en: "Unknown agency", "There is no such agency, it lies outside your region, or it is not an agency centre."
        }
        /// The organisation does not exist here.
        UnknownOrganisation = Invalid "places.organisation.unknown" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// An organisation stays in its region.
        RegionFixed { region: RegionCode } = Conflict "places.organisation.region_fixed" {
            zh: "单位区划不能更改", "该单位登记在 {region}；区划不能通过导入更改，请核对编号，或停用后另行登记。";
            en: "An organisation stays in its region", "The organisation is registered in {region} and does not move; check its id, or give it a last day and register another."
        }
        /// An investment below nothing.
        InvestmentBelowZero { investment: Money } = Invalid "places.site.investment_below_zero" at "/investment" {
            zh: "投资额不得为负", "安置点投资额 {investment} 不得小于零；不清楚的可以不填。";
            en: "An investment below zero", "An investment of {investment} is below zero; leave it out where it is not known."
        }
        /// Something refers to it.
        InUse = Conflict "places.in_use" {
            zh: "仍被引用，不能删除", "还有业务数据引用它；可改为设置截止日期。";
            en: "Still referred to", "Other rows refer to it; give it a last day instead."
        }
        /// A body whose rules hang on what the organisation is.
        KindOfBody { body: String, kind: OrganisationKind, fits: String } = Conflict "places.organisation.kind_of_body" at "/kind" {
            zh: "与集体组织主体不符", "该单位已登记为集体组织主体 {body}，其议事规则依单位类型确定，单位类型只能为{fits}，不能改为{kind}；请先办理主体 {body} 的类型变更或注销，或另行登记单位。";
            en: "It does not fit the body", "The organisation is the body {body}, whose rules hang on what it is: it may be {fits}, and not {kind}; change or end the body first, or register another organisation."
        }
        /// The holder is neither the organisation nor its agency.
        HolderMismatch { holder: String, organisation: String } = Invalid "places.bank_account.holder_mismatch" at "/holder_name" {
            zh: "户名与单位不符", "户名“{holder}”既不是单位“{organisation}”，也不是其登记的代理机构；对公资金只付到单位本身或其代管账户。";
            en: "Holder is not the organisation", "The holder {holder} is neither the organisation {organisation} nor its registered agency; public money goes to the organisation itself or to its agency's account."
        }
        /// Since the account was proposed, its organisation or agency has been given another name.
        HolderChanged { holder: String, organisation: String } = Conflict "places.bank_account.holder_changed" {
            zh: "户名已与单位不符", "户名“{holder}”不再是单位“{organisation}”或其登记代理机构的现用名称；请停用此账户，按现用名称重新登记。";
            en: "Holder no longer the organisation", "The holder {holder} is no longer the name of the organisation {organisation} or of its registered agency; close this account and register one in the present name."
        }
        /// The organisation already has this account.
        AccountTaken = Conflict "places.bank_account.taken" {
            zh: "该账户已登记", "单位已有这个账号的账户。";
            en: "Account already registered", "The organisation already has an account with this number."
        }
        /// Not in the state that this act needs.
        AccountStateIs { state: AccountState } = Conflict "places.bank_account.state" {
            zh: "账户状态不符", "账户现为 {state}，不能执行此操作。";
            en: "Account in another state", "The account is {state}; this act is not possible."
        }
    }
}
