//! 卡片上的业务. What other books say of a card.

crate::ground::kernel::words! {
    /// What rests on a card.
    pub enum Resting {
        Transfer = "transfer" "移交清单",
        Order = "upkeep_order" "管护工单",
        Duty = "upkeep_duty" "未终止的管护责任",
        StockLine = "stock_line" "对应的资产清册行",
        Entrustment = "entrustment" "委托管理",
        Scheme = "share_scheme" "股权量化方案",
        Income = "income_entry" "收支记录",
        Post = "public_post" "公益岗位",
    }
}
