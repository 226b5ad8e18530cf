//! 股权证书. A paper that says what a holder had on the day of its issue.

use serde::Serialize;

use super::{ShareHolder, SharesByClass, Whose};
use crate::ground::kernel::{Day, Instant, Layer, RegionCode, ShareCertificateId, ShareSchemeId};

crate::ground::kernel::words! {
    /// 证书状态.
    pub enum CertificateState {
        Valid = "valid" "有效",
        Replaced = "replaced" "已换发",
        Cancelled = "cancelled" "已作废",
    }
}

impl CertificateState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 2] = [(Self::Valid, Self::Replaced), (Self::Valid, Self::Cancelled)];
}

crate::ground::kernel::words! {
    /// 证书现状. What a certificate is today, by its own state and by the register: nothing of this is kept.
    pub enum CertificateStanding {
        Valid = "valid" "有效",
        /// It was neither replaced nor cancelled, and its holder has nothing any more.
        Ended = "ended" "份额已全部转出，证书失效",
        Replaced = "replaced" "已换发",
        Cancelled = "cancelled" "已作废",
    }
}

impl CertificateStanding {
    /// That of a certificate in a state, whose holder has something today or nothing.
    pub const fn of(state: CertificateState, holds: bool) -> Self {
        match state {
            CertificateState::Valid if holds => Self::Valid,
            CertificateState::Valid => Self::Ended,
            CertificateState::Replaced => Self::Replaced,
            CertificateState::Cancelled => Self::Cancelled,
        }
    }

    /// In which state a certificate is that stands so.
    pub const fn state(self) -> CertificateState {
        match self {
            Self::Valid | Self::Ended => CertificateState::Valid,
            Self::Replaced => CertificateState::Replaced,
            Self::Cancelled => CertificateState::Cancelled,
        }
    }
}

/// 股权证书.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Id.
    pub id: ShareCertificateId,
    /// Printed number (GQ).
    pub number: String,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// Where its body lies.
    pub region: RegionCode,
    /// Whose.
    pub holder: ShareHolder,
    /// What it says the holder has.
    pub shares: SharesByClass,
    /// State.
    pub state: CertificateState,
    /// On which day it was issued.
    pub issued_on: Day,
    /// The first day on which it is valid no longer.
    pub ended_on: Option<Day>,
    /// Why it was cancelled.
    pub end_reason: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Certificate {
    /// The same, valid no longer from a day on.
    #[must_use]
    pub fn ended(
        self,
        state: CertificateState,
        on: Day,
        reason: Option<String>,
        (layer, now): (Layer, Instant),
    ) -> Self {
        Self {
            state,
            ended_on: Some(on),
            end_reason: reason,
            version: self.version + 1,
            updated_at: now,
            layer: self.layer.touched_by(layer),
            ..self
        }
    }
}

/// By what certificates are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct CertificateQuery {
    /// Of this scheme.
    pub scheme: Option<ShareSchemeId>,
    /// Of which this is so today.
    pub standing: Option<CertificateStanding>,
    /// Of this holder.
    pub whose: Option<Whose>,
}
