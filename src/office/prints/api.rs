//! `/print-templates`, `/print-forms`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    model::{Form, FormSpec, Paper, PrintTemplate, TemplateQuery, TemplateState},
    service::{
        ActOnTemplate, CreateTemplate, Forms, NewTemplate, TemplateAct, list_forms, list_templates, preview,
        read_template,
    },
};
use crate::{
    ground::{
        authority::action,
        kernel::{Day, Instant, Layer, OfficerId, PrintTemplateId, RegionCode, SubjectKind, Words as _},
        platform::Db,
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Printed, Read,
            Reads, Refused, Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, given_out},
};

wire_words!(Form, Paper, TemplateState);

/// What the operations of prints need.
#[derive(Clone)]
pub struct PrintsParts {
    /// The database.
    pub db: Db,
    /// Every form of this release.
    pub forms: Forms,
}

/// Every operation of prints.
pub fn apis(parts: &PrintsParts) -> impl OpenApi + use<> {
    PrintsApi(parts.clone())
}

/// A template (打印模板): how a region lays a form out.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PrintTemplateView {
    /// Id.
    id: PrintTemplateId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which form.
    form: Form,
    /// Where it holds, and everywhere inside that has no nearer one.
    region_code: RegionCode,
    /// Its number within form and region.
    edition: i32,
    /// Name.
    name: String,
    /// Its text: HTML with the form's fields in double braces.
    body: String,
    /// The first day on which it holds.
    valid_from_on: Day,
    /// Draft, published or retired.
    state: TemplateState,
    /// Who wrote it first.
    author_id: Option<OfficerId>,
    /// Who published it.
    publisher_id: Option<OfficerId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PrintTemplateView, "/print-templates");

impl From<&PrintTemplate> for PrintTemplateView {
    fn from(t: &PrintTemplate) -> Self {
        Self {
            id: t.id,
            etag: t.version.to_string(),
            form: t.form,
            region_code: t.region.clone(),
            edition: t.edition,
            name: t.name.clone(),
            body: t.body.clone(),
            valid_from_on: t.valid_from,
            state: t.state,
            author_id: t.author,
            publisher_id: t.publisher,
            layer: t.layer,
            created_at: t.created_at,
            updated_at: t.updated_at,
        }
    }
}

/// A new edition, as a draft. It must print the form's example, and hold no script and nothing from outside.
#[derive(Debug, Object)]
pub struct NewPrintTemplate {
    /// Of which form.
    form: Form,
    /// Where it is to hold.
    region_code: RegionCode,
    /// Name.
    name: Plain<60>,
    /// Its text: HTML with the form's fields in double braces, as `/print-forms` shows them.
    body: Text<60000>,
    /// The first day on which it is to hold.
    valid_from_on: Day,
}

/// Changes of a draft; what is absent stays.
#[derive(Debug, Object)]
pub struct PrintTemplatePatch {
    /// Name.
    name: Option<Plain<60>>,
    /// Its text.
    body: Option<Text<60000>>,
    /// The first day on which it is to hold.
    valid_from_on: Option<Day>,
}

/// Filters of templates.
#[derive(Debug, Object)]
pub struct PrintTemplateFilter {
    /// Only of this form.
    form: Option<Form>,
    /// Only in this state.
    state: Option<TemplateState>,
}

impl Filter for PrintTemplateFilter {
    const MARK: &'static str = "list:PrintTemplateFilter:sync";
}

impl From<PrintTemplateFilter> for TemplateQuery {
    fn from(f: PrintTemplateFilter) -> Self {
        Self { form: f.form, state: f.state }
    }
}

/// A form (表样) that this release prints.
#[derive(Debug, Object)]
pub struct PrintFormView {
    /// Its code, for `form=`.
    form: Form,
    /// Its title.
    title: String,
    /// Kind of the subjects that it is printed of.
    subject_kind: String,
    /// On what it is printed.
    paper: Paper,
    /// The template that holds where no region has its own.
    template: String,
    /// An example of its fields, as JSON text: what a template is tried on.
    example: String,
}

impl From<&FormSpec> for PrintFormView {
    fn from(s: &FormSpec) -> Self {
        let kind: SubjectKind = s.kind;
        Self {
            form: s.form,
            title: s.form.label().into(),
            subject_kind: kind.word().into(),
            paper: s.paper,
            template: s.built_in.into(),
            example: s.example.into(),
        }
    }
}

/// Every form.
#[derive(Debug, Object)]
pub struct PrintForms {
    items: Vec<PrintFormView>,
}

struct PrintsApi(PrintsParts);

type Moved = Result<Done<PrintTemplateView>, Refused<Writes>>;

impl PrintsApi {
    async fn act(&self, by: Acting, id: PrintTemplateId, act: TemplateAct) -> Moved {
        let (forms, actor, if_match) = (self.0.forms.clone(), by.actor.clone(), by.if_match.clone());
        let work = ActOnTemplate { forms, actor, id, if_match, act };
        by.run(&self.0.db, &work, |t| PrintTemplateView::from(t)).await
    }
}

#[OpenApi]
impl PrintsApi {
    /// Every form that is printed, with its own template and an example of its fields
    #[oai(path = "/print-forms", method = "get", operation_id = "prints.form.list")]
    async fn forms(&self, by: Caller) -> Result<Json<PrintForms>, Refused<Reads>> {
        let forms = list_forms(&self.0.forms, &by.holder)?;
        Ok(Json(PrintForms { items: forms.iter().map(Into::into).collect() }))
    }

    /// Templates of one's regions
    #[oai(path = "/print-templates", method = "get", operation_id = "prints.template.list")]
    async fn list(&self, by: Lister<PrintTemplateFilter>) -> Result<Json<PageOf<PrintTemplateView>>, Refused<Reads>> {
        let page = list_templates(&self.0.db, &by.holder, &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|t| PrintTemplateView::from(&t)).into()))
    }

    /// Write a new edition, as a draft
    #[oai(path = "/print-templates", method = "post", operation_id = "prints.template.create")]
    async fn create(
        &self,
        by: Creating,
        body: Json<NewPrintTemplate>,
    ) -> Result<Created<PrintTemplateView>, Refused<Writes>> {
        let b = body.0;
        let (form, region, valid_from) = (b.form, b.region_code, b.valid_from_on);
        let asked = NewTemplate { form, region, name: b.name.into(), body: b.body.into(), valid_from };
        let work = CreateTemplate { forms: self.0.forms.clone(), actor: by.actor.clone(), asked };
        by.run(&self.0.db, &work, |t| PrintTemplateView::from(t)).await
    }

    /// The templates as a table, as filtered, without their texts
    #[oai(path = "/print-templates/export", method = "get", operation_id = "prints.template.export")]
    async fn export(&self, by: Exporter<PrintTemplateFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::PRINT_TEMPLATE_EXPORT, self.0.db.clone(), |f| (None, TemplateQuery::from(f))).await
    }

    /// One template
    #[oai(path = "/print-templates/:id", method = "get", operation_id = "prints.template.read")]
    async fn read(&self, by: Caller, id: Path<PrintTemplateId>) -> Result<Read<PrintTemplateView>, Refused<Reads>> {
        Ok(Read(PrintTemplateView::from(&read_template(&self.0.db, &by.holder, id.0).await?)))
    }

    /// The page that it makes of its form's example
    #[oai(path = "/print-templates/:id/preview", method = "get", operation_id = "prints.template.preview")]
    async fn preview(&self, by: Caller, id: Path<PrintTemplateId>) -> Result<Printed, Refused<Writes>> {
        Ok(Printed(preview(&self.0.db, &self.0.forms, &by.holder, id.0).await?))
    }

    /// Write a draft anew; form and region stay
    #[oai(path = "/print-templates/:id", method = "patch", operation_id = "prints.template.change")]
    async fn change(&self, by: Changing, id: Path<PrintTemplateId>, body: Json<PrintTemplatePatch>) -> Moved {
        let PrintTemplatePatch { name, body, valid_from_on } = body.0;
        let act =
            TemplateAct::Rewrite { name: name.map(Into::into), body: body.map(Into::into), valid_from: valid_from_on };
        let (forms, actor, if_match) = (self.0.forms.clone(), by.actor.clone(), by.if_match.clone());
        let work = ActOnTemplate { forms, actor, id: id.0, if_match, act };
        by.run(&self.0.db, &work, |t| PrintTemplateView::from(t)).await
    }

    /// Put a draft in force from its first day on, as somebody who did not write it
    #[oai(path = "/print-templates/:id/publish", method = "post", operation_id = "prints.template.publish")]
    async fn publish(&self, by: Acting, id: Path<PrintTemplateId>) -> Moved {
        self.act(by, id.0, TemplateAct::Publish).await
    }

    /// End a published template; the edition before it, or the next higher region's, holds again
    #[oai(path = "/print-templates/:id/retire", method = "post", operation_id = "prints.template.retire")]
    async fn retire(&self, by: Acting, id: Path<PrintTemplateId>) -> Moved {
        self.act(by, id.0, TemplateAct::Retire).await
    }
}
