"""Writes arguments and 30 digits of the functions of libdevice that are recipes, for LibraryFunctionTest and MeasureLibrary.

    python library.py COUNT [FUNCTION ...] > library.txt

Of all functions where none is named. mpmath with 60 digits. A line: function, arguments as hexadecimal doubles, result.
"""
import math
import random
import struct
import sys

import mpmath as mp

mp.mp.dps = 60
SEED = random.Random(7)


def spread(low, high, signed=True):
    x = math.ldexp(1 + SEED.random(), SEED.randint(low, high))
    return -x if signed and SEED.random() < 0.5 else x


def mix(low, high, a, b, signed=True):
    return lambda: (spread(low, high, signed) if SEED.random() < 0.4 else SEED.uniform(a, b),)


def several(count):
    return lambda: tuple(spread(-40, 40) if SEED.random() < 0.3 else spread(-4, 4) for _ in range(count))


def erfcinv(x):
    if x > 0.1:
        return mp.erfinv(1 - x)
    y = mp.sqrt(-mp.log(x))
    goal = mp.log(x)
    for _ in range(80):
        e = mp.erfc(y)
        step = (mp.log(e) - goal) / (-2 / mp.sqrt(mp.pi) * mp.exp(-y * y) / e)
        y -= step
        if abs(step) < mp.mpf(10) ** -50:
            break
    return y


def normcdfinv(p):
    return -mp.sqrt(2) * erfcinv(2 * p) if p < 0.5 else mp.sqrt(2) * erfcinv(2 * (1 - p))


def norm(*x):
    return mp.sqrt(sum(v * v for v in x))


ZEROS = (-2.4570247382208006, -2.7476826467274127, -3.1435808883499798, -3.955294284858598, -5.008218168440113)


def negative():
    """Near zeros of lgamma, near 0, and anywhere."""
    kind = SEED.random()
    if kind < 0.25:
        return (SEED.choice(ZEROS) * (1 + SEED.choice((-1, 1)) * 2.0 ** -SEED.randint(3, 50)),)
    return (-(2.0 ** SEED.uniform(-40, 0)) if kind < 0.5 else SEED.uniform(-60, 0),)


FUNCTIONS = {
    "exp10": (lambda x: mp.mpf(10) ** x, mix(-50, 7, -300, 300)),
    "log10": (mp.log10, mix(-1000, 1000, 0.3, 4, False)),
    "sinpi": (mp.sinpi, mix(-60, 30, -4, 4)),
    "cospi": (mp.cospi, mix(-60, 30, -4, 4)),
    "sinh": (mp.sinh, mix(-60, 8, -709, 709)),
    "cosh": (mp.cosh, mix(-60, 8, -709, 709)),
    "asin": (mp.asin, mix(-60, -2, -1, 1)),
    "acos": (mp.acos, mix(-60, -2, -1, 1)),
    "atan": (mp.atan, mix(-60, 60, -4, 4)),
    "atan2": (mp.atan2, several(2)),
    "asinh": (mp.asinh, mix(-60, 1000, -8, 8)),
    "acosh": (mp.acosh, mix(1, 1000, 1, 4, False)),
    "atanh": (mp.atanh, mix(-60, -2, -1, 1)),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), mix(-1000, 1000, -8, 8)),
    "rcbrt": (lambda x: mp.sign(x) / mp.cbrt(abs(x)), mix(-1000, 1000, -8, 8)),
    "hypot": (norm, several(2)),
    "rhypot": (lambda *x: 1 / norm(*x), several(2)),
    "norm3d": (norm, several(3)),
    "rnorm3d": (lambda *x: 1 / norm(*x), several(3)),
    "norm4d": (norm, several(4)),
    "rnorm4d": (lambda *x: 1 / norm(*x), several(4)),
    "erfc": (mp.erfc, mix(-40, 1, -4, 26)),
    "erfcx": (lambda x: mp.exp(x * x) * mp.erfc(x), mix(-40, 4, -25, 30)),
    "erfinv": (mp.erfinv, mix(-60, -2, -1, 1)),
    "erfcinv": (erfcinv, lambda: (spread(-1000, -1, False) if SEED.random() < 0.4 else SEED.uniform(0, 2),)),
    "normcdf": (mp.ncdf, mix(-40, 1, -37, 8)),
    "normcdfinv": (normcdfinv, lambda: (spread(-1000, -2, False) if SEED.random() < 0.4 else SEED.random(),)),
    "tgamma": (mp.gamma, mix(-40, 3, -20, 170)),
    "lgamma": (lambda x: mp.log(abs(mp.gamma(x))), mix(-40, 1000, 0, 40, False)),
    "cyl_bessel_i0": (lambda x: mp.besseli(0, x), mix(-20, 5, -700, 700)),
    "cyl_bessel_i1": (lambda x: mp.besseli(1, x), mix(-20, 5, -700, 700)),
    "j0": (lambda x: mp.besselj(0, x), mix(-20, 2, -8, 8)),
    "j1": (lambda x: mp.besselj(1, x), mix(-20, 2, -8, 8)),
    "y0": (lambda x: mp.bessely(0, x), mix(-20, 2, 0, 8, False)),
    "y1": (lambda x: mp.bessely(1, x), mix(-20, 2, 0, 8, False)),
}

def single(x):
    """The nearest of fp32, where it is neither 0 nor infinite: such arguments measure the forms of fp32 too."""
    try:
        near = struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return x
    return near if near else x


ROWS = list(FUNCTIONS.items()) + [("lgamma", (FUNCTIONS["lgamma"][0], negative))]

for name, (function, arguments) in ROWS:
    if len(sys.argv) > 2 and name not in sys.argv[2:]:
        continue
    for _ in range(int(sys.argv[1])):
        x = arguments()
        if SEED.random() < 0.5:
            x = tuple(single(v) for v in x)
        exact = function(*(mp.mpf(v) for v in x))
        if mp.mpf(2) ** -1000 < abs(exact) < mp.mpf(2) ** 1020:
            print(name, *(v.hex() for v in x), mp.nstr(exact, 30))
