//! A form, as far as a bank needs it: what its columns are called on its own side of the counter.

use serde::Deserialize;

/// The form of a bank's files.
#[derive(Debug, Clone, Deserialize)]
pub struct Form {
    pub(crate) instructions: Sheet,
    pub(crate) answers: Sheet,
    pub(crate) outcomes: Words,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Sheet {
    pub(crate) encoding: String,
    pub(crate) line_end: String,
    pub(crate) delimiter: Option<char>,
    #[serde(default)]
    pub(crate) closing: bool,
    pub(crate) amount: Amount,
    #[serde(default)]
    pub(crate) comments: Vec<String>,
    #[serde(default)]
    pub(crate) trim: bool,
    #[serde(default)]
    pub(crate) header: Vec<Cell>,
    #[serde(default)]
    pub(crate) heading: bool,
    pub(crate) columns: Vec<Cell>,
    #[serde(default)]
    pub(crate) trailer: Vec<Cell>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Amount {
    pub(crate) unit: String,
    pub(crate) suffix: Option<String>,
    #[serde(default)]
    pub(crate) grouped: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Cell {
    pub(crate) title: String,
    pub(crate) value: String,
    pub(crate) width: Option<usize>,
    pub(crate) digits: Option<usize>,
    pub(crate) align: Option<String>,
    pub(crate) pad: Option<String>,
    pub(crate) text: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Words {
    pub(crate) paid: Vec<String>,
    pub(crate) failed: Vec<String>,
    #[serde(default)]
    pub(crate) bounced: Vec<String>,
}

impl Form {
    /// A form of its text, TOML or JSON.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|e| e.to_string())
        } else {
            toml::from_str(text).map_err(|e| e.to_string())
        }
    }
}

impl Sheet {
    pub(crate) fn gbk(&self) -> bool {
        self.encoding == "gbk"
    }

    pub(crate) fn has(&self, value: &str) -> bool {
        self.columns.iter().any(|cell| cell.value == value)
    }
}

impl Amount {
    /// Fen of a text.
    pub(crate) fn read(&self, text: &str) -> Result<i64, String> {
        let wrong = || format!("{text:?} is no amount");
        let text = text.trim().trim_end_matches(self.suffix.as_deref().unwrap_or_default()).replace(',', "");
        let fen = if self.unit == "fen" {
            text.parse()
        } else {
            let (yuan, part) = text.split_once('.').ok_or_else(wrong)?;
            if part.len() != 2 {
                return Err(wrong());
            }
            format!("{yuan}{part}").parse()
        };
        fen.ok().filter(|fen| *fen > 0).ok_or_else(wrong)
    }

    pub(crate) fn write(&self, fen: i64) -> String {
        let suffix = self.suffix.as_deref().unwrap_or_default();
        if self.unit == "fen" {
            return format!("{fen}{suffix}");
        }
        let yuan = (fen / 100).to_string();
        let mut grouped = String::new();
        for (n, digit) in yuan.chars().enumerate() {
            if self.grouped && n > 0 && (yuan.len() - n).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{grouped}.{:02}{suffix}", fen % 100)
    }
}
