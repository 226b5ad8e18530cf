//! The side of sites in a trace: what a site is. What was invested there and what stands there, the rooms say that have it.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{SiteId, SubjectKind, SubjectRef},
        platform::{Fault, Snapshot},
    },
    office::{
        lineage::{Lineage, Node, Steps, ids_of},
        places::{Site, sites_by_id},
    },
};

/// Answers for sites.
pub struct SitesLineage;

fn of_site(s: Site) -> Node {
    Node {
        subject: SubjectRef::new(SubjectKind::Site, s.id),
        number: None,
        title: s.name,
        region: s.region,
        source: None,
        amount: s.investment,
        on: None,
        state: None,
        held: Vec::new(),
    }
}

impl Lineage for SitesLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Site]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async {
            let ids: Vec<SiteId> = ids_of(SubjectKind::Site, wanted).into_iter().map(SiteId::new).collect();
            let found = sites_by_id(at.conn(), &ids).await?.into_values();
            Ok(found.filter(|s| s.deleted_at.is_none()).map(of_site).collect())
        }
        .boxed()
    }

    fn upstream<'a>(
        &'a self,
        _at: &'a Snapshot,
        _of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async { Ok(Steps::default()) }.boxed()
    }

    fn downstream<'a>(
        &'a self,
        _at: &'a Snapshot,
        _of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async { Ok(Steps::default()) }.boxed()
    }
}
