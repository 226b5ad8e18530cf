//! 预算科目.

/// 预算科目. A row of the official classification, as far as public sources gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetClass {
    /// `expenditure_function`, `dept_economic`, `gov_economic`, `revenue`, `transfer_expenditure`.
    pub scheme: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// 类, 款, 项.
    pub level: String,
    /// The class above.
    pub parent: Option<String>,
    /// Where the row comes from.
    pub source: String,
}
