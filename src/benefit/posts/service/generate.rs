//! 按考勤生成名单. The pay of a month for posts: what each worked, by the rule of each post, as one list.

use std::collections::BTreeMap;

use super::{
    PostsRefusal,
    lists::{ListTold, SourceTold, filed},
    subject_of,
};
use crate::{
    benefit::{
        posts::{
            model::{
                ListOrigin, PaidPer, PublicPost, Sheet, SheetState, ToPersonItem, ToPersonLine, ToPersonList, Worked,
            },
            store,
        },
        shares::Whose,
    },
    ground::{
        authority::{Actor, Holder, action, officer_of},
        kernel::{FileId, Money, Month, PersonId, PublicPostId, Refusal, Words as _},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files},
};

/// Makes the list of a month's pay.
pub struct GenerateList {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which money.
    pub source: SourceTold,
    /// Of which posts.
    pub posts: Vec<PublicPostId>,
    /// Of which month.
    pub month: Month,
    /// Name.
    pub name: String,
    /// On which paper it stands.
    pub basis: String,
    /// That paper.
    pub paper: FileId,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Remark.
    pub note: Option<String>,
}

impl GenerateList {
    /// The posts, held: in the caller's regions, and paid of the money of the list.
    async fn posts(&self, tx: &Tx, holder: &Holder) -> Result<Vec<PublicPost>, Stop> {
        let found = store::lock_posts(tx, &self.posts).await?;
        let known = |id: &PublicPostId| found.iter().any(|p| p.id == *id && holder.seen().covers(&p.region));
        let unknown = self.posts.iter().enumerate().filter(|(_, id)| !known(id));
        let refusals =
            unknown.map(|(n, _)| Refusal::from(PostsRefusal::UnknownPost).placed(Some(&format!("/post_ids/{n}"))));
        if let Some(refusal) = Refusal::joined(refusals) {
            return Err(refusal.into());
        }
        match found.iter().find(|p| p.source != self.source.source) {
            Some(post) => Err(PostsRefusal::PostOfOtherSource { post: post.number.clone() }.into()),
            None => Ok(found),
        }
    }

    /// Their sheets of the month, held: each confirmed, and of none a list was made.
    async fn sheets(&self, tx: &Tx, posts: &[PublicPost]) -> Result<Vec<Sheet>, Stop> {
        let ids: Vec<PublicPostId> = posts.iter().map(|p| p.id).collect();
        let sheets = store::lock_sheets_of(tx, &ids, self.month).await?;
        let confirmed =
            |post: &&PublicPost| !sheets.iter().any(|s| s.post == post.id && s.state == SheetState::Confirmed);
        if let Some(post) = posts.iter().find(confirmed) {
            let (post, month) = (post.number.clone(), self.month);
            return Err(PostsRefusal::SheetMissing { post, month }.into());
        }
        let taken: Vec<_> = sheets.iter().map(|s| s.id).collect();
        match store::list_of_sheet(tx.conn(), &taken).await? {
            Some(number) => Err(PostsRefusal::SheetPaid { number }.into()),
            None => Ok(sheets),
        }
    }

    fn told(&self) -> ListTold {
        ListTold {
            item: ToPersonItem::PublicPostPay,
            item_name: None,
            name: self.name.clone(),
            basis: self.basis.clone(),
            paper: self.paper,
            per: PaidPer::Person,
            unit: None,
            months: (self.month, self.month),
            acknowledged: self.acknowledged.clone(),
            note: self.note.clone(),
        }
    }
}

/// What each is paid for a month, and for how many days: of several posts one line, in the order of persons.
fn pay(posts: &[PublicPost], worked: &[Worked]) -> Result<BTreeMap<PersonId, (Money, i32)>, Stop> {
    let mut pay: BTreeMap<PersonId, (Money, i32)> = BTreeMap::new();
    for w in worked {
        let post = posts.iter().find(|p| p.id == w.post);
        let post = post.ok_or_else(|| Fault::inconsistent("a sheet of another post"))?;
        let part = post.pay(w.days).ok_or(PostsRefusal::TooMuch)?;
        let (amount, days) = pay.entry(w.person).or_insert((Money::ZERO, 0));
        *amount = amount.plus(part).ok_or(PostsRefusal::TooMuch)?;
        *days += w.days;
    }
    pay.retain(|_, (amount, _)| amount.is_positive());
    Ok(pay)
}

impl Work for GenerateList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_GENERATE;
        let holder = holder(tx, &self.actor).await?;
        let (permit, on) = self.source.grounds(tx, &holder, wanted).await?;
        let by = officer_of(&self.actor, wanted)?;
        let told = self.told();
        let origin = (&on, self.source.source, ListOrigin::Attendance);
        let list = told.begun(tx, &self.actor, origin, by).await?;
        use_files(tx, &holder.seen(), subject_of(&list), &[self.paper]).await?;
        let posts = self.posts(tx, &holder).await?;
        let sheets = self.sheets(tx, &posts).await?;
        let pay = pay(&posts, &store::worked_in(tx.conn(), &sheets).await?)?;
        let line = |(n, (person, (amount, days))): (i64, (PersonId, (Money, i32)))| ToPersonLine {
            id: tx.id(list.created_at),
            n,
            whose: Whose::Person(person),
            amount,
            reason: format!("{} 出勤 {days} 天", self.month),
        };
        let lines: Vec<ToPersonLine> = (1..).zip(pay).map(line).collect();
        if lines.is_empty() {
            return Err(PostsRefusal::NobodyWorked.into());
        }
        let list = filed((tx, &self.sealer), list, (&lines, &self.acknowledged)).await?;
        let sheets: Vec<_> = sheets.iter().map(|s| s.id).collect();
        store::take_sheets(tx, list.id, &sheets).await?;
        let change = Change::created(subject_of(&list), &list.region, &list).state(list.state.word());
        Ok(permit.commit(change, list))
    }
}
