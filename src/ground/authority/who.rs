//! A row of the permission table: an action, and who may perform it.

use super::Role;

/// Who may perform an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without login.
    Public,
    /// Every login, on what is its own or seen from below.
    AnyLogin,
    /// Holders of one of these roles, in the region of their grant.
    Roles(&'static [Role]),
}

/// One row of the permission table.
#[derive(Debug, PartialEq, Eq)]
pub struct Action {
    /// `<area>.<noun>.<verb>`.
    pub name: &'static str,
    /// Who may.
    pub who: Who,
    /// Whether a deployment that requires a second factor asks for a fresh one here.
    pub fresh_factor: bool,
}

/// Writes rows of the table of [`action`](super::action): a static for each, and the list of them.
macro_rules! actions {
    ($all:ident; $($id:ident = $name:literal $(, $out:ident = $out_name:literal)? $who:expr $(, $fresh:ident)?;)+) => {
        $(
            #[doc = concat!("`", $name, "`")] pub static $id: Action = Action {
                name: $name, who: $who, fresh_factor: actions!(@fresh $($fresh)?),
            };
            $(
                #[doc = concat!("`", $out_name, "`: whoever reads the list may take it out.")]
                pub static $out: Action = Action { name: $out_name, who: $who, fresh_factor: false };
            )?
        )+

        /// These rows.
        pub(super) static $all: &[&Action] = &[$(&$id, $(&$out,)?)+];
    };
    (@fresh) => { false };
    (@fresh fresh) => { true };
}

pub(super) use actions;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{
        super::action::{BATCH_HAND_OVER, TASK_DECIDE, all, of_operation},
        Role, Who,
    };

    #[test]
    fn names_are_unique_and_dotted() {
        let names: BTreeSet<_> = all().map(|a| a.name).collect();
        assert_eq!(names.len(), all().count());
        assert!(names.iter().all(|n| n.split('.').count() == 3));
        assert_eq!(of_operation("places.site.list").unwrap().name, "places.site.read");
    }

    #[test]
    fn administrators_auditors_and_clients_never_decide_or_pay() {
        for action in [&TASK_DECIDE, &BATCH_HAND_OVER] {
            let Who::Roles(roles) = action.who else { panic!("{} must name its roles", action.name) };
            for role in [Role::SecurityAdmin, Role::SystemAdmin, Role::Auditor, Role::Integration] {
                assert!(!roles.contains(&role), "{} {role}", action.name);
            }
        }
    }
}
