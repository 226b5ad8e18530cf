//! `/payout-recoveries`: what was given back of payouts.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayoutsParts;
use crate::{
    benefit::payouts::{
        model::{PayoutRecoveredTo, PayoutRecovery, PayoutRecoveryQuery, PayoutRecoveryState, RecoveryUndoing},
        service::{
            exports::PayoutRecoveryTable,
            read::{list_recoveries, read_recovery},
            recoveries::{ActOnPayoutRecovery, RecordPayoutRecovery, RecoveryAct},
            undoing::{UndoPayoutRecovery, UndoingAct},
        },
    },
    ground::{
        authority::action,
        kernel::{
            Day, DistributionId, FileId, Instant, Layer, Money, OfficerId, PayoutId, PayoutRecoveryId, RegionCode,
        },
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(PayoutRecoveredTo, PayoutRecoveryState);

/// What is asked of something that was confirmed to have come back and did not (撤销入账).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutRecoveryUndoingView {
    /// Why.
    reason: String,
    /// The paper.
    file_id: FileId,
    /// Who asked.
    asked_by: OfficerId,
    /// Who else confirmed it; until then nothing of it holds.
    confirmed_by: Option<OfficerId>,
}

impl From<&RecoveryUndoing> for PayoutRecoveryUndoingView {
    fn from(u: &RecoveryUndoing) -> Self {
        Self { reason: u.reason.clone(), file_id: u.paper, asked_by: u.asked_by, confirmed_by: u.confirmed_by }
    }
}

/// Money of a payout that was given back (发放缴回).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PayoutRecoveryView {
    /// Id.
    id: PayoutRecoveryId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which payout.
    payout_id: PayoutId,
    /// Of which distribution.
    distribution_id: DistributionId,
    /// Where that lies.
    region_code: RegionCode,
    /// How much came back.
    amount: Money,
    /// On which day.
    on: Day,
    /// Whose it is: the holder's, whose line is paid again once all of it came back and is let go, or the pool's.
    goes_to: PayoutRecoveredTo,
    /// Why it came back.
    reason: String,
    /// The bank's paper.
    file_id: FileId,
    /// State; it stands in the books once it is confirmed.
    state: PayoutRecoveryState,
    /// Who recorded it.
    recorded_by: OfficerId,
    /// Who else confirmed it.
    confirmed_by: Option<OfficerId>,
    /// Why it was withdrawn, or its line may be paid again.
    end_reason: Option<String>,
    /// By which paper its line may be paid again.
    end_file_id: Option<FileId>,
    /// As which part of its line it goes out again, where its payout stays paid.
    part: Option<i64>,
    /// That it be taken back: asked, or done.
    undoing: Option<PayoutRecoveryUndoingView>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it was recorded.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(PayoutRecoveryView, "/payout-recoveries");

impl From<&PayoutRecovery> for PayoutRecoveryView {
    fn from(r: &PayoutRecovery) -> Self {
        Self {
            id: r.id,
            etag: r.version.to_string(),
            payout_id: r.payout,
            distribution_id: r.distribution,
            region_code: r.region.clone(),
            amount: r.amount,
            on: r.on,
            goes_to: r.goes_to,
            reason: r.reason.clone(),
            file_id: r.paper,
            state: r.state,
            recorded_by: r.recorded_by,
            confirmed_by: r.confirmed_by,
            end_reason: r.end_reason.clone(),
            end_file_id: r.end_paper,
            part: r.part,
            undoing: r.undoing.as_ref().map(Into::into),
            layer: r.layer,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// That money of a payout came back.
#[derive(Debug, Object)]
pub struct NewPayoutRecovery {
    /// Of which payout that is paid; in no batch of the officer's own.
    payout_id: PayoutId,
    /// How much: with what came back before no more than was paid.
    amount: Money,
    /// On which day: not before it was paid, not after today.
    on: Day,
    /// Whose it is: the holder's, where it had reached somebody else or the holder is to have it otherwise, or the pool's, where nobody has a right
    /// to it. All that comes back of one payout goes to one place; of a plan that was annulled, to the pool.
    goes_to: PayoutRecoveredTo,
    /// Why it came back; never a name.
    reason: Plain<200>,
    /// The bank's paper.
    file_id: FileId,
}

/// That what was recorded was wrong.
#[derive(Debug, Object)]
pub struct PayoutRecoveryWithdrawal {
    /// Why; never a name.
    reason: Plain<200>,
}

/// That the line may be paid again of which all came back, or what came back of it.
#[derive(Debug, Object)]
pub struct PayoutRecoveryRestoring {
    /// Why; never a name.
    reason: Plain<200>,
    /// The paper that says so.
    file_id: FileId,
    /// Whether what came back goes out again alone, as a part of the line, while the rest stays paid: where that will not come.
    in_part: Option<bool>,
}

/// That what was confirmed did not come back.
#[derive(Debug, Object)]
pub struct PayoutRecoveryUndoing {
    /// Why; never a name.
    reason: Plain<200>,
    /// The paper that says so.
    file_id: FileId,
}

/// Filters of what was given back.
#[derive(Debug, Object)]
pub struct PayoutRecoveryFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this payout.
    payout_id: Option<PayoutId>,
    /// Only of this distribution.
    distribution_id: Option<DistributionId>,
    /// Only in this state.
    state: Option<PayoutRecoveryState>,
}

impl Filter for PayoutRecoveryFilter {
    const MARK: &'static str = "list:PayoutRecoveryFilter:since";
}

impl From<&PayoutRecoveryFilter> for PayoutRecoveryQuery {
    fn from(f: &PayoutRecoveryFilter) -> Self {
        Self { payout: f.payout_id, distribution: f.distribution_id, state: f.state }
    }
}

/// What was given back of payouts.
pub struct PayoutRecoveriesApi(pub PayoutsParts);

impl PayoutRecoveriesApi {
    async fn act(
        &self,
        by: Acting,
        id: PayoutRecoveryId,
        act: RecoveryAct,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ActOnPayoutRecovery { actor, id, if_match, act };
        by.run(&self.0.db, &work, |r| PayoutRecoveryView::from(r)).await
    }

    async fn undo(
        &self,
        by: Acting,
        id: PayoutRecoveryId,
        act: UndoingAct,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = UndoPayoutRecovery { actor, id, if_match, act };
        by.run(&self.0.db, &work, |r| PayoutRecoveryView::from(r)).await
    }
}

#[OpenApi]
impl PayoutRecoveriesApi {
    /// What was given back of payouts in one's regions; what waits for a second officer is `recorded`
    #[oai(path = "/payout-recoveries", method = "get", operation_id = "payouts.recovery.list")]
    async fn list(&self, by: Lister<PayoutRecoveryFilter>) -> Result<Json<PageOf<PayoutRecoveryView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PayoutRecoveryQuery::from(&by.filter));
        let wanted = (&by.holder, &action::PAYOUT_RECOVERY_READ);
        let page = list_recoveries(&self.0.db, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|r| PayoutRecoveryView::from(&r)).into()))
    }

    /// What was given back as a table, as filtered; what was withdrawn is not added up
    #[oai(path = "/payout-recoveries/export", method = "get", operation_id = "payouts.recovery.export")]
    async fn export(&self, by: Exporter<PayoutRecoveryFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PayoutRecoveryQuery::from(&by.filter);
        let list = PayoutRecoveryTable(self.0.seen(by.takeout.holder.clone(), by.filter.region), query);
        Ok(exported(by.takeout, &action::PAYOUT_RECOVERY_EXPORT, list).await?)
    }

    /// What was given back once
    #[oai(path = "/payout-recoveries/:id", method = "get", operation_id = "payouts.recovery.read")]
    async fn read(&self, by: Caller, id: Path<PayoutRecoveryId>) -> Result<Read<PayoutRecoveryView>, Refused<Reads>> {
        Ok(Read(PayoutRecoveryView::from(&read_recovery(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Record that money of a payout came back, by the bank's paper
    #[oai(path = "/payout-recoveries", method = "post", operation_id = "payouts.recovery.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewPayoutRecovery>,
    ) -> Result<Created<PayoutRecoveryView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordPayoutRecovery {
            actor: by.actor.clone(),
            payout: b.payout_id,
            amount: b.amount,
            on: b.on,
            goes_to: b.goes_to,
            reason: b.reason.into(),
            paper: b.file_id,
        };
        by.run(&self.0.db, &work, |r| PayoutRecoveryView::from(r)).await
    }

    /// Confirm what another recorded as given back, as an officer who neither made up nor let go its batch: it stands in the books from now on
    #[oai(path = "/payout-recoveries/:id/confirm", method = "post", operation_id = "payouts.recovery.confirm")]
    async fn confirm(
        &self,
        by: Acting,
        id: Path<PayoutRecoveryId>,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        self.act(by, id.0, RecoveryAct::Confirm).await
    }

    /// Withdraw what was recorded by mistake and nobody confirmed, as who recorded it or another who neither made up nor let go its batch
    #[oai(path = "/payout-recoveries/:id/withdraw", method = "post", operation_id = "payouts.recovery.withdraw")]
    async fn withdraw(
        &self,
        by: Acting,
        id: Path<PayoutRecoveryId>,
        body: Json<PayoutRecoveryWithdrawal>,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        self.act(by, id.0, RecoveryAct::Withdraw { reason: body.0.reason.into() }).await
    }

    /// Let a line be paid again of which all came back, or what came back of it, as another officer than who recorded or confirmed it
    #[oai(path = "/payout-recoveries/:id/restore", method = "post", operation_id = "payouts.recovery.restore")]
    async fn restore(
        &self,
        by: Acting,
        id: Path<PayoutRecoveryId>,
        body: Json<PayoutRecoveryRestoring>,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        let said = body.0;
        let (reason, paper, in_part) = (said.reason.into(), said.file_id, said.in_part.unwrap_or(false));
        self.act(by, id.0, RecoveryAct::Restore { reason, paper, in_part }).await
    }

    /// Ask that what was confirmed by mistake be taken back, while nothing was built on it, as an officer who neither made up nor let go its batch
    #[oai(path = "/payout-recoveries/:id/undo", method = "post", operation_id = "payouts.recovery.undo")]
    async fn ask_undoing(
        &self,
        by: Acting,
        id: Path<PayoutRecoveryId>,
        body: Json<PayoutRecoveryUndoing>,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        let (reason, paper) = (body.0.reason.into(), body.0.file_id);
        self.undo(by, id.0, UndoingAct::Ask { reason, paper }).await
    }

    /// Confirm that what had been confirmed did not come back, as another such officer than who asked: it stands as paid again
    #[oai(
        path = "/payout-recoveries/:id/confirm-undoing",
        method = "post",
        operation_id = "payouts.recovery.confirm_undoing"
    )]
    async fn confirm_undoing(
        &self,
        by: Acting,
        id: Path<PayoutRecoveryId>,
    ) -> Result<Done<PayoutRecoveryView>, Refused<Writes>> {
        self.undo(by, id.0, UndoingAct::Confirm).await
    }
}
