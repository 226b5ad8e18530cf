//! 股权证书. A paper that says what somebody has; a new one replaces the one before.

use super::{certificate_subject, hold_named, in_state, named::Names, record::known};
use crate::{
    benefit::shares::{
        SharesRefusal,
        model::{
            Certificate, CertificateQuery, CertificateStanding, CertificateState, SchemeState, SharesByClass, WhoseTold,
        },
        rules::{IN_REGISTER, in_register},
        store,
    },
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{Day, NumberKind, RegionCode, ShareCertificateId, ShareHolderId, ShareSchemeId, Words as _},
        platform::{Db, Fault, Listing, Page, Sealer, Stop, Tx, Work, next_number},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::holder,
};

fn told(before: &Certificate, after: &Certificate) -> Change {
    let change = Change::changed(certificate_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// Issues a certificate of what somebody has today.
pub struct IssueCertificate {
    /// Who asks.
    pub actor: Actor,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// To whom.
    pub whose: WhoseTold,
}

impl Work for IssueCertificate {
    type Record = Committed<Certificate>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Certificate>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let scheme = hold_named(tx, &holder, self.scheme).await?;
        let permit = holder.permit(&action::SHARE_CERTIFICATE_ISSUE, &scheme.region)?;
        let whose = self.whose.whose().ok_or(SharesRefusal::NotNamed)?;
        known(tx, &holder, &scheme.region, &[(String::new(), whose)]).await?;
        let now = tx.now().await?;
        let today = now.day();
        in_state(&scheme, &SchemeState::OPEN)?;
        let found = store::holders_of(tx.conn(), scheme.id, &[whose]).await?.remove(&whose);
        let of = found.ok_or_else(|| IN_REGISTER.refuses(in_register(&scheme.number, today, false)))?;
        let holding = store::holding_of(tx.conn(), of, today).await?;
        if holding.shares.is_empty() {
            return Err(SharesRefusal::NothingHeld { on: today }.into());
        }
        let before = store::valid_certificate(tx, of.id).await?;
        if let Some(same) = before.as_ref().filter(|c| c.shares == holding.shares) {
            return Err(SharesRefusal::SaysTheSame { number: same.number.clone() }.into());
        }
        let mut changes = Vec::new();
        if let Some(before) = before {
            let after = before.clone().ended(CertificateState::Replaced, today, None, (self.actor.layer, now));
            store::update_certificate(tx, &after, before.version).await?;
            changes.push(told(&before, &after));
        }
        let certificate = Certificate {
            id: tx.id(now),
            number: next_number(tx, NumberKind::ShareCertificate, &scheme.region).await?.to_string(),
            scheme: scheme.id,
            region: scheme.region,
            holder: of,
            shares: holding.shares,
            state: CertificateState::Valid,
            issued_on: today,
            ended_on: None,
            end_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_certificate(tx, &certificate).await?;
        let change = Change::created(certificate_subject(&certificate), &certificate.region, &certificate);
        Ok(permit.commit(change.state(certificate.state.word()), certificate).and(changes))
    }
}

/// Says that a certificate is valid no longer: lost, or wrongly issued.
pub struct CancelCertificate {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareCertificateId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for CancelCertificate {
    type Record = Committed<Certificate>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Certificate>, Stop> {
        let wanted = &action::SHARE_CERTIFICATE_CANCEL;
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_certificate(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, certificate_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != CertificateState::Valid {
            return Err(SharesRefusal::CertificateIs { state: before.state }.into());
        }
        let now = tx.now().await?;
        let (state, reason) = (CertificateState::Cancelled, Some(self.reason.clone()));
        let after = before.clone().ended(state, now.day(), reason, (self.actor.layer, now));
        store::update_certificate(tx, &after, before.version).await?;
        Ok(permit.commit(told(&before, &after), after))
    }
}

/// A certificate as it is shown.
#[derive(Debug, Clone)]
pub struct ShownCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// How its holder is called, masked.
    pub name: String,
    /// What it is today, by its state and by the register.
    pub standing: CertificateStanding,
    /// By which transaction its holder gave the last, and from which day on, where nothing is left.
    pub ended_by: Option<(String, Day)>,
    /// Whether it is valid and says what the register says today.
    pub current: bool,
}

async fn shown(parts: (&Db, &Sealer), found: Vec<Certificate>) -> Result<Vec<ShownCertificate>, Fault> {
    let (conn, today) = (parts.0.read(), parts.0.now().await?.day());
    let names = Names::of(parts, found.iter().map(|c| c.holder.whose)).await?;
    let valid = found.iter().filter(|c| c.state == CertificateState::Valid);
    let holders: Vec<ShareHolderId> = valid.map(|c| c.holder.id).collect();
    let lines = store::lines_of(conn, &holders).await?;
    let has = |id: &ShareHolderId| lines.iter().any(|((of, _), line)| of == id && line.on(today).scaled() > 0);
    let gone: Vec<ShareHolderId> = holders.iter().copied().filter(|id| !has(id)).collect();
    let mut given = store::given_last(conn, &gone, today).await?;
    let show = |certificate: Certificate| {
        let of = lines.iter().filter(|((holder, _), _)| *holder == certificate.holder.id);
        let now = of.map(|((_, class), line)| (*class, line.on(today))).filter(|(_, shares)| shares.scaled() > 0);
        let now: SharesByClass = now.collect();
        let standing = CertificateStanding::of(certificate.state, !now.is_empty());
        let current = standing == CertificateStanding::Valid && now == certificate.shares;
        // Only one certificate of a holder is not replaced.
        let gone = standing == CertificateStanding::Ended;
        let ended_by = if gone { given.remove(&certificate.holder.id) } else { None };
        ShownCertificate { name: names.called(certificate.holder.whose), certificate, standing, ended_by, current }
    };
    Ok(found.into_iter().map(show).collect())
}

/// One certificate.
pub async fn read_certificate(
    parts: (&Db, &Sealer),
    holder: &Holder,
    id: ShareCertificateId,
) -> Result<ShownCertificate, Stop> {
    let wanted = &action::SHARE_CERTIFICATE_READ;
    let found = store::find_certificate(parts.0.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, certificate_subject(&found), &found.region)?;
    let shown = shown(parts, vec![found]).await?.pop();
    Ok(shown.ok_or_else(|| Fault::inconsistent("a certificate that was just read"))?)
}

/// Certificates in the holder's regions.
pub async fn list_certificates(
    parts: (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &CertificateQuery,
    listing: &Listing,
) -> Result<Page<ShownCertificate>, Stop> {
    let scope = holder.scope_within(&action::SHARE_CERTIFICATE_READ, region)?;
    let now = parts.0.now().await?;
    let page = store::list_certificates(parts.0.read(), &scope, query, listing, now).await?;
    Ok(Page { items: shown(parts, page.items).await?, next: page.next, total: page.total })
}
