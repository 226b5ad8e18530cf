//! 对应. Which assets answer which lines: what is asked of both, by an officer's act and by a row of a file alike.

use std::collections::HashMap;

use crate::{
    ground::{
        kernel::{AssetId, Check, Day, OrganisationId},
        platform::{Fault, Tx},
    },
    office::{places::organisations_by_id, policy::Values},
    property::{
        assets::{Asset, owners_on},
        stock_lists::{
            StockListsRefusal,
            model::{Answer, StockLine, Unfit, worth_to_one},
            rules::{GAP, NEAR_VALUE, near_value},
            store,
        },
    },
};

/// Locked assets, with what they answer already and whoever owns them by name. Read with a bounded number of statements.
pub(super) struct Answers {
    today: Day,
    taken: HashMap<(AssetId, OrganisationId), String>,
    names: HashMap<OrganisationId, String>,
}

impl Answers {
    /// What assets answer, and the names of these bodies and of whoever owns them.
    pub(super) async fn of<'a>(
        tx: &Tx,
        assets: impl Iterator<Item = &'a Asset> + Clone,
        bodies: impl Iterator<Item = OrganisationId>,
        today: Day,
    ) -> Result<Self, Fault> {
        let ids: Vec<AssetId> = assets.clone().map(|a| a.id).collect();
        if ids.is_empty() {
            return Ok(Self { today, taken: HashMap::new(), names: HashMap::new() });
        }
        let owners = assets.flat_map(|a| a.owners.iter().filter_map(|o| o.who.organisation()));
        let units: Vec<OrganisationId> = owners.chain(bodies).collect();
        let named = organisations_by_id(tx.conn(), &units).await?;
        let names = named.into_iter().map(|(id, o)| (id, o.name)).collect();
        Ok(Self { today, taken: store::answered(tx.conn(), &ids).await?.into_iter().collect(), names })
    }

    fn name(&self, body: OrganisationId) -> String {
        self.names.get(&body).cloned().unwrap_or_else(|| body.to_string())
    }

    fn owners(&self, asset: &Asset) -> String {
        let name = |o: &&crate::property::assets::Ownership| match o.who.organisation() {
            Some(id) => self.name(id),
            None => o.who.shown().unwrap_or_default(),
        };
        let names: Vec<String> = owners_on(&asset.owners, self.today).iter().map(name).collect();
        if names.is_empty() { "–".to_owned() } else { names.join("、") }
    }

    /// R11.1 of a line and the asset that answers it.
    pub(super) fn near(&self, line: &StockLine, asset: &Asset, values: &Values) -> Check {
        let value = worth_to_one(asset, self.today);
        let verdict =
            near_value((line.name.as_str(), line.original_value), (asset.number.as_str(), value), values.percent(GAP));
        values.judge(&NEAR_VALUE, self.today, verdict)
    }

    /// The answer that an asset is to a line; whoever is asked after it finds it taken.
    pub(super) fn answer(&mut self, line: &StockLine, asset: &Asset) -> Result<Answer, StockListsRefusal> {
        let number = || asset.number.clone();
        line.fits(asset, self.today).map_err(|unfit| match unfit {
            Unfit::NotOwner => StockListsRefusal::NotOwner {
                asset: number(),
                body: self.name(line.organisation),
                owners: self.owners(asset),
                today: self.today,
            },
            Unfit::Elsewhere(county) => {
                StockListsRefusal::OtherCounty { asset: number(), region: asset.region.clone(), county }
            }
        })?;
        let place = (asset.id, line.organisation);
        if let Some(other) = self.taken.get(&place) {
            return Err(StockListsRefusal::Answered { asset: number(), line: other.clone() });
        }
        self.taken.insert(place, line.name.clone());
        Ok(Answer { id: asset.id, number: number() })
    }
}
