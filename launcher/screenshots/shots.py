"""Which pictures there are: where each is found and when it is complete."""

from collections.abc import Callable
from dataclasses import dataclass

from phone import look_up, pick_first_expired, receive, stop_later_lot
from playwright.sync_api import Page

DESKTOP = (1366, 768)
PHONE = (390, 844)
# So many suggestions are ordered for a picture.
ORDERED = 4
WAITS = 20
WAIT_MILLISECONDS = 6000


def look(page: Page) -> None:
    """Do nothing but look."""


@dataclass(frozen=True)
class Shot:
    """One picture.

    :ivar name: the file's name.
    :ivar path: the address after the host.
    :ivar ready: a selector that is there once the screen is.
    :ivar act: what a person does before the picture is taken.
    :ivar dark: whether the device asks for dark colours.
    """

    name: str
    path: str
    ready: str
    act: Callable[[Page], None] = look
    size: tuple[int, int] = DESKTOP
    dark: bool = False

    @property
    def touch(self) -> bool:
        """Whether the picture is of a phone."""
        return self.size == PHONE

    @property
    def scale(self) -> int:
        """Pixels a point: a phone's screen is finer."""
        return 2 if self.touch else 1


SALES = """\
单据号,日期,商品编码,商品名称,数量,单价,客户
XS-0001,2026-05-04,SP1001,婴儿配方奶粉 1段 900g,12,268,杭州西溪便利连锁有限公司
XS-0002,2026-05-05,SP2004,沙琪玛 526g,30,16.9,宁波甬江百货有限公司
C-0003,2026-05-06,SP2004,沙琪玛 526g,-4,16.9,宁波甬江百货有限公司
XS-0004,2026-05-06,POST,运费,1,12,宁波甬江百货有限公司
XS-0005,2026-05-07,XP9001,草莓味软糖 200g,50,9.9,嘉兴市南湖商贸行
XS-0006,2026-05-32,RY1001,抽纸 整箱24包,6,49.9,滨江社区团购服务站
"""


def upload_sales(page: Page) -> None:
    """Upload a small file of sales and have it checked."""
    page.click(".o_control_panel .o_list_buttons button, .o_control_panel .btn-primary")
    file = {"name": "2026-05.csv", "mimeType": "text/csv", "buffer": SALES.encode()}
    page.set_input_files(".modal input[type=file]", file)
    page.click(".modal-footer .btn-primary")
    page.wait_for_selector(".modal", state="detached")
    page.click(".o_form_statusbar .btn-primary")
    page.wait_for_selector(".o_form_statusbar .btn-primary[name=action_import]")


def chart(page: Page) -> None:
    """Show the demand history as a chart of weeks."""
    page.click(".o_switch_view.o_graph")
    page.wait_for_selector(".o_graph_renderer canvas")


def project(page: Page) -> None:
    """Show the stock ahead of the first product."""
    page.click("button[name=action_stock_projection]")
    page.wait_for_selector(".o_jxc_stock_projection canvas")


def correct(page: Page) -> None:
    """Show the demand of the first product, what was corrected in it and why."""
    project(page)
    page.click(".o_jxc_stock_projection button")
    page.wait_for_selector(".o_jxc_demand_corrected")


def backtest(page: Page) -> None:
    """Play the last year again with all products."""
    page.click(".o_list_button_add")
    page.click("button[name=action_run]")
    # Many products are played in the background.
    for _wait in range(WAITS):
        page.wait_for_timeout(WAIT_MILLISECONDS)
        page.reload()
        page.wait_for_selector(".o_form_view .o_statusbar_status")
        if page.locator(".o_jxc_backtest_chart canvas").count():
            break
    page.wait_for_selector(".o_jxc_backtest_chart canvas")


def order(page: Page) -> None:
    """Order the last suggestions and open the requests for quotation.

    The last: pictures in the next language find the first ones as they were.
    """
    rows = page.locator(".o_data_row .o_list_record_selector input")
    for number in range(ORDERED):
        rows.nth(-1 - number).click()
    page.click(".o_control_panel button:has(.o_dropdown_title)")
    page.locator(".o-dropdown--menu .o-dropdown-item").first.click()
    page.wait_for_selector(".o_data_row_selected", state="detached")
    page.goto("/odoo/purchase")
    page.wait_for_selector(".o_data_row")


SHOTS = (
    Shot("replenishment", "/odoo/replenishment", ".o_data_row"),
    Shot("projection", "/odoo/replenishment", ".o_data_row", project),
    Shot("corrections", "/odoo/replenishment", ".o_data_row", correct),
    Shot("lots", "/odoo/expiring-lots", ".o_data_row"),
    Shot("demand", "/odoo/demand-history", ".o_data_row", chart),
    Shot("summary", "/odoo/stock-summary", ".o_jxc_summary tbody tr"),
    Shot("import", "/odoo/sales-history-import", ".o_list_view", upload_sales),
    Shot("backtest", "/odoo/reorder-backtest", ".o_list_view", backtest),
    Shot("orders", "/odoo/replenishment", ".o_data_row", order),
    Shot("scanner-look-up", "/odoo/scanner", ".o_jxc_tile", look_up, PHONE),
    Shot("scanner-receive", "/odoo/scanner", ".o_jxc_tile", receive, PHONE),
    Shot("scanner-stop", "/odoo/scanner", ".o_jxc_tile", stop_later_lot, PHONE),
    Shot(
        "scanner-pick-dark",
        "/odoo/scanner",
        ".o_jxc_tile",
        pick_first_expired,
        PHONE,
        dark=True,
    ),
)
