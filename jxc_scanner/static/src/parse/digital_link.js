import {IDENTIFIERS, isValue} from "./identifiers";

// Keys of a thing, and the words that older links use for identifiers.
const PRIMARY = new Set(
    "00 01 253 255 401 402 414 417 8003 8004 8006 8010 8013".split(" ")
);
PRIMARY.add("8017").add("8018");
const WORDS = {
    cpid: "8010",
    cpsn: "8011",
    cpv: "22",
    exp: "17",
    gcn: "255",
    gdti: "253",
    giai: "8004",
    ginc: "401",
    gln: "414",
    glnx: "254",
    gmn: "8013",
    grai: "8003",
    gsin: "402",
    gsrn: "8018",
    gsrnp: "8017",
    gtin: "01",
    itip: "8006",
    lot: "10",
    party: "417",
    ser: "21",
    srin: "8019",
    sscc: "00",
};

/**
 * Read a GS1 Digital Link URI: keys and their qualifiers in the path, further elements
 * in the query. The host and what stands before the first key do not matter.
 *
 * @param {string} text normalised code
 * @returns {Object|false} values by application identifier, false for another address
 */
export function readDigitalLink(text) {
    const link = text.match(/^https?:\/\/[^/?#]+([^?#]*)(?:\?([^#]*))?/i);
    if (!link) {
        return false;
    }
    const parts = link[1].split("/").filter(Boolean);
    const start = parts.findIndex((part) => PRIMARY.has(identifier(part)));
    const path = start < 0 ? [] : parts.slice(start);
    if (!path.length || path.length % 2) {
        return false;
    }
    const pairs = [];
    for (let index = 0; index < path.length; index += 2) {
        pairs.push([identifier(path[index]), decode(path[index + 1])]);
    }
    for (const part of (link[2] || "").split(/[&;]/)) {
        const [key, ...value] = part.split("=");
        if (IDENTIFIERS.has(identifier(key))) {
            pairs.push([identifier(key), decode(value.join("="))]);
        }
    }
    return checked(pairs);
}

function identifier(key) {
    const word = key.toLowerCase();
    return Object.hasOwn(WORDS, word) ? WORDS[word] : key;
}

function checked(pairs) {
    const elements = {};
    for (const [ai, written] of pairs) {
        const short = ai === "01" && /^[0-9]{8,13}$/.test(written);
        const value = short ? written.padStart(14, "0") : written;
        if (
            !IDENTIFIERS.has(ai) ||
            !isValue(ai, value) ||
            Object.hasOwn(elements, ai)
        ) {
            return false;
        }
        elements[ai] = value;
    }
    return elements;
}

/** Percent-encoded UTF-8; what is none stays as it is. */
export function decode(text) {
    return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
        try {
            return decodeURIComponent(bytes);
        } catch {
            return bytes;
        }
    });
}
