//! Closed vocabularies: an enum, its words on the wire and in the database, and its label in the officials' Chinese.

/// A closed list of words. The same word stands in the database, on the wire and in the trail.
pub trait Words: Copy + Eq + std::fmt::Debug + Send + Sync + 'static {
    /// The name of the vocabulary in the published document.
    const NAME: &'static str;
    /// Every member: value, word, label in zh-CN.
    const ALL: &'static [(Self, &'static str, &'static str)];

    /// The word of this member.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(m, ..)| *m == self).map_or("", |(_, w, _)| w)
    }

    /// The label officials use.
    fn label(self) -> &'static str {
        Self::ALL.iter().find(|(m, ..)| *m == self).map_or("", |(.., l)| l)
    }

    /// The member with this word; `None` for any other text.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w, _)| *w == word).map(|(m, ..)| *m)
    }
}

/// Declares an enum that is a closed vocabulary: `words! { pub enum Mode { Any = "any" "或签", All = "all" "会签" } }`.
macro_rules! words {
    ($(#[$d:meta])* $v:vis enum $name:ident { $($(#[$md:meta])* $m:ident = $w:literal $l:literal),+ $(,)? }) => {
        $(#[$d])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $v enum $name { $($(#[$md])* $m),+ }

        impl $crate::ground::kernel::Words for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [(Self, &'static str, &'static str)] = &[$((Self::$m, $w, $l)),+];
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::ground::kernel::Words::word(*self))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::ground::kernel::Words::word(*self))
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::Words;

    super::words! {
        enum Mode { Any = "any" "或签", All = "all" "会签" }
    }

    #[test]
    fn a_word_goes_out_and_comes_back() {
        for (member, word, _) in Mode::ALL {
            assert_eq!(Mode::from_word(word), Some(*member));
            assert_eq!(member.word(), *word);
        }
        assert_eq!(Mode::from_word("ALL"), None);
        assert_eq!(Mode::All.label(), "会签");
    }
}
