//! Projects of public sources, loaded as they stand.

use super::subject_of;
use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Layer, NumberKind, Words as _},
        platform::{Stop, Tx, Work, next_number, replace_external_ids},
        trail::{Change, Committed},
    },
    money::projects::{model::Project, store},
    office::places::region_on,
};

/// A project of the reference layer, proposed. Id, number, version and instants are given here.
pub struct LoadProject(pub Project);

impl Work for LoadProject {
    type Record = Committed<Project>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Project>, Stop> {
        let now = tx.now().await?;
        region_on(tx, &self.0.region, now.day()).await?;
        let project = Project {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Project, &self.0.region).await?.to_string(),
            layer: Layer::Reference,
            version: 1,
            created_at: now,
            updated_at: now,
            ..self.0.clone()
        };
        let subject = subject_of(&project);
        store::insert_project(tx, &project).await?;
        replace_external_ids(tx, subject, &[], &project.external_ids).await?;
        let change = Change::created(subject, &project.region, &project).state(project.state.word());
        Ok(Permit::for_job("reference", &action::REFERENCE_LOAD).commit(change, project))
    }
}
