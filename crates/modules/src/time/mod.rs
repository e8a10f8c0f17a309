//! `time`: clocks, the calendar of UTC and of the local zone, and times as text.

mod calendar;
mod format;
mod zone;

use object::{Class, ClassFlags, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Method, NativeClass, Raised, Result, Vm, method};

use calendar::{Moment, moment, seconds};
use format::Local;
use zone::Zone;

const FUNCTIONS: &[Method] = &[
    method("time", time, "()", "Return the current time in seconds since the Epoch."),
    method("time_ns", time_ns, "()", "Return the current time in nanoseconds since the Epoch."),
    method("monotonic", monotonic, "()", "Monotonic clock, cannot go backward."),
    method("monotonic_ns", monotonic_ns, "()", "Monotonic clock, cannot go backward, as nanoseconds."),
    method("perf_counter", monotonic, "()", "Performance counter for benchmarking."),
    method("perf_counter_ns", monotonic_ns, "()", "Performance counter for benchmarking as nanoseconds."),
    method("process_time", process_time, "()", "Process time for profiling."),
    method("process_time_ns", process_time_ns, "()", "Process time for profiling as nanoseconds."),
    method("thread_time", process_time, "()", "Thread time for profiling."),
    method("thread_time_ns", process_time_ns, "()", "Thread time for profiling as nanoseconds."),
    method("sleep", sleep, "(seconds, /)", "Delay execution for a given number of seconds."),
    method("gmtime", gmtime, "(seconds=None, /)", "Convert seconds since the Epoch to a time tuple of UTC."),
    method("localtime", localtime, "(seconds=None, /)", "Convert seconds since the Epoch to local time."),
    method("mktime", mktime, "(t, /)", "Convert a time tuple in local time to seconds since the Epoch."),
    method("asctime", asctime, "(t=None, /)", "Convert a time tuple to a string."),
    method("ctime", ctime, "(seconds=None, /)", "Convert a time in seconds to a string in local time."),
    method("strftime", strftime, "(format, t=None, /)", "Convert a time tuple to a string by a format."),
    method("strptime", strptime, "(string, format='%a %b %d %H:%M:%S %Y', /)", "Parse a string to a time tuple."),
    method("clock_gettime", clock_gettime, "(clk_id, /)", "Return the time of the specified clock as a float."),
    method("clock_gettime_ns", clock_gettime_ns, "(clk_id, /)", "Return the time of the clock as nanoseconds."),
    method("clock_getres", clock_getres, "(clk_id, /)", "Return the resolution of the specified clock."),
    method("get_clock_info", get_clock_info, "(name, /)", "Get information of the specified clock."),
    method("tzset", tzset, "()", "Take the zone from the environment again."),
];

const FIELDS: &[&str] = &[
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
    "tm_zone",
    "tm_gmtoff",
];

const CLOCKS: &[(&str, i64)] = &[
    ("CLOCK_REALTIME", 0),
    ("CLOCK_MONOTONIC", 1),
    ("CLOCK_PROCESS_CPUTIME_ID", 2),
    ("CLOCK_THREAD_CPUTIME_ID", 3),
    ("CLOCK_MONOTONIC_RAW", 4),
    ("CLOCK_BOOTTIME", 7),
    ("CLOCK_TAI", 11),
];

/// What the module knows between calls: the zone, and its class of tuples.
struct State {
    zone: Zone,
    class: Ref<Class>,
}

impl NativeData for State {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.class.value());
    }
}

/// The attribute of the module that holds its state.
const STATE: &str = "_state";

pub fn install(vm: &mut Vm) {
    vm.add_native_module("time", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let doc = "The time value as returned by gmtime(), localtime(), and strptime().";
    let class = vm.add_record_class(module, "time", "struct_time", doc, FIELDS, 9);
    for (name, number) in CLOCKS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    vm.set_module_attr(module, "_STRUCT_TM_ITEMS", Value::int(11));
    let state_class = vm.new_native_class(NativeClass {
        name: "_State",
        module: "time",
        kind: Kind::Native,
        flags: ClassFlags::NO_NEW | ClassFlags::IMMUTABLE,
        ..NativeClass::BASE
    });
    let zone = local_zone(vm);
    let state = vm.new_data(state_class.value(), State { zone, class })?;
    vm.set_module_attr(module, STATE, state);
    tell_zone(vm, module)
}

fn local_zone(vm: &mut Vm) -> Zone {
    match vm.host.variable("TZ") {
        Some(name) => Zone::named(&name, |path| vm.host.read_file(path).ok()),
        None => vm.host.read_file("/etc/localtime").ok().and_then(|b| Zone::from_file(&b)).unwrap_or_else(Zone::utc),
    }
}

/// Binds `timezone`, `altzone`, `daylight` and `tzname`.
fn tell_zone(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let now = now(vm);
    let (winter, summer) = zone(vm, module.value())?.both(now);
    let differ = winter.offset != summer.offset || winter.name != summer.name;
    vm.set_module_attr(module, "timezone", Value::from_i64(-winter.offset));
    vm.set_module_attr(module, "altzone", Value::from_i64(-summer.offset));
    vm.set_module_attr(module, "daylight", Value::int(differ as i64));
    let names = vec![Value::from(winter.name), Value::from(summer.name)];
    vm.set_module_attr(module, "tzname", Value::tuple(names));
    Ok(())
}

fn state(vm: &mut Vm) -> Result {
    let module = vm.import_module("time")?;
    vm.get_attr_str(&module, STATE)
}

fn zone(vm: &mut Vm, module: &Value) -> Result<Zone> {
    let state = vm.get_attr_str(module, STATE)?;
    vm.read(&state, |state: &State| state.zone.clone())
}

fn tzset(vm: &mut Vm, _: &[Value]) -> Result {
    let state = state(vm)?;
    let zone = local_zone(vm);
    vm.state(&state, |state: &mut State| state.zone = zone)?;
    let module = vm.import_module("time")?;
    if let Some(module) = module.as_ref::<Module>() {
        tell_zone(vm, module)?;
    }
    Ok(Value::NONE)
}

// ---- clocks ------------------------------------------------------------------------------------------

fn now(vm: &mut Vm) -> i64 {
    vm.host.time().div_euclid(1_000_000_000) as i64
}

fn in_seconds(nanoseconds: i128) -> Value {
    Value::float(nanoseconds as f64 / 1e9)
}

fn time(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(in_seconds(vm.host.time()))
}
fn time_ns(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_i64(vm.host.time() as i64))
}
fn monotonic(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(in_seconds(vm.host.monotonic() as i128))
}
fn monotonic_ns(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_i64(vm.host.monotonic() as i64))
}
fn process_time(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(in_seconds(vm.host.cpu_time() as i128))
}
fn process_time_ns(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_i64(vm.host.cpu_time() as i64))
}

fn clock(vm: &mut Vm, id: &Value) -> Result<i128> {
    match vm.index(id)? {
        0 | 11 => Ok(vm.host.time()),
        1 | 4 | 7 => Ok(vm.host.monotonic() as i128),
        2 | 3 => Ok(vm.host.cpu_time() as i128),
        _ => Err(vm.os_error(22, "Invalid argument", None)),
    }
}

fn clock_gettime(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(in_seconds(clock(vm, &args[0])?))
}
fn clock_gettime_ns(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(clock(vm, &args[0])? as i64))
}
fn clock_getres(vm: &mut Vm, args: &[Value]) -> Result {
    clock(vm, &args[0])?;
    Ok(Value::float(1e-9))
}

fn get_clock_info(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.str_arg(&args[0], "get_clock_info() argument 1")?;
    let (function, monotonic) = match name.bytes() {
        b"time" => ("clock_gettime(CLOCK_REALTIME)", false),
        b"monotonic" | b"perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", true),
        b"process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true),
        b"thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let types = vm.import_module("types")?;
    let info = vm.call_method(&types, "SimpleNamespace", &[])?;
    for (attribute, value) in [
        ("implementation", Value::from(function)),
        ("monotonic", Value::bool(monotonic)),
        ("adjustable", Value::bool(!monotonic)),
        ("resolution", Value::float(1e-9)),
    ] {
        let attribute = vm.intern(attribute);
        vm.set_attr(&info, &attribute, value)?;
    }
    Ok(info)
}

fn sleep(vm: &mut Vm, args: &[Value]) -> Result {
    let seconds = match args[0].as_float() {
        Some(x) => x,
        None if args[0].kind() == Some(Kind::Str) => {
            let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(&args[0]));
            return Err(vm.type_error(message));
        }
        None => vm.index(&args[0])? as f64,
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if seconds > 9_223_372_036.0 {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    }
    if !vm.host.sleep((seconds * 1e9).ceil() as u64) && vm.host.interrupted() {
        return Err(vm.raise("KeyboardInterrupt", vec![]));
    }
    Ok(Value::NONE)
}

// ---- tuples ------------------------------------------------------------------------------------------

/// The argument of `gmtime` and its like.
fn seconds_argument(vm: &mut Vm, value: &Value) -> Result<i64> {
    if value.is_none() {
        return Ok(now(vm));
    }
    let x = match value.as_float() {
        Some(x) if x.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
        Some(x) => x.floor(),
        None => match vm.index(value) {
            Ok(n) => n as f64,
            Err(_) if vm.swallow("OverflowError") => f64::INFINITY,
            Err(raised) => return Err(raised),
        },
    };
    if x.abs() > 67_768_036_191_676_799.0 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(x as i64)
}

fn tuple(vm: &mut Vm, at: &Moment, summer: i64, zone: &str, offset: i64) -> Result {
    let state = state(vm)?;
    let class = vm.read(&state, |state: &State| state.class.clone())?;
    let numbers = [at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday, at.year_day, summer];
    let items = numbers.iter().map(|n| Value::from_i64(*n)).collect();
    Ok(vm.new_record(&class, items, vec![Value::from(zone), Value::from_i64(offset)]))
}

fn gmtime(vm: &mut Vm, args: &[Value]) -> Result {
    let at = moment(seconds_argument(vm, &args[0])?);
    tuple(vm, &at, 0, "GMT", 0)
}

fn localtime(vm: &mut Vm, args: &[Value]) -> Result {
    let seconds = seconds_argument(vm, &args[0])?;
    let module = vm.import_module("time")?;
    let kind = zone(vm, &module)?.at(seconds);
    tuple(vm, &moment(seconds + kind.offset), kind.summer as i64, &kind.name, kind.offset)
}

/// A tuple's numbers, as they stand, and its `tm_isdst`.
fn read_tuple(vm: &mut Vm, value: &Value, who: &str) -> Result<(Moment, i64)> {
    if value.kind() != Some(Kind::Tuple) {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    }
    let items = vm.tuple_items(value).to_vec();
    if items.len() != 9 {
        return Err(vm.type_error(format!("{who}(): illegal time tuple argument")));
    }
    let mut n = [0; 9];
    for (number, item) in n.iter_mut().zip(&items) {
        *number = vm.index(item)?;
    }
    let at = Moment {
        year: n[0],
        month: n[1],
        day: n[2],
        hour: n[3],
        minute: n[4],
        second: n[5],
        weekday: n[6],
        year_day: n[7],
    };
    Ok((at, n[8]))
}

/// Numbers within their ranges, zeros taken for the first.
fn checked(vm: &mut Vm, mut at: Moment, summer: i64) -> Result<Moment> {
    at.month = at.month.max(if at.month == 0 { 1 } else { at.month });
    at.day = if at.day == 0 { 1 } else { at.day };
    at.year_day = if at.year_day == 0 { 1 } else { at.year_day };
    let wrong = |vm: &mut Vm, what: &str| -> Raised { vm.value_error(what) };
    let ranges = [
        (at.month, 1, 12, "month out of range"),
        (at.day, 1, 31, "day of month out of range"),
        (at.hour, 0, 23, "hour out of range"),
        (at.minute, 0, 59, "minute out of range"),
        (at.second, 0, 61, "seconds out of range"),
        (at.year_day, 1, 366, "day of year out of range"),
    ];
    for (number, low, high, complaint) in ranges {
        if !(low..=high).contains(&number) {
            return Err(wrong(vm, complaint));
        }
    }
    if at.weekday < -1 {
        return Err(wrong(vm, "day of week out of range"));
    }
    at.weekday = at.weekday.rem_euclid(7);
    let _ = summer;
    Ok(at)
}

fn mktime(vm: &mut Vm, args: &[Value]) -> Result {
    let (at, summer) = read_tuple(vm, &args[0], "mktime")?;
    let module = vm.import_module("time")?;
    let zone = zone(vm, &module)?;
    let naive = seconds(&at);
    // The offset depends on the answer; a second look settles it but in the hour that is there twice or never.
    let first = zone.at(naive - zone.at(naive).offset);
    let mut result = naive - first.offset;
    let found = zone.at(result);
    if found.offset != first.offset {
        result = naive - found.offset.min(first.offset);
    }
    if summer >= 0 && (summer > 0) != zone.at(result).summer {
        let (winter, other) = zone.both(result);
        if winter.offset != other.offset {
            result = naive - if summer > 0 { other.offset } else { winter.offset };
        }
    }
    Ok(Value::float(result as f64))
}

fn moment_argument(vm: &mut Vm, value: &Value, who: &str) -> Result<(Moment, Option<(String, i64)>)> {
    if value.is_none() || value.is_unbound() {
        let now = localtime(vm, &[Value::NONE])?;
        return moment_argument(vm, &now, who);
    }
    let (at, summer) = read_tuple(vm, value, who)?;
    let at = checked(vm, at, summer)?;
    let name = vm.intern("tm_zone");
    let named = match vm.find_attr(value, &name)? {
        Some(zone) if zone.kind() == Some(Kind::Str) => {
            let offset = vm.get_attr_str(value, "tm_gmtoff")?;
            Some((vm.str_text(&zone)?, offset.as_small_int().unwrap_or(0)))
        }
        _ => {
            let module = vm.import_module("time")?;
            let (winter, other) = zone(vm, &module)?.both(seconds(&at));
            let kind = if summer > 0 { other } else { winter };
            (summer >= 0).then_some((kind.name, kind.offset))
        }
    };
    Ok((at, named))
}

fn as_text(at: &Moment) -> String {
    let (day, month) = (&format::day_name(at.weekday)[..3], &format::month_name(at.month)[..3]);
    format!("{day} {month} {:2} {:02}:{:02}:{:02} {}", at.day, at.hour, at.minute, at.second, at.year)
}

fn asctime(vm: &mut Vm, args: &[Value]) -> Result {
    let (at, _) = moment_argument(vm, &args[0], "asctime")?;
    Ok(Value::from(as_text(&at)))
}

fn ctime(vm: &mut Vm, args: &[Value]) -> Result {
    let local = localtime(vm, args)?;
    asctime(vm, &[local])
}

fn strftime(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(pattern) = args[0].as_ref::<Str>().cloned() else {
        let message = format!("strftime() argument 1 must be str, not {}", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    let (at, named) = moment_argument(vm, &args[1], "strftime")?;
    let (zone, offset) = named.unwrap_or_default();
    let text = format::format(&pattern.lossy(), &at, &Local { zone: &zone, offset });
    Ok(Value::from(text))
}

fn strptime(vm: &mut Vm, args: &[Value]) -> Result {
    let library = vm.import_module("_strptime")?;
    vm.call_method(&library, "_strptime_time", args)
}
