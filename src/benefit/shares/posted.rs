//! The side of schemes of shares in publicity: what hangs of one before it is adopted.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    SharesRefusal,
    model::{AssetPart, ClassPlan, Scheme, SchemeState},
    store,
};
use crate::{
    ground::{
        kernel::{AnyId, AssetId, ShareSchemeId, Shares, Words as _},
        platform::{Fault, Sealer, Stop, Tx},
    },
    office::publicity::{Hanging, Posted, PostedDoor, PostedLine, PostedMatter},
    property::assets::assets_by_id,
};

/// Answers for schemes of shares that are posted.
pub struct PostedSchemes;

/// A draft: what hangs may still be objected to.
async fn held(tx: &Tx, id: AnyId) -> Result<Scheme, Stop> {
    let gone = || Fault::inconsistent(format!("a posting of no share scheme {id}"));
    let scheme = store::lock_scheme(tx, ShareSchemeId::new(id.uuid())).await?.ok_or_else(gone)?;
    match scheme.state {
        SchemeState::Draft => Ok(scheme),
        state => Err(SharesRefusal::StateIs { state }.into()),
    }
}

/// What hangs of a scheme: itself with all its shares, each class, each asset. Nobody is named on it.
async fn hanging(tx: &Tx, id: AnyId) -> Result<Hanging, Stop> {
    let scheme = held(tx, id).await?;
    let total = Shares::from_scaled(scheme.total_e4()).unwrap_or(Shares::ZERO);
    let cap = scheme.cap.map(|cap| format!("，每人不超过 {cap}%")).unwrap_or_default();
    let whole = format!("{}，共 {total} 股{cap}", scheme.model.label());
    let mut lines = vec![PostedLine::new(scheme.name.clone(), [None, Some(whole)], None, false)];
    let class = |c: &ClassPlan| {
        PostedLine::new(c.class.label().to_owned(), [None, Some(format!("{} 股", c.planned))], None, false)
    };
    lines.extend(scheme.classes.iter().map(class));
    let ids: Vec<AssetId> = scheme.assets.iter().map(|a| a.asset).collect();
    let assets = assets_by_id(tx.conn(), &ids).await?;
    let asset = |part: &AssetPart| {
        let found = assets.get(&part.asset).ok_or_else(|| Fault::inconsistent("a scheme over no asset"))?;
        Ok(PostedLine::new(found.name.clone(), [None, Some(found.number.clone())], Some(part.quantified), false))
    };
    lines.extend(scheme.assets.iter().map(asset).collect::<Result<Vec<_>, Fault>>()?);
    Ok(Hanging { lines, digest: scheme.content() })
}

impl PostedDoor for PostedSchemes {
    fn matter(&self) -> PostedMatter {
        PostedMatter::ShareScheme
    }

    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>> {
        async move {
            let ids: Vec<ShareSchemeId> = ids.iter().map(|id| ShareSchemeId::new(id.uuid())).collect();
            let found = store::find_schemes(tx.conn(), &ids).await?;
            let posted = |s: Scheme| Posted { id: AnyId::new(s.id.uuid()), number: s.number, region: s.region };
            Ok(found.into_iter().map(posted).collect())
        }
        .boxed()
    }

    fn hangs<'a>(&'a self, tx: &'a Tx, _: &'a Sealer, id: AnyId) -> BoxFuture<'a, Result<Option<Hanging>, Stop>> {
        async move { Ok(Some(hanging(tx, id).await?)) }.boxed()
    }
}
