//! `/files`.

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Multipart, Object, OpenApi,
    param::Path,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{Binary, Type as _},
};

use super::{
    FilesRefusal,
    model::{File, MediaType},
    service::{PaperDoors, UploadFile, read_content, read_file},
};
use crate::ground::{
    kernel::{Digest, FileId, Instant, Layer, RegionCode, Words as _},
    platform::{Db, Sealer, Stop},
    wire::{Caller, Created, Creating, Read, Reads, Refused, Upload, Writes, resource},
};

/// What the operations of files need.
#[derive(Clone)]
pub struct FilesParts {
    /// The database.
    pub db: Db,
    /// Seals chunks.
    pub sealer: Sealer,
    /// Largest upload.
    pub max_bytes: u64,
    /// Who reads the papers of subjects that are read by fewer than see their region.
    pub doors: PaperDoors,
}

/// A file's entry.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FileView {
    /// Id.
    pub id: FileId,
    /// Never changes: a file is what it is.
    pub etag: String,
    /// Where it belongs.
    pub region_code: RegionCode,
    /// Name.
    pub name: String,
    /// Type, by its content.
    pub media_type: String,
    /// Bytes.
    pub size_bytes: i64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Who uploaded it.
    pub uploaded_by: String,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When.
    pub created_at: Instant,
}
resource!(FileView, "/files");

impl From<&File> for FileView {
    fn from(f: &File) -> Self {
        Self {
            id: f.id,
            etag: f.sha256.short(),
            region_code: f.region.clone(),
            name: f.name.clone(),
            media_type: f.media_type.word().into(),
            size_bytes: f.size,
            sha256: f.sha256.to_string(),
            uploaded_by: f.uploaded_by.clone(),
            layer: f.layer,
            created_at: f.created_at,
        }
    }
}

/// An upload.
#[derive(Debug, Multipart)]
#[oai(deny_unknown_fields)]
pub struct UploadForm {
    /// Where the file belongs: unpadded region code.
    region_code: String,
    /// The file: pdf, jpg, png, xlsx, csv or ofd.
    file: Upload,
}

/// 200 with the bytes.
pub struct Content(File, Vec<u8>);

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        let name: String =
            form_urlencoded::byte_serialize(self.0.name.as_bytes()).collect::<String>().replace('+', "%20");
        Response::builder()
            .content_type(self.0.media_type.word())
            .header("Content-Disposition", format!("attachment; filename*=UTF-8''{name}"))
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .body(self.1)
    }
}

impl ApiResponse for Content {
    fn meta() -> MetaResponses {
        let content = MediaType::ALL
            .iter()
            .map(|(_, word, _)| MetaMediaType { content_type: word, schema: Binary::<Vec<u8>>::schema_ref() });
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The bytes",
                status: Some(200),
                status_range: None,
                content: content.collect(),
                headers: vec![],
            }],
        }
    }
    fn register(_: &mut Registry) {}
}

/// Files.
pub struct FilesApi(pub FilesParts);

#[OpenApi]
impl FilesApi {
    /// Upload a file; what refers to it comes after
    #[oai(path = "/files", method = "post", operation_id = "files.file.upload")]
    async fn upload(&self, by: Creating, form: UploadForm) -> Result<Created<FileView>, Refused<Writes>> {
        let region = form.region_code.parse().map_err(|()| Stop::from(FilesRefusal::BadRegion))?;
        let Upload { name, bytes } = form.file;
        let name = name.ok_or_else(|| Stop::from(FilesRefusal::NoFile))?;
        if bytes.len() as u64 > self.0.max_bytes {
            return Err(Stop::from(FilesRefusal::TooLarge { limit: self.0.max_bytes }).into());
        }
        let by = by.about(&Digest::of(&bytes));
        let work = UploadFile { actor: by.actor.clone(), region, name, bytes, sealer: self.0.sealer.clone() };
        by.run(&self.0.db, &work, |f| FileView::from(f)).await
    }

    /// A file's entry
    #[oai(path = "/files/:id", method = "get", operation_id = "files.file.read")]
    async fn read(&self, by: Caller, id: Path<FileId>) -> Result<Read<FileView>, Refused<Reads>> {
        Ok(Read(FileView::from(&read_file(&self.0.db, &self.0.doors, &by.holder, id.0).await?)))
    }

    /// A file's bytes
    #[oai(path = "/files/:id/content", method = "get", operation_id = "files.file.download")]
    async fn content(&self, by: Caller, id: Path<FileId>) -> Result<Content, Refused<Reads>> {
        let FilesParts { db, sealer, doors, .. } = &self.0;
        let (file, bytes) = read_content((db, sealer), doors, &by.holder, id.0).await?;
        Ok(Content(file, bytes))
    }
}
