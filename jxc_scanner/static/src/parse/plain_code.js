import {checkDigit, isChecked} from "./check_digit";

const LENGTHS = {ean8: 8, ean13: 13, upca: 12};

/**
 * A trade item's number is the same with and without leading zeros: EAN-13 in a
 * GTIN-14 field, UPC-A in an EAN-13 one. Other codes have one spelling.
 *
 * @param {string} code
 * @returns {string[]}
 */
export function gtinSpellings(code) {
    if (!/^[0-9]{8,14}$/.test(code)) {
        return [code];
    }
    const spellings = new Set([code]);
    const padded = code.padStart(14, "0");
    for (const length of [14, 13, 12, 8]) {
        const cut = padded.length - length;
        if (/^0*$/.test(padded.slice(0, cut))) {
            spellings.add(padded.slice(cut));
        }
    }
    return [...spellings];
}

/** @returns {string} 14 digits when `code` is an EAN-8, UPC-E, UPC-A, EAN-13 or ITF-14
 *      with the right check digit, else empty */
export function gtinOf(code) {
    const full = /^[01][0-9]{7}$/.test(code) ? expandUpcE(code) : "";
    const checked = [8, 12, 13, 14].includes(code.length) && isChecked(code);
    // EAN-8 never leaves the shop that made it when it begins with 0.
    if (checked && !(code[0] === "0" && isChecked(full))) {
        return code.padStart(14, "0");
    }
    return isChecked(full) ? full.padStart(14, "0") : "";
}

/** Put the zeros back that UPC-E leaves out, section 5.2.2.4. */
function expandUpcE(code) {
    const [system, one, two, three, four, five, last, check] = code;
    const middle = {
        0: `${one}${two}00000${three}${four}${five}`,
        1: `${one}${two}10000${three}${four}${five}`,
        2: `${one}${two}20000${three}${four}${five}`,
        3: `${one}${two}${three}00000${four}${five}`,
        4: `${one}${two}${three}${four}00000${five}`,
    };
    const rest = middle[last] || `${one}${two}${three}${four}${five}0000${last}`;
    return system + rest + check;
}

/**
 * Apply the rules of Odoo's barcode nomenclature, such as 21.....{NNDDD} for a weight.
 *
 * @param {string} text
 * @param {Object[]} rules with `type`, `encoding`, `pattern` and `alias`, in order;
 *      those for GS1 and the one that matches everything are left alone
 * @returns {{type: string, code: string, value: number}|false} `code` is what is stored
 *      on the product: zeros for what the value takes up
 */
export function matchRule(text, rules) {
    for (const rule of rules) {
        if (rule.encoding === "gs1-128" || rule.pattern === ".*") {
            continue;
        }
        const length = LENGTHS[rule.encoding];
        if (length && (text.length !== length || !isChecked(text))) {
            continue;
        }
        const found = matchPattern(text, rule);
        if (found) {
            return found;
        }
    }
    return false;
}

function matchPattern(text, {type, encoding, pattern, alias}) {
    const content = pattern.match(/\{(N*)(D*)\}/);
    const start = content ? content.index : text.length;
    const count = content ? content[0].length - 2 : 0;
    const figures = text.slice(start, start + count);
    if (figures.length !== count || !/^[0-9]*$/.test(figures)) {
        return false;
    }
    const base = text.slice(0, start) + "0".repeat(count) + text.slice(start + count);
    const bare = content ? pattern.replace(content[0], "0".repeat(count)) : pattern;
    if (!beginsWith(bare, base)) {
        return false;
    }
    if (type === "alias") {
        return {type, code: alias, value: 0};
    }
    const whole = content ? content[1].length : 0;
    const value = Number(`${figures.slice(0, whole)}.${figures.slice(whole)}0`);
    return {type, code: LENGTHS[encoding] ? rechecked(base) : base, value};
}

/** Whether a pattern matches; one that an administrator wrote wrongly matches nothing. */
function beginsWith(pattern, text) {
    try {
        return new RegExp(`^(?:${pattern})`, "u").test(text);
    } catch {
        return false;
    }
}

function rechecked(code) {
    return code.slice(0, -1) + checkDigit(code.slice(0, -1));
}
