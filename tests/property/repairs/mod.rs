//! What residents ask to be repaired: the door that hangs in public, and what becomes of a request.

mod course;
mod door;

use crate::support::{Reply, TestApp};

/// A photo as a phone sends it: where it was taken stands before the picture, and a film after it.
pub const PHOTO: &[u8] =
    b"\xff\xd8\xff\xe1\x00\x1aExif\0\0GPS 25.55N 113.68E\xff\xda\x00\x04..\x11\x22\xff\xd9\xff\xd8GPS again";
/// What is kept of it.
pub const PICTURE: &[u8] = b"\xff\xd8\xff\xda\x00\x04..\x11\x22\xff\xd9";

/// A form as a browser sends it, with a photo where there is one.
pub fn form(fields: &[(&str, &str)], photo: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    if let Some((name, bytes)) = photo {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--x--\r\n");
    body
}

/// Sends a form to the page of a link.
pub async fn send(app: &TestApp, secret: &str, fields: &[(&str, &str)], photo: Option<(&str, &[u8])>) -> Reply {
    app.post(&format!("//r/{secret}")).raw("multipart/form-data; boundary=x", form(fields, photo)).send().await
}

/// A page as text.
pub fn page(reply: &Reply) -> String {
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    String::from_utf8(reply.bytes.clone()).expect("text")
}

/// The same, and kept under this name to be looked at where `STEWARD_PRINTS` says where.
pub fn kept(reply: &Reply, name: &str) -> String {
    let page = page(reply);
    if let Ok(folder) = std::env::var("STEWARD_PRINTS") {
        std::fs::write(format!("{folder}/{name}.html"), &page).expect("a folder for pages");
    }
    page
}
