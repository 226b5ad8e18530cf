//! 通过、生效、退回配置. A scheme is adopted by a resolution, and comes into force when all its shares are held.

use super::{
    Held, changed, has_come, hold, in_state, register::inside, scheme_subject, schemes::known_assets, votes::one_act,
};
use crate::{
    benefit::{
        collectives::{Collective, hold_body, may_earn},
        resolutions::{Matter, Passed, passed_of, stand_on},
        shares::{
            SharesRefusal,
            model::{Scheme, SchemeState, VotedAct},
            rules::{
                ALLOWED_KINDS, BUSINESS_ONLY, INCOME_RIGHT, KIND_ALLOWED, OTHERS_ASSET, POSTED_AS_IT_IS, SHARE_SUM,
                UNDISPUTED, business_only, income_right, kind_allowed, others_asset, posted_as_it_is, share_sum,
                undisputed,
            },
            store,
        },
    },
    ground::{
        authority::{Actor, action},
        kernel::{AnyId, AssetId, Day, FileId, Refusal, ResolutionId, ShareSchemeId, Words as _, settle},
        platform::{Fault, Stop, Tx, Work, all_hold, apart},
        trail::Committed,
    },
    office::{
        files::use_files,
        policy::{Values, values_on},
        publicity::{HungList, ListToHang, PostedMatter, hung_before, unsettled_postings},
    },
    property::assets::{Asset, AssetKind, TitleState, owners_on},
};

/// A resolution of a body on shares that passed and stands, held.
pub(super) async fn decided(tx: &Tx, id: ResolutionId, body: &Collective) -> Result<Option<Passed>, Fault> {
    let fits = |p: &Passed| p.collective == body.id && p.matter == Matter::ShareScheme;
    Ok(passed_of(tx, id).await?.filter(fits))
}

/// The same, named at `/resolution_id`.
pub(super) async fn resolved(tx: &Tx, id: ResolutionId, body: &Collective) -> Result<Passed, Stop> {
    Ok(decided(tx, id, body).await?.ok_or(SharesRefusal::NotResolved)?)
}

/// No other scheme than this one quantifies the income of one of these assets on a day or later.
pub(super) async fn alone(tx: &Tx, scheme: (ShareSchemeId, Day), assets: &[Asset]) -> Result<(), Stop> {
    let ids: Vec<AssetId> = assets.iter().map(|a| a.id).collect();
    let Some((id, scheme)) = store::quantified_elsewhere(tx.conn(), scheme, &ids).await? else { return Ok(()) };
    let asset = assets.iter().find(|a| a.id == id).map(|a| a.number.clone()).unwrap_or_default();
    Err(SharesRefusal::QuantifiedElsewhere { asset, scheme }.into())
}

/// Says that a scheme was adopted.
pub struct AdoptScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// By which resolution.
    pub resolution: ResolutionId,
    /// The first day on which anybody may have shares of it; not after today.
    pub from: Day,
}

impl AdoptScheme {
    /// The numbers of those of its assets whose income is no matter of its body's on the day.
    async fn others<'a>(&self, tx: &Tx, body: &Collective, assets: &'a [Asset]) -> Result<Vec<&'a str>, Fault> {
        let mut others = Vec::new();
        for asset in assets {
            if !may_earn(tx.conn(), body, (asset, self.from)).await? {
                others.push(asset.number.as_str());
            }
        }
        Ok(others)
    }

    /// R21, R21.1, R30.1, R53 and R53.1 of its assets on the day.
    fn may(&self, body: &Collective, assets: &[Asset], alien: &[&str], values: &Values) -> Result<(), Refusal> {
        let on = self.from;
        let of = |wrong: &dyn Fn(&Asset) -> bool| {
            assets.iter().filter(|a| wrong(a)).map(|a| a.number.as_str()).collect::<Vec<_>>()
        };
        let kinds = assets.iter().filter(|a| a.kind != AssetKind::Business);
        let kinds: Vec<(&str, &str)> = kinds.map(|a| (a.number.as_str(), a.kind.word())).collect();
        let others: Vec<&str> = kinds.iter().map(|(number, _)| *number).collect();
        let disputed = of(&|a| a.tracks.title == TitleState::Disputed);
        let split = of(&|a| {
            let owners = owners_on(&a.owners, on);
            let own = owners.iter().any(|o| o.who.organisation() == Some(body.organisation));
            !own || owners.iter().any(|o| o.who.organisation().is_none())
        });
        let checks = vec![
            BUSINESS_ONLY.judge(on, business_only(&others)),
            KIND_ALLOWED.judge(on, kind_allowed(on, &kinds, values.words(ALLOWED_KINDS))),
            UNDISPUTED.judge(on, undisputed(&disputed)),
            INCOME_RIGHT.judge(on, income_right(on, &split)),
            OTHERS_ASSET.judge(on, others_asset(on, alien)),
        ];
        settle(checks, &[]).map(|_| ())
    }

    /// R69.4, by what the region asked for on the day from which on it is adopted: an older register is recorded as it was. Whatever is asked for, no
    /// other posting of it is left behind in which neighbours still have a word.
    async fn was_posted(&self, tx: &Tx, scheme: &Scheme, values: &Values) -> Result<(), Stop> {
        let (on, id) = (self.from, AnyId::new(scheme.id.uuid()));
        let required = values.term(PostedMatter::ShareScheme.key()).map(|term| term.to_string());
        let closed = hung_before(tx.conn(), PostedMatter::ShareScheme, &[id], on).await?.remove(&id);
        let (closed, content) = (closed.unwrap_or_default(), scheme.content());
        let said = (scheme.number.as_str(), content);
        let verdict = posted_as_it_is(said, on, required.as_deref(), &closed);
        settle(vec![POSTED_AS_IT_IS.judge(on, verdict)], &[])?;
        let by = closed.iter().find(|hung| hung.digest == content).map(|hung| hung.posting);
        let hangs = ListToHang { id, digest: Some(content), by };
        match unsettled_postings(tx.conn(), PostedMatter::ShareScheme, &[hangs]).await?.remove(&id) {
            Some(HungList { number, state, .. }) => Err(SharesRefusal::PostingUnsettled { number, state }.into()),
            None => Ok(()),
        }
    }
}

impl Work for AdoptScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_ADOPT;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[SchemeState::Draft])?;
        let body = hold_body(tx, &holder, before.collective).await?;
        let (passed, known) = apart(resolved(tx, self.resolution, &body).await);
        all_hold([known, has_come(tx, self.from, "/from_on").await])?;
        let passed = passed.ok_or_else(|| Fault::inconsistent("a resolution that was just found"))?;
        if self.from < passed.decided_on {
            return Err(SharesRefusal::BeforeResolved { on: self.from, resolved: passed.decided_on }.into());
        }
        one_act(tx, &passed, (VotedAct::Adopt, self.id)).await?;
        if body.term_on(self.from).is_none() {
            return Err(SharesRefusal::NoBody { on: self.from, since: body.since }.into());
        }
        let assets = known_assets(tx, &holder, &before.assets).await?;
        let alien = self.others(tx, &body, &assets).await?;
        let values = values_on(tx.conn(), &before.region, self.from).await?;
        self.may(&body, &assets, &alien, &values)?;
        alone(tx, (self.id, self.from), &assets).await?;
        self.was_posted(tx, &before, &values).await?;
        let after = Scheme {
            state: SchemeState::Adopted,
            resolution: Some(passed.id),
            from: Some(self.from),
            ..before.clone()
        };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        stand_on(tx, passed.id, scheme_subject(&after)).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Says that all shares of a scheme are held, and that it is in force.
pub struct PutInForce {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// From which day on; not after today.
    pub on: Day,
}

impl Work for PutInForce {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_PUT_IN_FORCE;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[SchemeState::Adopted])?;
        has_come(tx, self.on, "/on").await?;
        inside(&before, self.on)?;
        let standing = store::standing_on(tx.conn(), before.id, self.on).await?;
        let held = |class| standing.classes.get(&class).map_or(0, |held| held.shares_e4);
        let then = before.classes.iter().map(|c| (c.class.label(), c.planned.scaled(), held(c.class)));
        let since = before.classes.iter().map(|c| (c.class.label(), c.planned.scaled(), c.issued.scaled()));
        let sums: Vec<_> = then.chain(since).collect();
        settle(vec![SHARE_SUM.judge(self.on, share_sum(&sums))], &[])?;
        let after = Scheme { state: SchemeState::InForce, in_force_on: Some(self.on), ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Opens the register of a static scheme in force again, because what was issued is wrong.
pub struct ReopenScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// The paper that says so.
    pub paper: FileId,
}

impl Work for ReopenScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_REOPEN;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &[SchemeState::InForce])?;
        use_files(tx, &holder.seen(), scheme_subject(&before), &[self.paper]).await?;
        // A dynamic one may have grown beyond what it was adopted with, and could never be put in force again.
        if before.is_growing() {
            return Err(SharesRefusal::ReopensStatic.into());
        }
        let after = Scheme { state: SchemeState::Adopted, in_force_on: None, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
