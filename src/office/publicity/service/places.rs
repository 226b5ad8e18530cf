//! 期末照片. Each place is shown as it was on the last day of the term, or later.

use super::{Act, Locked, between, next, stands, subject_of, write_back};
use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::{files_by_id, use_files_at},
        publicity::{
            PublicityRefusal,
            model::{Place, Posting, PostingState},
        },
    },
};

/// A photo of a place.
#[derive(Debug, Clone, Copy)]
pub struct EndPhoto {
    /// Which place.
    pub n: i32,
    /// The photo.
    pub file: FileId,
    /// Of which day; not after today.
    pub on: Day,
}

/// Records photos of places where it hangs; a later one takes the place of an earlier one.
pub struct RecordPlaces {
    /// The act.
    pub act: Act,
    /// The photos.
    pub photos: Vec<EndPhoto>,
}

impl RecordPlaces {
    /// What is shown of the end is not the photo of the start, by whatever name it came.
    async fn differ(&self, tx: &Tx, p: &Posting) -> Result<(), Stop> {
        let starts = p.places.iter().map(|place| place.start_file);
        let ids: Vec<FileId> = starts.chain(self.photos.iter().map(|photo| photo.file)).collect();
        let files = files_by_id(tx.conn(), &ids).await?;
        let bytes = |id: FileId| files.get(&id).map(|file| file.sha256);
        let shown =
            |place: &&Place| self.photos.iter().any(|p| p.n == place.n && bytes(p.file) == bytes(place.start_file));
        match p.places.iter().find(shown) {
            Some(place) => Err(PublicityRefusal::SamePhoto { place: place.name.clone() }.into()),
            None => Ok(()),
        }
    }
}

impl Work for RecordPlaces {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::POSTING_RECORD_PLACES).await?;
        let photos: Vec<_> =
            self.photos.iter().enumerate().map(|(n, p)| (format!("/places/{n}/file_id"), p.file)).collect();
        use_files_at(tx, &holder.seen(), subject_of(&before), &photos).await?;
        stands(&before, |state| state == PostingState::Posted)?;
        self.differ(tx, &before).await?;
        let from = before.running().map(|term| term.from);
        let today = tx.now().await?.day();
        let mut after = next(tx, &before).await?;
        for photo in &self.photos {
            between(photo.on, from, today)?;
            let place = after.places.iter_mut().find(|place| place.n == photo.n);
            place.ok_or(PublicityRefusal::UnknownPlace { n: photo.n })?.end = Some((photo.file, photo.on));
        }
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
