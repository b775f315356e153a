import {browser} from "@web/core/browser/browser";

const UNKNOWN = "DeviceUnknown";

/**
 * What this device is to the server: registered once, known by a secret that stays on
 * it. Everybody who works with the device shares it.
 */
export class ScannerDevice {
    /**
     * @param {Object} parameters
     * @param {string} parameters.database
     * @param {string} parameters.version of the app
     * @param {(model: string, method: string, args: any[]) => Promise} parameters.call
     */
    constructor({database, version, call}) {
        this.key = `jxc_scanner.device.${database}`;
        Object.assign(this, {version, call});
    }

    get token() {
        return browser.localStorage.getItem(this.key);
    }

    /** What a sending says of the device; registers it at its first use. */
    async describe() {
        if (!this.token) {
            const args = [deviceName(browser.navigator.userAgent), this.version];
            const {token} = await this.call("jxc.scanner.device", "register", args);
            browser.localStorage.setItem(this.key, token);
        }
        return {token: this.token, version: this.version};
    }

    /** The server does not know the secret: register anew with the next sending. */
    noteError(error) {
        if (error.exceptionName?.endsWith(UNKNOWN)) {
            browser.localStorage.removeItem(this.key);
        }
    }
}

/** A name a manager can tell devices apart by until somebody gives a better one. */
function deviceName(agent) {
    const system = /Android[^;)]*; ([^;)]+)|iPhone|iPad|Windows|Macintosh|Linux/.exec(
        agent
    );
    return (system?.[1] || system?.[0] || "Scanner").trim().slice(0, 40);
}
