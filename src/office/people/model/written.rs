//! Names as papers write them: of bodies, in clear; of private persons, sealed.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::PersonName;
use crate::ground::kernel::WrittenPersonId;

/// 书面姓名. A private person whom a paper names: what is shown of the name, and where it is sealed. Of one region the same name has
/// the same id, so that two rows can be told to mean one name without opening it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenPerson {
    /// Id.
    pub id: WrittenPersonId,
    /// Its first character and stars.
    pub shown: String,
}

impl fmt::Debug for WrittenPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// Somebody as a paper writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WrittenName {
    /// 单位. In clear.
    Body(String),
    /// 自然人, as a request names one. No store takes it: `keep_names` makes a [`Self::Person`] of it first.
    Told(PersonName),
    /// 自然人, sealed.
    Person(WrittenPerson),
}

impl WrittenName {
    /// Who is meant by a name that says no more.
    pub fn said(name: String) -> Self {
        if is_of_body(&name) { Self::Body(name) } else { Self::Told(PersonName::new(name)) }
    }

    /// What a request names: somebody who is said to be a private person is one, whatever the name looks like.
    pub fn named(name: String, person: Option<bool>) -> Self {
        if person == Some(true) { Self::Told(PersonName::new(name)) } else { Self::said(name) }
    }

    /// Whom a request means: what is shown of one of these persons means that person, so that whoever sends back what was read changes
    /// nothing. What is shown of several means nobody, and stays as it was said: [`Self::is_masked`].
    #[must_use]
    pub fn meant<'a>(&'a self, known: impl IntoIterator<Item = &'a Self>) -> Self {
        let Self::Told(clear) = self else { return self.clone() };
        let mut shown = known.into_iter().filter(|name| name.person().is_some_and(|p| p.shown == clear.reveal()));
        match shown.next() {
            Some(one) if shown.all(|other| other == one) => one.clone(),
            _ => self.clone(),
        }
    }

    /// Whether this is what a list shows of a name, and nobody's name.
    pub fn is_masked(&self) -> bool {
        matches!(self, Self::Told(name) if name.reveal().contains(['*', '＊']))
    }

    /// What may be shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Body(name) => name.clone(),
            Self::Told(name) => name.to_string(),
            Self::Person(person) => person.shown.clone(),
        }
    }

    /// The person, where it is one and sealed.
    pub const fn person(&self) -> Option<&WrittenPerson> {
        match self {
            Self::Person(person) => Some(person),
            Self::Body(_) | Self::Told(_) => None,
        }
    }

    /// From the columns of a row: what is shown, and by which id the rest of it is found.
    pub fn kept(shown: String, person: Option<WrittenPersonId>) -> Self {
        match person {
            Some(id) => Self::Person(WrittenPerson { id, shown }),
            None => Self::Body(shown),
        }
    }

    /// What tells it from others, where digests are made of it.
    pub fn identity(&self) -> String {
        match self {
            Self::Body(name) => name.clone(),
            Self::Told(name) => name.to_string(),
            Self::Person(person) => person.id.to_string(),
        }
    }
}

impl Serialize for WrittenName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Body(name) => to.serialize_str(name),
            Self::Told(name) => to.collect_str(name),
            Self::Person(person) => {
                let mut map = to.serialize_map(Some(2))?;
                map.serialize_entry("person", &person.id)?;
                map.serialize_entry("shown", &person.shown)?;
                map.end()
            }
        }
    }
}

/// Words by which bodies end their names.
const BODIES: &[&str] = &[
    "村", "组", "会", "队", "站", "所", "公司", "中心", "社", "厂", "院", "校", "政府", "局", "委", "办", "处", "部",
    "场", "集团", "厅", "署", "科", "股", "室", "馆", "园", "行", "镇", "乡", "县", "市", "区", "州", "省", "街道",
    "银行", "商铺", "超市", "企业", "基地", "联盟", "机构", "单位", "车间", "大学", "小学", "中学", "医院", "团", "库",
];

/// Common surnames: where a name is as short as those of people are, it begins with one of them.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
    钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟\
    殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简";

/// Surnames of two characters.
const DOUBLE: &[&str] =
    &["欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "东方", "司徒", "端木", "南宫"];

/// Whether a bare name is that of a body, on the safe side: whatever does not end as bodies are called is taken for a person, and so is a
/// name as short as those of people that begins with a surname (`周庄村` is sealed, `光辉村` is not), and every name with a `·`. Of
/// several names in one text each must be that of a body.
pub fn is_of_body(name: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／');
    let mut parts = name.split(parts).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(is_body)
}

fn is_body(name: &str) -> bool {
    if let Some((outer, inner)) = name.strip_suffix(['）', ')']).and_then(|open| open.split_once(['（', '('])) {
        return is_body(outer) && ends_as_body(inner);
    }
    let count = name.chars().count();
    let personal = (count <= 3 && name.starts_with(|c| SURNAMES.contains(c)))
        || (count <= 4 && DOUBLE.iter().any(|surname| name.starts_with(surname)));
    count > 1 && !personal && !name.contains(['·', '•', '．']) && ends_as_body(name)
}

/// Bodies of one kind are told apart by the characters by which papers count: `示例公司丙`.
fn ends_as_body(name: &str) -> bool {
    let name = name.trim_end_matches(['甲', '乙', '丙', '丁']);
    BODIES.iter().any(|word| name.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::{WrittenName, is_of_body};
    use crate::office::people::model::PersonName;

    #[test]
    fn a_bare_name_is_a_persons_unless_it_is_called_as_bodies_are() {
        for body in [
            "示例村",
            "光辉村",
            "示例村委会",
            "甲村",
            "丙公司",
            "合作社",
            "示例县农业农村局",
            "某镇人民政府",
            "周家庄村二组",
            "李家湾村民委员会",
            "贵州仟山农林开发(集团)有限公司",
            "示例村（二组）",
            "周家庄村、陈家庙村",
            "聚福新苑居委会",
            "示例电梯公司",
            "示例公司丙",
        ] {
            assert!(is_of_body(body), "{body}");
        }
        for person in [
            "张三",
            "李建国",
            "王建村",
            "张三丙",
            "周庄村",
            "欧阳建社",
            "买买提·艾力",
            "阿依古丽·买提村",
            "张三（户主）",
            "示例村（张三）",
            "示例村、张三",
            "示例村 张三",
            "示例村张三",
            "搬迁户",
            "示例",
            "社",
            "",
            "Zhang San",
            "张某 13912345672",
        ] {
            assert!(!is_of_body(person), "{person}");
        }
    }

    #[test]
    fn a_name_is_written_masked() {
        let told = WrittenName::said("欧阳示例".into());
        assert_eq!(told, WrittenName::Told(PersonName::new("欧阳示例".into())));
        assert_eq!((told.shown().as_str(), format!("{told:?}").contains('阳')), ("欧***", false));
        assert_eq!(serde_json::to_string(&told).unwrap(), "\"欧***\"");
        assert!(matches!(WrittenName::named("示例村".into(), Some(true)), WrittenName::Told(_)));
        let kept = WrittenName::kept("张*".into(), Some(uuid::Uuid::nil().into()));
        assert_eq!(serde_json::to_value(&kept).unwrap()["shown"], "张*");
        assert_eq!(serde_json::to_value(WrittenName::kept("示例村".into(), None)).unwrap(), "示例村");
        assert_eq!(WrittenName::said("张*".into()).meant([&kept]), kept);
        assert_ne!(WrittenName::said("李*".into()).meant([&kept]), kept);
        let other = WrittenName::kept("张*".into(), Some(uuid::Uuid::max().into()));
        let either = WrittenName::said("张*".into()).meant([&kept, &other]);
        assert!(either.is_masked() && !told.is_masked() && !kept.is_masked());
    }
}
