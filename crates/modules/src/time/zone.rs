//! Time zones: what the environment's `TZ` names, as a rule in POSIX's words or a file of the zone database.

use super::calendar::{DAY, days, moment};

/// One kind of local time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// Seconds east of Greenwich.
    pub offset: i64,
    pub summer: bool,
    pub name: String,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Zone {
    /// From when on which kind holds.
    changes: Vec<(i64, usize)>,
    kinds: Vec<Kind>,
    /// After the last change.
    rule: Option<Rule>,
}

/// `EST5EDT,M3.2.0,M11.1.0`
#[derive(Clone, Debug)]
struct Rule {
    winter: Kind,
    summer: Option<(Kind, Day, Day)>,
}

/// A day of each year, and the local time of that day.
#[derive(Clone, Copy, Debug)]
struct Day {
    when: When,
    time: i64,
}

#[derive(Clone, Copy, Debug)]
enum When {
    /// Day of the year from 1, the 29th of February never counted.
    Julian(i64),
    /// Day of the year from 0.
    Counted(i64),
    /// Month, week (5 is the last), weekday from Sunday.
    Week(i64, i64, i64),
}

impl Zone {
    pub fn utc() -> Zone {
        let kind = Kind { offset: 0, summer: false, name: "UTC".to_string() };
        Zone { changes: Vec::new(), kinds: vec![kind], rule: None }
    }

    /// What `TZ` says; `read` reads a file of the database by its path.
    pub fn named(name: &str, mut read: impl FnMut(&str) -> Option<Vec<u8>>) -> Zone {
        let name = name.strip_prefix(':').unwrap_or(name);
        if name.is_empty() {
            return Zone::utc();
        }
        let path = if name.starts_with('/') { name.to_string() } else { format!("/usr/share/zoneinfo/{name}") };
        if let Some(zone) = read(&path).and_then(|bytes| Zone::from_file(&bytes)) {
            return zone;
        }
        match Rule::parse(name) {
            Some(rule) => Zone { changes: Vec::new(), kinds: Vec::new(), rule: Some(rule) },
            None => Zone::utc(),
        }
    }

    /// A file as RFC 9636 describes it.
    pub fn from_file(bytes: &[u8]) -> Option<Zone> {
        let version = *bytes.get(4)?;
        if !bytes.starts_with(b"TZif") {
            return None;
        }
        if version < b'2' {
            return Zone::from_block(&mut &bytes[..], 4).map(|(zone, _)| zone);
        }
        let mut rest = bytes;
        Zone::from_block(&mut rest, 4)?;
        let (mut zone, footer) = Zone::from_block(&mut rest, 8)?;
        let text = std::str::from_utf8(footer).ok()?.trim_matches('\n');
        zone.rule = Rule::parse(text);
        Some(zone)
    }

    /// One block; what follows it.
    fn from_block<'a>(bytes: &mut &'a [u8], width: usize) -> Option<(Zone, &'a [u8])> {
        let header = bytes.split_off(..44)?;
        let count = |place: usize| {
            let at = 20 + place * 4;
            Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?) as usize)
        };
        let (utc, standard, leaps, times, types, names) =
            (count(0)?, count(1)?, count(2)?, count(3)?, count(4)?, count(5)?);
        let number = |b: &[u8]| match width {
            4 => b.try_into().ok().map(|b| i32::from_be_bytes(b) as i64),
            _ => b.try_into().ok().map(i64::from_be_bytes),
        };
        let moments = bytes.split_off(..times * width)?;
        let indices = bytes.split_off(..times)?;
        let records = bytes.split_off(..types * 6)?;
        let text = bytes.split_off(..names)?;
        bytes.split_off(..leaps * (width + 4) + standard + utc)?;
        let mut kinds = Vec::new();
        for record in records.chunks_exact(6) {
            let offset = i32::from_be_bytes(record[..4].try_into().ok()?) as i64;
            let name = text.get(record[5] as usize..)?.split(|b| *b == 0).next()?;
            let name = String::from_utf8_lossy(name).into_owned();
            kinds.push(Kind { offset, summer: record[4] != 0, name });
        }
        let mut changes = Vec::new();
        for (moment, index) in moments.chunks_exact(width).zip(indices) {
            changes.push((number(moment)?, (*index as usize).min(kinds.len().saturating_sub(1))));
        }
        Some((Zone { changes, kinds, rule: None }, bytes))
    }

    /// The kind of local time that holds at a moment.
    pub fn at(&self, seconds: i64) -> Kind {
        let after = self.changes.partition_point(|(when, _)| *when <= seconds);
        if after == self.changes.len()
            && let Some(rule) = &self.rule
        {
            return rule.at(seconds);
        }
        let kind = match after {
            0 => self.kinds.iter().find(|kind| !kind.summer).or(self.kinds.first()),
            _ => self.kinds.get(self.changes[after - 1].1),
        };
        kind.cloned().unwrap_or_default()
    }

    /// Winter's and summer's kind, as `time.tzname` and `time.timezone` want them now.
    pub fn both(&self, now: i64) -> (Kind, Kind) {
        let year = moment(now).year;
        let january = self.at(days(year, 1, 1) * DAY);
        let july = self.at(days(year, 7, 1) * DAY);
        if january.offset < july.offset { (january, july) } else { (july, january) }
    }
}

impl Rule {
    fn parse(text: &str) -> Option<Rule> {
        let mut rest = text;
        let winter = Kind { name: zone_name(&mut rest)?, offset: -clock(&mut rest)?, summer: false };
        if rest.is_empty() {
            return Some(Rule { winter, summer: None });
        }
        let name = zone_name(&mut rest)?;
        let offset = if rest.is_empty() || rest.starts_with(',') { winter.offset + 3_600 } else { -clock(&mut rest)? };
        let summer = Kind { name, offset, summer: true };
        let (start, end) = match rest.strip_prefix(',') {
            Some(days) => {
                let (start, end) = days.split_once(',')?;
                (Day::parse(start)?, Day::parse(end)?)
            }
            None => (Day::parse("M3.2.0")?, Day::parse("M11.1.0")?),
        };
        Some(Rule { winter, summer: Some((summer, start, end)) })
    }

    fn at(&self, seconds: i64) -> Kind {
        let Some((summer, start, end)) = &self.summer else {
            return self.winter.clone();
        };
        let year = moment(seconds + self.winter.offset).year;
        let begins = start.in_year(year) - self.winter.offset;
        let ends = end.in_year(year) - summer.offset;
        let in_summer =
            if begins < ends { (begins..ends).contains(&seconds) } else { !(ends..begins).contains(&seconds) };
        if in_summer { summer.clone() } else { self.winter.clone() }
    }
}

impl Day {
    fn parse(text: &str) -> Option<Day> {
        let (day, mut time) = text.split_once('/').unwrap_or((text, "2"));
        let time = clock(&mut time)?;
        let when = if let Some(week) = day.strip_prefix('M') {
            let mut parts = week.split('.').map(|part| part.parse().ok());
            When::Week(parts.next()??, parts.next()??, parts.next()??)
        } else if let Some(number) = day.strip_prefix('J') {
            When::Julian(number.parse().ok()?)
        } else {
            When::Counted(day.parse().ok()?)
        };
        Some(Day { when, time })
    }

    /// The local time of the change in a year, as seconds from the epoch.
    fn in_year(&self, year: i64) -> i64 {
        let day = match self.when {
            When::Counted(number) => days(year, 1, 1) + number,
            When::Julian(number) => {
                let leap = days(year + 1, 1, 1) - days(year, 1, 1) == 366;
                days(year, 1, 1) + number - 1 + (leap && number >= 60) as i64
            }
            When::Week(month, week, weekday) => {
                let first = days(year, month, 1);
                let to_weekday = (weekday - (first + 4)).rem_euclid(7);
                let mut day = first + to_weekday + (week - 1) * 7;
                while day >= days(year, month + 1, 1) {
                    day -= 7;
                }
                day
            }
        };
        day * DAY + self.time
    }
}

/// `EST` or `<+03>`.
fn zone_name(text: &mut &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix('<') {
        let (name, after) = rest.split_once('>')?;
        *text = after;
        return Some(name.to_string());
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    *text = after;
    (name.len() >= 3).then(|| name.to_string())
}

/// `[+-]hh[:mm[:ss]]` in seconds.
fn clock(text: &mut &str) -> Option<i64> {
    let negative = text.starts_with('-');
    let body = text.trim_start_matches(['+', '-']);
    let end = body.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(body.len());
    let (digits, after) = body.split_at(end);
    *text = after;
    let mut seconds = 0;
    for (part, unit) in digits.split(':').zip([3_600, 60, 1]) {
        seconds += part.parse::<i64>().ok()? * unit;
    }
    Some(if negative { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_change_twice_a_year() {
        let zone = Zone::named("EST5EDT,M3.2.0,M11.1.0", |_| None);
        let winter = zone.at(days(2024, 1, 15) * DAY);
        let summer = zone.at(days(2024, 7, 15) * DAY);
        assert_eq!((winter.offset, winter.name.as_str(), winter.summer), (-18_000, "EST", false));
        assert_eq!((summer.offset, summer.name.as_str(), summer.summer), (-14_400, "EDT", true));
        let change = days(2024, 3, 10) * DAY + 7 * 3_600;
        assert!(!zone.at(change - 1).summer && zone.at(change).summer);
        assert_eq!(Zone::named("<+0530>-5:30", |_| None).at(0).offset, 19_800);
    }
}
