//! How printing refuses.

use super::model::TemplateState;
use crate::ground::{
    kernel::{RegionCode, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which printing refuses.
    pub enum PrintsRefusal {
        /// The region does not exist.
        UnknownRegion { region: RegionCode } = Invalid "prints.region.unknown" at "/region_code" {
            zh: "区划不存在", "没有区划代码 {region}。";
            en: "Unknown region", "There is no region {region}."
        }
        /// The template does not print its form's example.
        Faulty { line: usize, fault: Wording } = Invalid "prints.template.faulty" at "/body" {
            zh: "模板不能打印", "模板有误：{fault}。可用字段见 /api/v1/print-forms 中该表样的示例。";
            en: "The template does not print", "The template is wrong: {fault}. The example of its form in /api/v1/print-forms shows every field."
        }
        /// The template holds something that a printed page has no business with.
        ReachesOut { line: usize, word: String } = Invalid "prints.template.reaches_out" at "/body" {
            zh: "模板含有不允许的内容", "模板第 {line} 行不得含有 {word}：打印页只用排版标签和样式，不含脚本、链接和外部内容，页眉、页码、二维码由系统统一印制；请删去该处，其余写法见系统自带表样。";
            en: "Not allowed in a template", "Line {line} of the template holds {word}: a page has what lays text out and its styles, no script, no link and nothing from outside, and its frame is the house's. Take it out; the forms of the house show what may be written."
        }
        /// Somebody else has just written an edition of this form for this region.
        EditionTaken { edition: i32 } = Conflict "prints.template.edition_taken" {
            zh: "版次已被占用", "第 {edition} 版刚由他人建立；请重新提交，将另编版次。";
            en: "Edition taken", "Somebody else has just written edition {edition}; send it again and it gets the next number."
        }
        /// A template in another state than this act needs.
        StateIs { state: TemplateState } = Conflict "prints.template.state" {
            zh: "模板状态不符", "该模板现为 {state}；已启用的模板不能修改，请另建新版。";
            en: "Template in another state", "The template is {state}; a published one never changes: write a new edition."
        }
        /// A published template does not print this subject.
        Broken { template: String, line: usize, fault: Wording } = Conflict "prints.template.broken" {
            zh: "启用的模板打印不了此件", "模板“{template}”打印本件时出错：{fault}。请停用该模板（即改用上级或系统模板），修改后另建新版。";
            en: "The template in force does not print this", "The template {template} fails on this subject: {fault}. Retire it, so that the next higher one holds, mend it and write a new edition."
        }
    }
}
