//! Shapes that several areas show: names other systems give, and what a rule says.

use std::collections::HashMap;

use poem_openapi::Object;

use super::types::{Number, Plain, wire_words};
use crate::ground::kernel::{Check, ExternalRef, Force, Lang, Outcome};

wire_words!(Force, Outcome);

/// The name another system gives a subject; unique within that system and kind.
#[derive(Debug, Clone, Object)]
pub struct ExternalId {
    /// The other system, e.g. `budget_integration`.
    pub system: Plain<32>,
    /// The subject's id there.
    pub id: Number<64>,
}

impl From<ExternalId> for ExternalRef {
    fn from(e: ExternalId) -> Self {
        Self { system: e.system.into(), id: e.id.into() }
    }
}

/// The names that other systems give a subject: all of them, in place of those it had.
#[derive(Debug, Object)]
pub struct ExternalIds {
    /// All of them; an empty list takes every one away.
    #[oai(validator(max_items = 10))]
    pub external_ids: Vec<ExternalId>,
}

impl From<ExternalIds> for Vec<ExternalRef> {
    fn from(ids: ExternalIds) -> Self {
        ids.external_ids.into_iter().map(Into::into).collect()
    }
}

/// External ids as they are shown: what was stored passed the same bounds on its way in.
pub fn shown(ids: &[ExternalRef]) -> Vec<ExternalId> {
    ids.iter().map(|e| ExternalId { system: Plain::stored(&e.system), id: Number::stored(&e.id) }).collect()
}

/// External ids as they were given.
pub fn given(ids: Option<Vec<ExternalId>>) -> Option<Vec<ExternalRef>> {
    ids.map(|ids| ids.into_iter().map(Into::into).collect())
}

/// The texts of a list that may be left out, such as the numbers of rules whose warnings a caller stands by.
pub fn texts<T: Into<String>>(list: Option<Vec<T>>) -> Vec<String> {
    list.into_iter().flatten().map(Into::into).collect()
}

/// What a rule says, with the figures that decided.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CheckView {
    /// Number of the rule.
    pub rule: String,
    /// What it demands.
    pub title: String,
    /// Its force here and today.
    pub force: Force,
    /// What became of it.
    pub outcome: Outcome,
    /// The figures that decided.
    pub facts: HashMap<String, String>,
    /// Title, number and article of the paper it stands on; of another place's it says that it is practice taken from there.
    pub clause: Option<String>,
}

impl CheckView {
    /// In one language.
    pub fn of(check: &Check, lang: Lang) -> Self {
        Self {
            rule: check.rule.number.into(),
            title: check.rule.kind.title.text(lang).into(),
            force: check.force,
            outcome: check.outcome,
            facts: check.facts.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            clause: check.rule.basis.cited(&check.reach, lang),
        }
    }
}
