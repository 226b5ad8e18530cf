//! Printing the letter of a duty: all assets that its keeper took over in the same act.

use std::collections::{BTreeSet, HashMap};

use super::{store, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AssetId, Day, Digest, OrganisationId, SubjectKind, UpkeepDutyId, Words as _},
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    office::{
        access::name_of,
        people::WrittenName,
        places::{Organisation, organisations_by_id, region_name},
        prints::{FormSpec, Sheet, print},
    },
    property::{
        assets::{Asset, Named, assets_by_id, owners_on},
        upkeep::{
            forms::DUTY_LETTER,
            model::{DutyFormKind, LetterFields, LetterRow, UpkeepDuty},
        },
    },
};

impl DutyFormKind {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Letter => &DUTY_LETTER,
        }
    }
}

/// The letter of a duty as a page. Nothing of it is signed in the system: its digest is of what the paper shows.
pub async fn print_duty(db: &Db, holder: &Holder, id: UpkeepDutyId, form: DutyFormKind) -> Result<String, Stop> {
    let now = db.now().await?;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let wanted = &action::UPKEEP_DUTY_PRINT;
    let duty = store::find_duty(conn, id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&duty), &duty.region)?;
    let scope = holder.scope(wanted)?;
    // A letter covers what its reader may see of it; duties of one act lie in one office's regions.
    let mut duties = match &duty.letter {
        Some(letter) => store::duties_of_letter(conn, letter).await?,
        None => vec![duty.clone()],
    };
    duties.retain(|d| scope.covers(&d.region) && d.until == duty.until);
    let ids: Vec<AssetId> = duties.iter().map(|d| d.asset).collect();
    let assets = assets_by_id(conn, &ids).await?;
    let sample = assets.get(&duty.asset).and_then(|a| a.layer.watermark());
    let fields = fields_of(conn, (&duty, &duties), &assets).await?;
    let number = fields.number.clone();
    let fields = serde_json::to_value(&fields).map_err(|e| Fault::inconsistent(format!("letter of duty {id}: {e}")))?;
    let over = duty.until.is_some_and(|until| until <= now.day());
    let sheet = Sheet {
        kind: SubjectKind::UpkeepDuty,
        number,
        revision: duty.version,
        digest: Some(Digest::of(fields.to_string().as_bytes())),
        watermark: if over { Some("已终止") } else { sample },
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields,
    };
    print(conn, form.spec(), &duty.region, &sheet).await
}

/// Room to write where nothing is recorded.
const ROOM: &str = "　　　　　　　　";

async fn fields_of(
    conn: &impl ConnectionTrait,
    (duty, duties): (&UpkeepDuty, &[UpkeepDuty]),
    assets: &HashMap<AssetId, Asset>,
) -> Result<LetterFields, Fault> {
    let mut listed: Vec<&Asset> = duties.iter().filter_map(|d| assets.get(&d.asset)).collect();
    listed.sort_by(|a, b| a.number.cmp(&b.number));
    let owners = listed.iter().flat_map(|a| owners_on(&a.owners, duty.from)).map(|o| &o.who);
    let owners: Vec<&Named> = owners.collect();
    let units: Vec<OrganisationId> =
        owners.iter().copied().chain([&duty.keeper]).filter_map(Named::organisation).collect();
    let units = organisations_by_id(conn, &units).await?;
    let row = |(n, asset): (usize, &&Asset)| LetterRow {
        n,
        number: asset.number.clone(),
        name: asset.name.clone(),
        location: asset.location.clone().unwrap_or_default(),
        source: asset.upkeep_source.map_or("（未落实）", |s| s.label()).into(),
    };
    Ok(LetterFields {
        region: region_name(conn, &duty.region).await?,
        number: number_of(duty, assets),
        owners: owners_named(&owners, &listed, &units),
        keeper: name_in(&units, &duty.keeper),
        duty: duty.duty.label().into(),
        phone: duty.phone.as_ref().map_or_else(|| ROOM.into(), |p| p.shown.clone()),
        from_on: duty.from.written(),
        until_on: duty.until.map(Day::written).unwrap_or_default(),
        standard: duty.standard.clone().unwrap_or_else(|| ROOM.into()),
        note: duty.note.clone().unwrap_or_default(),
        rows: (1..).zip(&listed).map(row).collect(),
    })
}

/// The number of its letter; a duty that was given before letters were numbered bears that of its asset.
fn number_of(duty: &UpkeepDuty, assets: &HashMap<AssetId, Asset>) -> String {
    let of_asset = || assets.get(&duty.asset).map(|a| a.number.clone()).unwrap_or_default();
    duty.letter.clone().unwrap_or_else(of_asset)
}

fn name_in(units: &HashMap<OrganisationId, Organisation>, who: &Named) -> String {
    match who {
        Named::Organisation(id) => units.get(id).map(|o| o.name.clone()).unwrap_or_default(),
        Named::Written(name) => name.shown(),
    }
}

/// Whose the assets are: each owner once; as papers write it where no ownership is recorded.
fn owners_named(owners: &[&Named], listed: &[&Asset], units: &HashMap<OrganisationId, Organisation>) -> String {
    let written =
        listed.iter().filter(|a| a.owners.is_empty()).filter_map(|a| a.owner_name.as_ref().map(WrittenName::shown));
    let names: BTreeSet<String> = owners.iter().map(|who| name_in(units, who)).chain(written).collect();
    let names: Vec<String> = names.into_iter().collect();
    if names.is_empty() { ROOM.into() } else { names.join("、") }
}
