//! Chance that comes again: the same seed and the same order have the same fate, whoever came before.

/// Numbers of a seed and a text (SplitMix64 behind FNV-1a; chance for tests, and no cryptography).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64, text: &str) -> Self {
        let mixed = text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(mixed ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one; 0 for 0.
    pub(crate) fn below(&mut self, bound: u16) -> u16 {
        u16::try_from(self.next() % u64::from(bound.max(1))).unwrap_or_default()
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(crate) fn falls(&mut self, per_mille: u16) -> bool {
        self.below(1_000) < per_mille
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn chance_is_even_and_comes_again() {
        let fallen = (0..10_000).filter(|n| Dice::of(7, &n.to_string()).falls(30)).count();
        assert!((200..400).contains(&fallen), "{fallen}");
        assert_eq!(Dice::of(1, "a").below(u16::MAX), Dice::of(1, "a").below(u16::MAX));
        assert_ne!(Dice::of(1, "a").below(u16::MAX), Dice::of(2, "a").below(u16::MAX));
        assert!(!Dice::of(1, "a").falls(0) && Dice::of(1, "a").falls(1_000));
    }
}
