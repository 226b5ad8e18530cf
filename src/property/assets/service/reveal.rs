//! 查看姓名. Sees in clear whom a card names; it counts like every look at a person.

use super::{store, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{AssetId, Words as _},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        access::holder,
        people::{PersonName, Seeing, WrittenName, note_reveal, open_name},
    },
    property::assets::{AssetsRefusal, model::Asset},
};

/// Sees the private persons of a card in clear.
pub struct RevealAsset {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which asset.
    pub id: AssetId,
    /// Why.
    pub reason: String,
}

/// Somebody whom a card names.
#[derive(Debug, Clone)]
pub struct Revealed {
    /// `owner_name`, `operator_name`, `owner`, or the role of a party.
    pub place: &'static str,
    /// Name.
    pub name: PersonName,
}

/// The private persons of a card, with their places.
fn persons(asset: &Asset) -> Vec<(&'static str, &WrittenName)> {
    let papers = [("owner_name", asset.owner_name.as_ref()), ("operator_name", asset.operator_name.as_ref())];
    let owners = asset.owners.iter().map(|o| ("owner", o.who.written()));
    let parties = asset.parties.iter().map(|p| (p.role.word(), p.who.written()));
    let all = papers.into_iter().chain(owners).chain(parties);
    all.filter_map(|(place, name)| Some((place, name.filter(|n| n.person().is_some())?))).collect()
}

impl Work for RevealAsset {
    type Record = Committed<Vec<Revealed>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Vec<Revealed>>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::ASSET_REVEAL;
        let asset = store::find_asset(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&asset), &asset.region)?;
        let (mut seen, mut fields) = (Vec::new(), Vec::new());
        for (place, name) in persons(&asset) {
            seen.push(Revealed { place, name: open_name(tx.conn(), &self.sealer, name).await? });
            if !fields.contains(&place) {
                fields.push(place);
            }
        }
        if seen.is_empty() {
            return Err(AssetsRefusal::NobodySealed.into());
        }
        let (fields, reason) = (fields.join(","), self.reason.clone());
        let seeing = Seeing { permit: &permit, of: subject_of(&asset), region: &asset.region, fields, reason };
        let told = note_reveal(tx, seeing).await?;
        Ok(permit.commit(told, seen))
    }
}
