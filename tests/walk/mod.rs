//! Random walks through a county's year: officers do what their desks allow, and often what they do not, on money or on the register
//! of assets. Every few steps every invariant of every area is recomputed. A walk is repeated by its seed, and the step that broke
//! it found by asking after each:
//!
//! ```text
//! STEWARD_TEST_SEED=7 STEWARD_TEST_STEPS=500 STEWARD_TEST_EVERY=1 cargo test --test all walk
//! ```

mod claims;
mod funds;
mod handover;
mod register;
mod treasury;
mod upkeep;
mod works;
mod world;

use crate::support::{Reply, TestApp, asked, money::text, sound::Question};
use world::Walk;

/// The acts of one walk, each with its weight among all.
type Acts = &'static [(&'static str, usize)];

/// Names the acts of each walk once.
macro_rules! acts {
    ($($walk:ident { $($name:literal $weight:literal $act:path;)+ })+) => {
        $(const $walk: Acts = &[$(($name, $weight)),+];)+

        async fn act(walk: &mut Walk<'_>, name: &str) -> Option<Reply> {
            match name {
                $($($name => Box::pin($act(walk)).await,)+)+
                other => panic!("no act is called {other}"),
            }
        }
    };
}

acts! { MONEY {
    "budget document" 2 funds::document;
    "allocation line" 3 funds::line;
    "register" 3 funds::register;
    "confirm" 4 funds::confirm;
    "split" 4 funds::split;
    "split again" 6 funds::split_again;
    "propose a project" 3 works::propose;
    "apply" 4 works::apply;
    "plan" 4 works::plan;
    "start" 8 works::start;
    "accept" 1 works::accept;
    "suspend" 2 works::suspend;
    "resume" 3 works::resume;
    "give up" 1 works::give_up;
    "draft a contract" 3 works::draft;
    "sign" 5 works::sign;
    "tear up a contract" 1 works::tear_up;
    "supplement" 3 works::supplement;
    "complete" 1 works::complete;
    "end" 2 works::end;
    "claim" 10 claims::claim;
    "change a claim" 4 claims::change;
    "submit" 10 claims::submit;
    "resubmit" 6 claims::resubmit;
    "add a paper" 2 claims::add_paper;
    "withdraw" 2 claims::withdraw;
    "cancel" 3 claims::cancel;
    "tear up a claim" 1 claims::tear_up;
    "confirm receipt" 3 claims::confirm_receipt;
    "decide" 45 claims::decide;
    "decide many" 4 claims::decide_many;
    "withdraw a run" 2 claims::withdraw_run;
    "resolve" 4 claims::resolve;
    "leave or return" 2 claims::leave_or_return;
    "batch" 8 treasury::batch;
    "hand over" 14 treasury::hand_over;
    "dissolve" 2 treasury::dissolve;
    "import" 14 treasury::import;
    "lose sight" 4 treasury::lose_sight;
    "retry" 4 treasury::retry;
    "match by hand" 8 treasury::match_by_hand;
    "dismiss" 1 treasury::dismiss;
    "open an account" 2 treasury::open_account;
    "confirm an account" 4 treasury::confirm_account;
    "close an account" 1 treasury::close_account;
} REGISTER {
    "enter stock" 10 register::enter_stock;
    "enter a new card" 4 register::enter_new;
    "change a card" 4 register::change;
    "delete a card" 1 register::delete;
    "state a value" 6 register::state_value;
    "value provisionally" 4 register::provisional;
    "settle" 3 register::settle;
    "confirm a title" 3 register::confirm_title;
    "dispute a title" 2 register::dispute_title;
    "note a use" 6 register::note_use;
    "put in service" 4 register::put_in_service;
    "mark idle" 2 register::mark_idle;
    "revive" 2 register::revive;
    "list a transfer" 14 handover::list;
    "check it" 8 handover::inspect;
    "refuse an item" 2 handover::refuse_items;
    "submit it" 8 handover::submit;
    "cure" 4 handover::cure;
    "confirm a cure" 4 handover::confirm_cure;
    "accept a defect" 3 handover::accept_defects;
    "decide on it" 20 handover::decide;
    "sign it" 24 handover::sign;
    "effect it" 10 handover::effect;
    "call it off" 1 handover::cancel;
    "give to a keeper" 6 upkeep::assign_duty;
    "take from a keeper" 2 upkeep::end_duty;
    "inspect" 6 upkeep::inspect;
    "plan upkeep" 2 upkeep::plan;
    "end a plan" 1 upkeep::end_plan;
    "open an order" 6 upkeep::open;
    "give an order" 8 upkeep::assign;
    "report an order" 8 upkeep::report;
    "send an order back" 2 upkeep::send_back;
    "verify an order" 8 upkeep::verify;
    "meet an order" 4 upkeep::meet;
    "close an order" 4 upkeep::close;
    "cancel an order" 2 upkeep::cancel;
} }

/// How many steps a walk has: on the register half as many, since every job works through each of its nights.
fn steps(acts: Acts) -> usize {
    asked("STEWARD_TEST_STEPS", if acts == REGISTER { 400 } else { 800 })
}

/// An act that was never done yet is tried more often: a walk of this length meets every act, whatever its seed.
fn choose(walk: &mut Walk<'_>, acts: Acts) -> &'static str {
    let weigh = |walk: &Walk<'_>, name, weight| {
        if walk.tally.get(name).is_none_or(|count| count.done == 0) { weight * 3 + 6 } else { weight }
    };
    let total = acts.iter().map(|(name, weight)| weigh(walk, name, *weight)).sum();
    let mut left = walk.below(total);
    for (name, weight) in acts {
        let weight = weigh(walk, name, *weight);
        if left < weight {
            return name;
        }
        left -= weight;
    }
    unreachable!("the weights add up to their sum")
}

/// One step: an act that found its subject. Days pass on the way, and on the register every job does its work on each of them.
async fn step(walk: &mut Walk<'_>, acts: Acts) {
    loop {
        if walk.once_in(40) {
            walk.next_day().await;
        }
        let name = choose(walk, acts);
        let Some(reply) = act(walk, name).await else { continue };
        let count = walk.tally.entry(name).or_default();
        if reply.status.is_success() {
            count.done += 1;
        } else {
            *count.refused.entry(text(&reply.body, "code").to_owned()).or_default() += 1;
        }
        return;
    }
}

/// Walks; whatever breaks is told with the seed and the step it broke at.
async fn walk(app: &TestApp, wanted: u64, acts: Acts) {
    let (seed, steps, every) = (asked("STEWARD_TEST_SEED", wanted), steps(acts), asked("STEWARD_TEST_EVERY", 8_usize));
    eprintln!("walk: seed {seed}, {steps} steps");
    let mut walk = Walk::begin(app, seed).await;
    if acts == REGISTER {
        walk.nights = true;
        walk.paper = app.paper("示例文件.pdf").await;
    }
    let conn = app.app.db.unguarded();
    let question = Question::to(conn);
    for n in 0..steps {
        step(&mut walk, acts).await;
        if (n + 1) % every == 0 && !question.broken(conn).await.is_empty() {
            eprintln!("walk: seed {seed} is broken after step {}, and was not {every} steps before", n + 1);
            app.assert_sound().await;
        }
        if n % 500 == 499 {
            eprintln!("walk: seed {seed}, step {}", n + 1);
        }
    }
    for (name, count) in &walk.tally {
        eprintln!("walk: seed {seed}, {name}: {} done, refused {:?}", count.done, count.refused);
    }
    let done: u32 = walk.tally.values().map(|c| c.done).sum();
    let refused: u32 = walk.tally.values().flat_map(|c| c.refused.values()).sum();
    eprintln!("walk: seed {seed}, {done} done, {refused} refused, {} repeated", walk.repeated);
    assert!(refused > 0 && done as usize > steps / 2, "a walk that nobody let pass: {:?}", walk.tally);
    if steps >= 2_000 {
        let never: Vec<_> = acts.iter().filter(|(name, _)| walk.tally.get(name).is_none_or(|c| c.done == 0)).collect();
        assert!(never.is_empty(), "never done in {steps} steps: {never:?}");
    }
}

/// How often a subject came into a state, as the trail has it.
async fn came(app: &TestApp, kind: &str, state: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM trail_event WHERE subject_kind = '{kind}' AND subject_state = '{state}'");
    app.number(&sql).await
}

/// Some of what was paid bounced afterwards.
async fn walk_money(app: &TestApp, seed: u64) {
    walk(app, seed, MONEY).await;
    let paid = came(app, "payment", "confirmed").await;
    let least = if steps(MONEY) >= 2_000 { 10 } else { steps(MONEY) as i64 / 800 };
    assert!(paid >= least, "only {paid} payments were ever confirmed");
}

async fn walk_register(app: &TestApp, seed: u64) {
    walk(app, seed, REGISTER).await;
    let (passed, closed) = (came(app, "asset_transfer", "effective").await, came(app, "upkeep_order", "closed").await);
    let least = steps(REGISTER) as i64 / 400;
    assert!(passed >= least && closed >= least, "only {passed} transfers took effect, {closed} orders were closed");
}

engines! {
    async fn a_walk_of_money(app) { walk_money(app, 1).await; }
    async fn a_walk_of_the_register(app) { walk_register(app, 6).await; }
}
