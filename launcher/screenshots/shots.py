"""Which pictures there are: where each is found and when it is complete."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

DESKTOP = (1366, 768)
PHONE = (390, 844)


def look(page: Page) -> None:
    """Do nothing but look."""


@dataclass(frozen=True)
class Shot:
    """One picture.

    :ivar name: the file's name.
    :ivar path: the address after the host.
    :ivar ready: a selector that is there once the screen is.
    :ivar act: what a person does before the picture is taken.
    """

    name: str
    path: str
    ready: str
    act: Callable[[Page], None] = look
    size: tuple[int, int] = DESKTOP

    @property
    def touch(self) -> bool:
        """Whether the picture is of a phone."""
        return self.size == PHONE

    @property
    def scale(self) -> int:
        """Pixels a point: a phone's screen is finer."""
        return 2 if self.touch else 1


SHOTS = (
    Shot(
        "replenishment",
        "/odoo/action-stock.action_replenishment",
        ".o_list_view .o_data_row",
    ),
    Shot(
        "lots",
        "/odoo/action-stock.action_production_lot_form",
        ".o_list_view .o_group_header, .o_list_view .o_data_row",
    ),
)
