/**
 * How the device stands with the server. What needs a person comes before what mends
 * itself.
 *
 * @param {{online: boolean, waiting: Object[], refused: Object[], trouble: string,
 *      stored: boolean, signedOut: boolean}} link
 * @returns {{tone: "good"|"warn"|"bad", key: string, count: number}} `key` of a message,
 *      about `count` operations
 */
export function linkState({online, waiting, refused, trouble, stored, signedOut}) {
    const count = waiting.length;
    if (refused.length) {
        return {tone: "bad", key: "linkNeedsYou", count: refused.length};
    }
    if (!stored) {
        return {tone: "bad", key: "linkNotSaved", count};
    }
    if (trouble) {
        return {tone: "bad", key: "linkHeldUp", count};
    }
    if (!online) {
        return {tone: "warn", key: count ? "linkOfflineUnsent" : "linkOffline", count};
    }
    if (count) {
        return {tone: "warn", key: "linkUnsent", count};
    }
    return signedOut
        ? {tone: "warn", key: "linkSignedOut", count}
        : {tone: "good", key: "linkOnline", count};
}
