//! The side of lists by which persons are paid in publicity: what hangs of one before it is locked.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    PostsRefusal,
    model::{ToPersonItem, ToPersonLine, ToPersonList, ToPersonState},
    service::print::MOST,
    store,
};
use crate::{
    benefit::shares::named_in_full,
    ground::{
        kernel::{AnyId, ToPersonListId},
        platform::{Fault, Sealer, Stop, Tx},
    },
    office::publicity::{Hanging, Posted, PostedDoor, PostedLine, PostedMatter},
};

/// Answers for lists by which persons are paid that are posted.
pub struct PostedLists;

/// A list that was checked and is not locked: what hangs may still be objected to.
async fn held(tx: &Tx, id: AnyId) -> Result<ToPersonList, Stop> {
    let gone = || Fault::inconsistent(format!("a posting of no list {id}"));
    let list = store::lock_list(tx, ToPersonListId::new(id.uuid())).await?.ok_or_else(gone)?;
    if ![ToPersonState::Checked, ToPersonState::Publicised].contains(&list.state) {
        return Err(PostsRefusal::ListIs { state: list.state }.into());
    }
    if list.lines > MOST {
        return Err(PostsRefusal::TooLong { lines: list.lines, most: MOST }.into());
    }
    Ok(list)
}

async fn hanging(tx: &Tx, sealer: &Sealer, id: AnyId) -> Result<Hanging, Stop> {
    let list = held(tx, id).await?;
    let lines = store::lines_of(tx.conn(), list.id).await?;
    let today = tx.now().await?.day();
    let named = named_in_full((tx.conn(), sealer), lines.iter().map(|l| l.whose), today).await?;
    let needy = list.item == ToPersonItem::HardshipRelief;
    let line = |l: &ToPersonLine| {
        let full = named.get(&l.whose).ok_or_else(|| Fault::inconsistent("a line of nobody"))?;
        let texts = [full.household.clone(), Some(l.reason.clone())];
        Ok(PostedLine::new(full.name.clone(), texts, Some(l.amount), needy || full.minor))
    };
    let lines = lines.iter().map(line).collect::<Result<_, Fault>>()?;
    Ok(Hanging { lines, digest: list.digest })
}

impl PostedDoor for PostedLists {
    fn matter(&self) -> PostedMatter {
        PostedMatter::ToPersonList
    }

    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>> {
        async move {
            let ids: Vec<ToPersonListId> = ids.iter().map(|id| ToPersonListId::new(id.uuid())).collect();
            let found = store::lists_by_id(tx.conn(), &ids).await?;
            let posted = |l: ToPersonList| Posted { id: AnyId::new(l.id.uuid()), number: l.number, region: l.region };
            Ok(found.into_values().map(posted).collect())
        }
        .boxed()
    }

    fn hangs<'a>(&'a self, tx: &'a Tx, sealer: &'a Sealer, id: AnyId) -> BoxFuture<'a, Result<Option<Hanging>, Stop>> {
        async move { Ok(Some(hanging(tx, sealer, id).await?)) }.boxed()
    }
}
