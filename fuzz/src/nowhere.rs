//! A host without an outside: no files, no input, and a clock that moves when somebody looks at it.
//!
//! What a program prints is forgotten. The CPU clock counts looks, and the machine looks once in so many calls and
//! jumps: so a limit of time is a limit of steps, the same in every run.

use std::io::{Error, ErrorKind, Result, SeekFrom};

use host::{Change, Entry, Host, Stat};

#[derive(Default)]
pub struct Nowhere {
    looks: u64,
}

/// Nanoseconds that a look takes.
const TICK: u64 = 1_000_000;

impl Nowhere {
    fn tick(&mut self) -> u64 {
        self.looks += 1;
        self.looks * TICK
    }
}

fn missing<T>() -> Result<T> {
    Err(Error::from(ErrorKind::NotFound))
}

fn refused<T>() -> Result<T> {
    Err(Error::from(ErrorKind::PermissionDenied))
}

impl Host for Nowhere {
    fn write(&mut self, _: u8, _: &[u8]) -> Result<()> {
        Ok(())
    }

    fn flush(&mut self, _: u8) -> Result<()> {
        Ok(())
    }

    fn read_line(&mut self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn read_file(&mut self, _: &str) -> Result<Vec<u8>> {
        missing()
    }

    fn real_path(&mut self, path: &str) -> String {
        path.to_owned()
    }

    fn names_in(&mut self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn is_file(&mut self, _: &str) -> bool {
        false
    }

    fn is_dir(&mut self, _: &str) -> bool {
        false
    }

    fn time(&mut self) -> i128 {
        self.tick().into()
    }

    fn monotonic(&mut self) -> u64 {
        self.tick()
    }

    fn cpu_time(&mut self) -> u64 {
        self.tick()
    }

    fn sleep(&mut self, nanoseconds: u64) -> bool {
        self.looks += nanoseconds / TICK;
        true
    }

    fn entropy(&mut self, bytes: &mut [u8]) {
        bytes.fill(4);
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn working_directory(&mut self) -> String {
        "/".to_owned()
    }

    fn executable(&mut self) -> String {
        String::new()
    }

    fn is_terminal(&mut self, _: u8) -> bool {
        false
    }

    fn interrupted(&mut self) -> bool {
        false
    }

    fn open(&mut self, _: &[u8], _: i32, _: u32) -> Result<i32> {
        missing()
    }

    fn close(&mut self, _: i32) -> Result<()> {
        Ok(())
    }

    fn read(&mut self, _: i32, _: &mut [u8]) -> Result<usize> {
        Ok(0)
    }

    fn write_some(&mut self, _: i32, bytes: &[u8]) -> Result<usize> {
        Ok(bytes.len())
    }

    fn seek(&mut self, _: i32, _: SeekFrom) -> Result<u64> {
        refused()
    }

    fn truncate(&mut self, _: i32, _: u64) -> Result<()> {
        refused()
    }

    fn synchronize(&mut self, _: i32) -> Result<()> {
        Ok(())
    }

    fn duplicate(&mut self, _: i32) -> Result<i32> {
        refused()
    }

    fn pipe(&mut self) -> Result<(i32, i32)> {
        refused()
    }

    fn is_terminal_file(&mut self, _: i32) -> bool {
        false
    }

    fn stat(&mut self, _: &[u8], _: bool) -> Result<Stat> {
        missing()
    }

    fn stat_file(&mut self, _: i32) -> Result<Stat> {
        missing()
    }

    fn list(&mut self, _: &[u8]) -> Result<Vec<Entry>> {
        missing()
    }

    fn read_link(&mut self, _: &[u8]) -> Result<Vec<u8>> {
        missing()
    }

    fn may_access(&mut self, _: &[u8], _: u32) -> bool {
        false
    }

    fn change(&mut self, _: &Change) -> Result<()> {
        refused()
    }

    fn process_id(&mut self) -> u32 {
        2
    }

    fn parent_id(&mut self) -> u32 {
        1
    }

    fn user_ids(&mut self) -> [u32; 4] {
        [0; 4]
    }

    fn system_names(&mut self) -> [String; 5] {
        Default::default()
    }

    fn set_environment(&mut self, _: &str, _: Option<&str>) {}

    fn set_umask(&mut self, _: u32) -> u32 {
        0
    }

    fn processors(&mut self) -> usize {
        1
    }

    fn kill(&mut self, _: i32, _: i32) -> Result<()> {
        refused()
    }

    fn exit(&mut self, _: i32) {}

    fn shell(&mut self, _: &str) -> Result<i32> {
        refused()
    }
}
