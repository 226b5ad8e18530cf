//! The right to do one thing at one place. Made here alone, swallowed by the trail entry that records what it was used for.

use super::{Action, Actor, Assurance, Principal, Role, Who, registers::BUSINESS};
use crate::ground::kernel::{
    Bi, Denial, DenialReason, Each, Facts, Kind, OfficerId, Refusal, RegionCode, Scope, Status, SubjectRef,
};

/// A role held in a region, valid today and confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The region it is held in; it covers everything inside.
    pub region: RegionCode,
}

/// An actor with the grants it holds today. Assembled by `access` alone, from the database.
#[derive(Debug, Clone)]
pub struct Holder {
    actor: Actor,
    grants: Vec<Grant>,
    /// For API clients: only these actions, whatever the role allows.
    allowed_actions: Option<Vec<String>>,
}

/// The right to perform one action at one place, once.
#[derive(Debug)]
#[must_use = "a permit that is not committed did nothing"]
pub struct Permit {
    actor: Actor,
    role: Option<Role>,
    action: &'static Action,
    region: RegionCode,
}

impl Holder {
    /// From what was read of the actor's grants. Only `access` calls this (a house test looks).
    pub const fn assemble(actor: Actor, grants: Vec<Grant>, allowed_actions: Option<Vec<String>>) -> Self {
        Self { actor, grants, allowed_actions }
    }

    /// Who.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The grants.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Whether it holds one of the action's roles over the region, regardless of factors. For what is shown, not for what is done.
    pub fn may(&self, action: &'static Action, region: &RegionCode) -> bool {
        self.role_for(action, region).is_ok()
    }

    /// The permit for an action in a region, or why not: outside every region of the actor, it does not exist (404);
    /// inside one, the role is missing (403).
    pub fn permit(&self, action: &'static Action, region: &RegionCode) -> Result<Permit, Denial> {
        let role = self.role_for(action, region)?;
        if self.actor.factor_required && action.fresh_factor && self.actor.assurance != Assurance::FreshFactor {
            return Err(denial(DenialReason::FactorMissing, action, None, Some(region.clone())));
        }
        Ok(Permit { actor: self.actor.clone(), role, action, region: region.clone() })
    }

    /// As [`Holder::permit`], for an act on an existing subject: a denial names it.
    pub fn permit_on(
        &self,
        action: &'static Action,
        subject: SubjectRef,
        region: &RegionCode,
    ) -> Result<Permit, Denial> {
        self.permit(action, region).map_err(|d| Denial { subject: Some(subject), ..d })
    }

    /// Where the actor may perform an action: what lists are narrowed to. No region at all is a denial.
    pub fn scope(&self, action: &'static Action) -> Result<Scope, Denial> {
        let wrong_role = || denial(DenialReason::WrongRole, action, None, None);
        match action.who {
            Who::Public | Who::AnyLogin => Ok(Scope::of([RegionCode::nation()])),
            Who::Roles(roles) => {
                if !self.client_may(action) {
                    return Err(wrong_role());
                }
                let held = self.grants.iter().filter(|g| roles.contains(&g.role)).map(|g| g.region.clone());
                let scope = Scope::of(held);
                if scope.regions().is_empty() { Err(wrong_role()) } else { Ok(scope) }
            }
        }
    }

    /// As [`Holder::scope`], narrowed to what of it lies in a region that the caller named.
    pub fn scope_within(&self, action: &'static Action, region: Option<&RegionCode>) -> Result<Scope, Denial> {
        let scope = self.scope(action)?;
        Ok(region.map_or(scope.clone(), |r| scope.within(r)))
    }

    /// Everything the actor may see something of, whatever its roles there.
    pub fn seen(&self) -> Scope {
        Scope::of(self.grants.iter().map(|g| g.region.clone()))
    }

    /// The same by roles that read the business of a region, beside those of whoever keeps a collective body alone.
    pub fn seen_of_business(&self) -> Scope {
        Scope::of(self.grants.iter().filter(|g| BUSINESS.contains(&g.role)).map(|g| g.region.clone()))
    }

    fn client_may(&self, action: &Action) -> bool {
        self.allowed_actions.as_ref().is_none_or(|allowed| allowed.iter().any(|a| a == action.name))
    }

    fn role_for(&self, action: &'static Action, region: &RegionCode) -> Result<Option<Role>, Denial> {
        let roles = match action.who {
            Who::Public => return Ok(None),
            Who::AnyLogin => match self.actor.principal {
                Principal::Public(_) | Principal::SiteLink { .. } => {
                    return Err(denial(DenialReason::WrongRole, action, None, None));
                }
                Principal::Account { .. } | Principal::Client { .. } | Principal::Job(_) => return Ok(None),
            },
            Who::Roles(roles) => roles,
        };
        let mut covering = self.grants.iter().filter(|g| g.region.covers(region)).peekable();
        if covering.peek().is_none() {
            return Err(denial(DenialReason::OutsideScope, action, None, Some(region.clone())));
        }
        let role = covering.map(|g| g.role).find(|r| roles.contains(r)).filter(|_| self.client_may(action));
        role.map(Some).ok_or_else(|| denial(DenialReason::WrongRole, action, None, Some(region.clone())))
    }
}

impl Permit {
    /// A permit for the server itself or its command line, at the top of the region tree.
    pub fn for_job(name: &'static str, action: &'static Action) -> Self {
        let actor = Actor::without_login(Principal::Job(name), super::RequestContext::default());
        Self { actor, role: None, action, region: RegionCode::nation() }
    }

    /// A permit for a public operation that has checked its own proof (a one-time token, a password).
    pub fn for_public(actor: Actor, action: &'static Action) -> Option<Self> {
        (action.who == Who::Public).then(|| Self { actor, role: None, action, region: RegionCode::nation() })
    }

    /// Who.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }
    /// By which role.
    pub const fn role(&self) -> Option<Role> {
        self.role
    }
    /// What.
    pub const fn action(&self) -> &'static Action {
        self.action
    }
    /// Where.
    pub const fn region(&self) -> &RegionCode {
        &self.region
    }
}

const fn kind(code: &'static str, status: Status, title: Bi, detail: Bi) -> Kind {
    Kind { code, status, title, detail }
}

static UNKNOWN: Kind = kind(
    "access.not_found",
    Status::NotFound,
    Bi { zh: "未找到", en: "Not found" },
    Bi {
        zh: "没有这个对象，或不在您的管辖范围内。", en: "There is no such thing, or it lies outside your region."
    },
);
static WRONG_ROLE: Kind = kind(
    "access.denied.role",
    Status::Forbidden,
    Bi { zh: "角色无此权限", en: "Your role does not allow this" },
    Bi {
        zh: "您的角色不能办理此事项；可以办理的角色：{roles}。初始密码尚未修改的账户没有任何权限，请先修改密码。",
        en: "None of your roles allows this; it is for: {roles}. An account whose first password was not changed yet has no rights: change it first.",
    },
);
static MAKER: Kind = kind(
    "access.denied.maker_as_checker",
    Status::Forbidden,
    Bi { zh: "经办人不得审批自己的事项", en: "A maker is never the checker" },
    Bi {
        zh: "这件事由您经办或您已在其中办理过，须由另一人审批。",
        en: "You made this or have already acted in it; another person must decide.",
    },
);
static SECOND_PERSON: Kind = kind(
    "access.denied.second_person",
    Status::Forbidden,
    Bi { zh: "须由另一人办理", en: "A second person is needed" },
    Bi {
        zh: "这一步须由提出人以外的另一人办理。",
        en: "This step must be done by somebody other than the person who proposed it.",
    },
);
static INCOMPATIBLE: Kind = kind(
    "access.denied.incompatible_role",
    Status::Forbidden,
    Bi { zh: "角色不相容", en: "Incompatible roles" },
    Bi {
        zh: "同一人不得同时担任 {held} 和 {wanted}。", en: "One officer may not hold {held} and {wanted} together."
    },
);
static RECUSED: Kind = kind(
    "access.denied.recused",
    Status::Forbidden,
    Bi { zh: "应当回避", en: "Recusal" },
    Bi {
        zh: "收款单位是您所在的单位，或者您是被反映人，您应当回避。",
        en: "The payee is your own organisation, or you are complained of: you must recuse yourself.",
    },
);
static FACTOR: Kind = kind(
    "access.denied.factor_not_available",
    Status::Forbidden,
    Bi { zh: "二次认证不可用", en: "Second factor not available" },
    Bi {
        zh: "本部署要求办理此事项须二次认证，而此功能尚未提供，因此拒绝。",
        en: "This deployment requires a fresh second factor for this; none is available yet, so it is refused.",
    },
);

static QUOTA: Kind = kind(
    "access.denied.quota",
    Status::Forbidden,
    Bi { zh: "当日次数已满", en: "Used up for today" },
    Bi {
        zh: "您今日已办理此事项 {used} 次，每日上限 {limit} 次；本次请求已记录，请明日再办。",
        en: "You have done this {used} times today, of {limit}; this request is recorded, come back tomorrow.",
    },
);

/// Every kind of denial, for the catalogue of problems.
pub static DENIALS: &[&Kind] =
    &[&UNKNOWN, &WRONG_ROLE, &MAKER, &SECOND_PERSON, &INCOMPATIBLE, &RECUSED, &FACTOR, &QUOTA];

/// A denial of an action.
pub fn denial(
    reason: DenialReason,
    action: &'static Action,
    subject: Option<SubjectRef>,
    region: Option<RegionCode>,
) -> Denial {
    let kind = match reason {
        DenialReason::OutsideScope => &UNKNOWN,
        DenialReason::WrongRole => &WRONG_ROLE,
        DenialReason::MakerAsChecker => &MAKER,
        DenialReason::SecondPerson => &SECOND_PERSON,
        DenialReason::IncompatibleRole => &INCOMPATIBLE,
        DenialReason::Recused => &RECUSED,
        DenialReason::FactorMissing => &FACTOR,
        DenialReason::OverQuota => &QUOTA,
    };
    let named = Facts::none().with("action", action.name);
    let facts = match reason {
        // What lies outside the scope answers exactly as what does not exist: no figures.
        DenialReason::OutsideScope => Facts::none(),
        DenialReason::WrongRole => match action.who {
            Who::Roles(roles) => named.told("roles", Each(roles)),
            Who::Public | Who::AnyLogin => named.said("roles", "any_login", "已登录的人员"),
        },
        _ => named,
    };
    Denial { reason, action: action.name, subject, region, refusal: Box::new(Refusal::new(kind).facts(facts)) }
}

/// A denial of what somebody has done as often today as anybody may.
pub fn over_quota(
    action: &'static Action,
    subject: SubjectRef,
    region: &RegionCode,
    (used, limit): (i32, i32),
) -> Denial {
    let denial = denial(DenialReason::OverQuota, action, Some(subject), Some(region.clone()));
    let facts = Facts::none().with("action", action.name).with("used", used).with("limit", limit);
    Denial { refusal: Box::new(Refusal::new(&QUOTA).facts(facts)), ..denial }
}

/// What does not exist answers exactly as what lies outside the scope.
pub fn unknown(action: &'static Action) -> Denial {
    denial(DenialReason::OutsideScope, action, None, None)
}

/// The officer who acts. Whoever is no person has no business in what asks for one: the permission table keeps them out.
pub fn officer_of(actor: &Actor, action: &'static Action) -> Result<OfficerId, Denial> {
    actor.officer().ok_or_else(|| unknown(action))
}

#[cfg(test)]
mod tests {
    use super::{Grant, Holder};
    use crate::ground::{
        authority::{Actor, Principal, RequestContext, Role, action},
        kernel::{DenialReason, RegionCode},
    };

    fn holder(grants: &[(Role, &str)], factor_required: bool) -> Holder {
        let id = uuid::Uuid::nil();
        let principal =
            Principal::Account { account: id.into(), officer: id.into(), organisation: None, session: id.into() };
        let actor = Actor { factor_required, ..Actor::without_login(principal, RequestContext::default()) };
        let grants =
            grants.iter().map(|(role, region)| Grant { role: *role, region: region.parse().unwrap() }).collect();
        Holder::assemble(actor, grants, None)
    }

    fn at(code: &str) -> RegionCode {
        code.parse().unwrap()
    }

    #[test]
    fn a_right_reaches_downward_only() {
        let clerk = holder(&[(Role::UnitClerk, "431026")], false);
        assert!(clerk.permit(&action::DISBURSEMENT_SUBMIT, &at("431026102")).is_ok());
        for outside in ["4310", "431027", "CN"] {
            let denial = clerk.permit(&action::DISBURSEMENT_SUBMIT, &at(outside)).unwrap_err();
            assert_eq!(denial.reason, DenialReason::OutsideScope, "{outside}");
            assert_eq!(denial.refusal.kind.status.code(), 404);
        }
    }

    #[test]
    fn inside_the_region_a_missing_role_is_403() {
        let clerk = holder(&[(Role::UnitClerk, "431026")], false);
        let denial = clerk.permit(&action::BATCH_HAND_OVER, &at("431026")).unwrap_err();
        assert_eq!((denial.reason, denial.refusal.kind.status.code()), (DenialReason::WrongRole, 403));
        assert!(clerk.scope(&action::BATCH_HAND_OVER).is_err());
    }

    #[test]
    fn where_a_factor_is_required_and_none_exists_the_action_is_refused() {
        let payer = holder(&[(Role::TreasuryPayer, "431026")], true);
        let denial = payer.permit(&action::BATCH_HAND_OVER, &at("431026")).unwrap_err();
        assert_eq!(denial.reason, DenialReason::FactorMissing);
        assert!(payer.permit(&action::BATCH_CREATE, &at("431026")).is_ok());
    }

    #[test]
    fn a_client_may_only_what_its_scopes_name() {
        let mut client = holder(&[(Role::Integration, "43")], false);
        client.allowed_actions = Some(vec!["places.site.read".into()]);
        assert!(client.permit(&action::SITE_READ, &at("431026")).is_ok());
        assert!(client.permit(&action::SITE_CREATE, &at("431026")).is_err());
        assert!(client.scope(&action::SITE_CREATE).is_err());
    }
}
