//! 建立、修改名册. A roll before anybody stands on it, and what it says of itself.

use super::{Happened, Held, hold, is_open, subject_of, written};
use crate::{
    benefit::{
        collectives::hold_body,
        rolls::{
            RollsRefusal,
            model::{Roll, RollBasis, RollPer, RollState},
            store,
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{CollectiveId, FileId, NumberKind, RollId, Words as _},
        platform::{Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files},
};

/// What a roll says of itself, as it is told.
#[derive(Debug, Clone)]
pub struct RollTold {
    /// Name.
    pub name: String,
    /// The paper: the roll as it was decided, or the agreement.
    pub paper: FileId,
    /// What the agreement says of what is paid.
    pub terms: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

impl RollTold {
    /// An agreement has terms, and need has none.
    fn fits(&self, basis: RollBasis) -> Result<(), RollsRefusal> {
        let fits = (basis == RollBasis::Stake) == self.terms.is_some();
        if fits { Ok(()) } else { Err(RollsRefusal::TermsMisfit { basis }) }
    }
}

/// Files a roll of a body.
pub struct FileRoll {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// By need, or by what was put in.
    pub basis: RollBasis,
    /// Who stands on it.
    pub per: RollPer,
    /// What it says.
    pub told: RollTold,
}

impl Work for FileRoll {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::ROLL_FILE, &body.region)?;
        let (now, told) = (tx.now().await?, &self.told);
        let roll = Roll {
            id: tx.id(now),
            number: String::new(),
            collective: body.id,
            region: body.region.clone(),
            basis: self.basis,
            per: self.per,
            name: told.name.clone(),
            paper: told.paper,
            terms: told.terms.clone(),
            state: RollState::Open,
            closed_on: None,
            close_reason: None,
            close_paper: None,
            entries: 0,
            note: told.note.clone(),
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        use_files(tx, &holder.seen(), subject_of(&roll), &[told.paper]).await?;
        told.fits(self.basis)?;
        let number = next_number(tx, NumberKind::Roll, &roll.region).await?.to_string();
        let roll = Roll { number, ..roll };
        store::insert_roll(tx, &roll).await?;
        let change = Change::created(subject_of(&roll), &roll.region, &roll).state(roll.state.word());
        Ok(permit.commit(change, roll))
    }
}

/// Says anew what a roll says of itself; its body, basis and who stands on it stay.
pub struct ReviseRoll {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: RollId,
    /// The version it was read at.
    pub if_match: String,
    /// What it says now.
    pub told: RollTold,
}

impl Work for ReviseRoll {
    type Record = Committed<Roll>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Roll>, Stop> {
        let wanted = &action::ROLL_REVISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        is_open(&before)?;
        let told = &self.told;
        use_files(tx, &holder.seen(), subject_of(&before), &[told.paper]).await?;
        told.fits(before.basis)?;
        let after = Roll {
            name: told.name.clone(),
            paper: told.paper,
            terms: told.terms.clone(),
            note: told.note.clone(),
            ..before.clone()
        };
        let (change, after) = written(tx, &self.actor, (&before, after), &Happened::default()).await?;
        Ok(permit.commit(change, after))
    }
}
