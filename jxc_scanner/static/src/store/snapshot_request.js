import {browser} from "@web/core/browser/browser";
import {ConnectionLostError} from "@web/core/network/rpc";

const ADDRESS = "/scanner/snapshot";

/** The session has ended: somebody has to sign in again. */
export class SignedOutError extends Error {}

/**
 * Fetch the snapshot, or what has changed since `token`.
 *
 * @param {string} token of the last answer, "" for all
 * @param {number} companyId the company the user works in
 * @throws {ConnectionLostError} there is no network
 * @throws {SignedOutError} the server does not know the user any more
 */
export async function fetchSnapshot(token, companyId) {
    const query = new URLSearchParams({since: token, company: companyId});
    let response = null;
    try {
        response = await browser.fetch(`${ADDRESS}?${query}`);
    } catch {
        throw new ConnectionLostError(ADDRESS);
    }
    if (response.status >= 502 && response.status <= 504) {
        throw new ConnectionLostError(ADDRESS);
    }
    const type = response.headers.get("Content-Type") || "";
    if (response.redirected || !type.includes("json")) {
        // Odoo leads whom it does not know to its sign-in page.
        throw response.ok ? new SignedOutError() : new Error(response.statusText);
    }
    const answer = await response.json();
    if (!response.ok) {
        throw new Error(answer.message);
    }
    return answer;
}
