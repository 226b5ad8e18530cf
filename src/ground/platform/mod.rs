//! Machines without business: configuration, database, clock, idempotency, outbox, printed numbers, sealing, telemetry.
//!
//! Everything that is written goes through [`Db::write`] or its two sisters; nobody else begins a transaction, but for
//! [`Db::snapshot`], which only reads.

mod clock;
mod config;
mod counter;
mod database;
mod expiry;
mod external;
mod fault;
mod idempotency;
mod ids;
mod invariant;
mod outbox;
mod page;
mod reference;
mod rows;
mod seal;
mod snapshot;
mod stop;
mod tally;
mod telemetry;
mod transaction;

pub use clock::{Clock, ClockRefusal, ClockSetting, database_now, read_setting, set_forward, start_manual};
pub use config::{
    ApiConfig, Config, ConfigError, DatabaseConfig, FilesConfig, LogFormat, Overrides, PublicAddress, SchedulerConfig,
    SecondFactor, SecurityConfig, ServerConfig, TablesConfig,
};
pub use counter::{next_number, next_numbers};
pub use database::{Db, Engine, EngineReport, STATEMENTS, applied_migrations};
pub use expiry::{Aged, forget};
pub use external::{
    ExternalIdRefusal, attach_external_ids, external_ids_inside, name_subjects, only_named, replace_external_ids,
    subjects_named, unname_subjects,
};
pub use fault::Fault;
pub use idempotency::{Answer, Answered, IdempotencyRefusal, Once, forget_keys};
pub use ids::Ids;
pub use invariant::{Finding, Invariant, broken_references, recompute};
pub use outbox::{Notice, put_notices};
pub(crate) use page::page_keys;
pub use page::{Listing, Page, PageKeys, Sort, holds_on, in_scope, page, paged, says, settled, total};
pub use reference::{already_loaded, mark_loaded};
pub(crate) use rows::read_in_order;
pub use rows::{
    InOrder, amounts_of, bury, ids_after, insert, insert_all, insert_rows, listed, lock_if_postgres, look_up_by_index,
    money_of, pairs_of, places, region_of, scaled_of, share_if_postgres, update_versioned, word,
};
pub use seal::{
    DataKey, Keys, Resealed, Rewrapped, SealError, SealedColumn, Sealer, anything_sealed, current_mark, destroy_unused,
    marks, old_keys, replace_key, reseal_some, retire_key, rewrap_some,
};
pub use snapshot::Snapshot;
pub(crate) use stop::refusals;
pub use stop::{Stop, all_hold, apart, has_come};
pub use tally::count_by_state;
pub use telemetry::{Metrics, sound_alarm, start_logging};
pub use transaction::{CommitRecord, Tx, Work};

/// Something that answers queries: a pool or a transaction. Services pass it on to their stores.
pub use sea_orm::ConnectionTrait;
