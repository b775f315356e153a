"""What a keeper does with a phone before the picture is taken."""

from odoo_calls import call
from playwright.sync_api import Page


def scan(page: Page, code: str) -> None:
    """Hand a code to the scanner as if it were typed."""
    page.fill(".o_jxc_scan_bar input", code)
    page.keyboard.press("Enter")


def look_up(page: Page) -> None:
    """Scan the barcode of a product that has several lots."""
    scan(page, "SP1005")
    page.wait_for_selector(".o_jxc_stock")


def receive(page: Page) -> None:
    """Open the first receipt that waits and scan its first product."""
    page.click(".o_jxc_tile[name=receive]")
    page.click(".o_jxc_receipt")
    page.wait_for_selector(".o_jxc_scanner[data-screen=receipt] .o_jxc_line")


def pick_first_expired(page: Page) -> None:
    """Take a piece of the lot that expires first, as Odoo reserved it."""
    line, _later = _open_delivery(page)
    scan(page, line["lot_id"][1])
    page.wait_for_selector(".o_jxc_notice[data-tone=good]")
    page.wait_for_selector(".o_jxc_link[data-tone=good]")


def stop_later_lot(page: Page) -> None:
    """Scan a lot that expires later than the reserved one, where that is refused."""
    parties = ("supplier_id", "customer_id", "customer_tag_id")
    of_goods = [[party, "=", False] for party in parties]
    rules = call(page, "jxc.lot.rule", "search", of_goods)
    call(page, "jxc.lot.rule", "write", rules, {"fefo_action": "refuse"})
    page.reload()
    page.wait_for_selector(".o_jxc_tile")
    _line, later = _open_delivery(page)
    scan(page, later)
    page.wait_for_selector(".o_jxc_stop[data-kind=fefo]")


def _open_delivery(page: Page) -> tuple[dict, str]:
    """Open a delivery of goods with a later lot; return its line and that lot."""
    page.click(".o_jxc_tile[name=pick]")
    page.wait_for_selector(".o_jxc_pick_row")
    for line in _reserved_lots(page):
        row = page.locator(".o_jxc_pick_row", has_text=line["picking_id"][1])
        later = _later_lot(page, line)
        if later and row.count():
            row.click()
            product = f"[data-product='{line['product_id'][0]}']"
            page.wait_for_selector(".o_jxc_task")
            if not page.locator(f".o_jxc_task{product}").count():
                page.click(f".o_jxc_line{product}")
            return line, later
    raise LookupError("no delivery waits for goods of which there are two lots")


def _reserved_lots(page: Page) -> list[dict]:
    fields = ["picking_id", "product_id", "lot_id", "location_id"]
    reserved = [
        ["picking_code", "=", "outgoing"],
        ["state", "in", ["assigned", "partially_available"]],
        ["lot_id.use_expiration_date", "=", True],
    ]
    return call(page, "stock.move.line", "search_read", reserved, fields, order="id")


def _later_lot(page: Page, line: dict) -> str:
    """Name of a good lot of the same goods that lies in stock and expires last."""
    beside = [
        ["product_id", "=", line["product_id"][0]],
        ["quant_ids.location_id", "=", line["location_id"][0]],
        ["id", "!=", line["lot_id"][0]],
        ["status", "=", "usable"],
    ]
    order = "expiration_date desc"
    lots = call(
        page, "stock.lot", "search_read", beside, ["name"], order=order, limit=1
    )
    return lots[0]["name"] if lots else ""
