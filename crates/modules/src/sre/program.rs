//! Compiled patterns: the library's code words, made ready to run, and the sets of characters in them.
//!
//! The words are those of `re._compiler` (its `_constants` name them). They may come from anywhere, so
//! reading past their end gives FAILURE, which matches nothing.

/// The words of the library's `_constants.OPCODES`, in order.
pub mod op {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 8;
    pub const CHARSET: u32 = 9;
    pub const BIGCHARSET: u32 = 10;
    pub const GROUPREF: u32 = 11;
    pub const GROUPREF_EXISTS: u32 = 12;
    pub const IN: u32 = 13;
    pub const INFO: u32 = 14;
    pub const JUMP: u32 = 15;
    pub const LITERAL: u32 = 16;
    pub const MARK: u32 = 17;
    pub const MAX_UNTIL: u32 = 18;
    pub const MIN_UNTIL: u32 = 19;
    pub const NOT_LITERAL: u32 = 20;
    pub const NEGATE: u32 = 21;
    pub const RANGE: u32 = 22;
    pub const REPEAT: u32 = 23;
    pub const REPEAT_ONE: u32 = 24;
    pub const MIN_REPEAT_ONE: u32 = 26;
    pub const ATOMIC_GROUP: u32 = 27;
    pub const POSSESSIVE_REPEAT: u32 = 28;
    pub const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub const GROUPREF_IGNORE: u32 = 30;
    pub const IN_IGNORE: u32 = 31;
    pub const LITERAL_IGNORE: u32 = 32;
    pub const NOT_LITERAL_IGNORE: u32 = 33;
    pub const GROUPREF_LOC_IGNORE: u32 = 34;
    pub const IN_LOC_IGNORE: u32 = 35;
    pub const LITERAL_LOC_IGNORE: u32 = 36;
    pub const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub const GROUPREF_UNI_IGNORE: u32 = 38;
    pub const IN_UNI_IGNORE: u32 = 39;
    pub const LITERAL_UNI_IGNORE: u32 = 40;
    pub const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub const RANGE_UNI_IGNORE: u32 = 42;
}

pub const MAXREPEAT: u32 = u32::MAX;

/// A set of the characters below 256.
pub type Bitmap = [u64; 4];

pub struct Program {
    pub code: Vec<u32>,
    /// For each word that begins an IN: the number of its bitmap.
    bitmap_at: Vec<u32>,
    bitmaps: Vec<Bitmap>,
    /// Where the pattern itself begins, behind the INFO block.
    pub start: usize,
    /// The least length of a match.
    pub least: usize,
    /// What a match must begin with.
    pub first: First,
    /// A pattern that is only this text.
    pub literal: Option<Vec<u32>>,
    pub groups: usize,
}

pub enum First {
    Anything,
    Character(u32),
    /// A set, by the place of its IN.
    Set(usize),
    /// Only where the search begins.
    Beginning,
}

impl Program {
    pub fn new(code: Vec<u32>, groups: usize) -> Program {
        let mut program = Program {
            bitmap_at: vec![0; code.len()],
            code,
            bitmaps: Vec::new(),
            start: 0,
            least: 0,
            first: First::Anything,
            literal: None,
            groups,
        };
        if program.word(0) == op::INFO {
            program.start = 1 + program.word(1) as usize;
            program.least = program.word(3) as usize;
            let flags = program.word(2);
            if flags & 3 == 3 {
                let length = program.word(5) as usize;
                program.literal = program.code.get(7..7 + length).map(<[u32]>::to_vec);
            }
        }
        program.make_bitmaps();
        program.first = program.find_first(program.start);
        program
    }

    #[inline(always)]
    pub fn word(&self, at: usize) -> u32 {
        self.code.get(at).copied().unwrap_or(op::FAILURE)
    }

    /// Sets are looked for at every place where an IN may stand; a literal that looks like one does no harm.
    fn make_bitmaps(&mut self) {
        for at in self.start..self.code.len() {
            if self.code[at] == op::IN {
                let mut bitmap = [0; 4];
                for character in 0..256u32 {
                    if self.set_has(at + 2, character) {
                        bitmap[character as usize / 64] |= 1 << (character % 64);
                    }
                }
                self.bitmaps.push(bitmap);
                self.bitmap_at[at] = self.bitmaps.len() as u32 - 1;
            }
        }
    }

    /// The bitmap of the IN at this place.
    #[inline(always)]
    pub fn bitmap(&self, at: usize) -> Bitmap {
        let number = self.bitmap_at.get(at).copied().unwrap_or(0);
        self.bitmaps.get(number as usize).copied().unwrap_or([0; 4])
    }

    /// Is the character in the set of the IN at this place?
    #[inline(always)]
    pub fn in_set(&self, at: usize, character: u32) -> bool {
        if character < 256 {
            let number = self.bitmap_at.get(at).copied().unwrap_or(0);
            return match self.bitmaps.get(number as usize) {
                Some(bitmap) => bitmap[character as usize / 64] >> (character % 64) & 1 != 0,
                None => false,
            };
        }
        self.set_has(at + 2, character)
    }

    /// Walks the description of a set.
    pub fn set_has(&self, mut at: usize, character: u32) -> bool {
        let mut found = true;
        loop {
            let (a, b) = (self.word(at + 1), self.word(at + 2));
            match self.word(at) {
                op::LITERAL => {
                    if character == a {
                        return found;
                    }
                    at += 2;
                }
                op::CATEGORY => {
                    if super::category::is(a, character) {
                        return found;
                    }
                    at += 2;
                }
                op::RANGE => {
                    if a <= character && character <= b {
                        return found;
                    }
                    at += 3;
                }
                op::RANGE_UNI_IGNORE => {
                    let upper = super::category::upper(character);
                    if a <= character && character <= b || a <= upper && upper <= b {
                        return found;
                    }
                    at += 3;
                }
                op::CHARSET => {
                    if character < 256 && self.bit(at + 1, character) {
                        return found;
                    }
                    at += 9;
                }
                op::BIGCHARSET => {
                    if character < 65536 {
                        let word = self.word(at + 2 + (character >> 10) as usize);
                        let block = word >> ((character >> 8 & 3) * 8) & 255;
                        if self.bit(at + 2 + 64, block * 256 + (character & 255)) {
                            return found;
                        }
                    }
                    at += 2 + 64 + a as usize * 8;
                }
                op::NEGATE => {
                    found = !found;
                    at += 1;
                }
                _ => return !found,
            }
        }
    }

    fn bit(&self, at: usize, number: u32) -> bool {
        self.word(at + (number >> 5) as usize) >> (number & 31) & 1 != 0
    }

    fn find_first(&self, mut at: usize) -> First {
        loop {
            match self.word(at) {
                op::MARK => at += 2,
                op::LITERAL => return First::Character(self.word(at + 1)),
                op::IN => return First::Set(at),
                op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE if self.word(at + 2) > 0 => at += 4,
                op::AT if matches!(self.word(at + 1), 0 | 2) => return First::Beginning,
                _ => return First::Anything,
            }
        }
    }
}
