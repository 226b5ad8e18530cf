//! R109 不相容职务分离. Preparer, reviewer, approver and payer are different officers; an approver whose own organisation is the
//! payee recuses. A unit head approving what the unit files is the rule, not a breach.

use crate::ground::{
    authority::{Action, denial},
    kernel::{
        Basis, Bi, Day, Denial, DenialReason, Facts, Force, Kind, OfficerId, OrganisationId, RegionCode, Rule, Status,
        SubjectRef, Verdict, Words as _,
    },
};

/// R109
pub static SEPARATION_OF_DUTIES: Rule = Rule {
    number: "R109",
    label: "SEGREGATION",
    kind: Kind {
        code: "approvals.separation_of_duties",
        status: Status::Forbidden,
        title: Bi { zh: "不相容职务须分离", en: "Duties must be separate" },
        detail: Bi {
            zh: "经办、复核、审批、支付须由不同人员办理；收款单位的人员应当回避（{fault}）。",
            en: "Preparing, reviewing, approving and paying are done by different officers, and officers of the payee recuse themselves ({fault}).",
        },
    },
    demands: Bi {
        zh: "经办、复核、审批、支付为不同人员，支付人不登记自己所付的回单；审批人所在单位为收款单位的，应当回避。",
        en: "Preparer, reviewer, approver and payer are different officers, and a payer does not book the answer to what they paid; an approver whose own organisation is the payee recuses.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(2000, 1, 1),
    valid_to: None,
    operations: &[
        "approvals.task.decide",
        "approvals.task.batch_decide",
        "payments.batch.create",
        "payments.batch.hand_over",
        "payments.batch.import_result",
        "payments.payment.retry",
        "payments.result.match",
        "distributions.line.call_back",
        "distributions.line.release",
        "payouts.batch.import_result",
        "payouts.batch.release",
        "payouts.recovery.confirm",
        "payouts.recovery.confirm_undoing",
        "payouts.recovery.record",
        "payouts.recovery.restore",
        "payouts.recovery.undo",
        "payouts.recovery.withdraw",
        "payouts.result.match",
    ],
};

/// Somebody about to decide or to pay.
#[derive(Debug, Clone, Copy)]
pub struct Acting<'a> {
    /// Who.
    pub officer: OfficerId,
    /// Of which unit.
    pub unit: Option<OrganisationId>,
    /// Who prepared the paper.
    pub makers: &'a [OfficerId],
    /// Who has acted on it in another part: decided another step, or decided any step when it is about to be paid.
    pub earlier: &'a [OfficerId],
    /// Who would be paid.
    pub payee_units: &'a [OrganisationId],
}

crate::ground::kernel::words! {
    /// Why somebody acts elsewhere alone.
    pub enum DutyFault {
        Maker = "maker" "本人是经办人",
        Earlier = "earlier" "本人已办理本件的其他环节",
        PayeeUnit = "payee_unit" "本人属于收款单位",
    }
}

/// What stands against this person acting here.
pub fn separation_of_duties(acting: Acting<'_>) -> Verdict {
    let fault = if acting.makers.contains(&acting.officer) {
        Some(DutyFault::Maker)
    } else if acting.earlier.contains(&acting.officer) {
        Some(DutyFault::Earlier)
    } else if acting.unit.is_some_and(|unit| acting.payee_units.contains(&unit)) {
        Some(DutyFault::PayeeUnit)
    } else {
        None
    };
    match fault {
        None => Verdict::Pass(Facts::none()),
        Some(fault) => Verdict::Fail(Facts::none().told("fault", fault)),
    }
}

/// The denial that a failed separation makes; `None` when nothing stands against it.
pub fn separation_denial(
    acting: Acting<'_>,
    action: &'static Action,
    subject: SubjectRef,
    region: &RegionCode,
) -> Option<Denial> {
    let Verdict::Fail(facts) = separation_of_duties(acting) else { return None };
    let reason = if facts.get("fault") == Some(DutyFault::PayeeUnit.word()) {
        DenialReason::Recused
    } else {
        DenialReason::MakerAsChecker
    };
    let mut denial = denial(reason, action, Some(subject), Some(region.clone()));
    denial.refusal.rule = Some(&SEPARATION_OF_DUTIES);
    denial.refusal.facts = facts.with("action", action.name);
    Some(denial)
}

#[cfg(test)]
mod tests {
    use super::{Acting, separation_of_duties};
    use crate::ground::kernel::{OfficerId, OrganisationId, Verdict};

    fn officer(name: &str) -> OfficerId {
        OfficerId::new(uuid::Uuid::from_u128(u128::from(name.bytes().next().unwrap())))
    }

    fn officers(names: &str) -> Vec<OfficerId> {
        names.split_whitespace().map(officer).collect()
    }

    #[test]
    fn the_cases_of_r109_hold() {
        for line in include_str!("../../../../tests/cases/R109.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let unit =
                |name: &str| OrganisationId::new(uuid::Uuid::from_u128(u128::from(name.bytes().next().unwrap_or(0))));
            let units: Vec<_> = f[4].split_whitespace().map(unit).collect();
            let acting = Acting {
                officer: officer(f[0]),
                unit: Some(f[1]).filter(|u| !u.is_empty()).map(unit),
                makers: &officers(f[2]),
                earlier: &officers(f[3]),
                payee_units: &units,
            };
            let outcome = match separation_of_duties(acting) {
                Verdict::Pass(_) => "passed".to_owned(),
                Verdict::Fail(facts) => facts.get("fault").unwrap_or_default().to_owned(),
                Verdict::Undetermined { .. } | Verdict::Silent => "?".to_owned(),
            };
            assert_eq!(outcome, f[5], "{line}");
        }
    }
}
