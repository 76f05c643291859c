//! A node for echo, unique-ids, broadcast, and, on its own, txn-rw-register, with nothing but Rust's
//! standard library. In broadcast it sends each value to all others until they have it.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// How long it waits for answers before it sends again.
const AGAIN_MILLIS: i32 = 300;

#[repr(C)]
struct PollFd {
    fd: i32,
    events: i16,
    revents: i16,
}

const POLLIN: i16 = 1;

// Of the C library, as Linux and WASI have it: the standard library cannot wait for input and a time.
extern "C" {
    fn poll(fds: *mut PollFd, count: usize, timeout_millis: i32) -> i32;
    fn read(fd: i32, buffer: *mut u8, size: usize) -> isize;
}

/// What stands behind a key, as JSON; nothing if there is no such key.
fn find<'a>(json: &'a str, key: &str) -> &'a str {
    let quoted = format!("\"{}\":", key);
    let start = match json.find(&quoted) {
        Some(at) => at + quoted.len(),
        None => return "",
    };
    let (mut depth, mut in_text, mut escaped) = (0, false, false);
    for (i, c) in json[start..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '[' | '{' => depth += 1,
            ']' | '}' | ',' if depth == 0 => return &json[start..start + i],
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    &json[start..]
}

fn texts(list: &str) -> Vec<String> {
    list.split('"').skip(1).step_by(2).map(String::from).collect()
}

fn joined<T: ToString>(items: impl Iterator<Item = T>) -> String {
    items.map(|each| each.to_string()).collect::<Vec<_>>().join(",")
}

#[derive(Default)]
struct Node {
    id: String,
    /// Differs from one life to the next: what was counted is forgotten.
    started_nanos: u128,
    ids_given: u64,
    known: BTreeSet<u64>,
    /// What each of the others is not known to have.
    missing: BTreeMap<String, BTreeSet<u64>>,
    registers: BTreeMap<u64, String>,
}

impl Node {
    fn send(&self, dest: &str, body: &str) {
        println!("{{\"src\":\"{}\",\"dest\":\"{}\",\"body\":{{{}}}}}", self.id, dest, body);
    }

    fn gossip(&self) {
        for (peer, values) in &self.missing {
            if !values.is_empty() {
                self.send(peer, &format!("\"type\":\"gossip\",\"values\":[{}]", joined(values.iter())));
            }
        }
    }

    fn learn(&mut self, value: u64) -> bool {
        let is_new = self.known.insert(value);
        if is_new {
            self.missing.values_mut().for_each(|values| {
                values.insert(value);
            });
        }
        is_new
    }

    fn transact(&mut self, txn: &str) -> String {
        let mut done = Vec::new();
        for operation in txn[1..txn.len() - 1].split_inclusive(']') {
            let fields: Vec<&str> =
                operation.trim_matches(|c| "[],".contains(c)).split(',').collect();
            let key = fields[1].parse().expect("a key");
            if fields[0] == "\"w\"" {
                self.registers.insert(key, fields[2].to_string());
            }
            let value = self.registers.get(&key).map_or("null", |value| value);
            done.push(format!("[{},{},{}]", fields[0], key, value));
        }
        format!(",\"txn\":[{}]", done.join(","))
    }

    fn take(&mut self, json: &str) {
        let src = find(json, "src").trim_matches('"');
        let verb = find(json, "type").trim_matches('"');
        let mut more = String::new();
        match verb {
            "init" => {
                self.id = find(json, "node_id").trim_matches('"').to_string();
                for id in texts(find(json, "node_ids")) {
                    if id != self.id {
                        self.missing.insert(id, BTreeSet::new());
                    }
                }
            }
            "echo" => write!(more, ",\"echo\":{}", find(json, "echo")).unwrap(),
            "generate" => {
                self.ids_given += 1;
                let (since, number) = (self.started_nanos, self.ids_given);
                write!(more, ",\"id\":\"{}-{}-{}\"", self.id, since, number).unwrap();
            }
            "broadcast" => {
                if self.learn(find(json, "message").parse().expect("a value")) {
                    self.gossip();
                }
            }
            "read" => write!(more, ",\"messages\":[{}]", joined(self.known.iter())).unwrap(),
            "txn" => more = self.transact(find(json, "txn")),
            "gossip" | "got" => {
                let values = find(json, "values");
                for value in values.trim_matches(|c| "[]".contains(c)).split(',') {
                    let value = value.parse().expect("a value");
                    self.learn(value);
                    if let Some(missing) = self.missing.get_mut(src) {
                        missing.remove(&value);
                    }
                }
                if verb == "gossip" {
                    self.send(src, &format!("\"type\":\"got\",\"values\":{}", values));
                }
                return;
            }
            _ => {}
        }
        let question = find(json, "msg_id");
        self.send(src, &format!("\"type\":\"{}_ok\",\"in_reply_to\":{}{}", verb, question, more));
    }
}

fn main() {
    let started = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that is set");
    let mut node = Node { started_nanos: started.as_nanos(), ..Node::default() };
    let mut input: Vec<u8> = Vec::new();
    let mut piece = [0u8; 65536];
    loop {
        let mut stdin = PollFd { fd: 0, events: POLLIN, revents: 0 };
        let is_waiting = node.missing.values().any(|values| !values.is_empty());
        if unsafe { poll(&mut stdin, 1, if is_waiting { AGAIN_MILLIS } else { -1 }) } == 0 {
            node.gossip();
            continue;
        }
        let count = unsafe { read(0, piece.as_mut_ptr(), piece.len()) };
        if count <= 0 {
            return;
        }
        input.extend_from_slice(&piece[..count as usize]);
        while let Some(end) = input.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = input.drain(..=end).collect();
            node.take(std::str::from_utf8(&line[..end]).expect("UTF-8"));
        }
    }
}
