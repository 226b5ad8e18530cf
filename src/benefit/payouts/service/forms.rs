//! 登记、停用代发文件格式.

use super::{form_subject, store};
use crate::{
    benefit::payouts::{
        PayoutsRefusal,
        model::{BankForm, BankFormState, KeptForm, PayoutChannel},
    },
    ground::{
        authority::{Actor, action, officer_of, unknown},
        kernel::{BankFormId, RegionCode, Words as _},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, places::region_on},
};

/// Records a form as its bank says it is.
pub struct RecordBankForm {
    /// Who asks.
    pub actor: Actor,
    /// Where it is used.
    pub region: RegionCode,
    /// What it is called in short.
    pub key: String,
    /// The form, TOML or JSON.
    pub text: String,
    /// Of which channel.
    pub channel: PayoutChannel,
}

impl Work for RecordBankForm {
    type Record = Committed<KeptForm>;

    async fn run(&self, tx: &Tx) -> Result<Committed<KeptForm>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (wanted, now) = (&action::BANK_FORM_RECORD, tx.now().await?);
        let permit = holder.permit(wanted, &self.region)?;
        region_on(tx, &self.region, now.day()).await?;
        let form = BankForm::parse(&self.text).map_err(|fault| PayoutsRefusal::FormFaulty { fault })?;
        let kept = KeptForm {
            id: tx.id(now),
            region: self.region.clone(),
            key: self.key.clone(),
            name: form.name().to_owned(),
            text: self.text.clone(),
            channel: self.channel,
            state: BankFormState::Usable,
            recorded_by: officer_of(&self.actor, wanted)?,
            close_reason: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        match store::insert_form(tx, &kept).await {
            Err(fault) if fault.is_unique_violation() => {
                return Err(PayoutsRefusal::FormTaken { key: self.key.clone() }.into());
            }
            done => done?,
        }
        let created = Change::created(form_subject(&kept), &kept.region, &kept).state(kept.state.word());
        Ok(permit.commit(created, kept))
    }
}

/// Closes a form: no batch is made by it any more.
pub struct CloseBankForm {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: BankFormId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for CloseBankForm {
    type Record = Committed<KeptForm>;

    async fn run(&self, tx: &Tx) -> Result<Committed<KeptForm>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::BANK_FORM_CLOSE;
        let before = store::lock_form(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, form_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state == BankFormState::Closed {
            return Err(PayoutsRefusal::FormStateIs { state: before.state }.into());
        }
        let after = KeptForm {
            state: BankFormState::Closed,
            close_reason: Some(self.reason.clone()),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_form(tx, &after, before.version).await?;
        let change = Change::changed(form_subject(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}
