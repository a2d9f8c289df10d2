"""Writes orders, arguments and 30 digits of the Bessel functions J and Y, for BesselOrderTest.

    python bessel.py COUNT > bessel.txt

mpmath with 60 digits. A line: function, order, argument as a hexadecimal double, result.
"""
import random
import sys

import mpmath as mp

mp.mp.dps = 60
SEED = random.Random(3)

for name, function in ("jn", mp.besselj), ("yn", mp.bessely):
    for _ in range(int(sys.argv[1])):
        n = SEED.randint(2, 60)
        x = SEED.uniform(0.01, 100) if SEED.random() < 0.7 else 2.0 ** SEED.uniform(-20, 6)
        if name == "jn" and SEED.random() < 0.3:
            x = -x
        exact = function(n, mp.mpf(x))
        if mp.mpf(2) ** -1000 < abs(exact) < mp.mpf(2) ** 1000:
            print(name, n, x.hex(), mp.nstr(exact, 30))
