from .offsets import tile_offsets
