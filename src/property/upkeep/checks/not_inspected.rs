//! A20.1 久未检查. An asset in use at which nobody has looked for twice as long as its risk allows.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::is_kept;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
    property::{
        assets::{Asset, cards_after},
        upkeep::{model::Risk, store},
    },
};

static ABOUT: About = About {
    number: "A20.1",
    title: Bi { zh: "在用资产久未检查", en: "In use and not inspected" },
    question: Bi {
        zh: "在用的公益性、经营性资产，距上次管护检查是否超过检查间隔的两倍？从未检查的，自使用之日起按低风险间隔计算。",
        en: "Have more than twice the days that its risk allows passed since an asset in use was inspected? What was never inspected counts from its first day of use, at low risk.",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Asset,
    figures: &[
        Figure::new("asset", "资产"),
        Figure::new("last", "上次检查日期"),
        Figure::new("since", "起算日期"),
        Figure::word::<Risk>("risk", "风险等级"),
        Figure::new("days", "检查间隔天数"),
    ],
    parameters: &[Risk::High.key(), Risk::Medium.key(), Risk::Low.key()],
    valid_from: Day::of(2022, 4, 18),
};

/// A20.1
pub struct NotInspected;

/// A card, and when somebody last looked at the asset, at which risk.
type Seen = (Asset, Option<(Day, Risk)>);

fn judge((card, last): &Seen, values: &Values, today: Day) -> Opinion {
    let since = last.or(card.tracks.use_on.map(|on| (on, Risk::Low)));
    let Some((since, risk)) = since.filter(|_| is_kept(card)) else { return Opinion::Clean };
    let Some(days) = values.days(risk.key()) else { return Opinion::Unset };
    if today.days_since(since) <= 2 * i64::from(days) {
        return Opinion::Clean;
    }
    let seen = if last.is_some() { "inspected" } else { "never" };
    let figures = Facts::none().with("asset", &card.number).with("last", seen).with("since", since);
    Opinion::Hits(vec![Hit {
        subject: card.id.uuid(),
        region: card.region.clone(),
        cause: String::new(),
        amount: card.tracks.original_value,
        figures: figures.told("risk", risk).with("days", days),
    }])
}

impl AuditCheck for NotInspected {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let cards = cards_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<Uuid> = cards.iter().map(|card| card.id.uuid()).collect();
            let last = store::last_inspections(at.tx.conn(), &ids).await?;
            let seen = |card: Asset| {
                let last = last.get(&card.id.uuid()).copied();
                (card, last)
            };
            let seen: Vec<Seen> = cards.into_iter().map(seen).collect();
            Ok(at.over(&seen, |(card, _)| (card.id.uuid(), &card.region), |seen, values| judge(seen, values, at.on)))
        }
        .boxed()
    }
}
