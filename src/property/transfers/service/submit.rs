//! 提交审批. A list that both sides have checked goes to its desks.

use super::{
    exceptions::{PREPARED_BY, settled},
    locked_assets, moved, papers_of, still_so, subject_of, write_back,
};
use crate::{
    ground::{
        authority::{Actor, action, officer_of, unknown},
        kernel::{Digest, Level, OfficerId, TransferId, Words as _},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        approvals::{FactKind, FactValue, Facts, Matter, Opening, in_force, open},
        policy::spend,
    },
    property::transfers::{
        TransfersRefusal,
        model::{Totals, Transfer, TransferState},
        store,
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] = &[
    ("act", FactKind::Word),
    ("carrying_amount", FactKind::Money),
    ("in_one_town", FactKind::Word),
    ("original_value", FactKind::Money),
];

/// Submits a transfer.
pub struct SubmitTransfer {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What the approval engine is told, by the officer who sends it.
pub(super) fn opening(t: &Transfer, decisive: Digest, officer: OfficerId) -> Opening {
    let Totals { original, carrying, .. } = t.totals;
    let in_town = t.region.at(Level::Town).is_some();
    let facts = Facts::default()
        .with("act", FactValue::Word(t.act.word().into()))
        .with("carrying_amount", FactValue::Money(carrying))
        .with("in_one_town", FactValue::Word(if in_town { "yes" } else { "no" }.into()))
        .with("original_value", FactValue::Money(original));
    Opening {
        matter: Matter::AssetTransfer,
        subject: subject_of(t),
        number: t.number.clone(),
        title: format!("{}：{} 项资产，账面净值 {carrying} 元", t.act.label(), t.passing().count()),
        region: t.region.clone(),
        submitter: t.proposed_by,
        prepared_by: &PREPARED_BY,
        makers: vec![officer],
        filing_unit: None,
        line_department: None,
        payee_units: Vec::new(),
        facts,
        decisive,
        revision: t.revision,
        papers_replaced: false,
        layer: t.layer,
    }
}

impl Work for SubmitTransfer {
    type Record = Committed<Transfer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Transfer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TRANSFER_SUBMIT;
        let before = store::lock_transfer(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let officer = officer_of(&self.actor, wanted)?;
        if before.state != TransferState::Listed {
            return Err(TransfersRefusal::not_listed(before.state).into());
        }
        let now = tx.now().await?;
        let papers = papers_of(tx.conn(), &before).await?;
        let excepted = settled(tx, (&before, &papers), now.day(), (Some(officer), &self.acknowledged)).await?;
        still_so(&before, &locked_assets(tx, before.passing()).await?, now.day())?;
        let decisive = before.decisive(&papers);
        let definition = in_force(tx, Matter::AssetTransfer, &before.region).await?;
        let opened = open(tx, &definition, &opening(&before, decisive, officer)).await?;
        let after = Transfer { run: Some(opened.run), ..moved(&before, TransferState::InApproval, now) };
        let change = write_back(tx, &before, &after).await?;
        let spent = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        Ok(permit.commit(change, after).and(opened.changes).and(spent).telling(opened.notices))
    }
}
