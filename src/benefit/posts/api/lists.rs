//! `/to-person-lists`: whom it pays, and what it passes on its way.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{
    PostsParts,
    shapes::{
        NewToPersonList, ToPersonAnnulment, ToPersonCheck, ToPersonDisbursement, ToPersonListFromAttendance,
        ToPersonListSays, ToPersonListView, ToPersonPosting, ToPersonPrintBody, ToPersonReturn, ToPersonSpending,
        ToPersonUnlinking,
    },
};
use crate::{
    benefit::posts::{
        model::{ListQuery, ToPersonItem, ToPersonState},
        service::{
            exports::ToPersonTable,
            generate::GenerateList,
            link::{ConfirmPaid, LinkDisbursement, LinkSpending, UnlinkList},
            lists::{FileList, ReviseList, SourceTold},
            lock::LockToPersonList,
            print::{print_list, print_list_in_full},
            publicise::PubliciseList,
            read::{list_lists, read_list},
            steps::{AnnulList, CheckList, ReturnList},
        },
    },
    ground::{
        authority::action,
        kernel::{IncomePoolId, Month, RegionCode, ToPersonListId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Printed, Read, Reads, Refused,
            Writes, texts,
        },
    },
    office::{
        prints::Span,
        tables::{TableFile, exported},
    },
};

/// Filters of lists.
#[derive(Debug, Object)]
pub struct ToPersonListFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this item.
    item: Option<ToPersonItem>,
    /// Only in this state.
    state: Option<ToPersonState>,
    /// Only those that pay for this month.
    month: Option<Month>,
    /// Only of this pool.
    pool_id: Option<IncomePoolId>,
}

impl Filter for ToPersonListFilter {
    const MARK: &'static str = "list:ToPersonListFilter:since";
}

impl From<&ToPersonListFilter> for ListQuery {
    fn from(f: &ToPersonListFilter) -> Self {
        Self { item: f.item, state: f.state, month: f.month, pool: f.pool_id }
    }
}

/// Lists by which persons are paid.
pub struct ToPersonListsApi(pub PostsParts);

type Moved = Result<Done<ToPersonListView>, Refused<Writes>>;

#[OpenApi]
impl ToPersonListsApi {
    /// The lists of one's regions
    #[oai(path = "/to-person-lists", method = "get", operation_id = "posts.list.list")]
    async fn list(&self, by: Lister<ToPersonListFilter>) -> Result<Json<PageOf<ToPersonListView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), ListQuery::from(&by.filter));
        let wanted = (&by.holder, &action::TO_PERSON_LIST_READ);
        let page = list_lists(&self.0.db, wanted, region, &query, &by.listing).await?;
        Ok(Json(page.map(|l| ToPersonListView::from(&l)).into()))
    }

    /// File a list of lines that are told one by one; nobody is paid twice for an item and month (R110)
    #[oai(path = "/to-person-lists", method = "post", operation_id = "posts.list.file")]
    async fn file(
        &self,
        by: Creating,
        body: Json<NewToPersonList>,
    ) -> Result<Created<ToPersonListView>, Refused<Writes>> {
        let (source, told, lines) = body.0.told();
        let work = FileList { actor: by.actor.clone(), sealer: self.0.sealer.clone(), source, told, lines };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Make the list of a month's pay of confirmed attendance, by the rule of each post
    #[oai(path = "/to-person-lists/from-attendance", method = "post", operation_id = "posts.list.generate")]
    async fn generate(
        &self,
        by: Creating,
        body: Json<ToPersonListFromAttendance>,
    ) -> Result<Created<ToPersonListView>, Refused<Writes>> {
        let b = body.0;
        let source = SourceTold { source: b.source, pool: b.pool_id, region: b.region_code, agent: b.agent_id };
        let work = GenerateList {
            actor: by.actor.clone(),
            sealer: self.0.sealer.clone(),
            source,
            posts: b.post_ids,
            month: b.month,
            name: b.name.into(),
            basis: b.basis.into(),
            paper: b.file_id,
            acknowledged: texts(b.acknowledged),
            note: b.note.map(Into::into),
        };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// The lists as a table, as filtered
    #[oai(path = "/to-person-lists/export", method = "get", operation_id = "posts.list.export")]
    async fn export(&self, by: Exporter<ToPersonListFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = ListQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = ToPersonTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::TO_PERSON_LIST_EXPORT, list).await?)
    }

    /// One list, with its steps
    #[oai(path = "/to-person-lists/:id", method = "get", operation_id = "posts.list.read")]
    async fn read(&self, by: Caller, id: Path<ToPersonListId>) -> Result<Read<ToPersonListView>, Refused<Reads>> {
        Ok(Read(ToPersonListView::from(&read_list(&self.0.db, &by.holder, id.0).await?)))
    }

    /// It as a page with subtotals; persons masked
    #[oai(path = "/to-person-lists/:id/print", method = "get", operation_id = "posts.list.print")]
    async fn print(
        &self,
        by: Caller,
        id: Path<ToPersonListId>,
        /// The first serial that is printed; running totals go on from what lies before.
        from: Query<Option<i64>>,
        /// The last serial that is printed; at most 5,000 lines at once.
        until: Query<Option<i64>>,
    ) -> Result<Printed, Refused<Writes>> {
        let (with, span) = ((&self.0.db, &self.0.sealer), Span { from: from.0, until: until.0 });
        Ok(Printed(print_list(with, &by.holder, (id.0, span)).await?))
    }

    /// It as a sheet with whole names, to be signed, told with a reason; each time counts, and the answer is kept nowhere
    #[oai(path = "/to-person-lists/:id/print-in-full", method = "post", operation_id = "posts.list.print_in_full")]
    async fn print_in_full(
        &self,
        by: Caller,
        id: Path<ToPersonListId>,
        body: Json<ToPersonPrintBody>,
    ) -> Result<Printed, Refused<Writes>> {
        let ToPersonPrintBody { reason, from, until } = body.0;
        let (with, span) = ((&self.0.db, &self.0.sealer), Span { from, until });
        Ok(Printed(print_list_in_full(with, &by.holder, (id.0, span, reason.into())).await?))
    }

    /// Write a list anew that nobody has checked, or that was sent back; its money stays
    #[oai(path = "/to-person-lists/:id/revise", method = "post", operation_id = "posts.list.revise")]
    async fn revise(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonListSays>) -> Moved {
        let (actor, if_match, sealer) = (by.actor.clone(), by.if_match.clone(), self.0.sealer.clone());
        let (told, lines) = body.0.told();
        let work = ReviseList { actor, sealer, id: id.0, if_match, told, lines };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Look at a list, as another officer than who made it
    #[oai(path = "/to-person-lists/:id/check", method = "post", operation_id = "posts.list.check")]
    async fn check(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonCheck>) -> Moved {
        let (actor, if_match, note) = (by.actor.clone(), by.if_match.clone(), body.0.note.map(Into::into));
        let work = CheckList { actor, id: id.0, if_match, note };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Say that a list hangs, by its posting or by a paper
    #[oai(path = "/to-person-lists/:id/publicise", method = "post", operation_id = "posts.list.publicise")]
    async fn publicise(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonPosting>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (posting, told, note) = (b.posting_id, (b.on, b.file_id), b.note.map(Into::into));
        let work = PubliciseList { actor, id: id.0, if_match, posting, told, note };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Lock a list that hung long enough: it is paid as it stands
    #[oai(path = "/to-person-lists/:id/lock", method = "post", operation_id = "posts.list.lock")]
    async fn lock(&self, by: Acting, id: Path<ToPersonListId>) -> Moved {
        let work = LockToPersonList { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Send a list back that somebody objected to or found wrong, while nothing pays it
    #[oai(path = "/to-person-lists/:id/return", method = "post", operation_id = "posts.list.send_back")]
    async fn send_back(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonReturn>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (on, reason, paper) = (b.on, b.reason.into(), b.file_id);
        let work = ReturnList { actor, id: id.0, if_match, on, reason, paper };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Annul a list that nobody has checked, or that was sent back; its months and sheets are free
    #[oai(path = "/to-person-lists/:id/annul", method = "post", operation_id = "posts.list.annul")]
    async fn annul(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonAnnulment>) -> Moved {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let work = AnnulList { actor, id: id.0, if_match, on: b.on, reason: b.reason.into() };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Say by which spending of its pool a locked list was paid
    #[oai(path = "/to-person-lists/:id/spending", method = "post", operation_id = "posts.list.link_spending")]
    async fn link_spending(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonSpending>) -> Moved {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = LinkSpending { actor, id: id.0, if_match, spending: body.0.spending_id };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Say which claim of public money pays a locked list
    #[oai(path = "/to-person-lists/:id/disbursement", method = "post", operation_id = "posts.list.link_disbursement")]
    async fn link_disbursement(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonDisbursement>) -> Moved {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = LinkDisbursement { actor, id: id.0, if_match, disbursement: body.0.disbursement_id };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Say that the claim which pays a list is paid, all of it
    #[oai(path = "/to-person-lists/:id/confirm-paid", method = "post", operation_id = "posts.list.confirm_paid")]
    async fn confirm_paid(&self, by: Acting, id: Path<ToPersonListId>) -> Moved {
        let work = ConfirmPaid { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }

    /// Say that what paid a list was taken back or came to nothing: the list waits to be paid again
    #[oai(path = "/to-person-lists/:id/unlink", method = "post", operation_id = "posts.list.unlink")]
    async fn unlink(&self, by: Acting, id: Path<ToPersonListId>, body: Json<ToPersonUnlinking>) -> Moved {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = UnlinkList { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |l| ToPersonListView::from(l)).await
    }
}
