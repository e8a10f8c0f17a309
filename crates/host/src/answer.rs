//! What the world outside answers, as bytes and back.

use std::io;

use crate::file::{Entry, FileKind, Stat};

/// Something that a host answers.
pub(crate) trait Answer: Sized {
    fn write(&self, out: &mut Vec<u8>);
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty)*) => { $(
        impl Answer for $number {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn read(bytes: &mut &[u8]) -> Option<$number> {
                let word = bytes.split_off(..size_of::<$number>())?;
                Some(<$number>::from_le_bytes(word.try_into().ok()?))
            }
        }
    )* };
}

numbers!(u8 i32 u32 u64 i128);

impl Answer for () {
    fn write(&self, _: &mut Vec<u8>) {}
    fn read(_: &mut &[u8]) -> Option<()> {
        Some(())
    }
}

impl Answer for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self as u8);
    }
    fn read(bytes: &mut &[u8]) -> Option<bool> {
        Some(u8::read(bytes)? != 0)
    }
}

impl Answer for usize {
    fn write(&self, out: &mut Vec<u8>) {
        (*self as u64).write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<usize> {
        Some(u64::read(bytes)? as usize)
    }
}

impl Answer for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.as_bytes().to_vec().write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<String> {
        String::from_utf8(Vec::read(bytes)?).ok()
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }
    fn read(bytes: &mut &[u8]) -> Option<Vec<T>> {
        let count = usize::read(bytes).filter(|count| *count <= bytes.len())?;
        (0..count).map(|_| T::read(bytes)).collect()
    }
}

impl<A: Answer, B: Answer> Answer for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<(A, B)> {
        Some((A::read(bytes)?, B::read(bytes)?))
    }
}

impl<T: Answer + Default + Clone, const N: usize> Answer for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(out));
    }
    fn read(bytes: &mut &[u8]) -> Option<[T; N]> {
        let items = (0..N).map(|_| T::read(bytes)).collect::<Option<Vec<T>>>()?;
        items.try_into().ok()
    }
}

impl<T: Answer> Answer for io::Result<T> {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Ok(answer) => {
                out.push(0);
                answer.write(out);
            }
            Err(error) => match error.raw_os_error() {
                Some(number) => {
                    out.push(1);
                    number.write(out);
                }
                None => {
                    out.push(2 + (error.kind() == io::ErrorKind::Interrupted) as u8);
                    error.to_string().write(out);
                }
            },
        }
    }
    fn read(bytes: &mut &[u8]) -> Option<io::Result<T>> {
        Some(match u8::read(bytes)? {
            0 => Ok(T::read(bytes)?),
            1 => Err(io::Error::from_raw_os_error(i32::read(bytes)?)),
            2 => Err(io::Error::other(String::read(bytes)?)),
            _ => Err(io::Error::new(io::ErrorKind::Interrupted, String::read(bytes)?)),
        })
    }
}

impl Answer for Stat {
    fn write(&self, out: &mut Vec<u8>) {
        [self.mode, self.user, self.group].write(out);
        [self.inode, self.device, self.links, self.size, self.block_size, self.blocks, self.special_device].write(out);
        [self.accessed, self.modified, self.changed].write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Stat> {
        let [mode, user, group] = <[u32; 3]>::read(bytes)?;
        let [inode, device, links, size, block_size, blocks, special_device] = <[u64; 7]>::read(bytes)?;
        let [accessed, modified, changed] = <[i128; 3]>::read(bytes)?;
        Some(Stat {
            mode,
            inode,
            device,
            links,
            user,
            group,
            size,
            accessed,
            modified,
            changed,
            block_size,
            blocks,
            special_device,
        })
    }
}

impl Answer for Entry {
    fn write(&self, out: &mut Vec<u8>) {
        self.name.write(out);
        self.inode.write(out);
        out.push(match self.kind {
            FileKind::File => 0,
            FileKind::Folder => 1,
            FileKind::Link => 2,
            FileKind::Other => 3,
        });
    }
    fn read(bytes: &mut &[u8]) -> Option<Entry> {
        let (name, inode) = (Vec::read(bytes)?, u64::read(bytes)?);
        let kind = match u8::read(bytes)? {
            0 => FileKind::File,
            1 => FileKind::Folder,
            2 => FileKind::Link,
            _ => FileKind::Other,
        };
        Some(Entry { name, inode, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back() {
        let mut out = Vec::new();
        let stat = Stat { mode: 7, size: 1 << 40, changed: -5, ..Stat::default() };
        let error: io::Result<usize> = Err(io::Error::from_raw_os_error(2));
        (stat, "text".to_string()).write(&mut out);
        error.write(&mut out);
        let bytes = &mut &out[..];
        assert_eq!(<(Stat, String)>::read(bytes), Some((stat, "text".to_string())));
        assert!(io::Result::<usize>::read(bytes).is_some_and(|e| e.is_err_and(|e| e.raw_os_error() == Some(2))));
        assert!(bytes.is_empty());
        assert_eq!(Vec::<u64>::read(&mut &[255; 8][..]), None);
    }
}
