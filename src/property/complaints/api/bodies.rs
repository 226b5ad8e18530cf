//! What is sent about a complaint.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{
            AllocationId, AnyId, AssetId, Day, DisbursementId, FileId, Id, OfficerId, OrganisationId, PaymentId,
            PersonId, PostingId, ProjectId, RegionCode, SiteId, SubjectKind, UpkeepOrderId,
        },
        wire::Text,
    },
    property::complaints::{
        model::{ComplaintChannel, ComplaintFinding, ComplaintKind},
        service::{named::Named, receive::Heard},
    },
};

/// What a complaint is about, and of whom it speaks.
macro_rules! naming {
    ($(#[$d:meta])* $name:ident { $($(#[$fd:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$d])*
        #[derive(Object)]
        pub struct $name {
            $($(#[$fd])* pub $field: $kind,)*
            /// About these assets.
            #[oai(validator(min_items = 1, max_items = 20))]
            asset_ids: Option<Vec<AssetId>>,
            /// About these payments.
            #[oai(validator(min_items = 1, max_items = 20))]
            payment_ids: Option<Vec<PaymentId>>,
            /// About these claims.
            #[oai(validator(min_items = 1, max_items = 20))]
            disbursement_ids: Option<Vec<DisbursementId>>,
            /// About these sites.
            #[oai(validator(min_items = 1, max_items = 20))]
            site_ids: Option<Vec<SiteId>>,
            /// About these projects.
            #[oai(validator(min_items = 1, max_items = 20))]
            project_ids: Option<Vec<ProjectId>>,
            /// About these allocations.
            #[oai(validator(min_items = 1, max_items = 20))]
            allocation_ids: Option<Vec<AllocationId>>,
            /// About these postings.
            #[oai(validator(min_items = 1, max_items = 20))]
            posting_ids: Option<Vec<PostingId>>,
            /// About these orders of upkeep.
            #[oai(validator(min_items = 1, max_items = 20))]
            upkeep_order_ids: Option<Vec<UpkeepOrderId>>,
            /// 被反映人: officers of ours who are complained of. They take no part in it, and are not told what it says.
            #[oai(validator(min_items = 1, max_items = 20))]
            complained_of_officer_ids: Option<Vec<OfficerId>>,
        }

        impl $name {
            /// What it names.
            pub fn named(&self) -> Named {
                let things = vec![
                    (SubjectKind::Asset, any(&self.asset_ids)),
                    (SubjectKind::Payment, any(&self.payment_ids)),
                    (SubjectKind::Disbursement, any(&self.disbursement_ids)),
                    (SubjectKind::Site, any(&self.site_ids)),
                    (SubjectKind::Project, any(&self.project_ids)),
                    (SubjectKind::Allocation, any(&self.allocation_ids)),
                    (SubjectKind::Posting, any(&self.posting_ids)),
                    (SubjectKind::UpkeepOrder, any(&self.upkeep_order_ids)),
                ];
                Named { things, officers: self.complained_of_officer_ids.clone().unwrap_or_default() }
            }
        }
    };
}

fn any<K>(ids: &Option<Vec<Id<K>>>) -> Vec<AnyId> {
    ids.iter().flatten().map(|id| AnyId::new(id.uuid())).collect()
}

naming! {
    /// A complaint or a suggestion as it came. It is about something: at least one thing is named.
    NewComplaint {
        /// Where; everything that it is about lies inside.
        region_code: RegionCode,
        /// Of which kind.
        kind: ComplaintKind,
        /// How it came.
        channel: ComplaintChannel,
        /// When it came; not after today.
        received_on: Day,
        /// What it says. Kept sealed, and told by `/words` alone.
        text: Text<4000>,
        /// At which place; names nobody.
        place: Option<Text<200>>,
        /// Who complained, as a person of the register; absent where it is anonymous. Told by `/words` alone.
        complainant_id: Option<PersonId>,
        /// Papers that came with it.
        #[oai(validator(min_items = 1, max_items = 20))]
        file_ids: Option<Vec<FileId>>,
    }
}

naming! {
    /// What else it is about, and of whom else it speaks. Nothing is taken away.
    MoreSubjects {}
}

/// It is taken up, and given to whoever is to answer.
#[derive(Debug, Object)]
pub struct ComplaintAcceptance {
    /// 承办单位.
    pub unit_id: OrganisationId,
    /// 承办人; never one who is complained of.
    pub officer_id: Option<OfficerId>,
    /// 限办日期: an earlier day than the term of answers allows; today or later. Where no term is set, the only day there is.
    pub due_on: Option<Day>,
}

/// It is nobody's here.
#[derive(Debug, Object)]
pub struct ComplaintRefused {
    /// Why; names nobody.
    pub reason: Text<500>,
    /// Whither it was passed.
    pub passed_to: Option<Text<200>>,
}

/// Its day is put off.
#[derive(Debug, Object)]
pub struct ComplaintExtension {
    /// To this day.
    pub until_on: Day,
    /// Why; names nobody.
    pub reason: Text<500>,
}

/// What was found, and told.
#[derive(Object)]
pub struct ComplaintAnswer {
    /// Of a complaint `upheld`, `partly_upheld` or `unfounded`; of a suggestion `adopted`, `partly_adopted` or `not_adopted`.
    pub finding: ComplaintFinding,
    /// When it was told; not before the word came, not after today.
    pub answered_on: Day,
    /// What was told. Kept sealed, and told by `/words` alone.
    pub text: Text<4000>,
    /// Papers of the answer.
    #[oai(validator(min_items = 1, max_items = 20))]
    pub file_ids: Option<Vec<FileId>>,
}

/// Another word of whoever complained.
#[derive(Object)]
pub struct ComplaintWord {
    /// How it came.
    channel: ComplaintChannel,
    /// When it came; not before the last answer, not after today.
    received_on: Day,
    /// What it says. Kept sealed, and told by `/words` alone.
    text: Text<4000>,
    /// Papers that came with it.
    #[oai(validator(min_items = 1, max_items = 20))]
    file_ids: Option<Vec<FileId>>,
}

impl From<ComplaintWord> for Heard {
    fn from(w: ComplaintWord) -> Self {
        Self {
            channel: w.channel,
            received_on: w.received_on,
            said: w.text.into(),
            files: w.file_ids.unwrap_or_default(),
        }
    }
}
