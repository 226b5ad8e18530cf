//! Operations of approvals.

mod definitions;
mod runs;
mod tasks;

use poem_openapi::OpenApi;

use super::service::Engine;
use crate::ground::{platform::Db, wire::wire_words};

wire_words!(
    super::model::Matter,
    super::model::Mode,
    super::model::Seat,
    super::model::Comparison,
    super::model::DefinitionState,
    super::model::RunState,
    super::model::ReturnForm,
    super::model::Verdict,
    super::model::Shortcoming,
    super::model::PassageOutcome,
    super::model::TaskState,
);

/// Every operation of approvals.
pub fn apis(db: &Db, engine: &Engine) -> impl OpenApi + use<> {
    (
        definitions::DefinitionsApi { db: db.clone(), engine: engine.clone() },
        runs::RunsApi { db: db.clone(), engine: engine.clone() },
        tasks::TasksApi { db: db.clone(), engine: engine.clone() },
    )
}
