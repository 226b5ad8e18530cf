//! Templates as a table. Their texts are whole pages and stay out of it.

use super::{
    model::{PrintTemplate, TemplateQuery},
    service::list_templates,
};
use crate::{
    ground::{
        kernel::Words as _,
        platform::{Listing, Page, Stop},
    },
    office::{
        access::names_of,
        tables::{Filtered, Listed, columns},
    },
};

impl Listed for Filtered<TemplateQuery> {
    /// A template, with the names of who wrote it and who published it.
    type Item = (PrintTemplate, [Option<String>; 2]);
    const NAME: &'static str = "print-templates";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_templates(&self.from, &self.holder, &self.query, listing).await?;
        let who = |t: &PrintTemplate| [t.author, t.publisher];
        let names = names_of(self.from.read(), page.items.iter().flat_map(who).flatten().collect()).await?;
        Ok(page.map(|t| {
            let named = who(&t).map(|id| names.get(&id?).cloned());
            (t, named)
        }))
    }

    columns! { (t, [author, publisher]);
        "表样" => Some(t.form.label()),
        "模板名称" => Some(&t.name),
        "行政区划代码" => Some(&t.region),
        "版次" => Some(t.edition),
        "状态" => Some(t.state.label()),
        "启用日期" => Some(t.valid_from),
        "编写人员" => author.as_ref(),
        "发布人员" => publisher.as_ref(),
        "变更时间" => Some(t.updated_at),
        "标识" => Some(t.id),
    }
}
