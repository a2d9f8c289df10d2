import enum
from collections import namedtuple
from typing import NamedTuple

import torch
import triton
import triton.language as tl

WIDEST = tl.constexpr(max(torch.iinfo(d).bits for d in (torch.int8, torch.int16, torch.int32)))

Bounds = namedtuple("Bounds", ["low", "high"])
LIMITS = tl.constexpr(tuple(2**k - 1 for k in range(3, 8) if k != 5))
BOUNDS = Bounds(tl.constexpr(-16), tl.constexpr(16))


class Side(enum.IntEnum):
    LEFT = 0
    RIGHT = 1


class Window(NamedTuple):
    size: tl.constexpr
    stride: tl.constexpr = tl.constexpr(2)


WINDOW = Window(tl.constexpr(8))
