"""A package as projects have them: it hands on what its modules define."""
from . import rounding as rounding
from .activation import *
from .activation import _hidden_gain as gain
from .limits import LIMITS, WIDEST, Side
from .shapes import tile_offsets

__all__ = ["LIMITS", "Side", "WIDEST", "gain", "rounding", "tile_offsets"]
