"""Asking Odoo from a page, as whoever has signed in there."""

from typing import Any

from playwright.sync_api import Page

_CALL = """async (params) => {
    const response = await fetch("/web/dataset/call_kw", {
        method: "POST",
        headers: {"Content-Type": "application/json"},
        body: JSON.stringify({jsonrpc: "2.0", method: "call", params}),
    });
    const {result, error} = await response.json();
    if (error) {
        throw new Error(error.data.message);
    }
    return result;
}"""


def call(page: Page, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
    """Call a method of a model; raises what Odoo complains of."""
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
    return page.evaluate(_CALL, params)
