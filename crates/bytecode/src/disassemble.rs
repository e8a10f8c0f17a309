//! Code as text, for developers and for the fuzzer.

use std::fmt::Write;

use crate::{Code, Constant};

/// One line an instruction, nested code after it.
pub fn disassemble(code: &Code) -> String {
    let mut text = String::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        write_body(code, &mut text);
        waiting.extend(code.constants.iter().rev().filter_map(|k| match k {
            Constant::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    text
}

fn write_body(code: &Code, text: &mut String) {
    let _ = writeln!(
        text,
        "{} ({}:{}) registers {} locals {} temporaries from {}",
        code.qualname,
        code.filename,
        code.first_line,
        code.registers,
        code.local_names.len(),
        code.first_temporary
    );
    let mut last_line = 0;
    for (index, (instruction, at)) in code.instructions.iter().zip(code.locations.iter()).enumerate() {
        let line = if at.line == last_line { String::new() } else { at.line.to_string() };
        last_line = at.line;
        let _ = write!(text, "{line:>5} {index:>5}  {:<18}", instruction.op().name());
        let values = [instruction.a(), instruction.b(), instruction.c()];
        for (operand, value) in instruction.op().operands().iter().zip(values) {
            let _ = match *operand {
                "none" => Ok(()),
                "site" => write!(text, " {}", site_name(code, value)),
                "offset" => write!(text, " -> {}", index as i64 + 1 + value as i16 as i64),
                "offset_wide" => write!(text, " -> {}", index as i64 + 1 + instruction.d() as i64),
                "int" => write!(text, " {}", value as i16),
                "int_wide" => write!(text, " {}", instruction.d()),
                "k_wide" => write!(text, " {:?}", code.constants.get(instruction.d() as usize)),
                name => write!(text, " {name}={value}"),
            };
        }
        if instruction.e() != 0 {
            let _ = write!(text, " e={}", instruction.e());
        }
        text.push('\n');
    }
    for handler in &code.handlers {
        let _ = writeln!(
            text,
            "      {}..{} raises to {} in register {}",
            handler.start, handler.end, handler.target, handler.register
        );
    }
    text.push('\n');
}

fn site_name(code: &Code, site: u16) -> &str {
    let name = code.sites.get(site as usize).and_then(|&n| code.names.get(n as usize));
    name.map_or("?", |n| n)
}
