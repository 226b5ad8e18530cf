//! The real program as a process of its own, and a shell that may live on a machine of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread::{self, JoinHandle},
    time::Duration,
};

use poem::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::support::{Reply, cast::PASSWORD};

/// Obeys line by line; when nobody speaks to it any more, it goes.
const OBEY: &str = "while IFS= read -r line; do eval \"$line\" </dev/null 2>&1; echo \"=> $?\"; done";

/// A shell, and whatever it was started under.
pub struct Shell {
    child: Child,
    say: Option<ChildStdin>,
    hear: BufReader<ChildStdout>,
}

impl Shell {
    /// Under these words, `unshare --mount` for one; with none, on this machine as it is.
    pub fn under(words: &[&str]) -> Self {
        let all = [words, &["sh", "-c", OBEY]].concat();
        let mut command = Command::new(all[0]);
        command.args(&all[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a shell");
        let hear = BufReader::new(child.stdout.take().expect("its answers"));
        Self { say: child.stdin.take(), child, hear }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Runs one line. `Err` with what it said when it fails, or when there is no shell to run it.
    pub fn run(&mut self, line: &str) -> Result<String, String> {
        let say = self.say.as_mut().expect("a shell that listens");
        writeln!(say, "{line}").map_err(|e| e.to_string())?;
        let mut said = String::new();
        loop {
            let begun = said.len();
            if self.hear.read_line(&mut said).unwrap_or(0) == 0 {
                return Err(said);
            }
            if let Some(status) = said[begun..].strip_prefix("=> ") {
                let done = status.trim() == "0";
                said.truncate(begun);
                return if done { Ok(said) } else { Err(said) };
            }
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.say = None;
        let _ = self.child.wait();
    }
}

/// A server at work, until it is killed.
pub struct Server {
    child: Child,
    log: Option<JoinHandle<String>>,
    pub address: Address,
}

impl Server {
    /// Starts it and waits until it says that it listens.
    pub fn start(command: Command) -> Self {
        Self::logging(command, "warn,poem::server=info")
    }

    /// The same with this filter of the log.
    pub fn logging(mut command: Command, filter: &str) -> Self {
        let address = Address::free();
        command.args(["serve", "--log", filter, "--listen", &address.to_string()]);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a server");
        let mut lines = BufReader::new(child.stderr.take().expect("its log"));
        let mut said = String::new();
        while !said.contains("server started") {
            let read = lines.read_line(&mut said).expect("text");
            assert!(read > 0, "the server does not come up: {said}");
        }
        // The rest is read as it comes: a full pipe would stop the server.
        let log = thread::spawn(move || {
            let mut rest = Vec::new();
            lines.read_to_end(&mut rest).expect("a log");
            String::from_utf8_lossy(&rest).into_owned()
        });
        Self { child, log: Some(log), address }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`; what it has logged until then.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("a process");
        self.child.wait().expect("its end");
        self.log.take().map(|log| log.join().expect("a log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where a server listens. Clients on many threads may share it.
#[derive(Clone, Copy)]
pub struct Address(u16);

impl Address {
    /// A port that is free now.
    pub fn free() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        Self(listener.local_addr().expect("an address").port())
    }

    /// A request as it goes over the wire, below `/api/v1`.
    fn request(self, (method, path): (&str, &str), headers: &[(&str, &str)], (kind, bytes): (&str, &[u8])) -> Vec<u8> {
        let mut head = format!("{method} /api/v1{path} HTTP/1.1\r\nHost: {self}\r\nConnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !bytes.is_empty() {
            head += &format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", bytes.len());
        }
        [head.as_bytes(), b"\r\n", bytes].concat()
    }

    /// All that it answers on a connection of its own, within so many seconds.
    fn answer(self, request: &[u8], seconds: u64) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.0))?;
        stream.set_read_timeout(Some(Duration::from_secs(seconds)))?;
        stream.write_all(request)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }

    /// One request on a connection of its own, below `/api/v1`.
    pub fn call(self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = self.request((method, path), headers, ("application/json", body.as_bytes()));
        parsed(&self.answer(&request, 30).expect("an answer"))
    }

    /// One POST of these bytes to a server that may be killed meanwhile: `None` where no whole answer came.
    pub fn tried(self, path: &str, headers: &[(&str, &str)], content: (&str, &[u8])) -> Option<Reply> {
        let answer = self.answer(&self.request(("POST", path), headers, content), 120).ok()?;
        let head = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
        let text = String::from_utf8_lossy(&answer[..head]).to_ascii_lowercase();
        let length = text.split("\r\n").find_map(|l| l.strip_prefix("content-length: ")?.parse::<usize>().ok())?;
        (answer.len() == head + 4 + length).then(|| parsed(&answer))
    }

    pub fn post(self, path: &str, token: &str, key: &str, body: &Value) -> Reply {
        let token = format!("Bearer {token}");
        self.call("POST", path, &[("Authorization", &token), ("Idempotency-Key", key)], body)
    }

    pub fn get(self, path: &str, token: &str) -> Reply {
        self.call("GET", path, &[("Authorization", &format!("Bearer {token}"))], &Value::Null)
    }

    /// A member of the cast, logged in.
    pub fn log_in(self, login: &str) -> String {
        let body = json!({"login": login, "password": PASSWORD});
        let session = self.call("POST", "/sessions", &[("Idempotency-Key", login)], &body).ok(201);
        session["token"].as_str().expect("a token").to_owned()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "127.0.0.1:{}", self.0)
    }
}

fn parsed(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
    let head = std::str::from_utf8(&answer[..end]).expect("a head in ASCII");
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).expect("a status");
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|l| l.split_once(": ")) {
        let name: HeaderName = name.parse().expect("a header");
        headers.insert(name, HeaderValue::from_str(value).expect("a value"));
    }
    Reply::new(StatusCode::from_bytes(status.as_bytes()).expect("a status"), headers, answer[end + 4..].to_vec())
}
