//! The bodies of code of the main module: which function has which, and which code holds it.

use std::rc::Rc;

use bytecode::{Code, Constant, Flags};
use history::{Content, Object, Tables};

pub struct Bodies {
    codes: Vec<Rc<Code>>,
}

impl Bodies {
    pub fn of(tables: &Tables) -> Bodies {
        let mut bodies = Bodies { codes: Vec::new() };
        for (code, _) in &tables.codes {
            bodies.add(code);
        }
        bodies
    }

    fn add(&mut self, code: &Rc<Code>) {
        if self.codes.iter().any(|other| is_same(other, code)) {
            return;
        }
        self.codes.push(code.clone());
        inner(code).for_each(|inner| self.add(inner));
    }

    /// The code of a function that was reached first at this line: by its name and parameters, and where several have
    /// those, by its line.
    pub fn of_function(&self, function: &Object, line: u32) -> Option<&Rc<Code>> {
        let Content::Other(other) = &function.content else { return None };
        let (name, parameters) = other.text.split_once('(').unwrap_or((&other.text, ""));
        let fits = |code: &&Rc<Code>| &*code.name == name && names_fit(code, parameters);
        let found = self.codes.iter().filter(fits);
        found.min_by_key(|code| line.abs_diff(code.first_line))
    }

    /// Does the code make functions of that body?
    pub fn holds(&self, code: &Code, body: &Code) -> bool {
        inner(code).any(|inner| is_same(inner, body))
    }

    /// Is there a class of this name in the program?
    pub fn has_class(&self, name: &str) -> bool {
        self.codes.iter().any(|code| &*code.name == name && !code.flags.has(Flags::OPTIMIZED))
    }

    pub fn has_lambda(&self, code: &Code) -> bool {
        inner(code).any(|inner| &*inner.name == "<lambda>")
    }
}

fn inner(code: &Code) -> impl Iterator<Item = &Rc<Code>> {
    code.constants.iter().filter_map(|constant| if let Constant::Code(code) = constant { Some(code) } else { None })
}

/// Is it this code, or does it stand in it, however deep?
pub fn is_within(outer: &Code, code: &Code) -> bool {
    is_same(outer, code) || inner(outer).any(|inner| is_within(inner, code))
}

pub fn is_same(a: &Code, b: &Code) -> bool {
    std::ptr::eq(a, b)
        || (a.first_line == b.first_line
            && a.qualname == b.qualname
            && a.filename == b.filename
            && a.instructions.len() == b.instructions.len()
            && a.local_names == b.local_names)
}

/// Does each parameter of the code stand in the text of a signature?
fn names_fit(code: &Code, parameters: &str) -> bool {
    let count = (code.positional + code.keyword_only) as usize;
    let starts: Vec<&str> = parameters.split(['(', ',', ')']).map(|part| part.trim_start_matches([' ', '*'])).collect();
    let named = |name: &str| starts.iter().any(|part| part.strip_prefix(name).is_some_and(|rest| !continues(rest)));
    code.local_names[..count.min(code.local_names.len())].iter().all(|name| named(name))
}

fn continues(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

pub fn parameter_count(code: &Code) -> usize {
    let more = code.flags.has(Flags::VARARGS) as usize + code.flags.has(Flags::VARKEYWORDS) as usize;
    (code.positional + code.keyword_only) as usize + more
}

/// The parameters as Python Tutor writes them: no defaults, no marks.
pub fn parameters(code: &Code) -> String {
    let name = |place: usize| code.local_names.get(place).map_or("", |name| name).to_string();
    let (positional, keyword) = (code.positional as usize, code.keyword_only as usize);
    let varargs = code.flags.has(Flags::VARARGS);
    let mut list: Vec<String> = (0..positional).map(name).collect();
    if varargs {
        list.push(format!("*{}", name(positional + keyword)));
    }
    list.extend((positional..positional + keyword).map(name));
    if code.flags.has(Flags::VARKEYWORDS) {
        list.push(format!("**{}", name(positional + keyword + varargs as usize)));
    }
    list.join(", ")
}
