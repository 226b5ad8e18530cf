//! Printing a transfer.

use super::{papers_of, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AssetId, OrganisationId, SubjectKind, TransferId, Words},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        access::{name_of, officer_briefs},
        approvals::opinions_of,
        places::{organisations_by_id, region_name},
        prints::{FormSpec, Sheet, print},
    },
    property::{
        assets::assets_by_id,
        transfers::{
            forms::TRANSFER_FORM,
            model::{
                Defect, DefectRow, FileRow, PaperLine, Side, SideRow, Signature, Transfer, TransferFormKind,
                TransferPaperForm, TransferState, fact_label, leaves,
            },
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
    let fixed = !matches!(transfer.state, TransferState::Listed | TransferState::Returned);
    let sheet = Sheet {
        kind: SubjectKind::AssetTransfer,
        number: transfer.number.clone(),
        revision: transfer.revision.into(),
        digest: if fixed { Some(transfer.decisive(&papers_of(conn, &transfer).await?)) } else { None },
        watermark: transfer.state.watermark().or(transfer.layer.watermark()),
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
    let mut ids = vec![t.giver, t.receiver, t.maintainer, t.supervisor];
    ids.extend(t.attended.iter().chain(t.defects.iter().map(|d| &d.curer)));
    ids.extend(t.co_givers.iter().map(|g| g.unit));
    let units = organisations_by_id(conn, &ids).await?;
    let unit = |id: OrganisationId| units.get(&id).map(|o| o.name.clone()).unwrap_or_default();
    let lines: Vec<_> = t.passing().map(|item| (item, assets.get(&item.asset))).collect();
    Ok(TransferPaperForm {
        region: region_name(conn, &t.region).await?,
        number: t.number.clone(),
        state: label(t.state),
        act: label(t.act),
        giver: t.givers().into_iter().map(unit).collect::<Vec<_>>().join("、"),
        receiver: unit(t.receiver),
        from_regime: t.from_regime.map_or_else(|| "未登记".into(), label),
        to_regime: label(t.to_regime),
        maintainer: unit(t.maintainer),
        upkeep_source: label(t.upkeep_source),
        stated_on: t.stated_on.written(),
        papers: t.papers.0.iter().map(file_row).collect(),
        checked_on: t.check.as_ref().map(|c| c.on.written()).unwrap_or_default(),
        attended: t.attended.iter().map(|id| unit(*id)).collect::<Vec<_>>().join("、"),
        defects: defect_rows(t, unit),
        note: t.note.clone().unwrap_or_default(),
        count: t.passing().count(),
        original: t.totals.original.grouped(),
        carrying: t.totals.carrying.grouped(),
        carrying_in_capitals: t.totals.carrying.in_capitals(),
        booked: t.totals.booked.grouped(),
        effective_on: t.effective_on.map_or_else(|| NO_DAY.into(), |day| day.written()),
        leaves: leaves(&lines).ok_or_else(|| Fault::inconsistent(format!("list of transfer {}", t.id)))?,
        desks: match t.run {
            Some(run) => opinions_of(conn, run, fact_label).await?,
            None => Vec::new(),
        },
        sides: sides_of(conn, t, unit).await?,
    })
}

const NO_DAY: &str = "　　年　月　日";

fn file_row(paper: &PaperLine) -> FileRow {
    let has_come = if paper.added_in.is_some() { "有（补件）" } else { "有" };
    let there = paper.missing.as_ref().map_or_else(|| has_come.to_owned(), |why| format!("缺：{why}"));
    let by = paper.approved_by.map(|office| format!("（{}）", office.label())).unwrap_or_default();
    FileRow { kind: format!("{}{by}", paper.kind.label()), there }
}

/// Defects of what passes, at the numbers that the printed list has.
fn defect_rows(t: &Transfer, unit: impl Fn(OrganisationId) -> String) -> Vec<DefectRow> {
    let row = |d: &Defect| DefectRow {
        n: d.n,
        item: t.passing().take_while(|i| i.n != d.item).count() + 1,
        description: d.description.clone(),
        curer: unit(d.curer),
        due_on: d.deadline().written(),
        stage: label(d.stage()),
    };
    t.passing_defects().map(row).collect()
}

/// Who has signed for each side; a scan that nobody has confirmed leaves the room empty.
async fn sides_of(
    conn: &impl ConnectionTrait,
    t: &Transfer,
    unit: impl Fn(OrganisationId) -> String,
) -> Result<Vec<SideRow>, Fault> {
    let officers = officer_briefs(conn, t.every_signature().map(|s| s.officer).collect()).await?;
    let row = |(title, id, signed): (&str, OrganisationId, Option<&Signature>)| {
        let signed = signed.filter(|s| s.counts());
        let name = |s: &Signature| match s.scan {
            Some(_) => "见扫描件".into(),
            None => officers.iter().find(|o| o.id == s.officer).map(|o| o.name.clone()).unwrap_or_default(),
        };
        SideRow {
            side: title.into(),
            unit: unit(id),
            name: signed.map(name).unwrap_or_default(),
            on: signed.map_or_else(|| NO_DAY.into(), |s| s.on.written()),
        }
    };
    let of = |side: Side, title: &'static str| (title, t.unit_of(side), t.signatures.iter().find(|s| s.side == side));
    let joint = t.co_givers.iter().map(|g| ("共同移交方", g.unit, g.signature.as_ref()));
    let rest = [of(Side::Receiver, "接收方"), of(Side::Supervisor, "监交人")];
    Ok([of(Side::Giver, "移交方")].into_iter().chain(joint).chain(rest).map(row).collect())
}
