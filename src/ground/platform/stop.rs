//! Why a use case did not do what was asked: refused, denied, or failed.

use crate::ground::{
    kernel::{Day, Denial, Refusal, Status},
    platform::{Fault, Tx},
};

/// The one error of every use case.
#[derive(Debug)]
pub enum Stop {
    /// A decision: wrong input, or the books do not allow it. Nothing is kept.
    Refused(Box<Refusal>),
    /// A decision because of who asks. One trail event is kept, in a transaction of its own.
    Denied(Box<Denial>),
    /// Nobody's decision: driver, disk, inconsistent row.
    Fault(Fault),
}

impl Stop {
    /// A refusal told of a part of the body: every place lies under this one.
    #[must_use]
    pub fn under(self, part: &str) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(Box::new(refusal.under(part))),
            Self::Denied(_) | Self::Fault(_) => self,
        }
    }

    /// The fault, if it was one: only a fault is ever tried again.
    pub const fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(fault) => Some(fault),
            Self::Refused(_) | Self::Denied(_) => None,
        }
    }
}

/// Several looks at one body as one: what they find wrong in it is told at all its places at once, so that nobody mends and sends it
/// reference by reference. Whatever else stops a look stops the whole.
pub fn all_hold(looks: impl IntoIterator<Item = Result<(), Stop>>) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    for look in looks {
        match look {
            Ok(()) => {}
            Err(Stop::Refused(refusal)) if refusal.kind.status == Status::Invalid => wrong.push(*refusal),
            // What is wrong in the body itself is told before what only the books refuse.
            Err(stop) if wrong.is_empty() => return Err(stop),
            Err(_) => break,
        }
    }
    Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// What somebody found, and whether he was stopped: one of the looks of [`all_hold`] that finds something.
pub fn apart<T>(found: Result<T, Stop>) -> (Option<T>, Result<(), Stop>) {
    match found {
        Ok(found) => (Some(found), Ok(())),
        Err(stop) => (None, Err(stop)),
    }
}

/// That a day has come; else what the room refuses it with, told of today, at its place in the body.
pub async fn has_come<R: Into<Refusal>>(
    tx: &Tx,
    day: Day,
    place: &str,
    ahead: impl FnOnce(Day) -> R,
) -> Result<(), Stop> {
    let today = tx.now().await?.day();
    if day <= today { Ok(()) } else { Err(ahead(today).into().placed(Some(place)).into()) }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<sea_orm::DbErr> for Stop {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(Fault::Db(error))
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Denial> for Stop {
    fn from(denial: Denial) -> Self {
        Self::Denied(Box::new(denial))
    }
}

/// Declares the refusals of an area: one variant for each way in which it refuses, its facts as fields, its code, status
/// and sentences beside it. `{field}` in a sentence is the field's value; `at "/place"` is the place of the body that is wrong, for
/// what is always wrong at the same one.
macro_rules! refusals {
    (@place) => { None };
    (@place $pointer:literal) => { Some($pointer) };
    ($(#[$d:meta])* $v:vis enum $name:ident {
        $($(#[$md:meta])* $m:ident $({ $($f:ident: $t:ty),* $(,)? })? = $status:ident $code:literal $(at $pointer:literal)? {
            zh: $tzh:literal, $dzh:literal; en: $ten:literal, $den:literal $(;)?
        })+
    }) => {
        $(#[$d])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $v enum $name { $($(#[$md])* $m $({ $($f: $t),* })?),+ }

        impl $name {
            /// Every refusal of this area, for the catalogue of problems.
            pub const KINDS: &'static [$crate::ground::kernel::Kind] = &[$($crate::ground::kernel::Kind {
                code: $code,
                status: $crate::ground::kernel::Status::$status,
                title: $crate::ground::kernel::Bi { zh: $tzh, en: $ten },
                detail: $crate::ground::kernel::Bi { zh: $dzh, en: $den },
            }),+];

            /// The stable code of this refusal.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$m $({ $($f: _),* })? => $code),+ }
            }

            fn place(&self) -> Option<&'static str> {
                match self {
                    $(Self::$m $({ $($f: _),* })? => $crate::ground::platform::refusals!(@place $($pointer)?)),+
                }
            }

            fn facts(&self) -> $crate::ground::kernel::Facts {
                let facts = $crate::ground::kernel::Facts::none();
                match self {
                    $(Self::$m $({ $($f),* })? => {
                        $(
                            use $crate::ground::kernel::{AsFact as _, Figure};
                            $(let facts = (&Figure($f)).fact(facts, stringify!($f));)*
                        )?
                        facts
                    })+
                }
            }
        }

        impl From<$name> for $crate::ground::kernel::Refusal {
            fn from(refusal: $name) -> Self {
                let code = refusal.code();
                let kind = $name::KINDS.iter().find(|k| k.code == code).unwrap_or(&$name::KINDS[0]);
                Self::new(kind).facts(refusal.facts()).placed(refusal.place())
            }
        }

        impl From<$name> for $crate::ground::platform::Stop {
            fn from(refusal: $name) -> Self {
                Self::from($crate::ground::kernel::Refusal::from(refusal))
            }
        }
    };
}
pub(crate) use refusals;

#[cfg(test)]
mod tests {
    use crate::ground::kernel::{Each, Facts, Lang, Refusal, words};

    words! {
        enum Light { Green = "green" "绿灯", Red = "red" "红灯" }
    }

    super::refusals! {
        enum Crossing {
            Stands { light: Light, cars: u8 } = Conflict "test.crossing.stands" {
                zh: "停", "现为 {light}，{cars} 辆。";
                en: "Stop", "It is {light}, {cars} cars."
            }
        }
    }

    #[test]
    fn a_word_is_told_to_each_reader_as_that_reader_says_it() {
        let refusal = Refusal::from(Crossing::Stands { light: Light::Red, cars: 3 });
        assert_eq!(
            (refusal.detail(Lang::Zh).as_str(), refusal.detail(Lang::En).as_str()),
            ("现为 红灯，3 辆。", "It is red, 3 cars.")
        );
        assert_eq!((refusal.facts.get("light"), refusal.facts.get("cars")), (Some("red"), Some("3")));
        let each = |lights: &[Light]| Facts::none().told("light", Each(lights)).with("cars", "");
        let told = |lights: &[Light], lang| each(lights).fill(refusal.kind.detail, lang);
        assert_eq!(told(&[Light::Green, Light::Red], Lang::Zh), "现为 绿灯、红灯，无 辆。");
        assert_eq!(told(&[], Lang::En), "It is none, none cars.");
    }
}
