//! How policy refuses.

use super::model::ExceptionState;
use crate::ground::{
    authority::Role,
    kernel::{Day, Money, Outcome, RegionCode, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which policy refuses.
    pub enum PolicyRefusal {
        /// No such key.
        UnknownKey { key: String } = Invalid "policy.value.unknown_key" at "/key" {
            zh: "没有这个参数", "没有参数 {key}；全部参数见 /api/v1/policy-keys。";
            en: "Unknown key", "There is no key {key}; /api/v1/policy-keys lists them all."
        }
        /// The region does not exist.
        UnknownRegion { region: RegionCode } = Invalid "policy.region.unknown" at "/region_code" {
            zh: "区划不存在", "没有区划代码 {region}。";
            en: "Unknown region", "There is no region {region}."
        }
        /// The value is not of the key's kind.
        BadValue { key: String, value: String } = Invalid "policy.value.bad_value" at "/value" {
            zh: "参数值格式不符", "参数 {key} 的值“{value}”格式不符；格式见 /api/v1/policy-keys。";
            en: "Value of another kind", "The value {value} is not of the kind of {key}; /api/v1/policy-keys tells it."
        }
        /// The last day lies before the first.
        DatesReversed = Invalid "policy.value.dates_reversed" at "/valid_to_on" {
            zh: "起止日期颠倒", "截止日期早于起始日期。";
            en: "Dates reversed", "The last day lies before the first."
        }
        /// Another period of the key covers one of these days.
        Overlaps { from: Day } = Conflict "policy.value.overlaps" {
            zh: "与已有期间重叠", "自 {from} 起的期间与此期间重叠；新期间须从现行期间起始日之后开始。";
            en: "Periods overlap", "The period from {from} overlaps; a new period begins after the first day of the present one."
        }
        /// Looser than what a region above has by law.
        Loosens { value: String, above: String, region: String } = Conflict "policy.value.loosens" {
            zh: "不得放宽上级依法确定的参数", "{value} 宽于上级 {region} 依法规确定的 {above}；下级只能收紧。";
            en: "May not loosen the law", "{value} is looser than {above}, which {region} has by law; a region below may only tighten it."
        }
        /// Law without an article.
        ClauseMissing = Invalid "policy.value.clause_missing" at "/clause" {
            zh: "缺少条款", "依据为法规时须写明条款。";
            en: "Clause missing", "A value by law names its article."
        }
        /// What an exception is for does not exist here.
        UnknownSubject = Invalid "policy.exception.unknown_subject" at "/subject_id" {
            zh: "事项不存在", "没有这个事项，或不在您的管辖范围内。";
            en: "Unknown subject", "There is no such subject, or it lies outside your region."
        }
        /// No such rule.
        UnknownRule { rule: String } = Invalid "policy.exception.unknown_rule" at "/rule" {
            zh: "没有这条规则", "没有规则 {rule}；全部规则见 /api/v1/rules。";
            en: "Unknown rule", "There is no rule {rule}; /api/v1/rules lists them all."
        }
        /// Statute and arithmetic.
        RuleIsHard { rule: String } = Invalid "policy.exception.rule_is_hard" at "/rule" {
            zh: "刚性规则没有例外", "规则 {rule} 为刚性，任何人不得放行；请改正事项本身。";
            en: "A hard rule has no exception", "The rule {rule} is hard: nobody lets it pass. Mend the subject itself."
        }
        /// A rule by which this subject is not judged.
        RuleNotHere { rule: String } = Invalid "policy.exception.rule_not_here" at "/rule" {
            zh: "该事项不适用此规则", "规则 {rule} 现在不对该事项作判断；请查看该事项的检查结果。";
            en: "Not judged by this rule", "The subject is not judged by the rule {rule} now; read its checks."
        }
        /// The rule does not refuse.
        Needless { rule: String, outcome: Outcome } = Conflict "policy.exception.needless" {
            zh: "无须例外审批", "规则 {rule} 对该事项现为 {outcome}，没有拒绝，或已另有例外放行；有提示的请在提交时确认，参数未设置的请先设置。";
            en: "No exception needed", "The rule {rule} says {outcome} of the subject: it does not refuse, or an exception lets it pass already. A warning is acknowledged on submission; a value that is not set is set first."
        }
        /// An amount without a ceiling.
        CeilingMissing = Invalid "policy.exception.ceiling_missing" at "/ceiling" {
            zh: "缺少金额上限", "该事项有金额，例外审批须写明金额上限。";
            en: "Ceiling missing", "The subject has an amount: an exception says up to how much (ceiling)."
        }
        /// A ceiling without an amount.
        CeilingOfNothing = Invalid "policy.exception.ceiling_of_nothing" at "/ceiling" {
            zh: "该事项没有金额", "该事项没有金额，不填金额上限。";
            en: "There is no amount", "The subject has no amount; leave ceiling out."
        }
        /// Nothing, or less.
        BadCeiling = Invalid "policy.exception.bad_ceiling" at "/ceiling" {
            zh: "金额上限须大于零", "金额上限须大于 0.00。";
            en: "The ceiling is above zero", "ceiling is above 0.00."
        }
        /// Less than what would have to pass.
        CeilingTooLow { ceiling: Money, beyond: Money } = Conflict "policy.exception.ceiling_too_low" {
            zh: "金额上限不够", "上限 {ceiling} 低于须放行的金额 {beyond}，批准后也不能放行；请核对。";
            en: "The ceiling is too low", "The ceiling {ceiling} is below {beyond}, which would have to pass: granted, it would let nothing pass."
        }
        /// A day that has passed when it is filed.
        DeadlinePassed { deadline: Day, today: Day } = Invalid "policy.exception.deadline_passed" at "/deadline_on" {
            zh: "期限早于今天", "期限 {deadline} 早于今天 {today}。";
            en: "Deadline passed", "The deadline {deadline} lies before today, {today}."
        }
        /// The same waits already.
        ExceptionWaits { exception: String } = Conflict "policy.exception.waits" {
            zh: "已有在办的例外审批", "同一事项、同一规则的例外审批 {exception} 尚在办理；已退回的请先撤回。";
            en: "One waits already", "The exception {exception} for the same subject and rule waits; one that was returned is withdrawn first."
        }
        /// Nobody who may grant has signed, or would have to.
        NoGrantingDesk { granted_by: Role } = Conflict "policy.exception.no_granting_desk" {
            zh: "没有批准权限的人签认", "此例外须由 {granted_by} 或更高职务批准，现行审批流程没有经过该职务；请启用适用的审批流程。";
            en: "The granting office has not signed", "This exception is granted by {granted_by} or a higher office, which the definition does not pass. Publish one that does."
        }
        /// Not in the state that this act needs.
        ExceptionStateIs { state: ExceptionState } = Conflict "policy.exception.state" {
            zh: "例外审批状态不符", "该例外审批现为 {state}，不能执行此操作；只有已使用的才补办。";
            en: "Exception in another state", "The exception is {state}; what was used (consumed) alone is made good."
        }
        /// The rule still finds it missing.
        StillMissing { rule: String, found: Wording } = Conflict "policy.exception.still_missing" {
            zh: "缺项尚未补齐", "按规则 {rule} 重新判断仍不符合：{found}请先在该事项上补齐，再办理补办。";
            en: "Still missing", "Asked again, the rule {rule} still refuses: {found} Bring it on the subject itself first, then make the exception good."
        }
        /// Where the rule is asked no more, somebody says what came.
        NotSaidWhatCame { rule: String } = Invalid "policy.exception.not_said_what_came" at "/note" {
            zh: "未写明补办情况", "规则 {rule} 对该事项已不能重新判断，须由申报人以外的人员写明原缺什么、现已补齐什么。";
            en: "Not said what came", "The rule {rule} cannot be asked of the subject again: another officer than who filed the exception says in words what was missing and is there now."
        }
        /// Its day has passed.
        ExceptionLapsed { deadline: Day, today: Day } = Conflict "policy.exception.lapsed" {
            zh: "例外审批已过期限", "期限为 {deadline}，今天 {today}；请另行申报。";
            en: "The exception has lapsed", "Its last day was {deadline}, today is {today}; file another."
        }
    }
}
