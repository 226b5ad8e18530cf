//! 资金来源. Of what a pool was made: the year that set it aside, and the incomes that count into that, each with its asset and paper.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    benefit::income::{
        model::{PoolSources, SourceEntry},
        store::{self, Counted},
    },
    ground::{
        kernel::IncomePoolId,
        platform::{ConnectionTrait, Fault},
    },
    office::lineage::Passed,
};

/// At most so many incomes are told; the figures are whole.
const TOLD: u64 = 200;

/// Of what a pool was made; nothing where there is none, or its year was opened again. Whoever calls may see what is paid of it. Who paid an
/// income is not told: that stands in the books of the body, behind their own right.
pub async fn sources_of(conn: &impl ConnectionTrait, id: IncomePoolId) -> Result<Option<PoolSources>, Fault> {
    let Some(pool) = store::find_pool(conn, id).await? else { return Ok(None) };
    let year = store::find_year(conn, pool.year_id).await?;
    let year = year.ok_or_else(|| Fault::inconsistent("a pool of no year"))?;
    let Some(closing) = year.closing else { return Ok(None) };
    let mut rows = store::counted_into(conn, Counted::Years, &[year.id.uuid()], TOLD).await?;
    let told = usize::try_from(TOLD).unwrap_or(usize::MAX);
    let more = rows.len() > told;
    rows.truncate(told);
    let ids: Vec<Uuid> = rows.iter().map(|(entry, ..)| *entry).collect();
    let mut entries: HashMap<Uuid, _> =
        store::entries_by_id(conn, &ids).await?.into_iter().map(|e| (e.id.uuid(), e)).collect();
    let source = |(id, _, counted): Passed| {
        let e = entries.remove(&id).ok_or_else(|| Fault::inconsistent("a part of no entry"))?;
        Ok(SourceEntry {
            id: e.id,
            number: e.number,
            category: e.category,
            on: e.on,
            counted,
            asset: e.asset,
            voucher: e.voucher,
            paper: e.paper,
            from_plan: e.from_line.map(|l| l.distribution),
        })
    };
    let entries = rows.into_iter().map(source).collect::<Result<_, Fault>>()?;
    Ok(Some(PoolSources { pool, figures: closing.figures, entries, more }))
}
