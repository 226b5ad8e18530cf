//! A random walk through a county's year: officers do what their desks allow, and often what they do not. After each step every
//! invariant of every area is recomputed. A walk is repeated by its seed:
//!
//! ```text
//! STEWARD_TEST_SEED=7 STEWARD_TEST_STEPS=500 cargo test --test all walk
//! ```

mod claims;
mod funds;
mod treasury;
mod works;
mod world;

use crate::support::{Reply, TestApp, money::text, sound::Question};
use world::Walk;

/// Names the acts once, each with its weight among all.
macro_rules! acts {
    ($($name:literal $weight:literal $act:path;)+) => {
        const ACTS: &[(&str, usize)] = &[$(($name, $weight)),+];

        async fn act(walk: &mut Walk<'_>, name: &str) -> Option<Reply> {
            match name {
                $($name => $act(walk).await,)+
                other => panic!("no act is called {other}"),
            }
        }
    };
}

acts! {
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
}

/// The steps of a walk, unless the environment asks for fewer or more.
fn steps() -> usize {
    std::env::var("STEWARD_TEST_STEPS").map_or(800, |s| s.parse().expect("STEWARD_TEST_STEPS is a number"))
}

/// The seed of a walk, unless the environment asks for another.
fn seed(of: u64) -> u64 {
    std::env::var("STEWARD_TEST_SEED").map_or(of, |s| s.parse().expect("STEWARD_TEST_SEED is a number"))
}

/// An act that was never done yet is tried more often: a walk of this length meets every act, whatever its seed.
fn choose(walk: &mut Walk<'_>) -> &'static str {
    let weigh = |walk: &Walk<'_>, name, weight| {
        if walk.tally.get(name).is_none_or(|count| count.done == 0) { weight * 3 + 6 } else { weight }
    };
    let total = ACTS.iter().map(|(name, weight)| weigh(walk, name, *weight)).sum();
    let mut left = walk.below(total);
    for (name, weight) in ACTS {
        let weight = weigh(walk, name, *weight);
        if left < weight {
            return name;
        }
        left -= weight;
    }
    unreachable!("the weights add up to their sum")
}

/// One step: an act that found its subject. Days pass on the way.
async fn step(walk: &mut Walk<'_>) {
    loop {
        if walk.once_in(40) {
            walk.next_day().await;
        }
        let name = choose(walk);
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
async fn walk(app: &TestApp, wanted: u64) {
    let (seed, steps) = (seed(wanted), steps());
    eprintln!("walk: seed {seed}, {steps} steps");
    let mut walk = Walk::begin(app, seed).await;
    let question = Question::to(app.app.db.unguarded()).await;
    for n in 0..steps {
        step(&mut walk).await;
        if question.broken(app.app.db.unguarded()).await > 0 {
            app.assert_sound().await;
            panic!("step {}: something is broken that no invariant names", n + 1);
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
        let never: Vec<_> = ACTS.iter().filter(|(name, _)| walk.tally.get(name).is_none_or(|c| c.done == 0)).collect();
        assert!(never.is_empty(), "never done in {steps} steps: {never:?}");
        // Some bounced afterwards.
        let confirmed = "subject_kind = 'payment' AND subject_state = 'confirmed'";
        let paid = app.number(&format!("SELECT count(*) FROM trail_event WHERE {confirmed}")).await;
        assert!(paid >= 10, "only {paid} payments were ever confirmed");
    }
}

engines! {
    async fn the_first_walk(app) { walk(app, 1).await; }
    async fn the_second_walk(app) { walk(app, 2).await; }
    async fn the_third_walk(app) { walk(app, 3).await; }
}
