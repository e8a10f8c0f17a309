# statistics over the native number functions.
import statistics as s
from fractions import Fraction

data = [1, 2, 2, 3, 4, 7, 9]
print(s.mean(data), s.median(data), s.mode(data), s.median_low(data), s.median_high([1, 2, 3, 4]), s.fmean(data))
#> 4 3 2 3 3 4.0
print(s.pstdev(data), s.stdev(data), s.variance(data), s.pvariance([1, 3]))
#> 2.7255405754769875 2.943920288775949 8.666666666666666 1
print(s.quantiles(data, n=4), s.multimode("aabbc"), s.harmonic_mean([40, 60]), s.geometric_mean([1, 9]))
#> [2.0, 3.0, 7.0] ['a', 'b'] 48.0 3.0000000000000004
print(s.mean([Fraction(1, 2), Fraction(1, 3)]), s.correlation([1, 2, 3], [2, 4, 7]), s.linear_regression([1, 2], [3, 5]))
#> 5/12 0.9933992677987828 LinearRegression(slope=2.0, intercept=1.0)
n = s.NormalDist(100, 15)
print(n.cdf(115), n.pdf(100), n.inv_cdf(0.9), n.zscore(130), n + 5)
#> 0.8413447460685429 0.02659615202676218 119.22327348316901 2.0 NormalDist(mu=105.0, sigma=15.0)
for call in (lambda: s.mean([]), lambda: s.mode([]), lambda: s.stdev([1])):
    try:
        call()
    except s.StatisticsError as error:
        print(error)
#> mean requires at least one data point
#> no mode for empty data
#> stdev requires at least two data points
