//! Refusals: what is wrong, where, by which rule, with the figures, and what to do. Plain data; the wire makes RFC 9457 of it.

use std::fmt;

use super::{Bi, Lang, Reach, RegionCode, Rule, SubjectRef, Words};

/// The status class of a refusal. 400 not this shape, 422 wrong in itself, 409 refused by the state of the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Status {
    /// Not this JSON shape, unknown or doubled field or parameter.
    BadRequest = 400,
    /// No valid login.
    Unauthenticated = 401,
    /// The right is missing.
    Forbidden = 403,
    /// Unknown, or outside the caller's region.
    NotFound = 404,
    /// The path exists, the method does not.
    MethodNotAllowed = 405,
    /// No representation that the caller accepts.
    NotAcceptable = 406,
    /// Right in itself, refused by the state of the books or by a rule that read other rows.
    Conflict = 409,
    /// The resource has changed since it was read.
    Stale = 412,
    /// The body is too large.
    TooLarge = 413,
    /// The body is not of a type this operation reads.
    MediaType = 415,
    /// Right shape, wrong in itself or by reference.
    Invalid = 422,
    /// `If-Match` is missing.
    PreconditionMissing = 428,
    /// Too many requests.
    TooMany = 429,
    /// Our own failure.
    Fault = 500,
    /// Writes must wait: the disk is full, the database is busy or away.
    Unavailable = 503,
}

impl Status {
    /// The HTTP status code.
    pub const fn code(self) -> u16 {
        self as u16
    }
}

/// One way of refusing, known when the program is written. Its code never changes once published.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Dotted: `<area>.<noun>.<refusal>`.
    pub code: &'static str,
    /// Status class.
    pub status: Status,
    /// Short, for a headline.
    pub title: Bi,
    /// What is wrong and what to do; `{name}` is the fact of that name.
    pub detail: Bi,
}

/// The figures that decided, by name, as text: money, days, counts, codes. What has a name of its own for an officer (a word of a
/// closed list) is told by it in a Chinese sentence; programs read the word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(Vec<Fact>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    name: &'static str,
    value: String,
    /// In an English and in a Chinese sentence, where that is not the value itself.
    told: Option<(String, String)>,
}

/// What an officer calls otherwise than a program does.
pub trait Told: fmt::Display {
    /// In the officials' Chinese.
    fn zh(&self) -> String;

    /// In English: a program's words as somebody would say them.
    fn en(&self) -> String {
        aloud(&self.to_string())
    }
}

/// A program's words as they are said: `upkeep_source` is upkeep source, `file_id` is file.
fn aloud(words: &str) -> String {
    let one = |word: &str| word.trim_end_matches("_ids").trim_end_matches("_id").replace('_', " ");
    words.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

impl<W: Words + fmt::Display> Told for W {
    fn zh(&self) -> String {
        self.label().to_owned()
    }
}

/// What a program calls so and an officer otherwise: words of a closed list, fields of a body, a subject, a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    value: String,
    en: String,
    zh: String,
}

impl Wording {
    /// To programs, and in either language.
    pub fn new(value: impl Into<String>, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { value: value.into(), en: en.into(), zh: zh.into() }
    }

    /// Several words of a closed list.
    pub fn each<W: Words>(words: impl IntoIterator<Item = W>) -> Self {
        Self::fields(words.into_iter().map(|w| (w.word(), w.label())))
    }

    /// Fields of a body, each with what an officer calls it.
    pub fn fields<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let (words, labels): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        let value = words.join(", ");
        Self { en: aloud(&value), zh: labels.join("、"), value }
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl Told for Wording {
    fn zh(&self) -> String {
        self.zh.clone()
    }

    fn en(&self) -> String {
        self.en.clone()
    }
}

/// Several words of a closed list: `maintainer, upkeep_source`, to an officer 管护人、管护经费来源.
pub struct Each<'a, W>(pub &'a [W]);

impl<W: Words> fmt::Display for Each<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(|w| w.word()).collect();
        f.write_str(&words.join(", "))
    }
}

impl<W: Words> Told for Each<'_, W> {
    fn zh(&self) -> String {
        let labels: Vec<_> = self.0.iter().map(|w| w.label()).collect();
        labels.join("、")
    }
}

impl Facts {
    /// No figures yet.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Adds one figure.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.0.push(Fact { name, value: value.to_string(), told: None });
        self
    }

    /// Adds what an officer calls otherwise than a program does.
    #[must_use]
    pub fn told(mut self, name: &'static str, value: impl Told) -> Self {
        self.0.push(Fact { name, value: value.to_string(), told: Some((value.en(), value.zh())) });
        self
    }

    /// Adds what is a sentence of its own, for programs and English readers, and for officers.
    #[must_use]
    pub fn said(mut self, name: &'static str, value: impl fmt::Display, zh: impl Into<String>) -> Self {
        let value = value.to_string();
        self.0.push(Fact { name, told: Some((value.clone(), zh.into())), value });
        self
    }

    /// All figures in the order in which they were given, as programs read them.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|f| (f.name, f.value.as_str()))
    }

    /// The figure of this name, as programs read it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// A sentence with every `{name}` replaced by its figure; where there is nothing to tell, it says so.
    pub fn fill(&self, sentence: Bi, lang: Lang) -> String {
        let nothing = Bi { zh: "无", en: "none" }.text(lang);
        self.0.iter().fold(sentence.text(lang).to_owned(), |text, fact| {
            let value = match (&fact.told, lang) {
                (Some((en, _)), Lang::En) => en,
                (Some((_, zh)), Lang::Zh) => zh,
                (None, _) => &fact.value,
            };
            let value = if value.is_empty() { nothing } else { value };
            text.replace(&format!("{{{}}}", fact.name), value)
        })
    }
}

/// A figure of a refusal whose type says by itself how it is told: by `Told` where it has it, as text else.
pub struct Figure<'a, T>(pub &'a T);

/// Called on a borrowed figure, it is the first of these two that is found: a method call looks at what it is given before it borrows
/// that once more.
pub trait AsFact {
    /// Adds it to the others.
    fn fact(&self, facts: Facts, name: &'static str) -> Facts;
}

impl<T: Told> AsFact for Figure<'_, T> {
    fn fact(&self, facts: Facts, name: &'static str) -> Facts {
        facts.told(name, Wording::new(self.0.to_string(), self.0.en(), self.0.zh()))
    }
}

impl<T: fmt::Display> AsFact for &Figure<'_, T> {
    fn fact(&self, facts: Facts, name: &'static str) -> Facts {
        facts.with(name, self.0)
    }
}

/// One fault at one place of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// RFC 6901 pointer into the body, or `query:<name>`, `header:<name>`.
    pub pointer: String,
    /// Stable code of this fault.
    pub code: &'static str,
    /// The sentence in zh-CN.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
}

impl FieldError {
    /// A fault at a pointer.
    pub fn new(pointer: impl Into<String>, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, zh: zh.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Where an act takes no exceptions.
const EXCEPTION: Bi = Bi {
    zh: "（此规则不属无条件强制，但本环节不接受例外审批，因此拒绝。）",
    en: " (The rule is no hard one, but this act takes no exceptions, so it refuses.)",
};
/// Where nobody has asked for an exception yet.
const TO_BE_FILED: Bi = Bi {
    zh: "（此规则可经例外审批放行：按 POST /api/v1/exceptions 对 {exception_for} 申报，由 {exception_by} 批准。）",
    en: " (An authorised exception lifts this rule: file one for {exception_for} by POST /api/v1/exceptions; {exception_by} grants it.)",
};
/// Where there is an exception, and it lets less pass than this.
const NOT_COVERED: Bi = Bi {
    zh: "（例外审批 {exception} 不能放行：{exception_fault}。需要时另行申报：POST /api/v1/exceptions，由 {exception_by} 批准。）",
    en: " (The exception {exception} does not cover this: {exception_fault}. Where another is needed, file it by POST /api/v1/exceptions; {exception_by} grants it.)",
};

/// A decision not to do what was asked. It leaves nothing behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which refusal.
    pub kind: &'static Kind,
    /// The rule that refused, if it was one.
    pub rule: Option<&'static Rule>,
    /// As what the paper of one place counts here, where that rule stands on one.
    pub reach: Reach,
    /// The figures that decided.
    pub facts: Facts,
    /// Every faulty place, for 400 and 422.
    pub errors: Vec<FieldError>,
    /// Seconds after which another attempt makes sense.
    pub retry_after: Option<u32>,
}

impl Refusal {
    /// A refusal without figures.
    pub const fn new(kind: &'static Kind) -> Self {
        Self { kind, rule: None, reach: Reach::Taken, facts: Facts::none(), errors: Vec::new(), retry_after: None }
    }

    /// With the figures that decided.
    #[must_use]
    pub fn facts(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// With one faulty place.
    #[must_use]
    pub fn at(mut self, error: FieldError) -> Self {
        self.errors.push(error);
        self
    }

    /// Told again at the one place of the body that is wrong, if there is one.
    #[must_use]
    pub fn placed(self, pointer: Option<&str>) -> Self {
        let Some(pointer) = pointer else { return self };
        let error = FieldError::new(pointer, self.kind.code, self.detail(Lang::Zh), self.detail(Lang::En));
        Self { errors: vec![error], ..self }
    }

    /// Several refusals of one request as one: it says what the first says, at the places of all.
    pub fn joined(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|mut first, other| {
            first.errors.extend(other.errors);
            first
        })
    }

    /// Told of a part of the body: every place lies under this one.
    #[must_use]
    pub fn under(mut self, part: &str) -> Self {
        for error in &mut self.errors {
            error.pointer = format!("{part}{}", error.pointer);
        }
        self
    }

    /// The sentence that tells what is wrong, with its figures; of another place's practice, that it is; for a rule of force `exception`, also
    /// what could lift it.
    pub fn detail(&self, lang: Lang) -> String {
        let aside = self.rule.map(|rule| rule.basis.aside(&self.reach, lang)).unwrap_or_default();
        let sentence = self.facts.fill(self.kind.detail, lang) + &aside;
        if self.facts.get("force") != Some("exception") {
            return sentence;
        }
        let way = match (self.facts.get("exception_fault"), self.facts.get("exception_for")) {
            (Some(_), _) => NOT_COVERED,
            (None, Some(_)) => TO_BE_FILED,
            (None, None) => EXCEPTION,
        };
        format!("{sentence}{}", self.facts.fill(way, lang))
    }
}

super::words! {
    /// Why a person or client was denied. Denials are kept in the trail; refusals are not.
    pub enum DenialReason {
        WrongRole = "wrong_role" "角色无此权限",
        OutsideScope = "outside_scope" "超出管辖区划",
        MakerAsChecker = "maker_as_checker" "经办人不得审批",
        SecondPerson = "second_person" "须由另一人办理",
        IncompatibleRole = "incompatible_role" "角色不相容",
        Recused = "recused" "应当回避",
        FactorMissing = "factor_missing" "二次认证不可用",
        OverQuota = "over_quota" "超出当日次数",
    }
}

/// A refusal because of who asks: recorded in the trail in a transaction of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Why.
    pub reason: DenialReason,
    /// The action that was tried.
    pub action: &'static str,
    /// What it was tried on, where known.
    pub subject: Option<SubjectRef>,
    /// Where it was tried.
    pub region: Option<RegionCode>,
    /// What the caller is told.
    pub refusal: Box<Refusal>,
}
