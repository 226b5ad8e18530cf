//! The smallest HTTP/1.1 client that keeps its connection: a load must cost the machine as little as it can.

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// One connection to the server.
pub struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body, when it is a success; anything else ends the run.
    pub fn ok(&self) -> Value {
        assert!(self.status < 300, "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Client {
    pub async fn connect(port: u16, token: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a server that listens");
        stream.set_nodelay(true).expect("a socket");
        Self { stream: BufReader::new(stream), token: token.to_owned() }
    }

    pub async fn post(&mut self, path: &str, key: &str, tag: Option<&str>, body: &str) -> Answer {
        let tag = tag.map_or_else(String::new, |t| format!("If-Match: \"{t}\"\r\n"));
        let head = format!(
            "POST /api/v1{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\nIdempotency-Key: {key}\r\n{tag}\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes()).await.expect("a connection that stays");
        self.read().await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let path = path.chars().map(written).collect::<String>();
        let head = format!("GET /api/v1{path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\r\n", self.token);
        self.stream.get_mut().write_all(head.as_bytes()).await.expect("a connection that stays");
        self.read().await
    }

    async fn read(&mut self) -> Answer {
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await.expect("a head");
            let line = line.trim_end();
            if status == 0 {
                status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
            } else if line.is_empty() {
                break;
            } else if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.expect("a body");
        Answer { status, body }
    }
}

/// A letter as an address takes it.
fn written(letter: char) -> String {
    if letter.is_ascii() {
        return letter.to_string();
    }
    let mut bytes = [0; 4];
    letter.encode_utf8(&mut bytes).bytes().map(|b| format!("%{b:02X}")).collect()
}
