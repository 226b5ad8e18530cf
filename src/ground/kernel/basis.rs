//! 依据. On what rules and checks stand, and as what a paper of one place counts in another.

use super::{Bi, Lang, RegionCode};

/// 地方文件. A paper of one region: the law of that place, and elsewhere practice that others may take over.
#[derive(Debug, PartialEq, Eq)]
pub struct LocalPaper {
    /// Code of the region that issued it.
    pub region: &'static str,
    /// What that region is called.
    pub place: Bi,
    /// Title and number.
    pub document: &'static str,
}

/// The plan of Chenzhou for what follows relocation, from 2022 to 2025.
pub static CHENZHOU_PLAN: LocalPaper = LocalPaper {
    region: "4310",
    place: Bi { zh: "郴州市", en: "Chenzhou" },
    document: "《郴州市进一步推进易地扶贫搬迁后续扶持工作巩固拓展脱贫攻坚成果的实施方案（2022-2025年）》（郴政办发〔2022〕14号）",
};

/// On what a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A statute or regulation, by title and number, and the article in it.
    Law {
        /// Title and number.
        document: &'static str,
        /// Article or clause.
        clause: &'static str,
    },
    /// A paper of one region, and the article in it.
    Local {
        /// Whose paper, and which.
        paper: &'static LocalPaper,
        /// Article or clause.
        clause: &'static str,
    },
    /// County practice (县级惯例): papers that differ from county to county.
    Practice,
    /// Bookkeeping truth: no authority could allow the opposite.
    Invariant,
}

/// As what a paper of one region counts where a rule is applied. Of a basis that holds everywhere it says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Where it was issued: as the law of the place.
    Home,
    /// Elsewhere, or where nobody said where: as practice taken from there.
    Taken,
    /// Elsewhere, where a paper of the place, by title, number and article, gave the rule a force of its own.
    Adopted(String),
}

/// What is said where a rule stands on another place's paper.
const TAKEN: Bi = Bi {
    zh: "（此条参照{place}做法，不是本地规定；本地另有文件的，由局长或县领导按文件设置此规则的效力。）",
    en: " (This is practice taken from {place}, and no law here; where a paper of this place says so or otherwise, the finance director or a county leader sets the force of the rule by it.)",
};

impl Basis {
    /// `law`, `practice` or `invariant`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Law { .. } => "law",
            Self::Local { .. } | Self::Practice => "practice",
            Self::Invariant => "invariant",
        }
    }

    /// As what it counts in a region, unless that has made it its own.
    pub fn reach_in(&self, region: &RegionCode) -> Reach {
        match self {
            Self::Local { paper, .. } if region.as_str().starts_with(paper.region) => Reach::Home,
            Self::Local { .. } | Self::Law { .. } | Self::Practice | Self::Invariant => Reach::Taken,
        }
    }

    /// Title and article as they are cited there; nothing where it is no paper.
    pub fn cited(&self, reach: &Reach, lang: Lang) -> Option<String> {
        match (self, reach) {
            (Self::Law { document, clause }, _) => Some(format!("{document} {clause}")),
            (Self::Local { paper, clause }, Reach::Home) => Some(format!("{} {clause}", paper.document)),
            (Self::Local { .. }, Reach::Adopted(own)) => Some(own.clone()),
            (Self::Local { paper, clause }, Reach::Taken) => {
                let (place, document) = (paper.place.text(lang), paper.document);
                Some(match lang {
                    Lang::Zh => format!("参照{place}做法：{document} {clause}"),
                    Lang::En => format!("practice taken from {place}: {document} {clause}"),
                })
            }
            (Self::Practice | Self::Invariant, _) => None,
        }
    }

    /// Title and article as the book of rules has them, for every region at once.
    pub fn booked(&self, lang: Lang) -> Option<String> {
        let Self::Local { paper, .. } = self else { return self.cited(&Reach::Home, lang) };
        let (cited, place) = (self.cited(&Reach::Home, lang)?, paper.place.text(lang));
        Some(match lang {
            Lang::Zh => format!("{cited}（{place}文件；其他地区参照其做法，以本地文件设置效力）"),
            Lang::En => format!(
                "{cited} (a paper of {place}; elsewhere practice taken from there, unless a paper of the place sets its force)"
            ),
        })
    }

    /// What a refusal adds where it stands on another place's paper; else nothing.
    pub fn aside(&self, reach: &Reach, lang: Lang) -> String {
        match (self, reach) {
            (Self::Local { paper, .. }, Reach::Taken) => TAKEN.text(lang).replace("{place}", paper.place.text(lang)),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Basis, CHENZHOU_PLAN, Reach};
    use crate::ground::kernel::Lang;

    static LOCAL: Basis = Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" };

    #[test]
    fn a_paper_is_law_where_it_was_issued_and_practice_elsewhere() {
        let cited = |region: &str| LOCAL.cited(&LOCAL.reach_in(&region.parse().unwrap()), Lang::Zh).unwrap();
        for home in ["4310", "431026", "431026102"] {
            assert!(cited(home).starts_with("《郴州市"), "{home}");
        }
        for elsewhere in ["43", "4301", "230606"] {
            assert!(cited(elsewhere).starts_with("参照郴州市做法：《郴州市"), "{elsewhere}");
        }
        let own = Reach::Adopted("《示例县管护办法》 第3条".into());
        assert_eq!(LOCAL.cited(&own, Lang::Zh).unwrap(), "《示例县管护办法》 第3条");
        assert_eq!(Basis::Practice.cited(&Reach::Home, Lang::En), None);
    }

    #[test]
    fn a_refusal_says_whose_practice_it_follows() {
        assert!(LOCAL.aside(&Reach::Taken, Lang::Zh).contains("参照郴州市做法"));
        assert!(LOCAL.aside(&Reach::Taken, Lang::En).contains("Chenzhou"));
        let law = Basis::Law { document: "《示例法》", clause: "第一条" };
        assert_eq!(
            (LOCAL.aside(&Reach::Home, Lang::Zh), law.aside(&Reach::Taken, Lang::Zh)),
            (String::new(), String::new())
        );
        assert_eq!(law.cited(&Reach::Taken, Lang::Zh).unwrap(), "《示例法》 第一条");
    }
}
