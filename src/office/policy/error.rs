//! How policy refuses.

use crate::ground::{
    kernel::{Day, RegionCode},
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
    }
}
