//! Exceptions and dated values as tables.

use super::{read::list_exceptions, values::list_values};
use crate::{
    ground::{
        kernel::{Lang, Words as _},
        platform::{Listing, Page, Stop},
    },
    office::{
        access::names_of,
        policy::{
            keys::KEYS,
            model::{Exception, ExceptionQuery, PolicyValue, ValueQuery},
        },
        tables::{Filtered, Listed, Out, columns},
    },
};

/// What was found wrong with an exception that was filed before its words were kept: the figures of a check beside each other.
fn found(exception: &Exception) -> Out {
    let one =
        |figures: Vec<(&str, &str)>| figures.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(" ");
    Out::several(exception.was_found().map(one))
}

impl Listed for Filtered<(ExceptionQuery, bool)> {
    /// An exception, with who filed it and who made it good.
    type Item = (Exception, Option<String>, Option<String>);
    const NAME: &'static str = "exceptions";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let query = self.query.clone();
        let page = list_exceptions(&self.from, &self.holder, self.region.as_ref(), query, listing).await?;
        let who = page.items.iter().flat_map(|e| [Some(e.proposed_by), e.made_good_by]).flatten();
        let names = names_of(self.from.read(), who.collect()).await?;
        Ok(page.map(|e| {
            let [officer, by] = [Some(e.proposed_by), e.made_good_by].map(|id| names.get(&id?).cloned());
            (e, officer, by)
        }))
    }

    columns! { (e, officer, by);
        "例外编号" => Some(&e.number),
        "规则" => Some(&e.rule),
        "事项类别" => Some(e.subject_kind.label()),
        "事项编号" => Some(&e.subject_number),
        "行政区划代码" => Some(&e.region),
        "依据类别" => Some(e.basis.label()),
        "依据文号" => Some(&e.basis_number),
        "理由" => Some(&e.reason),
        "批准层级" => Some(e.granted_by.label()),
        "限额(元)" => Out::money(e.ceiling),
        "截止日期" => Some(e.deadline),
        "不符情况" => e.found_words.clone().map_or_else(|| found(e), |told| Some(told).into()),
        "状态" => Some(e.state.label()),
        "提出人员" => officer.as_ref(),
        "批准日期" => e.granted_on,
        "使用时间" => e.consumed_at,
        "补办日期" => e.made_good_on,
        "补办人员" => by.as_ref(),
        "补办情况" => e.made_good_note.as_ref(),
        "逾期补办" => e.is_late().map_or(Out::Empty, Out::yes),
        "事项标识" => Some(e.subject),
        "标识" => Some(e.id),
    }
}

impl Listed for Filtered<ValueQuery> {
    type Item = PolicyValue;
    const NAME: &'static str = "policy-values";

    async fn page(&self, listing: &Listing) -> Result<Page<PolicyValue>, Stop> {
        list_values(&self.from, &self.holder, &self.query, listing).await
    }

    columns! { v;
        "参数" => Some(&v.key),
        "含义" => KEYS.iter().find(|k| k.name == v.key).map(|k| k.means.text(Lang::Zh)),
        "行政区划代码" => Some(&v.region),
        "起始日期" => Some(v.valid_from),
        "截止日期" => v.valid_to,
        "取值" => Some(&v.value),
        "依据类别" => Some(v.basis.label()),
        "依据文号" => Some(&v.document),
        "条款" => v.clause.as_ref(),
        "核对情况" => Some(v.certainty.label()),
        "标识" => Some(v.id),
    }
}
