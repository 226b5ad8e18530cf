//! Printing a transfer.

use super::{papers_of, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AssetId, Layer, OrganisationId, SubjectKind, TransferId, Words},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        access::name_of,
        approvals::opinions_of,
        places::{organisations_by_id, regions_by_code},
        prints::{FormSpec, Sheet, print},
    },
    property::{
        assets::assets_by_id,
        transfers::{
            forms::TRANSFER_FORM,
            model::{Transfer, TransferFormKind, TransferPaper, TransferPaperForm, TransferState, fact_label, leaves},
            store,
        },
    },
};

impl TransferFormKind {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Handover => &TRANSFER_FORM,
        }
    }
}

/// A transfer as a page.
pub async fn print_transfer(db: &Db, holder: &Holder, id: TransferId, form: TransferFormKind) -> Result<String, Stop> {
    let now = db.now().await?;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let transfer = store::find_transfer(conn, id).await?.ok_or_else(|| unknown(&action::TRANSFER_PRINT))?;
    let _permit = holder.permit_on(&action::TRANSFER_PRINT, subject_of(&transfer), &transfer.region)?;
    let fields = fields_of(conn, &transfer).await?;
    let sample = (transfer.layer == Layer::Sample).then_some("示例");
    let fixed = !matches!(transfer.state, TransferState::Listed | TransferState::Returned);
    let sheet = Sheet {
        kind: SubjectKind::AssetTransfer,
        number: transfer.number.clone(),
        revision: 1,
        digest: if fixed { Some(transfer.decisive(&papers_of(conn, &transfer).await?)) } else { None },
        watermark: transfer.state.watermark().or(sample),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields: serde_json::to_value(&fields)
            .map_err(|e| Fault::inconsistent(format!("paper of transfer {id}: {e}")))?,
    };
    print(conn, form.spec(), &transfer.region, &sheet).await
}

fn label(word: impl Words) -> String {
    word.label().into()
}

async fn fields_of(conn: &impl ConnectionTrait, t: &Transfer) -> Result<TransferPaperForm, Fault> {
    let ids: Vec<AssetId> = t.passing().map(|i| i.asset).collect();
    let assets = assets_by_id(conn, &ids).await?;
    let units = organisations_by_id(conn, &[t.giver, t.receiver, t.maintainer]).await?;
    let unit = |id: OrganisationId| units.get(&id).map(|o| o.name.clone()).unwrap_or_default();
    let regions = regions_by_code(conn, std::slice::from_ref(&t.region)).await?;
    let lines: Vec<_> = t.passing().map(|item| (item, assets.get(&item.asset))).collect();
    let papers = TransferPaper::ALL.iter().filter(|(paper, ..)| t.papers.has(*paper));
    Ok(TransferPaperForm {
        region: regions.get(&t.region).map(|r| r.name.clone()).unwrap_or_default(),
        number: t.number.clone(),
        state: label(t.state),
        act: label(t.act),
        giver: unit(t.giver),
        receiver: unit(t.receiver),
        from_regime: t.from_regime.map_or_else(|| "未登记".into(), label),
        to_regime: label(t.to_regime),
        maintainer: unit(t.maintainer),
        upkeep_source: label(t.upkeep_source),
        stated_on: t.stated_on.written(),
        papers: papers.map(|(.., label)| *label).collect::<Vec<_>>().join("、"),
        note: t.note.clone().unwrap_or_default(),
        count: t.passing().count(),
        original: t.totals.original.grouped(),
        carrying: t.totals.carrying.grouped(),
        carrying_in_capitals: t.totals.carrying.in_capitals(),
        booked: t.totals.booked.grouped(),
        effective_on: t.effective_on.map_or_else(|| "　　年　月　日".into(), |day| day.written()),
        leaves: leaves(&lines).ok_or_else(|| Fault::inconsistent(format!("list of transfer {}", t.id)))?,
        desks: match t.run {
            Some(run) => opinions_of(conn, run, fact_label).await?,
            None => Vec::new(),
        },
    })
}
