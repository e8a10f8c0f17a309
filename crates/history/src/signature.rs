//! The parameters of a body of code as its `def` writes them, and what a picture tells of their defaults.

use bytecode::{Code, Flags};
use ruff_python_ast::Stmt;
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;

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

/// The parameters with defaults that can be given by position, and these, of a function as a picture shows it:
/// `f(a, b=●, *, c=1)`. Objects are written as None.
pub fn defaults_by_position(shown: &str) -> Vec<(String, String)> {
    let Some(place) = shown.find('(') else { return Vec::new() };
    let source = format!("def f{}: pass", shown[place..].replace('●', "None"));
    let Ok(parsed) = parse_module(&source) else { return Vec::new() };
    let Some(Stmt::FunctionDef(function)) = parsed.into_syntax().body.into_iter().next() else { return Vec::new() };
    let parameters = function.parameters;
    let by_position = parameters.posonlyargs.iter().chain(&parameters.args);
    let told = by_position.filter_map(|parameter| {
        let text = source.get(parameter.default.as_ref()?.range().to_std_range())?;
        Some((parameter.parameter.name.to_string(), text.to_string()))
    });
    told.collect()
}
