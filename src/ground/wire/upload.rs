//! A file in a form, held in memory.

use std::borrow::Cow;

use poem::web::Field;
use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromMultipartField, ParseResult, Type},
};

/// A file that a form carries. Its size is bounded by the front before it is read, and nothing of it touches the disk: a full disk
/// would otherwise be told as a fault of the form.
#[derive(Debug)]
pub struct Upload {
    /// The name that the sender gave it.
    pub name: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Type for Upload {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "string_binary".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")))
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
        Box::new(self.as_raw_value().into_iter())
    }
}

impl ParseFromMultipartField for Upload {
    async fn parse_from_multipart(field: Option<Field>) -> ParseResult<Self> {
        let field = field.ok_or_else(ParseError::expected_input)?;
        let name = field.file_name().map(str::to_owned);
        Ok(Self { name, bytes: field.bytes().await.map_err(ParseError::custom)? })
    }
}
