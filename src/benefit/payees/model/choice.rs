//! 收款账户的选定 (R77). Into which account what somebody has goes: never a guess.

use crate::ground::kernel::{BankAccountId, PayeeAccountId};

crate::ground::kernel::words! {
    /// 不能付款的原因. Why what somebody has waits.
    pub enum PayeeWaits {
        NoAccount = "no_account" "未登记收款账户",
        Unconfirmed = "unconfirmed" "收款账户待复核",
        NameChanged = "name_changed" "姓名已变更，收款账户须重新复核",
        NoHead = "no_head" "户内现无户主",
        Several = "several" "有多个可用账户，须停用其余账户",
        Died = "died" "持有人已死亡，待继承",
        HeadDied = "head_died" "户主已死亡，须先登记户主变更",
        NameUnconfirmed = "name_unconfirmed" "姓名或证件号码变更，待另一经办人确认",
        HeadUnconfirmed = "head_unconfirmed" "户主变更，待另一经办人确认",
        HomeUnconfirmed = "home_unconfirmed" "入户登记待另一经办人确认，确认前不付入户主账户",
        ClosedAlone = "closed_alone" "原账户停用，待另一经办人确认停用或登记新账户",
        AgentUnconfirmed = "agent_unconfirmed" "代领登记待复核",
        AgentStopped = "agent_stopped" "代领登记停用，待另一经办人确认停用或登记新代领",
        AgentOver = "agent_over" "代领期限已满，须登记本人账户、重新登记代领或停用代领",
        AgentNoAccount = "agent_no_account" "代领人未登记收款账户",
        AgentDied = "agent_died" "代领人已死亡，须重新登记代领或停用代领",
    }
}

crate::ground::kernel::words! {
    /// 收款人关系. Whose account takes it.
    pub enum PaidInto {
        Own = "own" "本人账户",
        Head = "head" "户主账户",
        Agent = "agent" "代领人账户",
        Unit = "unit" "单位账户",
    }
}

/// What is known of a person's accounts on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// None was ever proposed, or all are closed and two officers say so.
    Nothing,
    /// One that is of use.
    Usable(PayeeAccountId),
    /// One that must be looked at before anything goes there.
    Blocked(PayeeWaits),
}

/// Where something goes, or why it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// Into a person's account: the holder's own, an agent's, or that of the head of the household.
    Person(PaidInto, PayeeAccountId),
    /// Into an organisation's.
    Unit(BankAccountId),
    /// Nowhere yet.
    Waits(PayeeWaits),
}

/// Of a person: the own account; where there is none, that of whoever receives in that person's place (代领), as `agent` has said; where nobody
/// does, that of the head of the household (户主卡).
pub const fn of_person(own: Known, agent: Option<Paid>, head: Option<Known>) -> Paid {
    match (own, agent, head) {
        (Known::Usable(id), ..) => Paid::Person(PaidInto::Own, id),
        (Known::Blocked(why), ..) => Paid::Waits(why),
        (Known::Nothing, Some(paid), _) => paid,
        (Known::Nothing, None, Some(Known::Usable(id))) => Paid::Person(PaidInto::Head, id),
        (Known::Nothing, None, Some(Known::Blocked(why))) => Paid::Waits(why),
        (Known::Nothing, None, Some(Known::Nothing) | None) => Paid::Waits(PayeeWaits::NoAccount),
    }
}

/// What an agent receives goes into the agent's own account, and nowhere else: not into that of the head of the agent's household.
pub const fn in_place_of(agent: Known) -> Paid {
    match agent {
        Known::Usable(id) => Paid::Person(PaidInto::Agent, id),
        Known::Blocked(PayeeWaits::Died) => Paid::Waits(PayeeWaits::AgentDied),
        Known::Blocked(why) => Paid::Waits(why),
        Known::Nothing => Paid::Waits(PayeeWaits::AgentNoAccount),
    }
}

/// Of a household: its head's; where the head has none, that of whoever receives in the head's place, as `agent` has said.
pub const fn of_household(head: Option<Known>, agent: Option<Paid>) -> Paid {
    match (head, agent) {
        (Some(Known::Usable(id)), _) => Paid::Person(PaidInto::Head, id),
        (Some(Known::Blocked(why)), _) => Paid::Waits(why),
        (Some(Known::Nothing), Some(paid)) => paid,
        (Some(Known::Nothing), None) => Paid::Waits(PayeeWaits::NoAccount),
        (None, _) => Paid::Waits(PayeeWaits::NoHead),
    }
}

/// Of an organisation: the one account that it has, its own or its agency's.
pub const fn of_organisation(usable: &[BankAccountId]) -> Paid {
    match usable {
        [] => Paid::Waits(PayeeWaits::NoAccount),
        [one] => Paid::Unit(*one),
        _ => Paid::Waits(PayeeWaits::Several),
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Paid, PaidInto, PayeeWaits, in_place_of, of_household, of_organisation, of_person};
    use crate::ground::kernel::Id;

    fn id<K>(n: u128) -> Id<K> {
        Id::new(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn the_own_account_comes_first_and_nothing_is_guessed() {
        let (own, head) = (Known::Usable(id(1)), Known::Usable(id(2)));
        let unconfirmed = Known::Blocked(PayeeWaits::Unconfirmed);
        assert_eq!(of_person(own, None, Some(head)), Paid::Person(PaidInto::Own, id(1)));
        assert_eq!(of_person(Known::Nothing, None, Some(head)), Paid::Person(PaidInto::Head, id(2)));
        // A changed account waits; nobody else's is taken instead.
        assert_eq!(of_person(unconfirmed, None, Some(head)), Paid::Waits(PayeeWaits::Unconfirmed));
        assert_eq!(of_person(Known::Nothing, None, Some(unconfirmed)), Paid::Waits(PayeeWaits::Unconfirmed));
        assert_eq!(of_person(Known::Nothing, None, None), Paid::Waits(PayeeWaits::NoAccount));
        assert_eq!(of_household(Some(head), None), Paid::Person(PaidInto::Head, id(2)));
        assert_eq!(of_household(Some(Known::Nothing), None), Paid::Waits(PayeeWaits::NoAccount));
        assert_eq!(of_household(None, None), Paid::Waits(PayeeWaits::NoHead));
        assert_eq!(of_organisation(&[id(3)]), Paid::Unit(id(3)));
        assert_eq!(of_organisation(&[]), Paid::Waits(PayeeWaits::NoAccount));
        assert_eq!(of_organisation(&[id(3), id(4)]), Paid::Waits(PayeeWaits::Several));
    }

    #[test]
    fn an_agent_receives_where_there_is_no_own_account_and_before_the_head() {
        let (own, agent, head) = (Known::Usable(id(1)), in_place_of(Known::Usable(id(2))), Known::Usable(id(3)));
        assert_eq!(of_person(own, Some(agent), Some(head)), Paid::Person(PaidInto::Own, id(1)));
        assert_eq!(of_person(Known::Nothing, Some(agent), Some(head)), Paid::Person(PaidInto::Agent, id(2)));
        // An agent without an account of use is nobody for whom the head's is taken instead.
        let without = in_place_of(Known::Nothing);
        assert_eq!(of_person(Known::Nothing, Some(without), Some(head)), Paid::Waits(PayeeWaits::AgentNoAccount));
        assert_eq!(in_place_of(Known::Blocked(PayeeWaits::Died)), Paid::Waits(PayeeWaits::AgentDied));
        assert_eq!(in_place_of(Known::Blocked(PayeeWaits::Unconfirmed)), Paid::Waits(PayeeWaits::Unconfirmed));
        // What a household has goes to whoever receives for its head, where the head has none.
        assert_eq!(of_household(Some(head), Some(agent)), Paid::Person(PaidInto::Head, id(3)));
        assert_eq!(of_household(Some(Known::Nothing), Some(agent)), Paid::Person(PaidInto::Agent, id(2)));
        assert_eq!(of_household(Some(Known::Nothing), Some(without)), Paid::Waits(PayeeWaits::AgentNoAccount));
        assert_eq!(of_household(None, Some(agent)), Paid::Waits(PayeeWaits::NoHead));
    }
}
