//! Setting and reading values.

use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{Day, Layer, PolicyValueId, RegionCode, Scope, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        policy::{
            PolicyRefusal,
            keys::{KEYS, Key, key},
            model::{Certainty, Everywhere, PolicyValue, Value, ValueBasis, ValueQuery, Values},
            store,
        },
    },
};

/// The values that hold in a region on a business day.
pub async fn values_on(conn: &impl ConnectionTrait, region: &RegionCode, day: Day) -> Result<Values, Fault> {
    Ok(Values::choose(&store::find_on(conn, region, day).await?, region, key))
}

/// The values of some keys in every region on a business day, in one query.
pub async fn values_everywhere(conn: &impl ConnectionTrait, keys: &[&str], day: Day) -> Result<Everywhere, Fault> {
    Ok(Everywhere::of(store::find_everywhere(conn, keys, day).await?))
}

/// The values of some keys in every region on any business day until one, in one query; [`Everywhere::on`] chooses the day.
pub async fn values_until(conn: &impl ConnectionTrait, keys: &[&str], day: Day) -> Result<Everywhere, Fault> {
    Ok(Everywhere::of(store::find_until(conn, keys, day).await?))
}

/// Keys that have no value in a region on a day, neither its own nor one from above, for `doctor`.
pub async fn keys_unset(
    conn: &impl ConnectionTrait,
    region: &RegionCode,
    day: Day,
) -> Result<Vec<&'static Key>, Fault> {
    let held = store::find_on(conn, region, day).await?;
    Ok(KEYS.iter().filter(|k| !held.iter().any(|v| v.key == k.name)).collect())
}

/// What a caller says of a value.
#[derive(Debug, Clone)]
pub struct NewValue {
    /// Key.
    pub key: String,
    /// Where.
    pub region: RegionCode,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_to: Option<Day>,
    /// Value.
    pub value: String,
    /// On what it stands.
    pub basis: ValueBasis,
    /// Title and number of the document.
    pub document: String,
    /// Article in it.
    pub clause: Option<String>,
    /// How surely the text was read.
    pub certainty: Certainty,
}

/// Sets a value for a period. An open-ended period before it ends the day before.
pub struct SetValue {
    /// Who.
    pub actor: Actor,
    /// What.
    pub asked: NewValue,
}

impl SetValue {
    fn parsed(&self) -> Result<(&'static Key, Value), PolicyRefusal> {
        let asked = &self.asked;
        let key = key(&asked.key).ok_or_else(|| PolicyRefusal::UnknownKey { key: asked.key.clone() })?;
        if asked.valid_to.is_some_and(|last| last < asked.valid_from) {
            return Err(PolicyRefusal::DatesReversed);
        }
        if asked.basis == ValueBasis::Law && asked.clause.is_none() {
            return Err(PolicyRefusal::ClauseMissing);
        }
        let bad = || PolicyRefusal::BadValue { key: asked.key.clone(), value: asked.value.clone() };
        Ok((key, Value::parse(key.kind, &asked.value).ok_or_else(bad)?))
    }

    /// A value above that stands on law may only be tightened.
    async fn tightens(&self, tx: &Tx, key: &Key, value: &Value) -> Result<(), Stop> {
        let above = store::find_on(tx.conn(), &self.asked.region, self.asked.valid_from).await?;
        for law in above
            .iter()
            .filter(|v| v.key == self.asked.key && v.region != self.asked.region && v.basis == ValueBasis::Law)
        {
            let tight = Value::parse(key.kind, &law.value).is_none_or(|l| value.is_as_tight_as(&l, key.direction));
            if !tight {
                let (value, above, region) = (self.asked.value.clone(), law.value.clone(), law.region.to_string());
                return Err(PolicyRefusal::Loosens { value, above, region }.into());
            }
        }
        Ok(())
    }

    /// Ends the open-ended period before this one; refuses any other overlap. The region is locked.
    async fn make_room(&self, tx: &Tx) -> Result<Vec<Change>, Stop> {
        let mut changes = Vec::new();
        for period in store::find_periods(tx.conn(), &self.asked.key, &self.asked.region).await? {
            let apart = period.valid_to.is_some_and(|last| last < self.asked.valid_from)
                || self.asked.valid_to.is_some_and(|last| last < period.valid_from);
            if apart {
                continue;
            }
            if period.valid_to.is_some() || period.valid_from >= self.asked.valid_from {
                return Err(PolicyRefusal::Overlaps { from: period.valid_from }.into());
            }
            let after = PolicyValue {
                valid_to: Some(self.asked.valid_from.previous()),
                version: period.version + 1,
                updated_at: tx.now().await?,
                ..period.clone()
            };
            store::update_value(tx, &after, period.version).await?;
            let subject = SubjectRef::new(SubjectKind::PolicyValue, after.id);
            changes.push(
                Change::changed(subject, &after.region, after.version, &period, &after).named("policy.value.end"),
            );
        }
        Ok(changes)
    }
}

impl Work for SetValue {
    type Record = Committed<PolicyValue>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PolicyValue>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::POLICY_VALUE_SET, &self.asked.region)?;
        let (key, parsed) = self.parsed()?;
        if !store::lock_regions(tx, &self.asked.region).await? {
            return Err(PolicyRefusal::UnknownRegion { region: self.asked.region.clone() }.into());
        }
        self.tightens(tx, key, &parsed).await?;
        let ended = self.make_room(tx).await?;
        let now = tx.now().await?;
        let asked = self.asked.clone();
        let value = PolicyValue {
            id: tx.id(now),
            key: asked.key,
            region: asked.region,
            valid_from: asked.valid_from,
            valid_to: asked.valid_to,
            value: asked.value,
            // What a demonstration's officers set is a sample, whatever they say of it.
            basis: if self.actor.layer == Layer::Sample { ValueBasis::Sample } else { asked.basis },
            document: asked.document,
            clause: asked.clause,
            certainty: asked.certainty,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_value(tx, &value).await?;
        let subject = SubjectRef::new(SubjectKind::PolicyValue, value.id);
        Ok(permit.commit(Change::created(subject, &value.region, &value), value).and(ended))
    }
}

/// Seen: one's own regions, and the regions above them.
fn seen(holder: &Holder) -> (Scope, Vec<RegionCode>) {
    let above = holder.grants().iter().flat_map(|g| g.region.and_above()).collect();
    (holder.seen(), above)
}

/// One value.
pub async fn read_value(db: &Db, holder: &Holder, id: PolicyValueId) -> Result<PolicyValue, Stop> {
    let value = store::find_value(db.read(), id).await?.ok_or_else(|| unknown(&action::POLICY_VALUE_READ))?;
    let (scope, above) = seen(holder);
    if scope.covers(&value.region) || above.contains(&value.region) {
        Ok(value)
    } else {
        Err(unknown(&action::POLICY_VALUE_READ).into())
    }
}

/// Values of one's regions and of those above them.
pub async fn list_values(
    db: &Db,
    holder: &Holder,
    query: &ValueQuery,
    listing: &Listing,
) -> Result<Page<PolicyValue>, Stop> {
    let (scope, above) = seen(holder);
    let now = db.now().await?;
    Ok(store::list_values(db.read(), (&scope, &above), query, listing, now).await?)
}
