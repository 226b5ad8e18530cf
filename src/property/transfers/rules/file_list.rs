//! R25.2 移交材料清单. Each paper that the act's list of files names is there, or it is said why not.

use crate::{
    ground::kernel::{Basis, Bi, Day, Each, Facts, Force, Kind, Rule, Status, Verdict},
    property::transfers::model::TransferPaper,
};

/// R25.2
pub static FILE_LIST: Rule = Rule {
    number: "R25.2",
    label: "TRANSFER_FILES_UNTOLD",
    kind: Kind {
        code: "transfers.transfer.files_untold",
        status: Status::Conflict,
        title: Bi { zh: "移交材料清单不完整", en: "The list of files is not complete" },
        detail: Bi {
            zh: "按此方式移交，材料清单还须列明：{untold}。请取消后重新申报，有材料的附上文件，没有的写明原因。",
            en: "By this act the list of files also speaks of: {untold}. Cancel it and list it anew: attach what is there; of what is not, say why.",
        },
    },
    demands: Bi {
        zh: "移交材料清单须逐类列明图纸、决算审计、证书、保修书等，缺少的写明原因。",
        en: "The list of files speaks of drawings, final accounts, certificates and warranties one by one, and says why one is missing.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.submit", "transfers.transfer.resubmit"],
};

/// Looks for kinds of which nothing is said.
pub fn all_told(untold: &[TransferPaper]) -> Verdict {
    Verdict::of(untold.is_empty(), Facts::none().told("untold", Each(untold)))
}

#[cfg(test)]
mod tests {
    use super::{FILE_LIST, all_told};
    use crate::{
        ground::kernel::{Day, Words as _},
        property::transfers::model::TransferPaper,
    };

    #[test]
    fn the_cases_of_r25_2_hold() {
        for line in include_str!("../../../../tests/cases/R25.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let untold: Vec<_> = f[0].split(' ').filter_map(TransferPaper::from_word).collect();
            let check = FILE_LIST.judge(f[1].parse::<Day>().unwrap(), all_told(&untold));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
