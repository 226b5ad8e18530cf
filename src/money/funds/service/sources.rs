//! Funding sources: create, change, read.

use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{ClassCode, Day, ExternalRef, FundingSourceId, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::funds::{
        FundsRefusal,
        model::{FundLevel, FundingSource, SourceKind},
        store,
    },
    office::{access::holder, places::region_on},
};

/// What a caller says of a source; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct SourceFields {
    /// Name.
    pub name: Option<String>,
    /// Code of the transfer.
    pub fund_code: Option<String>,
    /// Allowed functional classes.
    pub allowed_uses: Option<Vec<ClassCode>>,
    /// Forbidden economic classes.
    pub negative_list: Option<Vec<ClassCode>>,
    /// The paper that says so.
    pub basis_document: Option<String>,
    /// First day.
    pub valid_from: Option<Day>,
    /// Last day.
    pub valid_to: Option<Day>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl SourceFields {
    fn over(&self, source: FundingSource) -> Result<FundingSource, FundsRefusal> {
        let source = FundingSource {
            name: self.name.clone().unwrap_or(source.name),
            fund_code: self.fund_code.clone().or(source.fund_code),
            allowed_uses: self.allowed_uses.clone().unwrap_or(source.allowed_uses),
            negative_list: self.negative_list.clone().unwrap_or(source.negative_list),
            basis_document: self.basis_document.clone().or(source.basis_document),
            valid_from: self.valid_from.or(source.valid_from),
            valid_to: self.valid_to.or(source.valid_to),
            external_ids: self.external_ids.clone().unwrap_or(source.external_ids),
            ..source
        };
        let reversed = source.valid_from.zip(source.valid_to).is_some_and(|(from, to)| to < from);
        if reversed { Err(FundsRefusal::DatesReversed) } else { Ok(source) }
    }
}

fn subject_of(id: FundingSourceId) -> SubjectRef {
    SubjectRef::new(SubjectKind::FundingSource, id)
}

/// Creates a source.
pub struct CreateSource {
    /// Who asks.
    pub actor: Actor,
    /// Where it is kept.
    pub region: RegionCode,
    /// What it is.
    pub kind: SourceKind,
    /// From which level.
    pub level: FundLevel,
    /// What.
    pub fields: SourceFields,
}

impl Work for CreateSource {
    type Record = Committed<FundingSource>;

    async fn run(&self, tx: &Tx) -> Result<Committed<FundingSource>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::SOURCE_CREATE, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        let blank = FundingSource {
            id: tx.id(now),
            name: String::new(),
            kind: self.kind,
            level: self.level,
            region: self.region.clone(),
            fund_code: None,
            allowed_uses: Vec::new(),
            negative_list: Vec::new(),
            basis_document: None,
            valid_from: None,
            valid_to: None,
            layer: self.actor.layer,
            external_ids: Vec::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let source = self.fields.over(blank)?;
        store::insert_source(tx, &source).await?;
        replace_external_ids(tx, subject_of(source.id), &[], &source.external_ids).await?;
        Ok(permit.commit(Change::created(subject_of(source.id), &source.region, &source), source))
    }
}

/// Changes a source.
pub struct ChangeSource {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: FundingSourceId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes.
    pub fields: SourceFields,
}

impl Work for ChangeSource {
    type Record = Committed<FundingSource>;

    async fn run(&self, tx: &Tx) -> Result<Committed<FundingSource>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_source(tx, self.id).await?.ok_or_else(|| unknown(&action::SOURCE_CHANGE))?;
        let subject = subject_of(self.id);
        let permit = holder.permit_on(&action::SOURCE_CHANGE, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let stamped = FundingSource { version: before.version + 1, updated_at: tx.now().await?, ..before.clone() };
        let after = self.fields.over(stamped)?;
        store::update_source(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// One source.
pub async fn read_source(db: &Db, holder: &Holder, id: FundingSourceId) -> Result<FundingSource, Stop> {
    let source = store::find_source(db.read(), id).await?.ok_or_else(|| unknown(&action::SOURCE_READ))?;
    let _permit = holder.permit_on(&action::SOURCE_READ, subject_of(id), &source.region)?;
    Ok(source)
}

/// Sources in the holder's regions.
pub async fn list_sources(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (Option<SourceKind>, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<FundingSource>, Stop> {
    let scope = holder.scope_within(&action::SOURCE_READ, region)?;
    let only = only_named(db.read(), SubjectKind::FundingSource, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    Ok(store::list_sources(db.read(), &scope, (query.0, only), listing, db.now().await?).await?)
}
