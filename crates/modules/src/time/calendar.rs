//! Days, months and seconds by the Gregorian calendar, backwards and forwards without end. Pure arithmetic.

/// A moment on the calendar, as `struct tm` has it but for the ranges: months, weekdays and days of the year
/// count as Python counts them (January is 1, Monday is 0, the first day is 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub weekday: i64,
    pub year_day: i64,
}

pub(super) const DAY: i64 = 86_400;

/// Days from the epoch to a day of the calendar; months and days may lie outside their ranges.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468 + day - 1
}

/// The moment that is this many seconds from the epoch.
pub(super) fn moment(seconds: i64) -> Moment {
    let (day_number, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let shifted = day_number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    Moment {
        year,
        month,
        day,
        hour: rest / 3_600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (day_number + 3).rem_euclid(7),
        year_day: day_number - days(year, 1, 1) + 1,
    }
}

/// Seconds from the epoch to a moment whose fields may lie outside their ranges.
pub(super) fn seconds(at: &Moment) -> i64 {
    days(at.year, at.month, at.day) * DAY + at.hour * 3_600 + at.minute * 60 + at.second
}

/// The ISO year and week.
pub(super) fn iso_week(at: &Moment) -> (i64, i64) {
    let week = (at.year_day - 1 - at.weekday + 10) / 7;
    if week < 1 {
        let last = days(at.year, 1, 1) - 1;
        return iso_week(&moment(last * DAY));
    }
    let monday_of_first = |year: i64| {
        let fourth = days(year, 1, 4);
        fourth - (fourth + 3).rem_euclid(7)
    };
    let day = days(at.year, 1, 1) + at.year_day - 1;
    if day >= monday_of_first(at.year + 1) { (at.year + 1, 1) } else { (at.year, week) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back() {
        for day in (-800_000..800_000).step_by(37) {
            let at = moment(day * DAY + 5_000);
            assert_eq!(seconds(&at), day * DAY + 5_000);
            assert!((1..=366).contains(&at.year_day));
        }
        assert_eq!(iso_week(&moment(days(2021, 1, 3) * DAY)), (2020, 53));
        assert_eq!(iso_week(&moment(days(2024, 12, 30) * DAY)), (2025, 1));
    }
}
