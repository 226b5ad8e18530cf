//! Posts, assignments, sheets, lists and lines as tables; persons masked.

use super::read::{
    ShownAssignment, ShownLine, list_assignments, list_lines, list_lists, list_posts, list_sheets, post_numbers,
};
use crate::{
    benefit::posts::model::{
        AssignmentQuery, ListLineQuery, ListQuery, PostQuery, PublicPost, Sheet, SheetQuery, ToPersonList,
        ToPersonState,
    },
    ground::{
        authority::{Holder, action},
        kernel::{RegionCode, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    office::tables::{Listed, columns},
};

/// Lists as filtered.
pub struct ToPersonTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: ListQuery,
}

impl Listed for ToPersonTable {
    type Item = ToPersonList;
    const NAME: &'static str = "to-person-lists";

    async fn page(&self, listing: &Listing) -> Result<Page<ToPersonList>, Stop> {
        let wanted = (&self.holder, &action::TO_PERSON_LIST_EXPORT);
        list_lists(&self.db, wanted, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, list: &ToPersonList) -> bool {
        list.state != ToPersonState::Annulled
    }

    columns! { l;
        "编号" => Some(&l.number),
        "行政区划代码" => Some(&l.region),
        "补贴项目" => Some(l.item_called()),
        "名单名称" => Some(&l.name),
        "依据" => Some(&l.basis),
        "发放方式" => Some(l.per.label()),
        "首月" => Some(l.months.0),
        "末月" => Some(l.months.1),
        "资金来源" => Some(l.source.label()),
        "状态" => Some(l.state.label()),
        "明细数" => Some(l.lines),
        "合计(元)" => l.total,
        "公示起日" => l.posted_on,
        "支付日期" => l.paid_on,
        "已确认的提示" => Some(l.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        "备注" => l.note.as_ref(),
        "标识" => Some(l.id),
    }
}

/// Lines as filtered.
pub struct ToPersonLineTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: ListLineQuery,
}

impl Listed for ToPersonLineTable {
    type Item = ShownLine;
    const NAME: &'static str = "to-person-lines";

    async fn page(&self, listing: &Listing) -> Result<Page<ShownLine>, Stop> {
        let wanted = (&self.holder, &action::TO_PERSON_LINE_EXPORT);
        list_lines((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, shown: &ShownLine) -> bool {
        shown.list.state != ToPersonState::Annulled
    }

    columns! { s;
        "名单编号" => Some(&s.list.number),
        "序号" => Some(s.line.n),
        "发放对象" => Some(&s.name),
        "补贴项目" => Some(s.list.item_called()),
        "首月" => Some(s.list.months.0),
        "末月" => Some(s.list.months.1),
        "金额(元)" => s.line.amount,
        "事由" => Some(&s.line.reason),
        "名单状态" => Some(s.list.state.label()),
        "标识" => Some(s.line.id),
    }
}

/// Posts as filtered.
pub struct PublicPostTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: PostQuery,
}

impl Listed for PublicPostTable {
    type Item = PublicPost;
    const NAME: &'static str = "public-posts";

    async fn page(&self, listing: &Listing) -> Result<Page<PublicPost>, Stop> {
        let wanted = (&self.holder, &action::PUBLIC_POST_EXPORT);
        list_posts(&self.db, wanted, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, post: &PublicPost) -> bool {
        post.close_reason.is_none()
    }

    columns! { p;
        "编号" => Some(&p.number),
        "行政区划代码" => Some(&p.region),
        "岗位名称" => Some(&p.title),
        "岗位职责" => Some(&p.duty),
        "月报酬(元)" => p.monthly,
        "计酬办法" => Some(p.pay_rule.label()),
        "月应出勤天数" => Some(p.full_days),
        "名额" => Some(p.places),
        "资金来源" => Some(p.source.label()),
        "首月" => Some(p.months.0),
        "末月" => p.months.1,
        "状态" => Some(p.state.label()),
        "备注" => p.note.as_ref(),
        "标识" => Some(p.id),
    }
}

/// Assignments as filtered.
pub struct PostAssignmentTable {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: AssignmentQuery,
}

impl Listed for PostAssignmentTable {
    type Item = ShownAssignment;
    const NAME: &'static str = "post-assignments";

    async fn page(&self, listing: &Listing) -> Result<Page<ShownAssignment>, Stop> {
        let wanted = (&self.holder, &action::POST_ASSIGNMENT_EXPORT);
        list_assignments((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, _: &ShownAssignment) -> bool {
        false
    }

    columns! { shown;
        "岗位编号" => Some(&shown.post),
        "行政区划代码" => Some(&shown.assignment.region),
        "上岗人员" => Some(&shown.name),
        "上岗日期" => Some(shown.assignment.from),
        "离岗日期" => shown.assignment.until,
        "状态" => Some(shown.assignment.state.label()),
        "离岗原因" => shown.assignment.end_reason.as_ref(),
        "已确认的提示" => Some(shown.assignment.acknowledged.join(" ")).filter(|text| !text.is_empty()),
        "标识" => Some(shown.assignment.id),
    }
}

/// Sheets as filtered.
pub struct PostSheetTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: SheetQuery,
}

impl Listed for PostSheetTable {
    /// A sheet with the number of its post.
    type Item = (Sheet, String);
    const NAME: &'static str = "post-sheets";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let wanted = (&self.holder, &action::POST_SHEET_EXPORT);
        let page = list_sheets(&self.db, wanted, self.region.as_ref(), self.query, listing).await?;
        let numbers = post_numbers(&self.db, &page.items).await?;
        let with = |sheet: Sheet| {
            let number = numbers.get(&sheet.post).cloned();
            Ok((sheet, number.ok_or_else(|| Fault::inconsistent("a sheet of no post"))?))
        };
        Ok(page.try_map(with)?)
    }

    fn adds_up(&self, _: &Self::Item) -> bool {
        false
    }

    columns! { (s, post), sum = |days: fn(&crate::benefit::posts::model::Attendance) -> i32| s.rows.iter().map(days).sum::<i32>();
        "岗位编号" => Some(post),
        "行政区划代码" => Some(&s.region),
        "月份" => Some(s.month),
        "人数" => Some(s.rows.len()),
        "出勤天数合计" => Some(sum(|r| r.worked)),
        "缺勤天数合计" => Some(sum(|r| r.absent)),
        "状态" => Some(s.state.label()),
        "退回原因" => s.return_reason.as_ref(),
        "标识" => Some(s.id),
    }
}
