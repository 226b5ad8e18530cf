//! `/api-clients`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::AccessParts;
use crate::{
    ground::{
        kernel::{ClientId, Instant, Layer, RegionCode},
        wire::{
            Acting, Caller, Changing, Created, Creating, Done, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource,
        },
    },
    office::access::{
        model::ApiClient,
        service::clients::{ChangeClient, ClientAct, CreateClient, list_clients, new_secret, read_client},
    },
};

/// Another system.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ClientView {
    /// Its `client_id`.
    pub id: ClientId,
    /// Version, for `If-Match`.
    pub etag: String,
    /// Name.
    pub name: String,
    /// Where it may act, and everywhere inside.
    pub region_code: RegionCode,
    /// What it may do.
    pub actions: Vec<String>,
    /// Since when it is disabled.
    pub disabled_at: Option<Instant>,
    /// The secret, shown this once.
    pub client_secret: Option<String>,
    /// False in the repetition of an answer that showed a secret.
    pub secret_shown: Option<bool>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}
resource!(ClientView, "/api-clients");

impl From<&ApiClient> for ClientView {
    fn from(c: &ApiClient) -> Self {
        Self {
            id: c.id,
            etag: c.version.to_string(),
            name: c.name.clone(),
            region_code: c.region.clone(),
            actions: c.actions.clone(),
            disabled_at: c.disabled_at,
            client_secret: None,
            secret_shown: None,
            layer: c.layer,
            created_at: c.created_at,
            updated_at: c.updated_at,
        }
    }
}

impl ClientView {
    fn showing(client: &ApiClient, secret: &str) -> Self {
        Self { client_secret: Some(secret.into()), secret_shown: Some(true), ..Self::from(client) }
    }
}

/// A new client; its secret is in the answer.
#[derive(Debug, Object)]
pub struct NewClient {
    /// Name.
    name: Plain<60>,
    /// Where it may act, and everywhere inside.
    region_code: RegionCode,
    /// What it may do: actions of the role `integration`.
    #[oai(validator(min_items = 1, max_items = 200))]
    actions: Vec<Text<64>>,
}

/// Changes of a client; what is absent stays.
#[derive(Debug, Object)]
pub struct ClientPatch {
    /// New name.
    name: Option<Plain<60>>,
    /// New actions.
    #[oai(validator(min_items = 1, max_items = 200))]
    actions: Option<Vec<Text<64>>>,
    /// Disable or enable.
    disabled: Option<bool>,
}

/// Filters of clients.
#[derive(Debug, Object)]
pub struct ClientFilter {
    /// Only this region and everything inside it.
    pub region: Option<RegionCode>,
}

impl Filter for ClientFilter {
    const MARK: &'static str = "list:ClientFilter:sync";
}

fn texts(actions: Vec<Text<64>>) -> Vec<String> {
    actions.into_iter().map(Into::into).collect()
}

/// API clients.
pub struct ClientsApi(pub AccessParts);

#[OpenApi]
impl ClientsApi {
    /// Clients in one's regions
    #[oai(path = "/api-clients", method = "get", operation_id = "access.api_client.list")]
    async fn list(&self, by: Lister<ClientFilter>) -> Result<Json<PageOf<ClientView>>, Refused<Reads>> {
        let page = list_clients(&self.0.db, &by.holder, by.filter.region.as_ref(), &by.listing).await?;
        Ok(Json(page.map(|c| ClientView::from(&c)).into()))
    }

    /// Register another system
    #[oai(path = "/api-clients", method = "post", operation_id = "access.api_client.create")]
    async fn create(&self, by: Creating, body: Json<NewClient>) -> Result<Created<ClientView>, Refused<Writes>> {
        let NewClient { name, region_code, actions } = body.0;
        let (shown, secret) = new_secret();
        let work = CreateClient {
            actor: by.actor.clone(),
            name: name.into(),
            region: region_code,
            actions: texts(actions),
            secret,
        };
        by.run(&self.0.db, &work, |c| ClientView::showing(c, &shown)).await
    }

    /// One client
    #[oai(path = "/api-clients/:id", method = "get", operation_id = "access.api_client.read")]
    async fn read(&self, by: Caller, id: Path<ClientId>) -> Result<Read<ClientView>, Refused<Reads>> {
        Ok(Read(ClientView::from(&read_client(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Change a client's name or actions, disable or enable it
    #[oai(path = "/api-clients/:id", method = "patch", operation_id = "access.api_client.change")]
    async fn change(
        &self,
        by: Changing,
        id: Path<ClientId>,
        body: Json<ClientPatch>,
    ) -> Result<Done<ClientView>, Refused<Writes>> {
        let ClientPatch { name, actions, disabled } = body.0;
        let act = ClientAct::Change { name: name.map(Into::into), actions: actions.map(texts), disabled };
        let work = ChangeClient { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), act };
        by.run(&self.0.db, &work, |c| ClientView::from(c)).await
    }

    /// One more secret; of two, the older is revoked
    #[oai(path = "/api-clients/:id/rotate", method = "post", operation_id = "access.api_client.rotate")]
    async fn rotate(&self, by: Acting, id: Path<ClientId>) -> Result<Done<ClientView>, Refused<Writes>> {
        let (shown, secret) = new_secret();
        let act = ClientAct::Rotate { secret };
        let work = ChangeClient { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone(), act };
        by.run(&self.0.db, &work, |c| ClientView::showing(c, &shown)).await
    }
}
