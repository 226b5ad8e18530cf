//! Every word of the kernel has one text, and serialises as it: in trail entries, digests and exports.

use serde::{Serialize, Serializer};

use super::{
    ClassCode, Day, Digest, Id, Instant, Masked, Money, Month, PrintedNumber, RegionCode, Scale, Scaled, SubjectRef,
};

macro_rules! serialised_as_text {
    ($([$($generics:tt)*] $t:ty),+ $(,)?) => { $(
        impl<$($generics)*> Serialize for $t {
            fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                serializer.collect_str(self)
            }
        }
    )+ };
}

serialised_as_text!(
    [] Money, [] ClassCode, [] Day, [] Month, [] Instant, [] RegionCode, [] Digest, [] PrintedNumber, [] SubjectRef,
    [K] Id<K>, [S: Scale] Scaled<S>, [T: AsRef<str>] Masked<T>,
);
