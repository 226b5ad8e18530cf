//! Writing, publishing, reading and using templates.

use std::sync::Arc;

use super::{
    PrintsRefusal,
    model::{
        Flaw, Form, FormSpec, Outside, PrintTemplate, Sheet, TemplateQuery, TemplateState, press, proof, reaches_out,
    },
    store,
};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, denial, unknown},
        kernel::{Day, DenialReason, PrintTemplateId, RegionCode, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed, officers_who},
        wire::match_version,
    },
    office::access::holder,
};

/// Every form of this release, joined in `app`.
pub type Forms = Arc<[FormSpec]>;

/// What an area declared of a form.
fn spec_of(forms: &Forms, form: Form) -> Result<&FormSpec, Fault> {
    forms.iter().find(|s| s.form == form).ok_or_else(|| Fault::inconsistent(format!("nobody declares the form {form}")))
}

/// A subject's page: by the template in force nearest to its region, else by the form's own. The caller answers for the right to
/// what the sheet shows.
pub async fn print(
    conn: &impl ConnectionTrait,
    spec: &FormSpec,
    region: &RegionCode,
    sheet: &Sheet,
) -> Result<String, Stop> {
    let template = store::find_in_force(conn, spec.form, region, sheet.printed_at.day()).await?;
    let Some(template) = template else {
        let own = press(spec, spec.built_in, sheet);
        return Ok(own.map_err(|flaw| Fault::inconsistent(format!("form {}: {flaw:?}", spec.form)))?);
    };
    Ok(press(spec, &template.body, sheet).map_err(|flaw| broken(&template, flaw))?)
}

fn broken(template: &PrintTemplate, flaw: Flaw) -> PrintsRefusal {
    PrintsRefusal::Broken { template: template.edition_name(), line: flaw.line, fault: flaw.what }
}

fn subject_of(template: &PrintTemplate) -> SubjectRef {
    SubjectRef::new(SubjectKind::PrintTemplate, template.id)
}

/// Refuses what does not print its form's example, or reaches outside its page.
fn sane(spec: &FormSpec, template: &PrintTemplate) -> Result<(), PrintsRefusal> {
    if let Some(Outside { line, word }) = reaches_out(&template.body) {
        return Err(PrintsRefusal::ReachesOut { line, word });
    }
    let Err(flaw) = proof(spec, &template.body, template.updated_at) else { return Ok(()) };
    Err(PrintsRefusal::Faulty { line: flaw.line, fault: flaw.what })
}

/// What a caller says of a template.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// Of which form.
    pub form: Form,
    /// Where it is to hold.
    pub region: RegionCode,
    /// Name.
    pub name: String,
    /// Its text.
    pub body: String,
    /// The first day on which it is to hold.
    pub valid_from: Day,
}

/// Writes a new edition, as a draft.
pub struct CreateTemplate {
    /// Every form.
    pub forms: Forms,
    /// Who.
    pub actor: Actor,
    /// What.
    pub asked: NewTemplate,
}

impl Work for CreateTemplate {
    type Record = Committed<PrintTemplate>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PrintTemplate>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::PRINT_TEMPLATE_CREATE, &self.asked.region)?;
        let asked = self.asked.clone();
        if !store::region_exists(tx.conn(), &asked.region).await? {
            return Err(PrintsRefusal::UnknownRegion { region: asked.region }.into());
        }
        let now = tx.now().await?;
        let template = PrintTemplate {
            id: tx.id(now),
            edition: store::newest_edition(tx.conn(), asked.form, &asked.region).await? + 1,
            form: asked.form,
            region: asked.region,
            name: asked.name,
            body: asked.body,
            valid_from: asked.valid_from,
            state: TemplateState::Draft,
            author: self.actor.officer(),
            publisher: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        sane(spec_of(&self.forms, template.form)?, &template)?;
        match store::insert_template(tx, &template).await {
            Err(fault) if fault.is_unique_violation() => {
                return Err(PrintsRefusal::EditionTaken { edition: template.edition }.into());
            }
            done => done?,
        }
        let made = Change::created(subject_of(&template), &template.region, &template);
        Ok(permit.commit(made.state(template.state.word()), template))
    }
}

/// The acts that make one an author of a template.
static WRITING: [&Action; 2] = [&action::PRINT_TEMPLATE_CREATE, &action::PRINT_TEMPLATE_CHANGE];

/// What is done to an existing template.
#[derive(Debug, Clone)]
pub enum TemplateAct {
    /// A draft is written anew; what is absent stays.
    Rewrite {
        /// Name.
        name: Option<String>,
        /// Its text.
        body: Option<String>,
        /// The first day on which it is to hold.
        valid_from: Option<Day>,
    },
    /// A draft takes effect from its first day on. Not by anybody who wrote it.
    Publish,
    /// A published one ends: the edition before it, or the next higher region's, holds again.
    Retire,
}

/// Rewrites, publishes or retires a template.
pub struct ActOnTemplate {
    /// Every form.
    pub forms: Forms,
    /// Who.
    pub actor: Actor,
    /// Which template.
    pub id: PrintTemplateId,
    /// The version it was read at.
    pub if_match: String,
    /// What to do.
    pub act: TemplateAct,
}

impl ActOnTemplate {
    fn needs(&self) -> (&'static Action, TemplateState) {
        match self.act {
            TemplateAct::Rewrite { .. } => (&action::PRINT_TEMPLATE_CHANGE, TemplateState::Draft),
            TemplateAct::Publish => (&action::PRINT_TEMPLATE_PUBLISH, TemplateState::Draft),
            TemplateAct::Retire => (&action::PRINT_TEMPLATE_RETIRE, TemplateState::Published),
        }
    }

    /// Whoever wrote it does not publish it.
    async fn second_person(&self, tx: &Tx, template: &PrintTemplate) -> Result<(), Stop> {
        let authors = officers_who(tx, subject_of(template), &WRITING).await?;
        if self.actor.officer().is_some_and(|officer| !authors.contains(&officer)) {
            return Ok(());
        }
        let (wanted, region) = (&action::PRINT_TEMPLATE_PUBLISH, Some(template.region.clone()));
        Err(denial(DenialReason::SecondPerson, wanted, Some(subject_of(template)), region).into())
    }
}

impl Work for ActOnTemplate {
    type Record = Committed<PrintTemplate>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PrintTemplate>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found = store::lock_template(tx, self.id).await?;
        let before = found.ok_or_else(|| unknown(&action::PRINT_TEMPLATE_READ))?;
        let (wanted, needed) = self.needs();
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != needed {
            return Err(PrintsRefusal::StateIs { state: before.state }.into());
        }
        let stamped = PrintTemplate { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        let spec = spec_of(&self.forms, before.form)?;
        let after = match &self.act {
            TemplateAct::Rewrite { name, body, valid_from } => PrintTemplate {
                name: name.clone().unwrap_or(stamped.name),
                body: body.clone().unwrap_or(stamped.body),
                valid_from: valid_from.unwrap_or(stamped.valid_from),
                ..stamped
            },
            TemplateAct::Publish => {
                self.second_person(tx, &before).await?;
                PrintTemplate { state: TemplateState::Published, publisher: self.actor.officer(), ..stamped }
            }
            TemplateAct::Retire => PrintTemplate { state: TemplateState::Retired, ..stamped },
        };
        if after.state != TemplateState::Retired {
            // A form may have got other fields since the draft was written.
            sane(spec, &after)?;
        }
        store::update_template(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

/// One template. Seen from below: a county sees its prefecture's and its province's.
pub async fn read_template(db: &Db, holder: &Holder, id: PrintTemplateId) -> Result<PrintTemplate, Stop> {
    holder.scope(&action::PRINT_TEMPLATE_READ)?;
    let found = store::find_template(db.read(), id).await?;
    let seen =
        |t: &PrintTemplate| holder.grants().iter().any(|g| g.region.covers(&t.region) || t.region.covers(&g.region));
    Ok(found.filter(seen).ok_or_else(|| unknown(&action::PRINT_TEMPLATE_READ))?)
}

/// The page that a template makes of its form's example.
pub async fn preview(db: &Db, forms: &Forms, holder: &Holder, id: PrintTemplateId) -> Result<String, Stop> {
    holder.scope(&action::PRINT_TEMPLATE_PREVIEW)?;
    let template = read_template(db, holder, id).await?;
    let page = proof(spec_of(forms, template.form)?, &template.body, db.now().await?);
    Ok(page.map_err(|flaw| broken(&template, flaw))?)
}

/// Templates of the holder's regions; those of the regions above are read by id.
pub async fn list_templates(
    db: &Db,
    holder: &Holder,
    query: &TemplateQuery,
    listing: &Listing,
) -> Result<Page<PrintTemplate>, Stop> {
    holder.scope(&action::PRINT_TEMPLATE_READ)?;
    Ok(store::list_templates(db.read(), &holder.seen(), query, listing, db.now().await?).await?)
}

/// Every form, for every login.
pub fn list_forms<'a>(forms: &'a Forms, holder: &Holder) -> Result<&'a [FormSpec], Stop> {
    holder.scope(&action::PRINT_FORM_READ)?;
    Ok(forms)
}
