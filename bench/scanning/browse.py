"""Measure the scanner in Chromium: ``browse.py RESULT ADDRESS LOGIN``.

Runs in the development environment against a server that answers at ADDRESS; writes
its figures to RESULT as JSON.
"""

import json
import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

BROWSERS = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")
SCANS = 200
PHONE = {"width": 390, "height": 844}

# A snapshot of its own beside the one the application keeps.
FETCH = """async () => {
    const modules = odoo.loader.modules;
    const {Snapshot} = modules.get("@jxc_scanner/store/snapshot");
    const {fetchSnapshot} = modules.get("@jxc_scanner/store/snapshot_request");
    const {user} = modules.get("@web/core/user");
    const snapshot = new Snapshot();
    const timed = async (token) => {
        performance.clearResourceTimings();
        const began = performance.now();
        const answer = await fetchSnapshot(token, user.activeCompany.id);
        snapshot.take(answer);
        const seconds = (performance.now() - began) / 1000;
        const [entry] = performance.getEntriesByType("resource")
            .filter(({name}) => name.includes("/scanner/snapshot"));
        return {answer, seconds, megabytes: entry.encodedBodySize / 1e6};
    };
    const whole = await timed("");
    const later = await timed(whole.answer.token);
    return {
        snapshot: whole.seconds,
        megabytes: whole.megabytes,
        delta: later.seconds,
        full: later.answer.full,
        rows: Object.fromEntries(
            ["products", "lots", "quants", "lines"].map(
                (name) => [name, snapshot.all(name).length]
            )
        ),
        scans: snapshot.all("products").filter((row, n) => n % 97 === 5)
            .map(({barcode, name}) => [barcode, name]),
    };
}"""

# From the key that ends the code until the frame with the answer is on the screen.
SCAN = """([code, title]) => new Promise((resolve, reject) => {
    const key = (key) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})
    );
    const shown = () =>
        document.querySelector(".o_jxc_card[data-kind=product] h2")
            ?.textContent.trim() === title;
    const patience = setTimeout(() => reject(new Error("no answer to " + code)), 20000);
    let began = 0;
    const observer = new MutationObserver(() => {
        if (shown()) {
            observer.disconnect();
            clearTimeout(patience);
            requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - began);
                channel.port2.postMessage(null);
            });
        }
    });
    observer.observe(document.body, {
        subtree: true, childList: true, characterData: true,
    });
    [...code].forEach(key);
    began = performance.now();
    key("Enter");
})"""


def main(result: Path, address: str, login: str) -> None:
    """Measure and write the figures."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=address, viewport=PHONE, has_touch=True)
        page = context.new_page()
        sign_in(page, login)
        figures = page.evaluate(FETCH)
        if figures["full"]:
            raise SystemExit("The second snapshot was not told as changes.")
        scans = figures.pop("scans")
        figures["start"] = reopen(page)
        figures["fast"] = measure(page, scans[:SCANS])
        slow_down(context, page, 4)
        figures["slow"] = measure(page, scans[:SCANS])
        browser.close()
    result.write_text(json.dumps(figures))


def sign_in(page: Page, login: str) -> None:
    """Open the scanner for the first time, until it knows its warehouse."""
    page.goto("/web/login?redirect=/scanner/app")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("form button[type=submit]")
    page.wait_for_selector(".o_jxc_scanner[data-screen=home] .o_jxc_tile")
    wait_for_snapshot(page)


def wait_for_snapshot(page: Page) -> None:
    """Wait until the device keeps the snapshot on its disk."""
    page.wait_for_function(
        """async () => {
            const {session} = odoo.loader.modules.get("@web/session");
            const {user} = odoo.loader.modules.get("@web/core/user");
            const {SnapshotStorage} = odoo.loader.modules.get(
                "@jxc_scanner/store/snapshot_storage"
            );
            const storage = new SnapshotStorage(
                session.db, user.userId, user.activeCompany.id
            );
            return (await storage.all()).length > 0;
        }""",
        timeout=60_000,
        polling=1000,
    )


def reopen(page: Page) -> float:
    """Open the scanner again; returns the seconds until it is ready for a scan."""
    page.goto("/scanner/app")
    page.wait_for_selector(".o_jxc_scanner[data-screen=home] .o_jxc_tile")
    ready = page.evaluate("performance.now()")
    page.wait_for_timeout(5000)
    return ready / 1000


def slow_down(context, page: Page, times: int) -> None:
    """Make the browser's processor slower."""
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})


def measure(page: Page, scans: list) -> float:
    """Scan all codes; returns how many milliseconds 95 of 100 took at most."""
    # The first ones make the indexes and the screens.
    for scan in scans[:10]:
        page.evaluate(SCAN, scan)
    taken = []
    for scan in scans[10:]:
        page.wait_for_timeout(50)
        taken.append(page.evaluate(SCAN, scan))
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)]
    print(
        f"{len(taken)} scans: median {median(taken):.0f} ms, p95 {p95:.0f} ms,"
        f" longest {taken[-1]:.0f} ms",
        file=sys.stderr,
    )
    return p95


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
