//! `binascii`: bytes as text and back: hexadecimal, base64, uuencoding, quoted-printable; checksums.

use object::{ClassIndex, Module, Ref, Str, Value};
use vm::{Method, Raised, Result, Vm, method};

const HEX: &str = "(data, sep=<unset>, bytes_per_sep=1)";

const FUNCTIONS: &[Method] = &[
    method("hexlify", hexlify, HEX, "Hexadecimal representation of binary data."),
    method("b2a_hex", hexlify, HEX, "Hexadecimal representation of binary data."),
    method("unhexlify", unhexlify, "(hexstr, /)", "Binary data of hexadecimal representation."),
    method("a2b_hex", unhexlify, "(hexstr, /)", "Binary data of hexadecimal representation."),
    method("a2b_base64", from_base64, "(data, /, *, strict_mode=False)", "Decode a line of base64 data."),
    method("b2a_base64", to_base64, "(data, /, *, newline=True)", "Base64-code line of data."),
    method("a2b_uu", from_uu, "(data, /)", "Decode a line of uuencoded data."),
    method("b2a_uu", to_uu, "(data, /, *, backtick=False)", "Uuencode line of data."),
    method("a2b_qp", from_qp, "(data, header=False)", "Decode a string of qp-encoded data."),
    method(
        "b2a_qp",
        to_qp,
        "(data, quotetabs=False, istext=True, header=False)",
        "Encode a string using quoted-printable encoding.",
    ),
    method("crc32", crc32, "(data, crc=0, /)", "Compute CRC-32 incrementally."),
    method("crc_hqx", crc_hqx, "(data, crc, /)", "Compute CRC-CCITT incrementally."),
];

/// The class `binascii.Error`.
#[derive(Default)]
struct Errors {
    error: Option<ClassIndex>,
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("binascii", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        for (name, base) in [("Error", "ValueError"), ("Incomplete", "Exception")] {
            let base = vm.exception_class(base);
            let class = vm.new_exception_class(name, "binascii", base);
            if name == "Error" {
                vm.module_state::<Errors>().error = Some(class.get(&vm.heap).index);
            }
            vm.set_module_attr(module, name, class.into());
        }
        Ok(())
    });
}

fn error(vm: &mut Vm, message: impl Into<String>) -> Raised {
    let class = vm.module_state::<Errors>().error.unwrap_or(ClassIndex::BASE_EXCEPTION);
    let exception = vm.make_exception(class, vec![Value::from(message.into())]);
    vm.raise_value(exception)
}

/// Bytes, or the characters of an ASCII string.
fn ascii(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(text) = value.as_ref::<Str>() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(text.bytes().to_vec());
    }
    match vm.buffer(value) {
        Some(bytes) => Ok(bytes.into_owned()),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{name}'")))
        }
    }
}

// ---- hexadecimal ---------------------------------------------------------------------------------

fn hexlify(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let every = vm.index(&args[2])?;
    let separator = if args[1].is_unbound() {
        None
    } else {
        let text = ascii(vm, &args[1])?;
        match text.as_slice() {
            [one] => Some(*one),
            _ => return Err(vm.value_error("sep must be length 1.")),
        }
    };
    let mut out = Vec::with_capacity(bytes.len() * 2);
    for (place, byte) in bytes.iter().enumerate() {
        if let Some(separator) = separator.filter(|_| every != 0 && place > 0) {
            let group = every.unsigned_abs() as usize;
            // Groups are counted from the right, or with a negative size from the left.
            let counted = if every > 0 { bytes.len() - place } else { place };
            if counted.is_multiple_of(group) {
                out.push(separator);
            }
        }
        out.push(b"0123456789abcdef"[(byte >> 4) as usize]);
        out.push(b"0123456789abcdef"[(byte & 15) as usize]);
    }
    Ok(Value::bytes_object(out))
}

fn unhexlify(vm: &mut Vm, args: &[Value]) -> Result {
    let text = ascii(vm, &args[0])?;
    if !text.len().is_multiple_of(2) {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |c: u8| (c as char).to_digit(16).map(|d| d as u8);
    let bytes: Option<Vec<u8>> =
        text.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect();
    match bytes {
        Some(bytes) => Ok(Value::bytes_object(bytes)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

// ---- base64 --------------------------------------------------------------------------------------

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn sextet(c: u8) -> Option<u8> {
    Some(match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn to_base64(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let mut out = Vec::with_capacity(bytes.len() * 4 / 3 + 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |w, b| w << 8 | *b as u32) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = BASE64[(word >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { letter } else { b'=' });
        }
    }
    if vm.truth(&args[1])? {
        out.push(b'\n');
    }
    Ok(Value::bytes_object(out))
}

fn from_base64(vm: &mut Vm, args: &[Value]) -> Result {
    let text = ascii(vm, &args[0])?;
    let strict = vm.truth(&args[1])?;
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    if strict && text.first() == Some(&b'=') {
        return Err(error(vm, "Leading padding not allowed"));
    }
    // `quad` is the place within four letters, `pads` how many `=` have followed it.
    let (mut quad, mut left, mut pads, mut padding) = (0, 0u8, 0, false);
    for (place, &c) in text.iter().enumerate() {
        if c == b'=' {
            padding = true;
            if strict && quad == 0 {
                return Err(error(vm, "Excess padding not allowed"));
            }
            if quad >= 2
                && quad + {
                    pads += 1;
                    pads
                } >= 4
            {
                if strict && place + 1 < text.len() {
                    return Err(error(vm, "Excess data after padding"));
                }
                return Ok(Value::bytes_object(out));
            }
            continue;
        }
        let Some(value) = sextet(c) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        if strict && padding {
            return Err(error(vm, "Discontinuous padding not allowed"));
        }
        pads = 0;
        match quad {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 15;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 3;
            }
            _ => {
                out.push(left << 6 | value);
                left = 0;
            }
        }
        quad = (quad + 1) % 4;
    }
    match quad {
        0 => Ok(Value::bytes_object(out)),
        1 => {
            let count = out.len() / 3 * 4 + 1;
            Err(error(
                vm,
                format!(
                    "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a \
                     multiple of 4"
                ),
            ))
        }
        _ => Err(error(vm, "Incorrect padding")),
    }
}

// ---- uuencoding ----------------------------------------------------------------------------------

fn to_uu(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let blank = if vm.truth(&args[1])? { b'`' } else { b' ' };
    if bytes.len() > 45 {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let letter = |n: u32| if n == 0 { blank } else { n as u8 + b' ' };
    let mut out = vec![letter(bytes.len() as u32)];
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |w, b| w << 8 | *b as u32) << (8 * (3 - chunk.len()));
        out.extend((0..4).map(|place| letter(word >> (18 - 6 * place) & 63)));
    }
    out.push(b'\n');
    Ok(Value::bytes_object(out))
}

fn from_uu(vm: &mut Vm, args: &[Value]) -> Result {
    let text = ascii(vm, &args[0])?;
    let Some((&first, rest)) = text.split_first() else {
        return Ok(Value::bytes_object(vec![]));
    };
    let wanted = (first.wrapping_sub(b' ') & 63) as usize;
    let mut out = Vec::with_capacity(wanted);
    let (mut word, mut bits) = (0u32, 0);
    let mut letters = rest.iter();
    while out.len() < wanted {
        let value = match letters.next().copied() {
            // A line that was cut counts as ended by spaces.
            None | Some(b'\n' | b'\r') => 0,
            Some(c @ b' '..=b'`') => (c - b' ') as u32 & 63,
            Some(_) => return Err(error(vm, "Illegal char")),
        };
        word = word << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
            word &= (1 << bits) - 1;
        }
    }
    for &c in letters {
        if !matches!(c, b' ' | b'`' | b'\n' | b'\r') {
            return Err(error(vm, "Trailing garbage"));
        }
    }
    Ok(Value::bytes_object(out))
}

// ---- quoted-printable ----------------------------------------------------------------------------

fn from_qp(vm: &mut Vm, args: &[Value]) -> Result {
    let text = ascii(vm, &args[0])?;
    let header = vm.truth(&args[1])?;
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    let digit = |c: Option<&u8>| c.and_then(|c| (*c as char).to_digit(16));
    while at < text.len() {
        match text[at] {
            b'=' => {
                at += 1;
                if at >= text.len() {
                    break;
                }
                match text[at] {
                    b'\n' | b'\r' => {
                        while at < text.len() && text[at] != b'\n' {
                            at += 1;
                        }
                        at += 1;
                    }
                    b'=' => {
                        out.push(b'=');
                        at += 1;
                    }
                    _ => match (digit(text.get(at)), digit(text.get(at + 1))) {
                        (Some(high), Some(low)) => {
                            out.push((high << 4 | low) as u8);
                            at += 2;
                        }
                        _ => out.push(b'='),
                    },
                }
            }
            b'_' if header => {
                out.push(b' ');
                at += 1;
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
    Ok(Value::bytes_object(out))
}

const LINE: usize = 76;

fn to_qp(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    let (tabs, text, header) = (vm.truth(&args[1])?, vm.truth(&args[2])?, vm.truth(&args[3])?);
    let crlf = bytes.iter().position(|b| *b == b'\n').is_some_and(|at| at > 0 && bytes[at - 1] == b'\r');
    let newline: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let (mut at, mut width) = (0, 0);
    while at < bytes.len() {
        let c = bytes[at];
        let next = bytes.get(at + 1).copied();
        let quoted = c > 126
            || c == b'='
            || header && c == b'_'
            || c == b'.' && width == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0))
            || !text && matches!(c, b'\r' | b'\n')
            || matches!(c, b'\t' | b' ') && next.is_none()
            || c < 33 && !matches!(c, b'\r' | b'\n' | b'\t' | b' ')
            || c < 33 && matches!(c, b'\t' | b' ') && (tabs || header && c == b'\t');
        if quoted {
            if width + 3 >= LINE {
                out.push(b'=');
                out.extend_from_slice(newline);
                width = 0;
            }
            out.extend_from_slice(format!("={c:02X}").as_bytes());
            width += 3;
            at += 1;
        } else if text && (c == b'\n' || c == b'\r' && next == Some(b'\n')) {
            width = 0;
            // White space at the end of a line would get lost.
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                out.extend_from_slice(format!("={last:02X}").as_bytes());
            }
            out.extend_from_slice(newline);
            at += if c == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some_and(|n| n != b'\n') && width + 1 >= LINE {
                out.push(b'=');
                out.extend_from_slice(newline);
                width = 0;
            }
            width += 1;
            out.push(if header && c == b' ' { b'_' } else { c });
            at += 1;
        }
    }
    Ok(Value::bytes_object(out))
}

// ---- checksums -----------------------------------------------------------------------------------

const CRC_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut c = n as u32;
        let mut bit = 0;
        while bit < 8 {
            c = if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 };
            bit += 1;
        }
        table[n] = c;
        n += 1;
    }
    table
};

/// The checksum of PNG, ZIP and Ethernet, continued.
pub(crate) fn crc_of(bytes: &[u8], crc: u32) -> u32 {
    !bytes.iter().fold(!crc, |c, b| CRC_TABLE[(c as u8 ^ b) as usize] ^ c >> 8)
}

fn crc32(vm: &mut Vm, args: &[Value]) -> Result {
    let crc = vm.index_big(&args[1])?;
    let bytes = vm.bytes_like(&args[0])?;
    let crc = (crc & num_bigint::BigInt::from(u32::MAX)).iter_u32_digits().next().unwrap_or(0);
    Ok(Value::int(crc_of(&bytes, crc) as i64))
}

fn crc_hqx(vm: &mut Vm, args: &[Value]) -> Result {
    let start = vm.index_clamped(&args[1])? as u16;
    let bytes = vm.bytes_like(&args[0])?;
    let step = |crc: u16, byte: &u8| {
        (0..8).fold(crc ^ (*byte as u16) << 8, |c, _| if c & 0x8000 != 0 { c << 1 ^ 0x1021 } else { c << 1 })
    };
    Ok(Value::int(bytes.iter().fold(start, step) as i64))
}
