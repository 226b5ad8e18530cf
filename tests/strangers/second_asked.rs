//! Where a second person is asked for, and where not and why.

/// Verbs by which somebody looks at what another has made.
pub const VERBS: &[&str] =
    &["confirm", "decide", "batch_decide", "publish", "import_result", "hand_over", "resolve", "verify", "send_back"];

/// What is asked of whoever performs such an operation.
pub enum Asked {
    /// Another person: the case below of this name.
    Another,
    /// Nobody else, and why.
    NobodyElse(&'static str),
}
use Asked::{Another, NobodyElse};

/// Every operation of these verbs, and what else asks for a second person.
pub const ASKED: &[(&str, Asked)] = &[
    ("access.role_grant.confirm", Another),
    ("approvals.definition.publish", Another),
    ("approvals.run.resolve", NobodyElse("it finds the people of a desk anew; whoever asks decides nothing")),
    ("approvals.task.batch_decide", Another),
    ("approvals.task.decide", Another),
    ("assets.asset.confirm_correction", Another),
    (
        "assets.asset.confirm_title",
        NobodyElse(
            "it records what the paper of a title says, and moves neither money nor property; the paper is kept beside it. Who noted that a \
             title is contested does not confirm it for another owner: that is tested with the transfers",
        ),
    ),
    (
        "checks.lead.confirm",
        NobodyElse(
            "only auditors decide, who hold no other role; that an explainer does not decide is tested with the leads",
        ),
    ),
    (
        "distributions.distribution.send_back",
        NobodyElse("it gives nothing and lets nothing pass: a plan that is sent back begins its whole way anew"),
    ),
    ("funds.allocation.confirm", Another),
    ("collectives.body.confirm_closing", Another),
    ("shares.scheme.confirm_ending", Another),
    ("income.spending.confirm", Another),
    ("payments.batch.create", Another),
    ("payments.batch.hand_over", Another),
    ("payments.batch.import_result", Another),
    (
        "payments.disbursement.confirm_receipt",
        NobodyElse(
            "the unit that claimed says that its payee has the money; the voucher has been booked before, by another",
        ),
    ),
    ("payments.payment.retry", Another),
    ("payments.result.match", Another),
    ("payees.account.confirm", Another),
    ("payees.agent.confirm", Another),
    ("posts.list.check", Another),
    (
        "posts.list.confirm_paid",
        NobodyElse("it says what the claim of the list says itself, which others decided, paid and booked before"),
    ),
    (
        "posts.list.send_back",
        NobodyElse("it gives nothing and lets nothing pass: a list that is sent back begins its whole way anew"),
    ),
    ("posts.sheet.confirm", Another),
    (
        "posts.sheet.send_back",
        NobodyElse("it gives nothing and lets nothing pass: a sheet that is sent back is recorded and confirmed anew"),
    ),
    ("places.bank_account.confirm", Another),
    ("prints.template.publish", Another),
    ("transfers.transfer.confirm_cure", Another),
    ("transfers.transfer.confirm_signature", Another),
    ("upkeep.order.send_back", Another),
    ("upkeep.order.verify", Another),
    ("publicity.posting.answer", Another),
    ("publicity.posting.close", Another),
    ("complaints.complaint.answer", Another),
    ("complaints.complaint.close", Another),
    ("complaints.complaint.extend", Another),
    ("people.month.lock", Another),
    ("people.household.confirm", Another),
    // Last: it goes on to a later day.
    ("payouts.batch.import_result", Another),
    ("payouts.recovery.confirm", Another),
    ("payouts.recovery.confirm_undoing", Another),
    // After that: of the list that it had approved.
    ("distributions.line.release", Another),
    ("distributions.distribution.carry", Another),
];
