//! `/to-person-lines`: what a person or a household has, by item and month.

use poem_openapi::{Object, OpenApi, payload::Json};

use super::PostsParts;
use crate::{
    benefit::{
        posts::{
            model::{ListLineQuery, ToPersonItem, ToPersonState},
            service::{
                exports::ToPersonLineTable,
                line_rows::LineRows,
                read::{ShownLine, list_lines},
            },
        },
        shares::Whose,
    },
    ground::{
        authority::action,
        kernel::{HouseholdId, Money, Month, PersonId, RegionCode, ToPersonLineId, ToPersonListId},
        wire::{Caller, Deferring, Exporter, Filter, Lister, PageOf, Reads, Refused, Writes},
    },
    office::tables::{ImportForm, ImportReply, TableFile, exported, import, mark, template},
};

/// One person or one household of a list (名单明细), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ToPersonLineView {
    /// Id.
    id: ToPersonLineId,
    /// Of which list.
    list_id: ToPersonListId,
    /// Its number.
    list_number: String,
    /// The how-manieth of it.
    n: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// How the person is called, masked, or the household numbered.
    name: String,
    /// For what.
    item: ToPersonItem,
    /// How an item of the word `other` is called.
    item_name: Option<String>,
    /// The first month that is paid for.
    from_month: Month,
    /// The last month that is paid for.
    to_month: Month,
    /// How much.
    amount: Money,
    /// Why.
    reason: String,
    /// How far the list has come.
    state: ToPersonState,
}

impl From<&ShownLine> for ToPersonLineView {
    fn from(s: &ShownLine) -> Self {
        Self {
            id: s.line.id,
            list_id: s.list.id,
            list_number: s.list.number.clone(),
            n: s.line.n,
            person_id: s.line.whose.person(),
            household_id: s.line.whose.household(),
            name: s.name.clone(),
            item: s.list.item,
            item_name: s.list.item_name.clone(),
            from_month: s.list.months.0,
            to_month: s.list.months.1,
            amount: s.line.amount,
            reason: s.line.reason.clone(),
            state: s.list.state,
        }
    }
}

/// Filters of lines.
#[derive(Debug, Object)]
pub struct ToPersonLineFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this list.
    list_id: Option<ToPersonListId>,
    /// Only of this person.
    person_id: Option<PersonId>,
    /// Only of this household; not together with a person.
    household_id: Option<HouseholdId>,
}

impl Filter for ToPersonLineFilter {
    const MARK: &'static str = "list:ToPersonLineFilter";
}

impl From<&ToPersonLineFilter> for ListLineQuery {
    fn from(f: &ToPersonLineFilter) -> Self {
        let whose = f.person_id.map(Whose::Person).or(f.household_id.map(Whose::Household));
        Self { list: f.list_id, whose }
    }
}

/// Lines of lists.
pub struct ToPersonLinesApi(pub PostsParts);

#[OpenApi]
impl ToPersonLinesApi {
    /// The lines of lists of one's regions: of a list, or what a person or a household has, masked
    #[oai(path = "/to-person-lines", method = "get", operation_id = "posts.line.list")]
    async fn list(&self, by: Lister<ToPersonLineFilter>) -> Result<Json<PageOf<ToPersonLineView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), ListLineQuery::from(&by.filter));
        let (parts, wanted) = ((&self.0.db, &self.0.sealer), (&by.holder, &action::TO_PERSON_LINE_READ));
        let page = list_lines(parts, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|l| ToPersonLineView::from(&l)).into()))
    }

    /// The lines as a table, as filtered, masked
    #[oai(path = "/to-person-lines/export", method = "get", operation_id = "posts.line.export")]
    async fn export(&self, by: Exporter<ToPersonLineFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = ListLineQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = ToPersonLineTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::TO_PERSON_LINE_EXPORT, list).await?)
    }

    /// Import lines of lists that are still written (到人到户名单明细); each is judged as one that is told by hand, and what a file does not name stays
    #[oai(path = "/to-person-lines/imports", method = "post", operation_id = "posts.line.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0.intake, by, form, LineRows).await
    }

    /// A file of lines back, with what is wrong in each row; nothing is kept
    #[oai(path = "/to-person-lines/imports/marked", method = "post", operation_id = "posts.line.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0.intake, by, form, LineRows).await?)
    }

    /// The template for importing lines of lists
    #[oai(path = "/to-person-lines/imports/template", method = "get", operation_id = "posts.line.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<LineRows>(&by)?)
    }
}
