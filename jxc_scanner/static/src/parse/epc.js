import {checkDigit} from "./check_digit";
import {decode} from "./digital_link";
import {isValue} from "./identifiers";

// Bits of the company prefix by partition; its digits are 12 less the partition.
const PREFIX_BITS = [40, 37, 34, 30, 27, 24, 20];
// Header of a tag's memory: scheme, bits in all, bits of prefix and reference together,
// bits and kind of the serial number.
const HEADERS = {
    30: {scheme: "sgtin", bits: 96, together: 44, serial: 38},
    31: {scheme: "sscc", bits: 96, together: 58, serial: 0},
    32: {scheme: "sgln", bits: 96, together: 41, serial: 41},
    33: {scheme: "grai", bits: 96, together: 44, serial: 38},
    36: {scheme: "sgtin", bits: 198, together: 44, serial: 140},
    37: {scheme: "grai", bits: 170, together: 44, serial: 112},
    39: {scheme: "sgln", bits: 195, together: 41, serial: 140},
};
// Digits of prefix and reference together.
const DIGITS = {sgtin: 13, lgtin: 13, sscc: 17, sgln: 12, grai: 12};
const TAG =
    /^urn:epc:tag:(sgtin-96|sgtin-198|sscc-96|sgln-96|sgln-195|grai-96|grai-170):[0-7]\.(.*)$/is;

/**
 * Read an Electronic Product Code as RFID readers give it, section 14 of the EPC Tag
 * Data Standard: the tag's memory in hexadecimal, or a URI of the identity or tag.
 *
 * @param {string} text normalised code
 * @returns {Object|false} values by application identifier, false for anything else
 */
export function readEpc(text) {
    const tag = text.match(TAG);
    if (tag) {
        return readParts(tag[1].split("-")[0].toLowerCase(), tag[2]);
    }
    const identity = text.match(
        /^urn:epc:(?:id|class):(sgtin|lgtin|sscc|sgln|grai):(.*)$/is
    );
    if (identity) {
        return readParts(identity[1].toLowerCase(), identity[2]);
    }
    const raw = text.match(/^(?:urn:epc:raw:[0-9]+\.x)?([0-9A-F]{24,52})$/i);
    return raw ? readMemory(raw[1]) : false;
}

function readParts(scheme, rest) {
    const [prefix, reference = "", ...serial] = rest.split(".");
    return elementsOf(scheme, prefix, reference, decode(serial.join(".")));
}

function readMemory(hex) {
    const header = HEADERS[hex.slice(0, 2)];
    if (!header || hex.length !== 4 * Math.ceil(header.bits / 16)) {
        return false;
    }
    const bits = [...hex].map((digit) =>
        parseInt(digit, 16).toString(2).padStart(4, "0")
    );
    const memory = bits.join("");
    const prefixBits = PREFIX_BITS[parseInt(memory.slice(11, 14), 2)];
    if (!prefixBits || /1/.test(memory.slice(header.bits))) {
        return false;
    }
    const referenceStart = 14 + prefixBits;
    const end = 14 + header.together;
    const prefixDigits = 12 - PREFIX_BITS.indexOf(prefixBits);
    const referenceDigits = DIGITS[header.scheme] - prefixDigits;
    const prefix = number(memory.slice(14, referenceStart), prefixDigits);
    const reference = number(memory.slice(referenceStart, end), referenceDigits);
    const serial = readSerial(memory.slice(end, end + header.serial));
    // The bits of an SSCC that are left over are none of its own.
    return serial === false
        ? false
        : elementsOf(header.scheme, prefix, reference, serial);
}

/** A whole number, or longer than that 7-bit characters closed by zeros. */
function readSerial(bits) {
    if (bits.length <= 41) {
        return bits ? String(parseInt(bits, 2)) : "";
    }
    const characters = bits.match(/.{7}/g).map((seven) => parseInt(seven, 2));
    const end = characters.findIndex((character) => !character);
    const used = end < 0 ? characters : characters.slice(0, end);
    if (characters.slice(used.length).some(Boolean)) {
        return false;
    }
    return String.fromCharCode(...used);
}

function number(bits, digits) {
    const value = bits ? String(parseInt(bits, 2)) : "";
    return digits ? value.padStart(digits, "0") : value.replace(/^0$/, "");
}

function elementsOf(scheme, prefix, reference, serial) {
    const digits = prefix + reference;
    if (
        !/^[0-9]{6,12}$/.test(prefix) ||
        digits.length !== DIGITS[scheme] ||
        !/^[0-9]+$/.test(digits)
    ) {
        return false;
    }
    const key = KEYS[scheme](prefix, reference, serial);
    const good = Object.entries(key).every(([ai, value]) => isValue(ai, value));
    return good ? key : false;
}

/** The indicator or extension digit stands before the prefix in GS1's own keys. */
function turned(prefix, reference) {
    const payload = reference[0] + prefix + reference.slice(1);
    return payload + checkDigit(payload);
}

const KEYS = {
    sgtin: (prefix, reference, serial) => ({
        "01": turned(prefix, reference),
        ...(serial && {21: serial}),
    }),
    lgtin: (prefix, reference, lot) => ({
        "01": turned(prefix, reference),
        ...(lot && {10: lot}),
    }),
    sscc: (prefix, reference) => ({"00": turned(prefix, reference)}),
    sgln: (prefix, reference, extension) => ({
        414: prefix + reference + checkDigit(prefix + reference),
        ...(extension && extension !== "0" && {254: extension}),
    }),
    grai: (prefix, reference, serial) => ({
        8003: `0${prefix}${reference}${checkDigit(prefix + reference)}${serial}`,
    }),
};
