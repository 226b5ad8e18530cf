//! By what assets are found.

use uuid::Uuid;

use super::{AssetForm, AssetKind, DutyState, HandoverState, TitleState, UseState, ValueState};
use crate::ground::kernel::{Day, ProjectId, SiteId};

/// By what assets are found.
#[derive(Debug, Clone, Default)]
pub struct AssetQuery {
    /// On this site.
    pub site: Option<SiteId>,
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Of this kind.
    pub kind: Option<AssetKind>,
    /// Of this form.
    pub form: Option<AssetForm>,
    /// Of this class code, or of one below it.
    pub class: Option<String>,
    /// 价值状态.
    pub value: Option<ValueState>,
    /// 确权状态.
    pub title: Option<TitleState>,
    /// 移交状态.
    pub handover: Option<HandoverState>,
    /// 管护责任状态.
    pub duty: Option<DutyState>,
    /// 使用状态.
    pub usage: Option<UseState>,
    /// Names that contain this.
    pub name: Option<String>,
    /// With states, values and owners of this day instead of today's.
    pub as_of: Option<Day>,
    /// The one that another system calls so.
    pub only: Option<Uuid>,
}
