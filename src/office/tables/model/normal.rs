//! How texts are evened out before they are read: what people type differently and mean alike.

use super::column::Unit;
use crate::ground::kernel::half_width;

/// Half-width and without white space: numbers, days, codes.
pub fn plain(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '\u{200b}').collect()
}

/// A heading without the marks of what is required and the colon behind it.
fn bare(text: &str) -> String {
    plain(text).to_lowercase().trim_matches(['*', ':']).to_owned()
}

/// The name before a unit that a bare heading states in brackets or behind a slash.
fn before<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let marks = [format!("({unit})"), format!("[{unit}]"), format!("/{unit}")];
    marks.iter().find_map(|mark| text.strip_suffix(mark.as_str())).map(|name| name.trim_matches('*'))
}

/// A name of a column as it is compared, and the unit of money that it states: `* 金额（万元）` is `金额` in 万元.
pub fn heading(text: &str) -> (String, Option<Unit>) {
    let text = bare(text);
    let stated = [Unit::WanYuan, Unit::Yuan].into_iter().find_map(|unit| Some((before(&text, unit.word())?, unit)));
    match stated {
        Some((name, unit)) => (name.to_owned(), Some(unit)),
        None => (text, None),
    }
}

/// Units of money in which nothing is read here, or which are written otherwise than they are read.
const STRANGE: [&str; 13] =
    ["百万元", "千万元", "万元", "萬元", "千元", "仟元", "百元", "佰元", "亿元", "億元", "万", "千", "亿"];

/// The name and the unit of a heading whose unit nothing reads: `原值（千元）`, `原值万元`.
pub fn strange_unit(text: &str) -> Option<(String, &'static str)> {
    let text = bare(text);
    let name = |unit: &str| before(&text, unit).or_else(|| text.strip_suffix(unit)).filter(|name| !name.is_empty());
    STRANGE.iter().find_map(|unit| Some((name(unit)?.trim_matches('*').to_owned(), *unit)))
}

/// Whether a text says a unit of money other than 元, so that a bare column beside it is in doubt. `单位` alone may name who files.
pub fn says_other_unit(text: &str) -> bool {
    let text = plain(text);
    if STRANGE.iter().any(|unit| unit.ends_with('元') && text.contains(unit)) {
        return true;
    }
    text.split("单位").skip(1).any(|after| {
        let mut after = after.trim_start_matches([':', '(', '为', '是']).chars();
        after.next().is_some_and(|c| "万萬千仟百佰亿億".contains(c))
            && after.next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// The words of totals of all rows, and of some.
const WHOLE: [&str; 4] = ["合计", "总计", "共计", "total"];
const PART: [&str; 3] = ["小计", "本页合计", "本页小计"];

/// Whether a text says one of these words and nothing else, but for a unit in brackets.
fn is_one_of(first: &str, words: &[&str]) -> bool {
    let text = plain(first).to_lowercase();
    let text = text.split('(').next().unwrap_or_default().trim_end_matches(':');
    words.contains(&text)
}

/// Whether a row is a total and no row of data, by its first text.
pub fn is_total(first: &str) -> bool {
    is_one_of(first, &WHOLE) || is_subtotal(first)
}

/// Whether it adds up some rows of its table and does not say which.
pub fn is_subtotal(first: &str) -> bool {
    is_one_of(first, &PART)
}

#[cfg(test)]
mod tests {
    use super::{half_width, heading, is_total, plain, says_other_unit, strange_unit};
    use crate::office::tables::model::column::Unit;

    #[test]
    fn wide_forms_become_narrow_and_chinese_stays() {
        assert_eq!(half_width("１２．５（元）　汝城县、ＡＢ"), "12.5(元) 汝城县、AB");
        assert_eq!(plain(" ６２２２ ０２\u{200b}\t１ "), "6222021");
    }

    #[test]
    fn a_heading_states_its_unit() {
        let cases = [
            ("* 下达金额（万元）", "下达金额", Some(Unit::WanYuan)),
            ("下达金额(元)*", "下达金额", Some(Unit::Yuan)),
            ("金 额 [元]", "金额", Some(Unit::Yuan)),
            ("金额/万元", "金额", Some(Unit::WanYuan)),
            ("BGT_ID：", "bgt_id", None),
            ("投资(亿元)", "投资(亿元)", None),
        ];
        for (text, name, unit) in cases {
            assert_eq!(heading(text), (name.to_owned(), unit), "{text}");
        }
    }

    #[test]
    fn a_unit_that_nothing_reads_is_told_with_its_name() {
        for (text, wanted) in [
            ("原值（千元）", Some(("原值", "千元"))),
            ("原值(万)", Some(("原值", "万"))),
            ("* 原 值 / 亿元", Some(("原值", "亿元"))),
            ("原值万元", Some(("原值", "万元"))),
            ("原值（百万元）", Some(("原值", "百万元"))),
            ("原值", None),
            ("万元", None),
        ] {
            assert_eq!(strange_unit(text), wanted.map(|(name, unit): (&str, _)| (name.to_owned(), unit)), "{text}");
        }
    }

    #[test]
    fn a_unit_said_beside_a_table_is_heard() {
        for text in ["单位：千元", "金额单位：万", "（单位：亿元）", "单位:萬元", "注：金额单位为百元", "数据（万元）"]
        {
            assert!(says_other_unit(text), "{text}");
        }
        for text in ["单位：元", "填报单位：示例县财政局", "单位：万家乐村", "金额（元）", "单位：人民币元"]
        {
            assert!(!says_other_unit(text), "{text}");
        }
    }

    #[test]
    fn totals_are_told_by_their_first_text() {
        assert!(is_total("合 计") && is_total("总计：") && is_total("Total") && is_total("合计（元）"));
        assert!(!is_total("合作社") && !is_total("") && !is_total("合计示例公司") && !is_total("小计村"));
    }
}
