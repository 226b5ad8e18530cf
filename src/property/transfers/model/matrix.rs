//! 移交方式表. From which regime to which, by which lawful act, on which papers.

use crate::property::assets::Regime;

crate::ground::kernel::words! {
    /// 移交方式. Different acts in law.
    pub enum TransferAct {
        TitleRegistration = "title_registration" "确权登记",
        Allotment = "allotment" "无偿调拨",
        FreeTransfer = "free_transfer" "无偿划转",
        CustodyOnly = "custody_only" "移交管护权",
        Donation = "donation" "捐赠",
    }
}

crate::ground::kernel::words! {
    /// 移交材料. Papers that a file list names.
    pub enum TransferPaper {
        Acceptance = "acceptance" "验收材料",
        Reply = "reply" "批复文件",
        Resolution = "resolution" "民主决策材料",
        Drawings = "drawings" "竣工图纸",
        Settlement = "settlement" "竣工决算及审计报告",
        Certificate = "certificate" "权属证书",
        Warranty = "warranty" "质量保修书",
    }
}

crate::ground::kernel::words! {
    /// 批准机关. Who grants a transfer; which of them must, a county's own rules say.
    pub enum Approver {
        LineDepartment = "line_department" "主管部门",
        FinanceBureau = "finance_bureau" "同级财政部门",
        StateCapital = "state_capital" "履行出资人职责的机构",
        CountyGovernment = "county_government" "县级人民政府",
        PrefectureGovernment = "prefecture_government" "市级人民政府",
        ProvinceGovernment = "province_government" "省级人民政府",
    }
}

/// One cell of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The lawful act.
    pub act: TransferAct,
    /// The papers that it needs.
    pub papers: &'static [TransferPaper],
    /// Papers of which the file list says whether they are there, or why not.
    pub told: &'static [TransferPaper],
    /// 批准权限: the dated value that says which offices must have granted it.
    pub approval: &'static str,
    /// On what the cell stands.
    pub basis: &'static str,
}

const ACCEPTED: &[TransferPaper] = &[TransferPaper::Acceptance];
const REPLIED: &[TransferPaper] = &[TransferPaper::Acceptance, TransferPaper::Reply];
const RESOLVED: &[TransferPaper] = &[TransferPaper::Acceptance, TransferPaper::Resolution];

/// What a builder leaves behind.
const OF_THE_BUILDER: &[TransferPaper] = &[TransferPaper::Drawings, TransferPaper::Settlement, TransferPaper::Warranty];
/// What an owner has.
const OF_THE_OWNER: &[TransferPaper] =
    &[TransferPaper::Drawings, TransferPaper::Settlement, TransferPaper::Certificate];
/// What a keeper works by.
const OF_THE_KEEPER: &[TransferPaper] = &[TransferPaper::Drawings, TransferPaper::Warranty];

const DELIVERED: Way = Way {
    act: TransferAct::TitleRegistration,
    papers: ACCEPTED,
    told: OF_THE_BUILDER,
    approval: "transfers.approval.title_registration",
    basis: "《行政事业性国有资产管理条例》第三十一条：建设项目竣工验收后及时办理资产交付；代建单位从未取得产权",
};
const ALLOTTED: Way = Way {
    act: TransferAct::Allotment,
    papers: ACCEPTED,
    told: OF_THE_OWNER,
    approval: "transfers.approval.allotment",
    basis: "《行政事业性国有资产管理条例》第十九条：资产处置按规定权限审批；行政事业单位之间无偿调拨（惯例）",
};
const FREE: Way = Way {
    act: TransferAct::FreeTransfer,
    papers: REPLIED,
    told: OF_THE_OWNER,
    approval: "transfers.approval.free_transfer",
    basis: "《行政事业性国有资产管理条例》第十九条：资产处置按规定权限审批；跨产权性质划转以批复为据（惯例）",
};
/// What a company of the state gives away is granted by whoever acts for the state as its owner, and not by a disposal of units.
const FREE_OF_COMPANY: Way = Way { approval: "transfers.approval.free_transfer_of_company", ..FREE };
const GIVEN: Way = Way {
    act: TransferAct::Donation,
    papers: RESOLVED,
    told: OF_THE_OWNER,
    approval: "transfers.approval.donation",
    basis: "集体和民办单位的资产不得平调，须经其自身民主决策（惯例）",
};

/// The lawful way on which ownership passes from one regime to another; `None` where there is none. A giver without a regime has
/// built and never owned.
pub const fn way(from: Option<Regime>, to: Regime) -> Option<Way> {
    use Regime::{Administrative, Collective, Infrastructure, Institution, PrivateNonprofit, StateCompany};
    match (from, to) {
        // Public property passes to a private body by sale alone; what is nobody's is first registered for the public.
        (
            None | Some(Administrative | Institution | Infrastructure | StateCompany | Collective | PrivateNonprofit),
            PrivateNonprofit,
        )
        | (Some(Collective | PrivateNonprofit), StateCompany) => None,
        (None, _) => Some(DELIVERED),
        (Some(Administrative | Institution | Infrastructure), Administrative | Institution | Infrastructure) => {
            Some(ALLOTTED)
        }
        (Some(Administrative | Institution | Infrastructure), StateCompany | Collective) => Some(FREE),
        (Some(StateCompany), Administrative | Institution | Infrastructure | StateCompany | Collective) => {
            Some(FREE_OF_COMPANY)
        }
        (Some(Collective | PrivateNonprofit), Administrative | Institution | Infrastructure | Collective) => {
            Some(GIVEN)
        }
    }
}

/// The papers of handing over the keeping alone: title stays, whoever has it.
pub const CUSTODY: Way = Way {
    act: TransferAct::CustodyOnly,
    papers: ACCEPTED,
    told: OF_THE_KEEPER,
    approval: "transfers.approval.custody_only",
    basis: "只移交管护权，产权不变：安置点基础设施纳入迁入地统一管理",
};

#[cfg(test)]
mod tests {
    use super::{TransferAct, TransferPaper, way};
    use crate::{ground::kernel::Words as _, office::policy::key, property::assets::Regime};

    /// Every cell, by the table on which the county acts.
    #[test]
    fn every_cell_of_the_matrix_is_as_the_table_says() {
        let regime = |word: &str| (word != "none").then(|| Regime::from_word(word).unwrap());
        let mut cells = 0;
        for line in include_str!("matrix.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let way = way(regime(f[0]), regime(f[1]).unwrap());
            assert_eq!(way.map_or("refused", |w| w.act.word()), f[2], "{line}");
            let level = way.map_or("", |w| w.approval.strip_prefix("transfers.approval.").unwrap());
            assert_eq!(level, f[3], "{line}");
            assert!(way.is_none_or(|w| key(w.approval).is_some()), "{line}: no value of this name");
            cells += 1;
        }
        assert_eq!(cells, (Regime::ALL.len() + 1) * Regime::ALL.len());
    }

    #[test]
    fn a_free_transfer_never_goes_without_its_reply() {
        for (from, ..) in Regime::ALL {
            for (to, ..) in Regime::ALL {
                let Some(way) = way(Some(*from), *to) else { continue };
                assert_eq!(way.act == TransferAct::FreeTransfer, way.papers.contains(&TransferPaper::Reply));
                assert!(way.papers.contains(&TransferPaper::Acceptance));
            }
        }
    }
}
