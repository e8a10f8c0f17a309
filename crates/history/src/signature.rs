//! The parameters of a body of code as its `def` writes them, without defaults.

use bytecode::{Code, Flags};

/// `(a, /, b, *rest, c, **more)`
pub fn parameters(code: &Code) -> String {
    let (by_position, by_keyword) = (code.positional as usize, code.keyword_only as usize);
    let name = |place: usize| code.local_names.get(place).map_or("", |name| name).to_string();
    let varargs = code.flags.has(Flags::VARARGS);
    let mut list = Vec::new();
    for place in 0..by_position {
        list.push(name(place));
        if place + 1 == code.positional_only as usize {
            list.push("/".to_string());
        }
    }
    if varargs {
        list.push(format!("*{}", name(by_position + by_keyword)));
    } else if by_keyword > 0 {
        list.push("*".to_string());
    }
    list.extend((by_position..by_position + by_keyword).map(name));
    if code.flags.has(Flags::VARKEYWORDS) {
        list.push(format!("**{}", name(by_position + by_keyword + varargs as usize)));
    }
    format!("({})", list.join(", "))
}
