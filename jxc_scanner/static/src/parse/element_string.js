import {isChecked} from "./check_digit";
import {IDENTIFIERS, identifierOf, isValue} from "./identifiers";
import {FNC1} from "./normalise";

// Symbology identifiers that announce GS1 data.
const SYMBOLOGY = /^\](C1|e[0-9]|d2|Q3|J1)/;
// The ways readers write FNC1. "#" is data in plain codes, never in GS1 ones.
const SEPARATORS = new RegExp(
    `${FNC1}|\u241d|Alt029|<GS>|<FNC1>|\\{GS\\}|\\{FNC1\\}|\\[GS\\]|#`,
    "g"
);
const LEADING = new RegExp(`^(${FNC1}|\u241d|<FNC1>|\\{FNC1\\})`);
const TRAILING = new RegExp(`${FNC1}$`);
const BRACKETED = /\(([0-9]{2,4})\)/g;

/**
 * Read a GS1 element string: announced by symbology identifier or leading FNC1, with
 * identifiers in brackets as printed under the bars, or with nothing to announce it.
 * What begins with a GTIN or SSCC and its right check digit is one in the last case.
 *
 * @param {string} text normalised code
 * @returns {{elements: Object, announced: boolean}|false} values by application
 *      identifier; false for what is no element string
 */
export function readElementString(text) {
    const body = text.replace(SYMBOLOGY, "").replace(LEADING, "");
    if (/^\([0-9]{2,4}\)/.test(body)) {
        return checked(splitBrackets(body), true);
    }
    const announced = body !== text;
    if (!announced && !looksLikeElements(body)) {
        return false;
    }
    const pairs = [];
    for (const segment of body.replace(SEPARATORS, FNC1).split(FNC1)) {
        const found = splitSegment(segment);
        if (!found) {
            return false;
        }
        pairs.push(...found);
    }
    return checked(pairs, announced);
}

function looksLikeElements(body) {
    return (
        (/^0[12][0-9]{14}/.test(body) && isChecked(body.slice(2, 16))) ||
        (/^00[0-9]{18}/.test(body) && isChecked(body.slice(2, 20)))
    );
}

/** A lot may hold brackets, so only known identifiers split. */
function splitBrackets(body) {
    const marks = [...body.matchAll(BRACKETED)].filter(([, ai]) => IDENTIFIERS.has(ai));
    if (!marks.length || marks[0].index) {
        return false;
    }
    return marks.map((mark, index) => [
        mark[1],
        body
            .slice(mark.index + mark[0].length, marks[index + 1]?.index)
            .replace(TRAILING, ""),
    ]);
}

/** Split what stands between two separators: elements of one length, then at most one
 *  of variable length, which reaches to the end. */
function splitSegment(segment) {
    const pairs = [];
    let rest = segment;
    while (rest) {
        const ai = identifierOf(rest);
        if (!ai) {
            return false;
        }
        const end = ai.length + (IDENTIFIERS.get(ai).length || rest.length);
        pairs.push([ai, rest.slice(ai.length, end)]);
        rest = rest.slice(end);
    }
    return pairs;
}

/** Elements whose values are right, and none twice with two values. */
function checked(pairs, announced) {
    const elements = {};
    for (const [ai, value] of pairs || []) {
        if (!isValue(ai, value) || (elements[ai] ?? value) !== value) {
            return false;
        }
        elements[ai] = value;
    }
    return pairs && pairs.length ? {elements, announced} : false;
}
