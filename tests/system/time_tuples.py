# time: tuples of the calendar, formats both ways, and what is refused.
import time
t = time.gmtime(1_700_000_000)
print(t)
#> time.struct_time(tm_year=2023, tm_mon=11, tm_mday=14, tm_hour=22, tm_min=13, tm_sec=20, tm_wday=1, tm_yday=318, tm_isdst=0)
print(t.tm_year, t[1], t[:3], len(t), t.tm_zone, t.tm_gmtoff, isinstance(t, tuple))
#> 2023 11 (2023, 11, 14) 9 GMT 0 True
print(time.strftime('%Y-%m-%d %H:%M:%S|%a %A|%b %B|%j %U %W %V|%p %I|%y %e|%%|%x %X %c', t))
#> 2023-11-14 22:13:20|Tue Tuesday|Nov November|318 46 46 46|PM 10|23 14|%|11/14/23 22:13:20 Tue Nov 14 22:13:20 2023
print(time.asctime(t), '|', time.ctime(0), '|', time.strftime('%D %T %F', time.gmtime(0)))
#> Tue Nov 14 22:13:20 2023 | Thu Jan  1 00:00:00 1970 | 01/01/70 00:00:00 1970-01-01
print(time.strptime('2024-02-29 13:05', '%Y-%m-%d %H:%M'))
#> time.struct_time(tm_year=2024, tm_mon=2, tm_mday=29, tm_hour=13, tm_min=5, tm_sec=0, tm_wday=3, tm_yday=60, tm_isdst=-1)
print(time.mktime((2024, 1, 31, 25, 0, 0, 0, 0, -1)), time.timezone, time.tzname, time.daylight)
#> 1706749200.0 0 ('UTC', 'UTC') 0
print(time.struct_time(range(9)), time.gmtime(-1)[:6])
#> time.struct_time(tm_year=0, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=8) (1969, 12, 31, 23, 59, 59)
for bad in (lambda: time.sleep(-1), lambda: time.strftime('%Y', (1, 2)), lambda: time.strptime('x', '%Y'),
            lambda: time.asctime('x'), lambda: time.strftime('%Y', (2024, 13, 1, 0, 0, 0, 0, 1, 0)),
            lambda: time.gmtime('x'), lambda: time.struct_time((1, 2)), lambda: time.gmtime(1e30)):
    try:
        bad()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
#> ValueError sleep length must be non-negative
#> TypeError strftime(): illegal time tuple argument
#> ValueError time data 'x' does not match format '%Y'
#> TypeError Tuple or struct_time argument required
#> ValueError month out of range
#> TypeError 'str' object cannot be interpreted as an integer
#> TypeError time.struct_time() takes an at least 9-sequence (2-sequence given)
#> OverflowError timestamp out of range for platform time_t
a = time.monotonic()
time.sleep(0.001)
print(time.monotonic() > a, time.perf_counter_ns() > 0, time.time() > 1.6e9, time.process_time() >= 0)
#> True True True True
