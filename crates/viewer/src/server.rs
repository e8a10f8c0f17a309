//! The local server: loopback only, a free port, a token in the address. One thread owns the session and answers in
//! turn; each connection is a thread that waits for its answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::asset;
use crate::message::object;
use crate::run::{Make, Ran, Told};
use crate::session::{Asks, Session};

/// Where the page is.
pub struct Address(pub String);

/// A page asks; what it gets goes back as JSON.
enum Job {
    Asked { path: String, query: Vec<(String, String)>, body: String, reply: Sender<Value> },
    Told(u64, Told),
    Saved,
}

/// The longest body and head of a request, and the longest wait for news.
const BODY: usize = 1 << 20;
const HEAD: usize = 1 << 14;
const WAIT: Duration = Duration::from_secs(25);
/// How often the file is looked at, and how long a connection may take.
const LOOK: Duration = Duration::from_millis(150);
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody asked for so long: time to look ahead.
const IDLE: Duration = Duration::from_millis(60);
/// How long the page itself waits for a run to end, so that it can bring the first moments along.
const FIRST: Duration = Duration::from_millis(200);
/// Moments that are told at once: the same as the page's own pieces.
const PIECE: u64 = 8;
/// Entries of a history.
const ENTRIES: usize = 30;

/// Where the page begins.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Begin {
    /// After the first step.
    #[default]
    First,
    /// After the first run of a line.
    Line(u32),
    /// At an entry of the trace that Python Tutor would make of the run, from 0.
    Entry(usize),
    End,
}

/// Runs the program and serves its recording until the process ends. `given` answers the first questions of the
/// program, the page the others. `ready` is told the address.
pub fn serve(make: Make, begin: Begin, given: Vec<String>, ready: impl FnOnce(&Address)) -> Result<(), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| format!("no port is free: {error}"))?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let token = token()?;
    let (jobs, work) = channel();
    let make = Arc::new(make);
    let desk = Desk::new(make.clone(), jobs.clone(), begin, given)?;
    watch(&make, jobs.clone());
    ready(&Address(format!("http://127.0.0.1:{port}/{token}/")));
    let accepting = jobs.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (jobs, token) = (accepting.clone(), token.clone());
            std::thread::spawn(move || answer(stream, port, &token, &jobs));
        }
    });
    let mut desk = desk;
    desk.work(&work);
    Ok(())
}

/// Nobody guesses it: from the operating system.
fn token() -> Result<String, String> {
    let mut bytes = [0u8; 16];
    let random = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes));
    random.map_err(|error| format!("no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Says when the program's file was saved.
fn watch(make: &Arc<Make>, jobs: Sender<Job>) {
    let Some(path) = make.file().filter(|_| make.recording.is_none()).map(str::to_string) else { return };
    let stamp = move || -> Option<(SystemTime, u64)> {
        let data = std::fs::metadata(&path).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    std::thread::spawn(move || {
        let mut last = stamp();
        loop {
            std::thread::sleep(LOOK);
            let now = stamp();
            if now.is_some() && now != last {
                last = now;
                if jobs.send(Job::Saved).is_err() {
                    return;
                }
            }
        }
    });
}

// ---- the desk: who owns the session -----------------------------------------------------------------

struct Desk {
    make: Arc<Make>,
    jobs: Sender<Job>,
    session: Option<Session>,
    /// The one of the run before.
    before: Option<Session>,
    /// Counts what is new: a run, a question, an end.
    news: u64,
    run: u64,
    state: Value,
    answers: Vec<String>,
    asks: Option<Sender<String>>,
    waiting: Vec<(std::time::Instant, Sender<Value>)>,
    /// Pages that wait for the first moments, with their languages.
    opening: Vec<(String, Sender<Value>)>,
    /// Where the page is to begin.
    begin: Begin,
}

impl Desk {
    fn new(make: Arc<Make>, jobs: Sender<Job>, begin: Begin, given: Vec<String>) -> Result<Desk, String> {
        let mut desk = Desk {
            make,
            jobs,
            session: None,
            before: None,
            news: 0,
            run: 0,
            state: Value::Null,
            answers: given,
            asks: None,
            waiting: Vec::new(),
            opening: Vec::new(),
            begin,
        };
        match &desk.make.recording {
            Some(path) => {
                let session = Session::open(path)?;
                desk.show(session);
            }
            None => desk.start(),
        }
        Ok(desk)
    }

    fn start(&mut self) {
        self.run += 1;
        self.asks = None;
        let (run, jobs) = (self.run, self.jobs.clone());
        let told = self.make.start(self.answers.clone());
        std::thread::spawn(move || told.iter().for_each(|told| drop(jobs.send(Job::Told(run, told)))));
        self.say(json!({"state": "running"}));
    }

    fn work(&mut self, work: &Receiver<Job>) {
        let mut patience = IDLE;
        loop {
            let job = work.recv_timeout(patience);
            // Whoever asked for one thing soon asks for another.
            patience = if job.is_ok() { IDLE } else { Duration::from_secs(1) };
            match job {
                Ok(Job::Asked { path, query, body, reply }) => {
                    if let Some(answer) = self.answer(&path, &query, &body, &reply) {
                        // Whoever asked may be gone.
                        let _ = reply.send(answer);
                    }
                }
                Ok(Job::Told(run, told)) if run == self.run => self.told(told),
                Ok(Job::Told(..)) => {}
                Ok(Job::Saved) => self.start(),
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    if self.session.as_mut().is_some_and(Session::look_ahead) {
                        patience = Duration::ZERO;
                    }
                }
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
            }
            let state = self.state.clone();
            self.waiting.retain(|(since, reply)| {
                let old = since.elapsed() > WAIT;
                if old {
                    let _ = reply.send(state.clone());
                }
                !old
            });
        }
    }

    fn told(&mut self, told: Told) {
        match told {
            Told::Asks { output, prompt, answer } => {
                self.asks = Some(answer);
                self.say(json!({"state": "asks", "output": output, "prompt": prompt}));
            }
            Told::Ended(ran) => self.ended(*ran),
        }
    }

    fn ended(&mut self, ran: Ran) {
        let why = format!("{:?}", ran.ending);
        match Session::of(ran) {
            Some(session) => self.show(session),
            None => self.say(json!({"state": "failed", "error": why})),
        }
    }

    fn show(&mut self, session: Session) {
        let position = match std::mem::take(&mut self.begin) {
            Begin::First => 2,
            Begin::Line(line) => session.go(1, &format!("line {line}"), false) + 1,
            Begin::Entry(entry) => bindscope::python_tutor_step(&session.timeline, entry),
            Begin::End => session.last(),
        };
        self.before = self.session.replace(session);
        self.say(json!({"state": "ready", "position": position}));
    }

    fn say(&mut self, mut state: Value) {
        self.news += 1;
        state["news"] = json!(self.news);
        self.state = state;
        for (_, reply) in std::mem::take(&mut self.waiting) {
            let _ = reply.send(self.state.clone());
        }
        if self.state["state"] != "running" {
            for (language, reply) in std::mem::take(&mut self.opening) {
                let _ = reply.send(self.first(&language));
            }
        }
    }

    /// What a page would ask first.
    fn first(&mut self, language: &str) -> Value {
        let Some(session) = self.session.as_mut().filter(|_| self.state["state"] == "ready") else {
            return json!({"news": self.state});
        };
        let position = self.state["position"].as_u64().unwrap_or(2);
        let from = position / PIECE * PIECE;
        let moments = Value::Array(session.moments(from, PIECE, position, language, ""));
        let (about, news) = (session.about(), self.state.clone());
        let (language, from) = (json!(language), json!(from));
        object([("news", news), ("about", about), ("language", language), ("from", from), ("moments", moments)])
    }

    /// None where the answer comes later.
    fn answer(&mut self, path: &str, query: &[(String, String)], body: &str, reply: &Sender<Value>) -> Option<Value> {
        let text = |name: &str| query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
        let number = |name: &str| text(name).parse::<u64>().unwrap_or(0);
        match path {
            "news" if number("seen") >= self.news => {
                self.waiting.push((std::time::Instant::now(), reply.clone()));
                return None;
            }
            "news" => return Some(self.state.clone()),
            "first" if self.state["state"] == "running" => {
                self.opening.push((text("language").to_string(), reply.clone()));
                return None;
            }
            "first" => return Some(self.first(text("language"))),
            "input" => {
                if let Some(asks) = self.asks.take() {
                    self.answers.push(body.to_string());
                    let _ = asks.send(body.to_string());
                    self.say(json!({"state": "running"}));
                }
                return Some(json!({}));
            }
            _ => {}
        }
        let Some(session) = &mut self.session else { return Some(json!({"error": "not yet"})) };
        Some(match path {
            "about" => session.about(),
            "moments" => {
                let count = number("count").clamp(1, 20);
                Value::Array(session.moments(number("from"), count, number("at"), text("language"), text("view")))
            }
            // Where in this run the page is that was at a moment of the run before.
            "nearest" => json!(self.before.as_ref().map_or(number("at"), |old| session.nearest(old, number("at")))),
            "go" => json!(session.go(number("from"), text("how"), text("back") == "1")),
            "history" => session.history(text("key"), number("at"), ENTRIES, text("language")),
            "why" => {
                let asks = Asks { key: text("key"), expression: text("expression"), path: text("path") };
                session.why(&asks, number("at"))
            }
            "inside" => session.inside(number("at")),
            _ => json!({"error": "no such question"}),
        })
    }
}

// ---- one connection ---------------------------------------------------------------------------------

fn answer(stream: TcpStream, port: u16, token: &str, jobs: &Sender<Job>) {
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let Some(request) = read(&stream) else { return };
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let path = request.path.strip_prefix(&format!("/{token}/"));
    let (status, kind, content) = match path {
        // A page of another site that found the port has another host in its request.
        _ if !ours.contains(&request.host) => ("403 Forbidden", "text/plain", "not this host".to_string()),
        None => ("404 Not Found", "text/plain", "the address has another token".to_string()),
        Some(path) => {
            let opens = path.is_empty();
            let (reply, replies) = channel();
            let mut query = request.query;
            if opens {
                query.push(("language".to_string(), request.language));
            }
            let path = if opens { "first" } else { path }.to_string();
            let asked = jobs.send(Job::Asked { path, query, body: request.body, reply });
            let answer = match asked {
                Err(_) => Value::Null,
                Ok(()) if opens => replies.recv_timeout(FIRST).unwrap_or(Value::Null),
                Ok(()) => replies.recv().unwrap_or(Value::Null),
            };
            match opens {
                true => ("200 OK", "text/html; charset=utf-8", asset::page(&answer)),
                false => ("200 OK", "application/json", answer.to_string()),
            }
        }
    };
    let mut stream = stream;
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Content-Security-Policy: default-src 'self' 'unsafe-inline'; frame-ancestors 'none'\r\nConnection: close\r\n\r\n",
        content.len()
    );
    // Whoever asked may be gone.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(content.as_bytes()));
}

struct Request {
    path: String,
    query: Vec<(String, String)>,
    host: String,
    /// The two letters of the first language that the browser wants.
    language: String,
    body: String,
}

/// None for what is no request.
fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream.take((HEAD + BODY) as u64));
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let target = first.split(' ').nth(1)?.to_string();
    let (mut host, mut language, mut length) = (String::new(), String::new(), 0usize);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "host" => host = value.trim().to_string(),
            "accept-language" => language = value.trim().chars().take(2).collect(),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length.min(BODY)];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = query.map(|(name, value)| (name.to_string(), decoded(value))).collect();
    Some(Request { path: path.to_string(), query, host, language, body: String::from_utf8_lossy(&body).into_owned() })
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded() {
        assert_eq!(decoded("frame+0%2Fa%"), "frame 0/a%");
        assert_eq!(decoded("%e2%97%8f"), "●");
    }
}
