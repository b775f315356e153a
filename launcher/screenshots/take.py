"""Take the README's pictures: ``take.py ADDRESS FOLDER [NAME…]``.

Runs in the development environment, on a demo database that answers at ADDRESS and
may be written to (the user's language is switched). Writes FOLDER/LANGUAGE/NAME.png
and fails when a screen does not come up or logs an error to the browser's console.
"""

import io
import shutil
import sys
from pathlib import Path

from odoo_calls import call
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from shots import SHOTS, Shot

LANGUAGES = ("en_US", "zh_CN")
BROWSERS = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")
COLOURS = 192
# Odoo's charts and sheets take up to a second to slide in.
SETTLE_MILLISECONDS = 1500


def main(address: str, folder: Path, names: list[str]) -> int:
    """Take the pictures called ``names``, or all; returns the exit code."""
    unknown = set(names) - {shot.name for shot in SHOTS}
    if unknown:
        print(f"No such picture: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [shot for shot in SHOTS if not names or shot.name in names]
    failures = []
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
        )
        # The demo company ends in the language it began with.
        for language in LANGUAGES:
            state = sign_in(browser, address, language)
            for shot in chosen:
                path = folder / language / f"{shot.name}.png"
                failures += take(browser, state, address, shot, path)
        browser.close()
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(chosen) * len(LANGUAGES)} pictures, {len(failures)} problems")
    return 1 if failures else 0


def sign_in(browser: Browser, address: str, language: str) -> dict:
    """Sign in as the owner, speaking ``language``; returns the browser's state."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click("form button[type=submit]")
    page.wait_for_selector(".o_main_navbar, .o_web_client")
    # A question still asked could have Odoo remember the language of before: leave
    # the web client and let it finish.
    page.goto("/web/health")
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    users = call(page, "res.users", "search", [["login", "=", "admin"]])
    call(page, "res.users", "write", users, {"lang": language})
    state = context.storage_state()
    context.close()
    return state


def take(
    browser: Browser, state: dict, address: str, shot: Shot, path: Path
) -> list[str]:
    """Take one picture; returns what was wrong, in words."""
    problems: list[str] = []
    context = browser.new_context(
        base_url=address,
        storage_state=state,
        viewport={"width": shot.size[0], "height": shot.size[1]},
        device_scale_factor=shot.scale,
        has_touch=shot.touch,
        is_mobile=shot.touch,
        color_scheme="dark" if shot.dark else "light",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    name = f"{path.parent.name}/{path.stem}"

    def listen(message) -> None:
        if message.type == "error":
            problems.append(f"{name}: the console says {message.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: problems.append(f"{name}: {error}"))
    try:
        # Through the home screen: it makes ours the current app.
        page.goto("/odoo")
        page.wait_for_selector(".o_menu_brand, .o_mobile_menu_toggle")
        page.goto(shot.path)
        page.wait_for_selector(shot.ready, timeout=30_000)
        shot.act(page)
        settle(page)
        save(page.screenshot(), path)
    except Exception as error:
        problems.append(f"{name}: {error}")
    context.close()
    return problems


def settle(page: Page) -> None:
    """Wait until nothing moves: requests answered, charts drawn."""
    page.wait_for_selector(".o_loading_indicator", state="hidden")
    page.wait_for_timeout(SETTLE_MILLISECONDS)


def save(png: bytes, path: Path) -> None:
    """Write the picture with few colours: a third of the size, no visible loss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
