use std::sync::{Arc, atomic::Ordering::Relaxed};

use futures_util::future::join_all;

use super::double::{Behaviour, counted, double_over, march};
use crate::support::app::open;

const NAME: &str = "tests.double.run";

fn of_steps(steps: u32) -> Arc<Behaviour> {
    Arc::new(Behaviour { steps, ..Behaviour::default() })
}

engines! {
    /// Forty days missed are done one after the other; the day on which the job became known is none of them.
    async fn missed_days_are_caught_up_with_in_order(app) {
        let runner = double_over(&app.app.db, &of_steps(2));
        assert_eq!(runner.tick().await.unwrap().done, []);
        app.on_day("2023-04-10").await;
        let ticked = runner.tick().await.unwrap();
        assert_eq!((ticked.done, ticked.stopped), (march(2..=41), vec![]));
        assert_eq!(counted(app).await, (2, 2, 40));
        assert_eq!(runner.tick().await.unwrap().done, [], "nothing is due twice");
    }

    /// Eight runners at once, each with connections of its own, as replicas have them.
    async fn each_day_is_done_once_however_many_run(app) {
        let behaviour = of_steps(3);
        double_over(&app.app.db, &behaviour).tick().await.unwrap();
        let mut replicas = Vec::new();
        for n in 0..8 {
            replicas.push(open(app.database_url(), 20 + n).await);
        }
        let mut done = Vec::new();
        for day in ["2023-03-02", "2023-03-06", "2023-03-07"] {
            app.on_day(day).await;
            let runners: Vec<_> = replicas.iter().map(|db| double_over(db, &behaviour)).collect();
            let ticked = join_all(runners.iter().map(|runner| runner.tick())).await;
            done.extend(ticked.into_iter().flat_map(|ticked| ticked.unwrap().done));
        }
        assert_eq!(done, march(2..=7), "each day once, by whomever");
        assert_eq!(counted(app).await, (3, 3, 6));
        for db in replicas {
            db.close().await.unwrap();
        }
    }

    /// Eight runners that see a job for the first time make one row of it.
    async fn a_job_becomes_known_once(app) {
        let behaviour = of_steps(1);
        let runners: Vec<_> = (0..8).map(|_| double_over(&app.app.db, &behaviour)).collect();
        for ticked in join_all(runners.iter().map(|runner| runner.tick())).await {
            assert_eq!(ticked.unwrap().stopped, Vec::<&str>::new());
        }
        assert_eq!(app.number("SELECT count(*) FROM job").await, 1);
    }

    /// The fence is raised between two steps: the second commits nothing, and no failure is noted. The new holder goes on from there.
    async fn whoever_lost_the_lease_commits_nothing_more(app) {
        let behaviour = of_steps(3);
        let runner = double_over(&app.app.db, &behaviour);
        runner.tick().await.unwrap();
        app.on_day("2023-03-02").await;
        behaviour.robbed.store(1, Relaxed);
        let ticked = runner.tick().await.unwrap();
        assert_eq!((ticked.done, ticked.stopped), (vec![], vec![NAME]));
        assert_eq!(counted(app).await, (1, 1, 1), "the first step alone");
        assert_eq!(app.number("SELECT handled FROM job_run WHERE state = 'running'").await, 1);
        assert_eq!(app.number("SELECT failures FROM job_lease").await, 0);
        assert_eq!(double_over(&app.app.db, &behaviour).tick().await.unwrap().done, march(2..=2));
        assert_eq!(counted(app).await, (3, 3, 1));
        assert_eq!(app.number("SELECT fence FROM job_lease").await, 4, "three turns, and another between them");
    }

    /// A lease that has not run out by the database's clock is nobody else's, wherever the civil clock stands; given back, it is.
    async fn a_lease_runs_by_the_clock_of_the_database(app) {
        let runner = double_over(&app.app.db, &of_steps(1));
        runner.tick().await.unwrap();
        let held = "UPDATE job_lease SET until_ms = 4102444800000";
        sea_orm::ConnectionTrait::execute_unprepared(app.app.db.unguarded(), held).await.unwrap();
        app.on_day("2023-12-31").await;
        assert_eq!(runner.tick().await.unwrap().done, []);
        let past = "UPDATE job_lease SET until_ms = 1677632400000";
        sea_orm::ConnectionTrait::execute_unprepared(app.app.db.unguarded(), past).await.unwrap();
        assert_eq!(runner.tick().await.unwrap().done.len(), 305);
    }

    /// A failing step leaves its day undone and no later day begun; it is told, and the next turn finishes the day from there.
    async fn a_step_that_fails_is_taken_again(app) {
        let behaviour = of_steps(3);
        let runner = double_over(&app.app.db, &behaviour);
        runner.tick().await.unwrap();
        app.on_day("2023-03-03").await;
        behaviour.failing.store(2, Relaxed);
        for failures in [1, 2] {
            let ticked = runner.tick().await.unwrap();
            assert_eq!((ticked.done, ticked.stopped), (vec![], vec![NAME]));
            assert_eq!(counted(app).await, (1, 1, 1));
            let noted = "SELECT failures FROM job_lease WHERE failure LIKE '%示例%' AND failed_at_ms IS NOT NULL";
            assert_eq!(app.number(noted).await, failures);
        }
        assert_eq!(runner.tick().await.unwrap().done, march(2..=3));
        assert_eq!(counted(app).await, (3, 3, 2));
        assert_eq!(app.number("SELECT count(*) FROM job_lease WHERE failures = 0 AND failure IS NULL").await, 1);
    }

    /// Told to stop in the middle of a day, a runner ends the step it is in; another takes the rest, and no step twice.
    async fn a_day_goes_on_where_it_was_stopped(app) {
        let behaviour = of_steps(4);
        let runner = double_over(&app.app.db, &behaviour);
        runner.tick().await.unwrap();
        app.on_day("2023-03-02").await;
        behaviour.stopped.set(Arc::downgrade(&runner)).unwrap();
        let ticked = runner.tick().await.unwrap();
        assert_eq!((ticked.done, ticked.stopped), (vec![], vec![]));
        assert_eq!(counted(app).await, (2, 2, 1), "the step that was begun is finished");
        drop(runner);
        assert_eq!(double_over(&app.app.db, &behaviour).tick().await.unwrap().done, march(2..=2));
        assert_eq!(counted(app).await, (4, 4, 1));
        assert_eq!(app.number("SELECT version FROM job_run").await, 4, "one event for each step");
    }
}
