//! 打印模板. How a region lays a form out.

use serde::Serialize;

use super::Form;
use crate::ground::kernel::{Day, Instant, Layer, OfficerId, PrintTemplateId, RegionCode};

crate::ground::kernel::words! {
    /// State of a template.
    pub enum TemplateState {
        Draft = "draft" "草稿",
        Published = "published" "启用",
        Retired = "retired" "停用",
    }
}

impl TemplateState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[(Self::Draft, Self::Published), (Self::Published, Self::Retired)];
}

/// What a list of templates is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct TemplateQuery {
    /// Of this form.
    pub form: Option<Form>,
    /// In this state.
    pub state: Option<TemplateState>,
}

/// 打印模板. Published, it never changes: another edition follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintTemplate {
    /// Id.
    pub id: PrintTemplateId,
    /// Of which form.
    pub form: Form,
    /// Where it holds, and everywhere inside that has no nearer one.
    pub region: RegionCode,
    /// Its number within form and region.
    pub edition: i32,
    /// Name.
    pub name: String,
    /// Its text: HTML with the form's fields in double braces.
    pub body: String,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// Where it stands.
    pub state: TemplateState,
    /// Who wrote it first.
    pub author: Option<OfficerId>,
    /// Who published it.
    pub publisher: Option<OfficerId>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl PrintTemplate {
    /// How the page that it made names it.
    pub fn edition_name(&self) -> String {
        format!("{} {} 第{}版", self.region, self.name, self.edition)
    }
}
