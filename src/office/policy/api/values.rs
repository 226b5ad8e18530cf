//! `/policy-values`, `/policy-keys`, `/rules`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PolicyParts;
use crate::{
    ground::{
        authority::action,
        kernel::{Day, Force, Instant, Lang, Layer, PolicyValueId, RegionCode, Rule},
        wire::{
            Caller, Created, Creating, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Text, Writes,
            resource,
        },
    },
    office::policy::{
        keys::{Direction, KEYS, Key, Unset, ValueKind},
        model::{Certainty, PolicyValue, ValueBasis, ValueQuery},
        service::values::{NewValue, SetValue, list_values, read_value},
    },
    office::tables::{TableFile, given_out},
};

/// A dated value of a key in a region.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PolicyValueView {
    /// Id.
    pub id: PolicyValueId,
    /// Version.
    pub etag: String,
    /// Key.
    pub key: String,
    /// Where, and everywhere inside that has no nearer one.
    pub region_code: RegionCode,
    /// First day.
    pub valid_from_on: Day,
    /// Last day.
    pub valid_to_on: Option<Day>,
    /// Value, in the form of its key.
    pub value: String,
    /// On what it stands.
    pub basis: ValueBasis,
    /// Title and number of the document.
    pub document: String,
    /// Article in it.
    pub clause: Option<String>,
    /// How surely the text was read.
    pub certainty: Certainty,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(PolicyValueView, "/policy-values");

impl From<&PolicyValue> for PolicyValueView {
    fn from(v: &PolicyValue) -> Self {
        Self {
            id: v.id,
            etag: v.version.to_string(),
            key: v.key.clone(),
            region_code: v.region.clone(),
            valid_from_on: v.valid_from,
            valid_to_on: v.valid_to,
            value: v.value.clone(),
            basis: v.basis,
            document: v.document.clone(),
            clause: v.clause.clone(),
            certainty: v.certainty,
            layer: v.layer,
            created_at: v.created_at,
            updated_at: v.updated_at,
        }
    }
}

/// A value for a period.
#[derive(Debug, Object)]
pub struct NewPolicyValue {
    /// Key, as `/policy-keys` lists them; `force.R90` for the force of a rule.
    key: Text<60>,
    /// Where.
    region_code: RegionCode,
    /// First day.
    valid_from_on: Day,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Value, in the form of its key.
    value: Plain<400>,
    /// On what it stands.
    basis: ValueBasis,
    /// Title and number of the document.
    document: Plain<200>,
    /// Article in it; required for law.
    clause: Option<Plain<60>>,
    /// How surely the text was read.
    certainty: Certainty,
}

/// A key.
#[derive(Debug, Object)]
pub struct PolicyKeyView {
    /// Dotted name.
    key: String,
    /// `money`, `percent`, `days`, `least_days`, `count`, `words`, `hours`, `term` or `force`.
    kind: String,
    /// `max`: lower is tighter; `superset`: more is tighter; `subset`: fewer is tighter; `stronger`.
    direction: String,
    /// `refuses`: where it is not set no money moves; `careful`: the careful branch is taken; `own_force`;
    /// `unchecked`: the check says nothing there; `not_required`: nothing is required there.
    unset: String,
    /// What it says.
    means: String,
}

/// Every key.
#[derive(Debug, Object)]
pub struct PolicyKeys {
    items: Vec<PolicyKeyView>,
}

/// A rule of the rule book.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct RuleView {
    /// Its number.
    number: String,
    /// The label by which papers call its refusal.
    label: String,
    /// The code of its refusal.
    code: String,
    /// Headline of its refusal.
    title: String,
    /// What it demands.
    demands: String,
    /// `law`, `practice` or `invariant`.
    basis: String,
    /// Title, number and article, for a law and for the paper of one place, which is practice elsewhere.
    clause: Option<String>,
    /// Its force, unless a region's dated force says otherwise.
    force: Force,
    /// First day on which it holds.
    valid_from_on: Day,
    /// Last day.
    valid_to_on: Option<Day>,
    /// Operations that call it.
    operations: Vec<String>,
}

impl RuleView {
    fn of(rule: &Rule, lang: Lang) -> Self {
        Self {
            number: rule.number.into(),
            label: rule.label.into(),
            code: rule.kind.code.into(),
            title: rule.kind.title.text(lang).into(),
            demands: rule.demands.text(lang).into(),
            basis: rule.basis.word().into(),
            clause: rule.basis.booked(lang),
            force: rule.force,
            valid_from_on: rule.valid_from,
            valid_to_on: rule.valid_to,
            operations: rule.operations.iter().map(|o| (*o).to_owned()).collect(),
        }
    }
}

/// The rule book.
#[derive(Debug, Object)]
pub struct Rules {
    items: Vec<RuleView>,
}

/// Filters of values.
#[derive(Debug, Object)]
pub struct PolicyValueFilter {
    /// Only this key.
    key: Option<Text<60>>,
    /// Only what holds on this day.
    as_of: Option<Day>,
}

impl Filter for PolicyValueFilter {
    const MARK: &'static str = "list:PolicyValueFilter:sync";
}

impl From<PolicyValueFilter> for ValueQuery {
    fn from(f: PolicyValueFilter) -> Self {
        Self { key: f.key.map(Into::into), as_of: f.as_of }
    }
}

/// Policy values and the rule book.
pub struct PolicyApi(pub PolicyParts);

#[OpenApi]
impl PolicyApi {
    /// Dated values of one's regions and of those above them
    #[oai(path = "/policy-values", method = "get", operation_id = "policy.value.list")]
    async fn list(&self, by: Lister<PolicyValueFilter>) -> Result<Json<PageOf<PolicyValueView>>, Refused<Reads>> {
        let page = list_values(&self.0.db, &by.holder, &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|v| PolicyValueView::from(&v)).into()))
    }

    /// Set a value for a period; an open-ended one before it ends the day before
    #[oai(path = "/policy-values", method = "post", operation_id = "policy.value.set")]
    async fn set(&self, by: Creating, body: Json<NewPolicyValue>) -> Result<Created<PolicyValueView>, Refused<Writes>> {
        let b = body.0;
        let asked = NewValue {
            key: b.key.into(),
            region: b.region_code,
            valid_from: b.valid_from_on,
            valid_to: b.valid_to_on,
            value: b.value.into(),
            basis: b.basis,
            document: b.document.into(),
            clause: b.clause.map(Into::into),
            certainty: b.certainty,
        };
        by.run(&self.0.db, &SetValue { actor: by.actor.clone(), asked }, |v| PolicyValueView::from(v)).await
    }

    /// The values as a table, as filtered
    #[oai(path = "/policy-values/export", method = "get", operation_id = "policy.value.export")]
    async fn export(&self, by: Exporter<PolicyValueFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::POLICY_VALUE_EXPORT, self.0.db.clone(), |f| (None, ValueQuery::from(f))).await
    }

    /// One value
    #[oai(path = "/policy-values/:id", method = "get", operation_id = "policy.value.read")]
    async fn read(&self, by: Caller, id: Path<PolicyValueId>) -> Result<Read<PolicyValueView>, Refused<Reads>> {
        Ok(Read(PolicyValueView::from(&read_value(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Every key a value can have
    #[oai(path = "/policy-keys", method = "get", operation_id = "policy.key.list")]
    async fn keys(&self, by: Caller) -> Result<Json<PolicyKeys>, Refused<Reads>> {
        let view = |k: &Key| PolicyKeyView {
            key: k.name.into(),
            kind: match k.kind {
                ValueKind::Money => "money",
                ValueKind::Percent => "percent",
                ValueKind::Days => "days",
                ValueKind::LeastDays => "least_days",
                ValueKind::Count => "count",
                ValueKind::Words => "words",
                ValueKind::Hours => "hours",
                ValueKind::Term => "term",
                ValueKind::Force => "force",
            }
            .into(),
            direction: match k.direction {
                Direction::Max => "max",
                Direction::Min => "min",
                Direction::Within => "within",
                Direction::Superset => "superset",
                Direction::Subset => "subset",
                Direction::Stronger => "stronger",
            }
            .into(),
            unset: match k.unset {
                Unset::Refuses => "refuses",
                Unset::Careful => "careful",
                Unset::OwnForce => "own_force",
                Unset::Unchecked => "unchecked",
                Unset::NotRequired => "not_required",
            }
            .into(),
            means: k.means.text(by.lang).into(),
        };
        Ok(Json(PolicyKeys { items: KEYS.iter().map(view).collect() }))
    }

    /// The rule book: every rule with its basis, force and operations
    #[oai(path = "/rules", method = "get", operation_id = "policy.rule.list")]
    async fn rules(&self, by: Caller) -> Result<Json<Rules>, Refused<Reads>> {
        Ok(Json(Rules { items: self.0.rules.iter().map(|r| RuleView::of(r, by.lang)).collect() }))
    }
}
