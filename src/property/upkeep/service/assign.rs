//! 落实管护责任. A keeper takes over one kind of upkeep of many assets on one day.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use super::{changed, has_come, subject_of, verify::paid_by_claims, was_there};
use crate::{
    ground::{
        authority::{Actor, Holder, action},
        kernel::{AssetId, Day, Instant, NumberKind, OrganisationId, Refusal, RegionCode, UpkeepDutyId},
        platform::{DataKey, Fault, Sealer, Stop, Tx, Work, next_number},
        trail::{Change, Committed, first_of},
    },
    office::{
        access::holder,
        people::{KeptPhone, PeopleRefusal, Phone, WrittenName, keep_names, keep_phone, names_whole},
        places::{Organisation, organisations_by_id},
    },
    property::{
        assets::{Asset, AssetKind, Named, Passing, Upkeep, lock_assets, look_after},
        upkeep::{
            UpkeepRefusal,
            model::{DutyKind, Hindrance, UpkeepDuty, lies_free, succeeds},
            store,
        },
    },
};

/// Names a keeper for one kind of upkeep of these assets. All of them, or none.
pub struct AssignDuties {
    /// Who asks.
    pub actor: Actor,
    /// Of which assets.
    pub assets: Vec<AssetId>,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// The keeper, as an organisation of the register.
    pub organisation: Option<OrganisationId>,
    /// Or by name: that of a private person is sealed.
    pub name: Option<WrittenName>,
    /// From which day on; not after today.
    pub from: Day,
    /// Of whoever has it no longer: the last day, before today.
    pub to: Option<Day>,
    /// 管护标准.
    pub standard: Option<String>,
    /// 联系电话.
    pub phone: Option<Phone>,
    /// Remark.
    pub note: Option<String>,
    /// Keys.
    pub sealer: Sealer,
}

/// The purpose of the data keys of keepers' phones.
const PURPOSE: &str = "upkeep_duty";

/// Where a keeper's phone is sealed.
pub(super) fn phone_place(id: UpkeepDutyId) -> String {
    format!("upkeep_duty|phone|{id}")
}

/// A phone that is to be sealed for many duties, with the key of each county in which they lie.
struct Contact<'a> {
    phone: &'a Phone,
    keys: HashMap<RegionCode, DataKey>,
}

impl<'a> Contact<'a> {
    async fn of(tx: &Tx, sealer: &Sealer, phone: &'a Phone, assets: &[Asset]) -> Result<Self, Stop> {
        if !phone.is_well_formed() {
            return Err(PeopleRefusal::PhoneMalformed.into());
        }
        let month = tx.now().await?.day().month();
        let mut keys = HashMap::new();
        for asset in assets {
            if let Entry::Vacant(county) = keys.entry(asset.region.county()) {
                let key = sealer.data_key(tx, PURPOSE, county.key(), month).await?;
                county.insert(key);
            }
        }
        Ok(Self { phone, keys })
    }

    fn kept(&self, id: UpkeepDutyId, region: &RegionCode) -> Result<KeptPhone, Stop> {
        let key = self.keys.get(&region.county());
        let key = key.ok_or_else(|| Fault::inconsistent("a county without its key"))?;
        keep_phone(key, &phone_place(id), self.phone)
    }
}

impl AssignDuties {
    /// The assets, locked in id order. One that does not exist here is told with its place.
    async fn locked(&self, tx: &Tx, holder: &Holder) -> Result<Vec<Asset>, Stop> {
        let found = lock_assets(tx, &self.assets).await?;
        let seen = holder.seen();
        let known = |id: &AssetId| found.iter().any(|a| a.id == *id && seen.covers(&a.region));
        let mut refusals = Vec::new();
        for (n, id) in self.assets.iter().enumerate().filter(|(_, id)| !known(id)) {
            refusals.push(super::no_asset(tx, holder, *id).await?.placed(Some(&format!("/asset_ids/{n}"))));
        }
        if let Some(refusal) = Refusal::joined(refusals) {
            return Err(refusal.into());
        }
        if found.len() == self.assets.len() { Ok(found) } else { Err(UpkeepRefusal::Doubled.into()) }
    }

    /// The first day on which a former keeper had it no longer.
    fn over(&self, today: Day) -> Result<Option<Day>, UpkeepRefusal> {
        match self.to {
            Some(to) if to < self.from || today <= to => Err(UpkeepRefusal::LastDay { from: self.from, to, today }),
            to => Ok(to.map(Day::next)),
        }
    }

    /// The keeper; an organisation is one of one's own regions, or of a region above all of the assets.
    async fn keeper(&self, tx: &Tx, holder: &Holder, assets: &[Asset]) -> Result<Named, Stop> {
        let keeper = match (self.organisation, &self.name) {
            (Some(id), None) => Named::Organisation(id),
            (None, Some(name)) => Named::Written(name.clone()),
            _ => return Err(UpkeepRefusal::NotNamed.into()),
        };
        let Some(id) = keeper.organisation() else { return Ok(keeper) };
        let unit = organisations_by_id(tx.conn(), &[id]).await?.remove(&id).filter(|o| o.deleted_at.is_none());
        let near = |o: &Organisation| {
            holder.seen().covers(&o.region) || assets.iter().all(|asset| o.region.covers(&asset.region))
        };
        unit.filter(near).ok_or(UpkeepRefusal::UnknownUnit)?;
        Ok(keeper)
    }
}

/// R9: what is a household's own is given to no body but one that owns it, and is not kept by public money.
fn no_households(assets: &[Asset], keeper: &Named, today: Day) -> Result<(), UpkeepRefusal> {
    let owns = |asset: &Asset| asset.owners.iter().any(|o| o.holds_on(today) && o.who == *keeper);
    let body = keeper.organisation().is_some();
    let pooled = |asset: &&Asset| (body && !owns(asset)) || asset.upkeep_source.is_some_and(paid_by_claims);
    let mut households = assets.iter().filter(|asset| asset.kind == AssetKind::Household);
    match households.find(pooled) {
        Some(asset) => Err(UpkeepRefusal::DutyOfHousehold { asset: asset.number.clone() }),
        None => Ok(()),
    }
}

/// Who takes over, as the rows of each region name them: a private person is sealed once a region.
struct Keepers<'a> {
    who: &'a Named,
    sealed: BTreeMap<RegionCode, Named>,
}

impl<'a> Keepers<'a> {
    /// Somebody who needs no sealing.
    const fn known(who: &'a Named) -> Self {
        Self { who, sealed: BTreeMap::new() }
    }

    async fn of(tx: &Tx, sealer: &Sealer, who: &'a Named, assets: &[Asset]) -> Result<Self, Stop> {
        let mut sealed = BTreeMap::new();
        names_whole(who.written())?;
        if matches!(who, Named::Written(WrittenName::Told(_))) {
            sealed.extend(assets.iter().map(|asset| (asset.region.clone(), who.clone())));
            let names = sealed.iter_mut().filter_map(|(region, who)| Some((region.clone(), who.written_mut()?)));
            keep_names(tx, sealer, names.collect()).await?;
        }
        Ok(Self { who, sealed })
    }

    fn at(&self, asset: &Asset) -> &Named {
        self.sealed.get(&asset.region).unwrap_or(self.who)
    }

    /// Brings the cards of these assets in line, those of one name at once.
    async fn on_cards(&self, tx: &Tx, assets: &[Asset], by: &Passing) -> Result<Vec<Change>, Fault> {
        if self.sealed.is_empty() {
            return look_after(tx, assets, by, &Upkeep::TakenOver(self.who.clone())).await;
        }
        let mut changes = Vec::new();
        for (region, who) in &self.sealed {
            let there: Vec<Asset> = assets.iter().filter(|asset| asset.region == *region).cloned().collect();
            changes.extend(look_after(tx, &there, by, &Upkeep::TakenOver(who.clone())).await?);
        }
        Ok(changes)
    }
}

/// Who takes over which kind of upkeep from which day on; or had it until a day.
struct TakingOver<'a> {
    duty: DutyKind,
    keepers: &'a Keepers<'a>,
    from: Day,
    over: Option<Day>,
    standard: Option<&'a String>,
    contact: Option<Contact<'a>>,
    note: Option<&'a String>,
}

impl TakingOver<'_> {
    fn begun(&self, tx: &Tx, asset: &Asset, letter: Option<&String>, now: Instant) -> Result<UpkeepDuty, Stop> {
        let id = tx.id(now);
        Ok(UpkeepDuty {
            id,
            asset: asset.id,
            region: asset.region.clone(),
            duty: self.duty,
            keeper: self.keepers.at(asset).clone(),
            from: self.from,
            until: self.over,
            standard: self.standard.cloned(),
            phone: self.contact.as_ref().map(|contact| contact.kept(id, &asset.region)).transpose()?,
            letter: letter.cloned(),
            note: self.note.cloned(),
            end_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        })
    }

    fn refused(&self, asset: &Asset, hindrance: Hindrance) -> UpkeepRefusal {
        let number = asset.number.clone();
        match hindrance {
            Hindrance::Until(last) => UpkeepRefusal::Overlaps { asset: number, from: self.from, last },
            Hindrance::Same(from) => UpkeepRefusal::SameKeeper { asset: number, from },
            Hindrance::Held(since) => {
                let to = self.over.map_or(self.from, Day::previous);
                UpkeepRefusal::HeldThen { asset: number, from: self.from, to, since }
            }
        }
    }

    /// Ends what these locked assets had and begins what they have now; whoever keeps one already goes on where `same` allows it.
    async fn run(&self, tx: &Tx, assets: &[Asset], same: bool) -> Result<(Vec<UpkeepDuty>, Vec<Change>), Stop> {
        let now = tx.now().await?;
        let ids: Vec<AssetId> = assets.iter().map(|asset| asset.id).collect();
        let mut recorded: HashMap<AssetId, Vec<UpkeepDuty>> = HashMap::new();
        for duty in store::lock_duties_of(tx, &ids, self.duty).await? {
            recorded.entry(duty.asset).or_default().push(duty);
        }
        let (mut ended, mut begun, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        let Some(first) = assets.first() else { return Ok((begun, changes)) };
        // Whoever has it no longer was given no letter of now.
        let letter = match self.over {
            Some(_) => None,
            None => Some(next_number(tx, NumberKind::DutyLetter, &first.region).await?.to_string()),
        };
        for asset in assets {
            let keeper = self.keepers.at(asset);
            let known = recorded.get(&asset.id).into_iter().flatten();
            let found = match self.over {
                Some(over) => lies_free(known, (self.from, over)).map(|()| None),
                None => succeeds(known, keeper, self.from),
            };
            let before = match found {
                Err(Hindrance::Same(_)) if same => continue,
                found => found.map_err(|hindrance| self.refused(asset, hindrance))?,
            };
            if let Some(before) = before {
                let after = before.ended(self.from, None, now);
                changes.push(changed(before, &after));
                ended.push(after);
            }
            let duty = self.begun(tx, asset, letter.as_ref(), now)?;
            changes.push(Change::created(subject_of(&duty), &duty.region, &duty));
            begun.push(duty);
        }
        store::end_duties(tx, &ended, self.from, now).await?;
        store::insert_duties(tx, &begun).await?;
        Ok((begun, changes))
    }
}

/// A transfer names who maintains its assets from a day on: the duty of repair passes with it. The cards are its own affair.
pub async fn take_over_repair(tx: &Tx, assets: &[Asset], keeper: &Named, from: Day) -> Result<Vec<Change>, Stop> {
    let keepers = Keepers::known(keeper);
    let taking = TakingOver {
        duty: DutyKind::Repair,
        keepers: &keepers,
        from,
        over: None,
        standard: None,
        contact: None,
        note: None,
    };
    Ok(taking.run(tx, assets, true).await?.1)
}

impl Work for AssignDuties {
    type Record = Committed<Vec<UpkeepDuty>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Vec<UpkeepDuty>>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let scope = holder.scope(&action::UPKEEP_DUTY_ASSIGN)?;
        let assets = self.locked(tx, &holder).await?;
        // The permit of what lies outside the keeper's own office is the denial; otherwise that of the first stands for all.
        let elsewhere = assets.iter().find(|a| !scope.covers(&a.region)).or_else(|| assets.first());
        let place = elsewhere.ok_or(UpkeepRefusal::UnknownAsset)?;
        let permit = holder.permit(&action::UPKEEP_DUTY_ASSIGN, &place.region)?;
        let keeper = self.keeper(tx, &holder, &assets).await?;
        has_come(tx, self.from, "/from_on").await?;
        assets.iter().try_for_each(|asset| was_there(asset, self.from, "/from_on"))?;
        let today = tx.now().await?.day();
        let over = self.over(today)?;
        no_households(&assets, &keeper, today)?;
        let contact = match &self.phone {
            Some(phone) => Some(Contact::of(tx, &self.sealer, phone, &assets).await?),
            None => None,
        };
        let (duty, from, standard, note) = (self.duty, self.from, self.standard.as_ref(), self.note.as_ref());
        let keepers = Keepers::of(tx, &self.sealer, &keeper, &assets).await?;
        let taking = TakingOver { duty, keepers: &keepers, from, over, standard, contact, note };
        let (begun, mut changes) = taking.run(tx, &assets, false).await?;
        // The card says who maintains it now.
        if self.duty == DutyKind::Repair && over.is_none() {
            let by = Passing::by(&self.actor, self.from, None, None);
            changes.extend(keepers.on_cards(tx, &assets, &by).await?);
        }
        let (first, rest) = first_of(changes)?;
        Ok(permit.commit(first, begun).and(rest))
    }
}
