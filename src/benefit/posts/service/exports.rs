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
    office::tables::{Listed, Out, Titles},
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
    const TITLES: Titles = &[
        "编号",
        "行政区划代码",
        "补贴项目",
        "名单名称",
        "依据",
        "发放方式",
        "首月",
        "末月",
        "资金来源",
        "状态",
        "明细数",
        "合计(元)",
        "公示起日",
        "支付日期",
        "已确认的提示",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<ToPersonList>, Stop> {
        let wanted = (&self.holder, &action::TO_PERSON_LIST_EXPORT);
        list_lists(&self.db, wanted, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, list: &ToPersonList) -> bool {
        list.state != ToPersonState::Annulled
    }

    fn cells(&self, l: &ToPersonList) -> Vec<Out> {
        vec![
            Some(&l.number).into(),
            Some(&l.region).into(),
            Some(l.item_called()).into(),
            Some(&l.name).into(),
            Some(&l.basis).into(),
            Some(l.per.label()).into(),
            Some(l.months.0).into(),
            Some(l.months.1).into(),
            Some(l.source.label()).into(),
            Some(l.state.label()).into(),
            Some(l.lines).into(),
            Out::Money(l.total),
            l.posted_on.into(),
            l.paid_on.into(),
            Some(l.acknowledged.join(" ")).filter(|text| !text.is_empty()).into(),
            l.note.as_ref().into(),
            Some(l.id).into(),
        ]
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
    const TITLES: Titles =
        &["名单编号", "序号", "发放对象", "补贴项目", "首月", "末月", "金额(元)", "事由", "名单状态", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownLine>, Stop> {
        let wanted = (&self.holder, &action::TO_PERSON_LINE_EXPORT);
        list_lines((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, shown: &ShownLine) -> bool {
        shown.list.state != ToPersonState::Annulled
    }

    fn cells(&self, s: &ShownLine) -> Vec<Out> {
        vec![
            Some(&s.list.number).into(),
            Some(s.line.n).into(),
            Some(&s.name).into(),
            Some(s.list.item_called()).into(),
            Some(s.list.months.0).into(),
            Some(s.list.months.1).into(),
            Out::Money(s.line.amount),
            Some(&s.line.reason).into(),
            Some(s.list.state.label()).into(),
            Some(s.line.id).into(),
        ]
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
    const TITLES: Titles = &[
        "编号",
        "行政区划代码",
        "岗位名称",
        "岗位职责",
        "月报酬(元)",
        "计酬办法",
        "月应出勤天数",
        "名额",
        "资金来源",
        "首月",
        "末月",
        "状态",
        "备注",
        "标识",
    ];

    async fn page(&self, listing: &Listing) -> Result<Page<PublicPost>, Stop> {
        let wanted = (&self.holder, &action::PUBLIC_POST_EXPORT);
        list_posts(&self.db, wanted, self.region.as_ref(), &self.query, listing).await
    }

    fn adds_up(&self, post: &PublicPost) -> bool {
        post.close_reason.is_none()
    }

    fn cells(&self, p: &PublicPost) -> Vec<Out> {
        vec![
            Some(&p.number).into(),
            Some(&p.region).into(),
            Some(&p.title).into(),
            Some(&p.duty).into(),
            Out::Money(p.monthly),
            Some(p.pay_rule.label()).into(),
            Some(p.full_days).into(),
            Some(p.places).into(),
            Some(p.source.label()).into(),
            Some(p.months.0).into(),
            p.months.1.into(),
            Some(p.state.label()).into(),
            p.note.as_ref().into(),
            Some(p.id).into(),
        ]
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
    const TITLES: Titles =
        &["岗位编号", "行政区划代码", "上岗人员", "上岗日期", "离岗日期", "状态", "离岗原因", "已确认的提示", "标识"];

    async fn page(&self, listing: &Listing) -> Result<Page<ShownAssignment>, Stop> {
        let wanted = (&self.holder, &action::POST_ASSIGNMENT_EXPORT);
        list_assignments((&self.db, &self.sealer), wanted, self.region.as_ref(), self.query, listing).await
    }

    fn adds_up(&self, _: &ShownAssignment) -> bool {
        false
    }

    fn cells(&self, shown: &ShownAssignment) -> Vec<Out> {
        let a = &shown.assignment;
        vec![
            Some(&shown.post).into(),
            Some(&a.region).into(),
            Some(&shown.name).into(),
            Some(a.from).into(),
            a.until.into(),
            Some(a.state.label()).into(),
            a.end_reason.as_ref().into(),
            Some(a.acknowledged.join(" ")).filter(|text| !text.is_empty()).into(),
            Some(a.id).into(),
        ]
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
    const TITLES: Titles =
        &["岗位编号", "行政区划代码", "月份", "人数", "出勤天数合计", "缺勤天数合计", "状态", "退回原因", "标识"];

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

    fn cells(&self, (s, post): &Self::Item) -> Vec<Out> {
        let sum = |days: fn(&crate::benefit::posts::model::Attendance) -> i32| s.rows.iter().map(days).sum::<i32>();
        vec![
            Some(post).into(),
            Some(&s.region).into(),
            Some(s.month).into(),
            Some(s.rows.len()).into(),
            Some(sum(|r| r.worked)).into(),
            Some(sum(|r| r.absent)).into(),
            Some(s.state.label()).into(),
            s.return_reason.as_ref().into(),
            Some(s.id).into(),
        ]
    }
}
