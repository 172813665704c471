"""The limits that make every run end soon: steps, sizes of texts, containers and numbers."""

from __future__ import annotations

from gupcheck.smpl.script.errors import RefusalError

STEPS = 200_000
MAX_TEXT = 200_000
MAX_ITEMS = 100_000
MAX_INT_BITS = 512
MAX_WIDTH = 1_000
MAX_DEPTH = 120
CHARACTERS_A_STEP = 32
ITEM_SIZE = 64
"""What an item of a container weighs in characters, roughly what it takes in memory."""


class Budget:
    """What one run may still spend: one step for every node evaluated, and steps in proportion for data."""

    __slots__ = ("allocated", "left")

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps
        self.allocated = 0

    def spend(self, steps: int = 1) -> None:
        """Take `steps` away; raise RefusalError when none are left."""
        self.left -= steps
        if self.left < 0:
            raise RefusalError(
                f"This script needs more than {STEPS} steps.", "step limit", "Make it do less for each match."
            )

    def text(self, size: int) -> None:
        """Pay for a string of `size` characters before it is made; raise RefusalError when it is too long."""
        if size > MAX_TEXT:
            raise RefusalError(
                f"A string of {size} characters is over the limit of {MAX_TEXT}.", "string size limit"
            )
        self.allocated += size
        self.spend(size // CHARACTERS_A_STEP)

    def items(self, count: int) -> None:
        """Pay for a container of `count` items before it is made; raise RefusalError when it is too long."""
        if count > MAX_ITEMS:
            raise RefusalError(
                f"A container of {count} items is over the limit of {MAX_ITEMS}.", "container size limit"
            )
        self.allocated += ITEM_SIZE * count
        self.spend(count)

    @staticmethod
    def width(width: int) -> None:
        """Raise RefusalError for a field width or precision that would make a huge string."""
        if abs(width) > MAX_WIDTH:
            raise RefusalError(
                f"A format width of {width} is over the limit of {MAX_WIDTH}.", "format width limit"
            )

    @staticmethod
    def bits(bits: int) -> None:
        """Raise RefusalError for an integer of more than MAX_INT_BITS bits."""
        if bits > MAX_INT_BITS:
            raise RefusalError(
                f"An integer of {bits} bits is over the limit of {MAX_INT_BITS}.", "integer size limit"
            )
