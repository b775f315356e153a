import {isChecked} from "./check_digit";
import {TABLE} from "./identifiers_table";

const CHARACTERS = {N: "[0-9]", X: "[^\\x1d]", Y: "[A-Z0-9/#-]", Z: "[0-9A-Za-z_-]"};
const DECIMALS = {39: 10};

/**
 * @typedef {Object} Identifier an application identifier of the General Specifications
 * @property {RegExp} format what its value must match
 * @property {number} length of the value where it is the same for all, else 0
 * @property {boolean} predefined whether no FNC1 need follow
 * @property {number} checked so many of the first digits end in a check digit
 * @property {"d"|"t"|"v"|""} sort a day, an instant, a value with decimals, or text
 * @property {number} decimals
 * @property {string} name of its meaning, empty where nothing asks for it
 * @property {string} title
 */

/** @type {Map<string, Identifier>} */
export const IDENTIFIERS = new Map(TABLE.trim().split("\n").flatMap(readLine));

function readLine(line) {
    const [ai, format, marks, name, title] = line.split("|");
    const exact = format.match(/^N(\d+)$/);
    const identifier = {
        format: new RegExp(`^${pattern(format)}$`, "u"),
        length: exact ? Number(exact[1]) : 0,
        predefined: marks.includes("!"),
        checked: Number(marks.match(/c(\d+)/)?.[1] || 0),
        sort: marks.match(/[dtv]/)?.[0] || "",
        decimals: 0,
        name,
        title,
    };
    if (!ai.endsWith("n")) {
        return [[ai, identifier]];
    }
    const count = DECIMALS[ai.slice(0, 2)] || 6;
    return [...Array(count).keys()].map((decimals) => [
        ai.slice(0, -1) + decimals,
        {...identifier, decimals},
    ]);
}

/** "N13[+X..17]" as a regular expression. */
function pattern(format) {
    return format
        .replaceAll("+", "")
        .replaceAll("[", "(?:")
        .replaceAll("]", ")?")
        .replace(/([NXYZ])(\.\.)?(\d+)/g, (all, set, upTo, length) => {
            const span = upTo ? `{1,${length}}` : `{${length}}`;
            return CHARACTERS[set] + span;
        });
}

/** @returns {string} the identifier at the beginning of `text`, empty for none */
export function identifierOf(text) {
    const lengths = [2, 3, 4];
    const length = lengths.find((one) => IDENTIFIERS.has(text.slice(0, one)));
    return length ? text.slice(0, length) : "";
}

/** Whether `value` is what may stand behind the identifier `ai`. */
export function isValue(ai, value) {
    const {format, checked} = IDENTIFIERS.get(ai);
    return format.test(value) && (!checked || isChecked(value.slice(0, checked)));
}
