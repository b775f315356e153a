import {browser} from "@web/core/browser/browser";

const ADDRESS = "/scanner/service-worker.js";
const HOUR = 3600 * 1000;

/**
 * Have the browser keep this page, so that it opens without the network, and notice new
 * versions of it. A new version is taken when nobody is in the middle of something.
 */
export async function keepForOffline() {
    const workers = browser.navigator.serviceWorker;
    if (!workers) {
        // Browsers allow it over HTTPS only.
        return;
    }
    const known = Boolean(workers.controller);
    let outdated = false;
    workers.addEventListener("controllerchange", () => {
        outdated = known;
        reloadWhenIdle();
    });
    const reloadWhenIdle = () => {
        if (outdated && document.querySelector(".o_jxc_scanner[data-screen=home]")) {
            browser.location.reload();
        }
    };
    document.addEventListener("visibilitychange", reloadWhenIdle);
    try {
        const registration = await workers.register(ADDRESS);
        browser.setInterval(() => registration.update().catch(() => {}), HOUR);
    } catch {
        // Private windows: the scanner works, but does not open without the network.
    }
}
