//! `/share-certificates`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    SharesParts,
    shapes::{ClassShares, by_class, ids, whose},
};
use crate::{
    benefit::shares::{
        model::{Certificate, CertificateQuery, CertificateStanding, WhoseTold},
        service::{
            certificates::{
                CancelCertificate, IssueCertificate, ShownCertificate, list_certificates, read_certificate,
            },
            exports::CertificateTable,
        },
    },
    ground::{
        authority::action,
        kernel::{
            Day, HouseholdId, Instant, Layer, OrganisationId, PersonId, RegionCode, ShareCertificateId, ShareSchemeId,
        },
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(CertificateStanding);

/// A paper that says what somebody has (股权证书), masked.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ShareCertificateView {
    /// Id.
    id: ShareCertificateId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which scheme.
    scheme_id: ShareSchemeId,
    /// Where its body lies.
    region_code: RegionCode,
    /// Serial of the holder in the register.
    serial: i64,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
    /// How the holder is called, masked. Absent in the answer of an act.
    name: Option<String>,
    /// What it says the holder has.
    shares: Vec<ClassShares>,
    /// What it is today: `ended` where it was neither replaced nor cancelled and its holder has nothing any more.
    state: CertificateStanding,
    /// By which transaction its holder gave the last. Absent in the answer of an act.
    ended_by: Option<String>,
    /// Whether it is valid and says what the register says today. Absent in the answer of an act.
    current: Option<bool>,
    /// On which day it was issued.
    issued_on: Day,
    /// The first day on which it is valid no longer.
    ended_on: Option<Day>,
    /// Why it was cancelled.
    end_reason: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ShareCertificateView, "/share-certificates");

impl From<&Certificate> for ShareCertificateView {
    fn from(c: &Certificate) -> Self {
        let (person_id, household_id, organisation_id) = ids(c.holder.whose);
        Self {
            id: c.id,
            etag: c.version.to_string(),
            number: c.number.clone(),
            scheme_id: c.scheme,
            region_code: c.region.clone(),
            serial: c.holder.serial,
            person_id,
            household_id,
            organisation_id,
            name: None,
            shares: by_class(&c.shares),
            state: CertificateStanding::of(c.state, true),
            ended_by: None,
            current: None,
            issued_on: c.issued_on,
            ended_on: c.ended_on,
            end_reason: c.end_reason.clone(),
            layer: c.layer,
            created_at: c.created_at,
            updated_at: c.updated_at,
        }
    }
}

impl From<&ShownCertificate> for ShareCertificateView {
    fn from(s: &ShownCertificate) -> Self {
        let (ended_by, ended_on) = s.ended_by.clone().unzip();
        let base = Self::from(&s.certificate);
        Self {
            name: Some(s.name.clone()),
            state: s.standing,
            ended_by,
            current: Some(s.current),
            ended_on: base.ended_on.or(ended_on),
            ..base
        }
    }
}

/// A certificate of what somebody has today; a person, a household or an organisation, one of the three.
#[derive(Debug, Object)]
pub struct NewShareCertificate {
    /// Of which scheme.
    scheme_id: ShareSchemeId,
    /// The person, as one of the register.
    person_id: Option<PersonId>,
    /// Or the household.
    household_id: Option<HouseholdId>,
    /// Or the organisation.
    organisation_id: Option<OrganisationId>,
}

/// That a certificate is valid no longer.
#[derive(Debug, Object)]
pub struct ShareCertificateEnd {
    /// Why: lost, wrongly issued; never a name.
    reason: Plain<200>,
}

/// Filters of certificates.
#[derive(Debug, Object)]
pub struct ShareCertificateFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this scheme.
    scheme_id: Option<ShareSchemeId>,
    /// Only those of which this is so today.
    state: Option<CertificateStanding>,
    /// Only this person's.
    person_id: Option<PersonId>,
    /// Only this household's.
    household_id: Option<HouseholdId>,
    /// Only this organisation's.
    organisation_id: Option<OrganisationId>,
}

impl Filter for ShareCertificateFilter {
    const MARK: &'static str = "list:ShareCertificateFilter:since";
}

impl From<&ShareCertificateFilter> for CertificateQuery {
    fn from(f: &ShareCertificateFilter) -> Self {
        let whose = whose(f.person_id, f.household_id, f.organisation_id);
        Self { scheme: f.scheme_id, standing: f.state, whose }
    }
}

/// Certificates of shares.
pub struct ShareCertificatesApi(pub SharesParts);

#[OpenApi]
impl ShareCertificatesApi {
    /// The certificates of schemes in one's regions, masked
    #[oai(path = "/share-certificates", method = "get", operation_id = "shares.certificate.list")]
    async fn list(
        &self,
        by: Lister<ShareCertificateFilter>,
    ) -> Result<Json<PageOf<ShareCertificateView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), CertificateQuery::from(&by.filter));
        let parts = (&self.0.db, &self.0.sealer);
        let page = list_certificates(parts, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|c| ShareCertificateView::from(&c)).into()))
    }

    /// Issue a certificate of what somebody has today; it replaces the one before
    #[oai(path = "/share-certificates", method = "post", operation_id = "shares.certificate.issue")]
    async fn issue(
        &self,
        by: Creating,
        body: Json<NewShareCertificate>,
    ) -> Result<Created<ShareCertificateView>, Refused<Writes>> {
        let b = body.0;
        let whose = WhoseTold { person: b.person_id, household: b.household_id, organisation: b.organisation_id };
        let work = IssueCertificate { actor: by.actor.clone(), scheme: b.scheme_id, whose };
        by.run(&self.0.db, &work, |c| ShareCertificateView::from(c)).await
    }

    /// The certificates as a table, as filtered, masked
    #[oai(path = "/share-certificates/export", method = "get", operation_id = "shares.certificate.export")]
    async fn export(&self, by: Exporter<ShareCertificateFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = CertificateQuery::from(&by.filter);
        let (db, sealer) = (self.0.db.clone(), self.0.sealer.clone());
        let (holder, region) = (by.takeout.holder.clone(), by.filter.region);
        let list = CertificateTable { db, sealer, holder, region, query };
        Ok(exported(by.takeout, &action::SHARE_CERTIFICATE_EXPORT, list).await?)
    }

    /// One certificate, masked
    #[oai(path = "/share-certificates/:id", method = "get", operation_id = "shares.certificate.read")]
    async fn read(
        &self,
        by: Caller,
        id: Path<ShareCertificateId>,
    ) -> Result<Read<ShareCertificateView>, Refused<Reads>> {
        let found = read_certificate((&self.0.db, &self.0.sealer), &by.holder, id.0).await?;
        Ok(Read(ShareCertificateView::from(&found)))
    }

    /// Say that a certificate is valid no longer
    #[oai(path = "/share-certificates/:id/cancel", method = "post", operation_id = "shares.certificate.cancel")]
    async fn cancel(
        &self,
        by: Acting,
        id: Path<ShareCertificateId>,
        body: Json<ShareCertificateEnd>,
    ) -> Result<Done<ShareCertificateView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = CancelCertificate { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |c| ShareCertificateView::from(c)).await
    }
}
