//! `/actions` and `/roles`: the permission table as it is enforced.

use poem_openapi::{Object, OpenApi, payload::Json};

use crate::ground::{
    authority::{Role, Who, action},
    kernel::{Lang, Words as _},
    wire::{Caller, Reads, Refused},
};

/// One row of the permission table.
#[derive(Debug, Object)]
pub struct ActionView {
    /// Name: also the operation id, the trail's action and the prefix of error codes.
    name: String,
    /// `public`, `any_login` or `roles`.
    who: String,
    /// The roles that may, when `who` is `roles`.
    roles: Vec<Role>,
    /// Whether a deployment that requires a second factor asks for a fresh one.
    fresh_factor: bool,
}

/// The permission table.
#[derive(Debug, Object)]
pub struct Actions {
    /// Every action, once.
    items: Vec<ActionView>,
}

/// A role with what it may.
#[derive(Debug, Object)]
pub struct RoleView {
    /// Code.
    code: Role,
    /// The officials' word for it.
    name: String,
    /// Actions it may perform, within its region.
    actions: Vec<String>,
    /// Roles the same officer may not hold.
    excludes: Vec<Role>,
}

/// Every role.
#[derive(Debug, Object)]
pub struct Roles {
    /// In the order in which papers travel.
    items: Vec<RoleView>,
}

/// The permission table.
pub struct CatalogueApi;

#[OpenApi]
impl CatalogueApi {
    /// Every action with the roles that may perform it
    #[oai(path = "/actions", method = "get", operation_id = "access.action.list")]
    async fn actions(&self, _by: Caller) -> Result<Json<Actions>, Refused<Reads>> {
        let view = |a: &'static action::Action| {
            let (who, roles) = match a.who {
                Who::Public => ("public", Vec::new()),
                Who::AnyLogin => ("any_login", Vec::new()),
                Who::Roles(roles) => ("roles", roles.to_vec()),
            };
            ActionView { name: a.name.into(), who: who.into(), roles, fresh_factor: a.fresh_factor }
        };
        Ok(Json(Actions { items: action::all().map(view).collect() }))
    }

    /// Every role with its actions and the roles it excludes
    #[oai(path = "/roles", method = "get", operation_id = "access.role.list")]
    async fn roles(&self, by: Caller) -> Result<Json<Roles>, Refused<Reads>> {
        let view = |(role, word, label): &(Role, &'static str, &'static str)| {
            let may = action::all().filter(|a| matches!(a.who, Who::Roles(roles) if roles.contains(role)));
            let excluded = Role::ALL.iter().map(|(r, ..)| *r).filter(|r| !r.is_for_clients() && !role.is_for_clients());
            RoleView {
                code: *role,
                name: if by.lang == Lang::Zh { (*label).into() } else { word.replace('_', " ") },
                actions: may.map(|a| a.name.into()).collect(),
                excludes: excluded.filter(|r| !role.is_compatible_with(*r)).collect(),
            }
        };
        Ok(Json(Roles { items: Role::ALL.iter().map(view).collect() }))
    }
}
