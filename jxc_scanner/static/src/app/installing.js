import {browser} from "@web/core/browser/browser";
import {isDisplayStandalone} from "@web/core/browser/feature_detection";

/** The page that opens without the network. */
export const OWN_PAGE = "/scanner/app";

// Browsers offer to install a page some time after it was opened, and only once.
let offer = null;
browser.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
});

/** @returns {"elsewhere"|"here"|"done"} where the scanner can be installed from */
export function installing() {
    if (isDisplayStandalone()) {
        return "done";
    }
    return browser.location.pathname.startsWith(OWN_PAGE) ? "here" : "elsewhere";
}

/** @returns {boolean} whether the browser asks now; else its own menu has to be used */
export function install() {
    offer?.prompt();
    return Boolean(offer);
}
