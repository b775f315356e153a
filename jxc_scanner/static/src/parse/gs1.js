import {FNC1} from "./normalise";
import {readDate} from "./dates";

// Symbology identifiers that announce GS1 data; Odoo's JavaScript parser keeps them.
const SYMBOLOGY = /^\](C1|e0|d2|Q3|J1)/;
// The ways readers write FNC1. "#" is data in plain codes, never in GS1 ones.
const SEPARATORS = new RegExp(`${FNC1}|Alt029|<GS>|\\{GS\\}|#`, "g");
const LEADING_FNC1 = new RegExp(`^${FNC1}`);
const TRAILING_FNC1 = new RegExp(`${FNC1}$`);
// (01)… as printed under the bars. A lot may hold brackets, so only known AIs split.
const BRACKETED = /\((00|01|02|1[01357]|2[01]|30|37|240|310\d|400|414)\)/;
const FIXED = {"00": 18, "01": 14, "02": 14, 11: 6, 13: 6, 15: 6, 17: 6};
const MEANING = {
    "00": "sscc",
    "01": "gtin",
    "02": "gtin",
    10: "lot",
    11: "productionDate",
    15: "bestBefore",
    17: "expirationDate",
    21: "serial",
    30: "quantity",
    37: "quantity",
};
const DATES = new Set(["productionDate", "bestBefore", "expirationDate"]);

/**
 * Read a GS1 element string.
 *
 * Odoo's nomenclature rules judge each element; around them this puts right what its
 * parser stumbles over: symbology identifiers, brackets, AI 11, a lot in Chinese, "#",
 * impossible dates, and exceptions for codes that simply are not GS1.
 *
 * @param {string} text normalised code
 * @param {Object} parser Odoo's BarcodeParser with the GS1 nomenclature
 * @param {string} today ISO date
 * @returns {Object|false} meanings found (`gtin`, `lot`, `serial`, `productionDate`,
 *      `expirationDate`, `bestBefore`, `quantity`, `sscc`), false for a plain code.
 *      `doubt` is set when a lot may have swallowed what follows for want of FNC1.
 */
export function parseGs1(text, parser, today) {
    const elements = splitElements(text, parser);
    if (!elements) {
        return false;
    }
    const meanings = {};
    for (const [ai, value] of elements) {
        const meaning = MEANING[ai];
        if (!meaning) {
            continue;
        }
        if (DATES.has(meaning)) {
            const date = readDate(value, today);
            if (!date) {
                return {error: "date"};
            }
            meanings[meaning] = date;
        } else if (meaning === "quantity") {
            meanings.quantity = Number(value);
        } else {
            meanings[meaning] = value;
        }
    }
    const doubt = meanings.lot && swallowed(meanings.lot, today);
    return doubt ? {...meanings, doubt} : meanings;
}

/** @returns {Array<[string, string]>|false} pairs of AI and value */
function splitElements(text, parser) {
    const announced = SYMBOLOGY.test(text) || text.startsWith(FNC1);
    const body = text.replace(SYMBOLOGY, "").replace(LEADING_FNC1, "");
    if (BRACKETED.test(body) && body.startsWith("(")) {
        return checked(splitBrackets(body), parser);
    }
    const looksGs1 =
        announced ||
        (/^0[12]\d{14}./.test(body) && validGtin(body.slice(2, 16), parser)) ||
        (/^00\d{18}$/.test(body) && validGtin(body.slice(2), parser));
    if (!looksGs1) {
        return false;
    }
    const elements = [];
    for (const segment of body.replace(SEPARATORS, FNC1).split(FNC1)) {
        const found = splitSegment(segment, parser);
        if (!found) {
            return false;
        }
        elements.push(...found);
    }
    return checked(elements, parser);
}

function splitBrackets(body) {
    const parts = body.split(BRACKETED);
    const elements = [];
    for (let index = 1; index < parts.length; index += 2) {
        elements.push([parts[index], parts[index + 1].replace(TRAILING_FNC1, "")]);
    }
    return elements;
}

/** Split what stands between two separators: fixed-length elements, then at most one
 *  of variable length, which reaches to the end. */
function splitSegment(segment, parser) {
    const elements = [];
    let rest = segment;
    while (rest) {
        const ai = rest.slice(0, 2);
        if (FIXED[ai] && rest.length >= 2 + FIXED[ai]) {
            elements.push([ai, rest.slice(2, 2 + FIXED[ai])]);
            rest = rest.slice(2 + FIXED[ai]);
        } else if (ai === "10" || ai === "21") {
            elements.push([ai, rest.slice(2)]);
            rest = "";
        } else {
            try {
                const found = parser.gs1_decompose_extended(rest);
                elements.push(...found.map((one) => [one.ai, one.string_value]));
            } catch {
                return false;
            }
            rest = "";
        }
    }
    return elements;
}

/** Elements with right check digits and something in them, else false. */
function checked(elements, parser) {
    const good = elements.every(
        ([ai, value]) =>
            value &&
            (!["00", "01", "02"].includes(ai) ||
                (value.length === FIXED[ai] && validGtin(value, parser)))
    );
    return good && elements.length ? elements : false;
}

function validGtin(digits, parser) {
    return (
        /^\d+$/.test(digits) &&
        parser.get_barcode_check_digit(digits.padStart(18, "0")) ===
            Number(digits[digits.length - 1])
    );
}

/**
 * A printer that leaves out FNC1 after a lot makes it run on into the next element.
 * Nobody can be sure, so both readings are offered.
 *
 * @returns {{lot: string, [meaning: string]: string}|false} the other reading
 */
function swallowed(lot, today) {
    const match = lot.match(/^(.{2,}?)((?:(?:11|15|17)\d{6})+)$/);
    if (!match) {
        return false;
    }
    const reading = {lot: match[1]};
    for (const [, ai, digits] of match[2].matchAll(/(11|15|17)(\d{6})/g)) {
        const date = readDate(digits, today);
        if (!date) {
            return false;
        }
        reading[MEANING[ai]] = date;
    }
    return reading;
}
