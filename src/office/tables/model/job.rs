//! 导入任务. A file that is read, checked and written after its request was answered. Pure.

use serde::{Deserialize, Serialize};

use super::{
    ImportMode,
    column::{ColumnMap, Unit},
    header::Told,
};
use crate::ground::{
    authority::{Actor, Assurance, Principal, RequestContext},
    kernel::{
        AccountId, ClientId, Digest, Instant, Layer, OfficerId, OrganisationId, RegionCode, SessionId, TableJobId,
    },
};

crate::ground::kernel::words! {
    /// State of an import that is a job.
    pub enum TableJobState {
        Waiting = "waiting" "等待",
        Reading = "reading" "读取中",
        Checking = "checking" "核对中",
        Writing = "writing" "写入中",
        Done = "done" "已完成",
        Refused = "refused" "未通过",
        Failed = "failed" "执行失败",
        Cancelled = "cancelled" "已取消",
    }
}

impl TableJobState {
    /// The states in which a job comes into being.
    pub const FIRST: [Self; 1] = [Self::Waiting];
    /// The states of a job that has not ended.
    pub const OPEN: [Self; 4] = [Self::Waiting, Self::Reading, Self::Checking, Self::Writing];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Waiting, Self::Reading),
        (Self::Reading, Self::Checking),
        (Self::Checking, Self::Writing),
        (Self::Writing, Self::Done),
        (Self::Waiting, Self::Refused),
        (Self::Reading, Self::Refused),
        (Self::Checking, Self::Refused),
        (Self::Writing, Self::Refused),
        (Self::Waiting, Self::Failed),
        (Self::Reading, Self::Failed),
        (Self::Checking, Self::Failed),
        (Self::Writing, Self::Failed),
        (Self::Waiting, Self::Cancelled),
        (Self::Reading, Self::Cancelled),
        (Self::Checking, Self::Cancelled),
    ];

    /// Whether it has not ended.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Whether this step is one that it may take.
    pub fn may_become(self, next: Self) -> bool {
        Self::STEPS.contains(&(self, next))
    }
}

/// What its sender said of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Headers by column.
    pub columns: ColumnMap,
    /// The unit of money columns whose header states none, as a header writes it.
    pub money_unit: Option<String>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Said {
    /// From what a request says.
    pub fn of(told: &Told, acknowledged: &[String]) -> Self {
        Self {
            columns: told.map.clone(),
            money_unit: told.unit.map(|unit| unit.word().to_owned()),
            acknowledged: acknowledged.to_vec(),
        }
    }

    /// As the reader of a file wants it; `None` where the unit is none.
    pub fn told(&self) -> Option<Told> {
        let unit = |word: &String| [Unit::Yuan, Unit::WanYuan].into_iter().find(|unit| unit.word() == word);
        let unit = self.money_unit.as_ref().map(|word| unit(word).ok_or(())).transpose().ok()?;
        Some(Told { map: self.columns.clone(), unit })
    }
}

/// Who sent a file, as far as it must be known to ask for the right again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// A person, or another system.
    pub principal: Principal,
    /// For clients: the actions that the token of the request named.
    pub scopes: Option<Vec<String>>,
    /// The request that sent the file: the events of all its rows bear it.
    pub request: RequestContext,
}

impl Sender {
    /// Whoever asks now; `None` for who is neither a person nor a system.
    pub fn of(actor: &Actor) -> Option<Self> {
        match actor.principal {
            Principal::Account { .. } | Principal::Client { .. } => {
                let (principal, scopes, request) = (actor.principal, actor.scopes.clone(), actor.request.clone());
                Some(Self { principal, scopes, request })
            }
            Principal::Job(_) | Principal::Public(_) | Principal::SiteLink { .. } => None,
        }
    }

    /// A person by what is kept of them.
    pub const fn account(
        account: AccountId,
        officer: OfficerId,
        organisation: Option<OrganisationId>,
        session: SessionId,
    ) -> Principal {
        Principal::Account { account, officer, organisation, session }
    }

    /// A system by what is kept of it.
    pub const fn client(client: ClientId) -> Principal {
        Principal::Client { client }
    }

    /// The same at work later. Nobody sits there who could give a second factor: an action that wants a fresh one is refused.
    pub fn actor(&self, layer: Layer) -> Actor {
        Actor {
            principal: self.principal,
            assurance: Assurance::SingleFactor,
            factor_at: None,
            factor_required: true,
            scopes: self.scopes.clone(),
            layer,
            request: self.request.clone(),
        }
    }
}

/// 导入任务. A file of rows that waits, is at work or has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableJob {
    /// Id.
    pub id: TableJobId,
    /// Rows of what.
    pub sheet: String,
    /// Every row lies inside.
    pub region: RegionCode,
    /// Whose ids the rows bear.
    pub system: String,
    /// Name of the file.
    pub file_name: String,
    /// Of its bytes.
    pub sha256: Digest,
    /// How many they are.
    pub size: i64,
    /// In how many sealed chunks they are kept until the job has ended.
    #[serde(skip)]
    pub chunks: i32,
    /// What becomes of wrong rows.
    pub mode: ImportMode,
    /// What its sender said of it.
    pub said: Said,
    /// Who sent it.
    #[serde(skip)]
    pub sender: Sender,
    /// Which of the sender's places it takes while it is open.
    #[serde(skip)]
    pub slot: i64,
    /// Where it stands.
    pub state: TableJobState,
    /// Rows of data, once it has been read.
    pub rows: Option<i64>,
    /// When somebody began with it.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change of its state.
    #[serde(skip)]
    pub version: i64,
    /// When it was sent.
    #[serde(skip)]
    pub created_at: Instant,
    /// When its state last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl TableJob {
    /// The same in its next state.
    #[must_use]
    pub fn now(&self, state: TableJobState, now: Instant) -> Self {
        Self {
            state,
            started_at: self.started_at.or_else(|| (state == TableJobState::Reading).then_some(now)),
            ended_at: (!state.is_open()).then_some(now),
            version: self.version + 1,
            updated_at: now,
            ..self.clone()
        }
    }

    /// What a reader sees changes with every state, and with every stretch of rows that was checked.
    pub fn tag(&self, checked: i64) -> String {
        format!("{}-{checked}", self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, TableJobState};
    use crate::ground::kernel::Words as _;

    #[test]
    fn a_job_that_has_ended_takes_no_further_step_and_one_that_writes_is_not_cancelled() {
        for (state, ..) in TableJobState::ALL {
            let goes_on = TableJobState::ALL.iter().any(|(next, ..)| state.may_become(*next));
            assert_eq!(goes_on, state.is_open(), "{state}");
        }
        assert!(!TableJobState::Writing.may_become(TableJobState::Cancelled));
    }

    #[test]
    fn an_unknown_unit_is_no_unit() {
        let said = Said { money_unit: Some("万元".into()), ..Said::default() };
        assert!(said.told().is_some_and(|told| told.unit.is_some()));
        assert!(Said { money_unit: Some("镑".into()), ..said }.told().is_none());
    }
}
