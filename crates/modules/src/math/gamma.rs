//! The gamma function by Lanczos' approximation with g = 6.0246…, as CPython computes it (so that digits agree).

use std::f64::consts::PI;

pub(super) enum Fault {
    Domain,
    Range,
}

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const LN_PI: f64 = 1.144729885849400174143427351353058711647;

const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_48,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];

const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// Γ(1) … Γ(23): exact.
const FACTORIALS: [f64; 23] = {
    let mut all = [1.0; 23];
    let mut n = 1;
    while n < 23 {
        all[n] = all[n - 1] * n as f64;
        n += 1;
    }
    all
};

fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..13).rev() {
            above = above * x + NUMERATOR[i];
            below = below * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..13 {
            above = above / x + NUMERATOR[i];
            below = below / x + DENOMINATOR[i];
        }
    }
    above / below
}

/// sin(πx), exact where x is near an integer.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * r
}

pub(super) fn gamma(x: f64) -> Result<f64, Fault> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Ok(x) } else { Err(Fault::Domain) };
    }
    if x == 0.0 {
        return Err(Fault::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Fault::Domain);
        }
        if x <= 23.0 {
            return Ok(FACTORIALS[x as usize - 1]);
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let r = 1.0 / x;
        return if r.is_infinite() { Err(Fault::Range) } else { Ok(r) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Fault::Range) };
    }
    let r = gamma_between(x, size);
    if r.is_infinite() { Err(Fault::Range) } else { Ok(r) }
}

/// For 1e-20 < |x| <= 200. `z` mends what rounding lost in `y`.
fn gamma_between(x: f64, size: f64) -> f64 {
    let y = size + G_MINUS_HALF;
    let lost = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let z = lost * G / y;
    let power = |r: f64, divide: bool| {
        if size < 140.0 {
            let p = y.powf(size - 0.5);
            if divide { r / p } else { r * p }
        } else {
            let p = y.powf(size / 2.0 - 0.25);
            if divide { r / p / p } else { r * p * p }
        }
    };
    if x < 0.0 {
        let r = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        power(r - z * r, true)
    } else {
        let r = lanczos_sum(size) / y.exp();
        power(r + z * r, false)
    }
}

pub(super) fn ln_gamma(x: f64) -> Result<f64, Fault> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Fault::Domain) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut r = lanczos_sum(size).ln() - G;
    r += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LN_PI - sin_pi(size).abs().ln() - size.ln() - r;
    }
    if r.is_infinite() { Err(Fault::Range) } else { Ok(r) }
}
