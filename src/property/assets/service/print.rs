//! Printing an asset: its card, and the label that is stuck on it.

use std::collections::HashMap;

use super::{store, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{
            AllocationId, AssetId, BudgetDocumentId, Day, Digest, Money, OrganisationId, PaymentId, Ppm, SubjectKind,
            Words as _,
        },
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    money::{
        funds::{Allocation, BudgetDocument, allocations_by_id, documents_by_id, fund_names},
        payments::{Payment, payments_by_id},
        projects::{contracts_by_id, project_by_id},
    },
    office::{
        access::name_of,
        people::WrittenName,
        places::{organisations_by_id, region_name, site_by_id},
        prints::{FormSpec, Sheet, print},
    },
    property::assets::{
        AssetsRefusal,
        forms::{CARD, LABEL},
        model::{
            Asset, AssetCard, AssetEvent, AssetPaper, AssetParty, AssetRole, FundedBy, FundingPart, HappeningRow,
            KeeperRow, Measures, MoneyRow, Named, OwnerRow, Ownership, Stand, funding_sums, owners_on,
        },
    },
};

impl AssetPaper {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Card => &CARD,
            Self::Label => &LABEL,
        }
    }
}

/// An asset as a page. Its digest is of what the paper shows: nothing of a card is signed in the system.
pub async fn print_asset(db: &Db, holder: &Holder, id: AssetId, paper: AssetPaper) -> Result<String, Stop> {
    let now = db.now().await?;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let asset = store::find_asset(conn, id).await?.ok_or_else(|| unknown(&action::ASSET_PRINT))?;
    let _permit = holder.permit_on(&action::ASSET_PRINT, subject_of(&asset), &asset.region)?;
    if asset.deleted_at.is_some() {
        return Err(AssetsRefusal::NothingToPrint.into());
    }
    let events = store::events_of(conn, &[id], None).await?.remove(&id).unwrap_or_default();
    let around = Around::read(conn, &asset).await?;
    let card = around.card(conn, (&asset, &events), now.day()).await?;
    let wrong = |e: serde_json::Error| Fault::inconsistent(format!("card of asset {id}: {e}"));
    let fields = serde_json::to_value(&card).map_err(wrong)?;
    let sheet = Sheet {
        kind: SubjectKind::Asset,
        number: asset.number.clone(),
        revision: asset.version,
        digest: Some(Digest::of(fields.to_string().as_bytes())),
        watermark: across(&asset),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields,
    };
    print(conn, paper.spec(), &asset.region, &sheet).await
}

/// The word across its papers: of what was made up, and of a card that stands for nothing, card and label alike.
fn across(asset: &Asset) -> Option<&'static str> {
    match (asset.is_void(), asset.layer.watermark()) {
        (true, None) => Some("已作废"),
        (true, Some(_)) => Some("示例 已作废"),
        (false, word) => word,
    }
}

fn written(day: Option<Day>) -> String {
    day.map(Day::written).unwrap_or_default()
}

/// `33.3333%`, without noughts at its end.
fn share(ratio: Ppm) -> String {
    let text = ratio.to_string();
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn quantity(words: Option<&str>, m: &Measures) -> String {
    let pieces = m.pieces.map(|n| format!("{n} {}", m.pieces_unit.as_deref().unwrap_or("件")));
    let measured = [
        m.area_m2.map(|a| format!("{a} 平方米")),
        m.land_mu.map(|a| format!("{a} 亩")),
        m.length_m.map(|l| format!("{l} 米")),
        pieces,
    ];
    let measured: Vec<String> = measured.into_iter().flatten().collect();
    if measured.is_empty() { words.unwrap_or_default().to_owned() } else { measured.join("，") }
}

fn beneficiaries(asset: &Asset) -> String {
    let told = [
        asset.beneficiaries.households.map(|n| format!("{n} 户")),
        asset.beneficiaries.people.map(|n| format!("{n} 人")),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn insurance(asset: &Asset) -> String {
    let i = &asset.insurance;
    let told = [
        i.insurer.clone(),
        i.policy_number.as_ref().map(|n| format!("保单 {n}")),
        i.amount.map(|a| format!("保额 {} 元", a.grouped())),
        i.expires.map(|day| format!("至 {}", day.written())),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join("，")
}

fn happening(e: &AssetEvent) -> HappeningRow {
    let (state, amount) = match &e.stand {
        Stand::Value { state, amount } => (state.label(), *amount),
        Stand::Title { state, .. } => (state.label(), None),
        Stand::Handover { state } => (state.label(), None),
        Stand::Duty { state } => (state.label(), None),
        Stand::Use { state } => (state.label(), None),
    };
    HappeningRow {
        on: e.on.written(),
        track: e.stand.track().label().into(),
        state: state.into(),
        amount: amount.map(Money::grouped).unwrap_or_default(),
        reason: e.reason.clone().unwrap_or_default(),
    }
}

/// What an asset refers to, in one query each.
struct Around {
    names: HashMap<OrganisationId, String>,
    allocations: HashMap<AllocationId, Allocation>,
    payments: HashMap<PaymentId, Payment>,
    documents: HashMap<BudgetDocumentId, BudgetDocument>,
    funds: HashMap<AllocationId, String>,
}

impl Around {
    async fn read(conn: &impl ConnectionTrait, asset: &Asset) -> Result<Self, Fault> {
        let who = asset.owners.iter().map(|o| &o.who).chain(asset.parties.iter().map(|p| &p.who));
        let organisations: Vec<_> = who.filter_map(Named::organisation).collect();
        let (mut allocations, mut payments, mut documents) = (Vec::new(), Vec::new(), Vec::new());
        for part in &asset.funding {
            match &part.by {
                FundedBy::Allocation(id) => allocations.push(*id),
                FundedBy::Payment(id) => payments.push(*id),
                FundedBy::Document(id) => documents.push(*id),
                FundedBy::Written(_) => {}
            }
        }
        let found = organisations_by_id(conn, &organisations).await?;
        let allocations = allocations_by_id(conn, &allocations).await?;
        Ok(Self {
            names: found.into_iter().map(|(id, o)| (id, o.name)).collect(),
            funds: fund_names(conn, &allocations).await?,
            allocations,
            payments: payments_by_id(conn, &payments).await?,
            documents: documents_by_id(conn, &documents).await?,
        })
    }

    fn name(&self, who: &Named) -> String {
        match who {
            Named::Organisation(id) => self.names.get(id).cloned().unwrap_or_default(),
            Named::Written(name) => name.shown(),
        }
    }

    fn source(&self, by: &FundedBy) -> (String, String) {
        match by {
            FundedBy::Allocation(id) => {
                let found = self.allocations.get(id);
                let fund = self.funds.get(id).map(String::as_str).unwrap_or_default();
                (format!("指标 {fund}"), found.and_then(|a| a.number.clone()).unwrap_or_default())
            }
            FundedBy::Payment(id) => {
                ("支付".into(), self.payments.get(id).map(|p| p.number.clone()).unwrap_or_default())
            }
            FundedBy::Document(id) => {
                let found = self.documents.get(id);
                let title = found.map(|d| d.title.clone()).unwrap_or_default();
                (format!("指标文件 {title}"), found.map(|d| d.number.to_string()).unwrap_or_default())
            }
            FundedBy::Written(text) => (format!("{text}（待核实）"), String::new()),
        }
    }

    fn owners(&self, asset: &Asset) -> Vec<OwnerRow> {
        let row = |o: &Ownership| OwnerRow {
            name: self.name(&o.who),
            share: share(o.share),
            regime: o.regime.map(|r| r.label().to_owned()).unwrap_or_default(),
            from: o.from.written(),
            until: written(o.until),
        };
        asset.owners.iter().map(row).collect()
    }

    /// Everybody who does this with it today.
    fn keepers_of(&self, asset: &Asset, role: AssetRole, day: Day) -> String {
        let present = asset
            .parties
            .iter()
            .filter(|p| p.role == role && p.from.is_none_or(|from| from <= day) && p.to.is_none_or(|to| day <= to));
        present.map(|p| self.name(&p.who)).collect::<Vec<_>>().join("、")
    }

    fn owner_line(&self, asset: &Asset, day: Day) -> String {
        let owners = owners_on(&asset.owners, day);
        let named: Vec<String> = owners.iter().map(|o| self.name(&o.who)).collect();
        if named.is_empty() {
            asset.owner_name.as_ref().map(WrittenName::shown).unwrap_or_default()
        } else {
            named.join("、")
        }
    }

    async fn card(
        &self,
        conn: &impl ConnectionTrait,
        (asset, events): (&Asset, &[AssetEvent]),
        day: Day,
    ) -> Result<AssetCard, Fault> {
        let beyond = || Fault::inconsistent(format!("money of asset {} beyond its range", asset.id));
        let (total, verified) = funding_sums(&asset.funding).ok_or_else(beyond)?;
        let site = match asset.site {
            Some(id) => site_by_id(conn, id).await?.map(|s| s.name),
            None => None,
        };
        let project = match asset.project {
            Some(id) => project_by_id(conn, id).await?.map(|p| format!("{}（{}）", p.name, p.number)),
            None => None,
        };
        let contract = match asset.contract {
            Some(id) => contracts_by_id(conn, &[id]).await?.remove(&id).map(|c| c.number),
            None => None,
        };
        let blank = self.facts(asset, day);
        Ok(AssetCard {
            region: region_name(conn, &asset.region).await?,
            site: site.unwrap_or_default(),
            project: project.unwrap_or_default(),
            contract: contract.unwrap_or_default(),
            money_total: total.grouped(),
            money_verified: verified.grouped(),
            happenings: events.iter().map(happening).collect(),
            ..blank
        })
    }

    /// What the asset itself and those named in it say.
    fn facts(&self, a: &Asset, day: Day) -> AssetCard {
        let t = &a.tracks;
        let keeper = |p: &AssetParty| KeeperRow {
            role: p.role.label().into(),
            name: self.name(&p.who),
            from: written(p.from),
            to: written(p.to),
        };
        let money = |p: &FundingPart| {
            let (source, number) = self.source(&p.by);
            MoneyRow { source, number, amount: p.amount.grouped() }
        };
        let year = a.in_service_year.map(|y| format!("{y}年"));
        AssetCard {
            region: String::new(),
            number: a.number.clone(),
            name: a.name.clone(),
            kind: a.kind.label().into(),
            form: a.form.label().into(),
            class: a.class.as_ref().map(|c| format!("{}（{}）", c.code, c.edition.label())).unwrap_or_default(),
            site: String::new(),
            location: a.location.clone().or_else(|| a.town_name.clone()).unwrap_or_default(),
            quantity: quantity(a.quantity.as_deref(), &a.measures),
            project: String::new(),
            contract: String::new(),
            builder: a.builder.clone().unwrap_or_default(),
            accepted_on: written(a.accepted_on),
            delivered_on: written(a.delivered_on),
            in_service: a.in_service_on.map(Day::written).or(year).unwrap_or_default(),
            intake: a.intake.label().into(),
            base_on: written(a.base_on),
            evidence_grade: a.evidence_grade.map(|g| g.label().to_owned()).unwrap_or_default(),
            original_value: t.original_value.map(Money::grouped).unwrap_or_default(),
            original_value_in_capitals: t.original_value.map(Money::in_capitals).unwrap_or_default(),
            value_state: t.value.label().into(),
            title_state: t.title.label().into(),
            title_level: t.title_level.map(|l| l.label().to_owned()).unwrap_or_default(),
            certificate: t.certificate.clone().unwrap_or_default(),
            handover_state: t.handover.label().into(),
            duty_state: t.duty.label().into(),
            use_state: t.usage.label().into(),
            upkeep_source: a.upkeep_source.map(|s| s.label().to_owned()).unwrap_or_default(),
            beneficiaries: beneficiaries(a),
            annual_income: a.annual_income.map(Money::grouped).unwrap_or_default(),
            insurance: insurance(a),
            owner: self.owner_line(a, day),
            maintainer: self.keepers_of(a, AssetRole::Maintainer, day),
            owners: self.owners(a),
            keepers: a.parties.iter().map(keeper).collect(),
            money: a.funding.iter().map(money).collect(),
            money_total: String::new(),
            money_verified: String::new(),
            happenings: Vec::new(),
            paper_count: a.papers.len(),
            approximate: a.approximate,
            note: a.note.clone().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_have_no_noughts_at_their_end() {
        let told = |text: &str| share(text.parse().unwrap());
        assert_eq!([told("100.0000"), told("33.3300"), told("0.5000")], ["100%", "33.33%", "0.5%"]);
    }
}
