//! Asking the server within its own process: what a demonstration's officers do.

use poem::{Endpoint as _, Request, http::Method};

use super::Front;

/// A request to the API.
#[derive(Debug)]
pub struct Ask<'a> {
    /// GET, POST, PATCH.
    pub method: &'a str,
    /// Path below the API's prefix, with its query.
    pub path: &'a str,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Content type and bytes.
    pub body: Option<(String, Vec<u8>)>,
}

/// Asks; the status and the body's bytes.
pub async fn ask(front: &Front, ask: Ask<'_>) -> Result<(u16, Vec<u8>), String> {
    let method: Method = ask.method.parse().map_err(|_| format!("{} is no method", ask.method))?;
    let mut builder = Request::builder().method(method).uri_str(format!("{}{}", super::PREFIX, ask.path));
    for (name, value) in &ask.headers {
        builder = builder.header(*name, value.as_str());
    }
    let request = match ask.body {
        Some((kind, bytes)) => {
            builder.header("content-type", kind).header("content-length", bytes.len().to_string()).body(bytes)
        }
        None => builder.finish(),
    };
    let response = front.call(request).await.map_err(|e| e.to_string())?;
    let status = response.status().as_u16();
    let bytes = response.into_body().into_vec().await.map_err(|e| e.to_string())?;
    Ok((status, bytes))
}
