//! How the scheduler refuses.

use crate::ground::{kernel::Day, platform::refusals};

refusals! {
    /// Ways in which the scheduler refuses.
    pub enum JobsRefusal {
        /// The lease has another holder, or its day has been done meanwhile: what was begun is taken back.
        TakenOver { job: String, day: Day } = Conflict "jobs.schedule.taken_over" {
            zh: "任务已由另一进程接手", "任务 {job} 在 {day} 的执行已由另一进程接手；本次办理的内容已全部撤回。";
            en: "Another process has taken the job over", "The run of {job} for {day} has been taken over by another process; what was begun here is taken back."
        }
        /// Today is done, or was asked for already.
        NothingToRun { job: String, day: Day } = Conflict "jobs.schedule.nothing_to_run" {
            zh: "没有要执行的日期", "任务 {job} 到 {day} 的各日均已执行，或已要求执行；请用 GET 查看结果。";
            en: "There is no day to run", "Every day of {job} up to {day} is done, or has been asked for; read the schedule for what became of it."
        }
    }
}
