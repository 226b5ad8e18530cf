//! 资产. The register: what was made of public money, of which money, whose it is, who looks after it, and how it is used.
//!
//! - P1 Value, title, hand-over, duty and use are five tracks of their own. What happened on one is appended and never changed; the
//!   asset keeps what its events say today, and any earlier day can be read again.
//! - P2 Guards refuse acts, never facts: an asset in use without a maintainer is recorded, and stands among the gaps.
//! - P3 The parts of a new asset's money make its value to the fen, and each names its paper (R10); what stock cannot prove is
//!   kept as written, counted and shown.
//! - P4 From the first day of which the owner is known, the shares of all owners make a whole on every day (R27).

mod api;
mod checks;
mod door;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod posted;
mod rules;
mod service;
mod store;

pub use api::apis;
pub use checks::checks;
pub use door::{BodyKeeps, KeptDoor};
pub use error::AssetsRefusal;
pub use forms::FORMS;
pub use invariants::{NAMES, invariants};
pub use lineage::AssetsLineage;
pub use model::{
    Asset, AssetForm, AssetKind, AssetQuery, EvidenceGrade, FundedBy, FundingPart, Gap, HandoverState, Intake,
    Measures, Named, Ownership, Regime, TitleLevel, TitleState, Tracks, UpkeepSource, UseState, ValueState, owners_on,
};
pub use posted::PostedAssets;
pub use rules::{LEVEL_FITS, NOT_INJECTED, RULES, level_fits, not_injected};
pub use service::{
    Keeping, Pass, Passing, Upkeep,
    asset_rows::sheets,
    assets_by_id, assets_like, capitalise,
    exceptions::AssetExceptions,
    gaps_found, hand_over, kept_assets, lock_assets, lock_assets_numbered, look_after, owners_fit,
    reference::{ASSET_CLASSES, LoadAsset, LoadAssetClasses},
    titles_left_behind, titles_posted, titles_posted_for, void_for,
};
pub use store::{cards_after, cards_in};
