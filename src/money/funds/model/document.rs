//! 指标文件 and 计划安排.

use serde::Serialize;

use super::DocumentNumber;
use crate::ground::kernel::{
    BudgetDocumentId, Day, ExternalRef, FileId, Instant, Layer, Money, PlanLineId, RegionCode,
};

crate::ground::kernel::words! {
    /// What a document does with money.
    pub enum DocumentKind {
        Advance = "advance" "提前下达",
        Formal = "formal" "正式下达",
        Adjust = "adjust" "调整",
        Settle = "settle" "结算",
        CarryOver = "carry_over" "结转",
        Reclaim = "reclaim" "收回",
    }
}

impl DocumentKind {
    /// Whether its lines bring new money. The others move or take back what is there already: confirmed like these, a paper that
    /// reclaims 100,000 would add it.
    pub const fn brings_money(self) -> bool {
        matches!(self, Self::Advance | Self::Formal)
    }
}

/// 指标文件. The paper by which money is announced. One paper carries many lines ([`super::Allocation`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BudgetDocument {
    /// Id.
    pub id: BudgetDocumentId,
    /// Its number. Not unique: two papers, or two records of one, may bear it.
    pub number: DocumentNumber,
    /// Its title.
    pub title: String,
    /// Who issued it, as the paper says; several are separated by `、`.
    pub issuer: String,
    /// Where its record is kept: by its issuer, or by the region that received it. Its lines lie inside.
    pub region: RegionCode,
    /// What it does.
    pub kind: DocumentKind,
    /// The budget year that its text states. Never derived: money announced in advance bears the next year.
    pub budget_year: i32,
    /// The day it bears.
    pub document_on: Option<Day>,
    /// The day it was received.
    pub received_on: Option<Day>,
    /// The paper itself.
    pub file: Option<FileId>,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

impl BudgetDocument {
    /// Whether what its lines are held against is another: number, issuer, kind, day or the paper itself. A day or a paper that
    /// was missing and is there now changes nothing of what was held.
    pub fn paper_differs(&self, after: &Self) -> bool {
        let other_day = self.document_on.is_some() && self.document_on != after.document_on;
        let other_file = self.file.is_some() && self.file != after.file;
        let other_words = (&self.number, &self.issuer, self.kind) != (&after.number, &after.issuer, after.kind);
        other_day || other_file || other_words
    }
}

/// 计划安排. Money of documents that a paper arranges by category, naming no single project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// Id.
    pub id: PlanLineId,
    /// What it is for.
    pub name: String,
    /// Category, as the paper says.
    pub category: Option<String>,
    /// Who carries it out, as the paper says.
    pub implementer: Option<String>,
    /// Where.
    pub region: RegionCode,
    /// Budget year.
    pub budget_year: i32,
    /// How much.
    pub amount: Money,
    /// Of which money, as the paper says.
    pub fund_source: Option<String>,
    /// The documents it arranges.
    pub documents: Vec<BudgetDocumentId>,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
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
