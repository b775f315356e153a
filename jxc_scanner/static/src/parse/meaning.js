import {readDigitalLink} from "./digital_link";
import {readDate} from "./dates";
import {readElementString} from "./element_string";
import {readEpc} from "./epc";
import {IDENTIFIERS} from "./identifiers";
import {isChecked} from "./check_digit";
import {FNC1, normalise} from "./normalise";
import {gtinOf, gtinSpellings, matchRule} from "./plain_code";

// Identifiers of the symbology that readers put before a plain code: "E" is EAN and UPC.
const SYMBOLOGY = /^\]([A-Za-z])[0-9]/;
const COMMAND = /^O(?:BT|CD)[A-Z]+$/;
const RUN_ON = /^(.{2,}?)((?:(?:11|15|17)[0-9]{6})+)$/su;

/**
 * Say what a code means before anybody knows which record it names. The server's
 * engine/meaning.py gives the same answer; both are held to one file of vectors.
 *
 * @param {string} raw as the reader, the camera or a person gave it
 * @param {{today: string, rules: Object[]}} context today as ISO date, and the rules of
 *      Odoo's nomenclature for plain codes
 * @returns {Object|false} false for nothing; else `text`, `kind` ("gs1", "link", "epc",
 *      "item", "sscc", "rule", "command", "plain"), `codes` worth comparing with those
 *      of products and places, `elements` by application identifier, and by name what
 *      they mean. Only what there is: no key stands for nothing.
 */
export function readCode(raw, {today, rules = []}) {
    const text = normalise(raw);
    if (!text) {
        return false;
    }
    const epc = readEpc(text);
    if (epc) {
        return fromElements(text, "epc", epc, today);
    }
    const link = readDigitalLink(text);
    if (link) {
        return fromElements(text, "link", link, today);
    }
    const gs1 = readElementString(text);
    if (!gs1) {
        return fromPlain(text, rules);
    }
    const meaning = fromElements(text, "gs1", gs1.elements, today);
    // A lone GTIN with 01 before it may as well be a code of 16 digits.
    if (!gs1.announced && text === `01${meaning.gtin}`) {
        meaning.codes.push(text);
    }
    return meaning;
}

// ---- plain codes ------------------------------------------------------------------

function fromPlain(text, rules) {
    const symbology = text.match(SYMBOLOGY)?.[1] || "";
    const bare = symbology && text.length > 3 ? text.slice(3) : text;
    // Odoo's barcode service turns "#" of a plain code into FNC1: turn it back.
    const plain = bare.replaceAll(FNC1, "#");
    if (COMMAND.test(plain)) {
        return {text: plain, kind: "command", codes: []};
    }
    const rule = matchRule(plain, rules);
    if (rule) {
        const codes = [...new Set([rule.code, plain])];
        const value = rule.value ? {value: rule.value} : {};
        return {text: plain, kind: "rule", type: rule.type, codes, ...value};
    }
    const gtin = gtinOf(plain);
    if (gtin) {
        const codes = [...new Set([...gtinSpellings(plain), ...gtinSpellings(gtin)])];
        // Shorter digits may be a lot or a day, unless the reader says it is an EAN.
        const sure = plain.length === 13 || symbology === "E";
        return {text: plain, kind: "item", codes, gtin, ...(sure && {sure})};
    }
    if (/^[0-9]{18}$/.test(plain) && isChecked(plain)) {
        return {text: plain, kind: "sscc", codes: [plain], sscc: plain};
    }
    return {text: plain, kind: "plain", codes: gtinSpellings(plain)};
}

// ---- elements -----------------------------------------------------------------------

function fromElements(text, kind, elements, today) {
    const meaning = {text, kind, elements};
    for (const ai of Object.keys(elements).sort()) {
        const {name} = IDENTIFIERS.get(ai);
        const value = readValue(ai, elements[ai], today);
        if (value === false) {
            return {text, kind, codes: [], elements, error: "date"};
        }
        if (name && !(name in meaning)) {
            meaning[name] = value;
        }
    }
    if (meaning.content && !meaning.gtin) {
        meaning.gtin = meaning.content;
    }
    meaning.codes = codesOf(meaning);
    const doubt = meaning.lot && kind === "gs1" && ranOn(meaning.lot, today);
    return doubt ? {...meaning, doubt} : meaning;
}

function codesOf({sscc, gtin, returnable_asset, location}) {
    if (sscc) {
        return [sscc];
    }
    return gtin ? gtinSpellings(gtin) : [returnable_asset, location].filter(Boolean);
}

/** @returns {string|number|false} false for a day that does not exist */
function readValue(ai, value, today) {
    const {sort, decimals, name} = IDENTIFIERS.get(ai);
    if (sort === "d") {
        return readDate(value, today);
    }
    if (sort === "t") {
        return readInstant(value, today);
    }
    if (sort === "v") {
        const point = Math.max(0, value.length - decimals);
        return Number(`${value.slice(0, point)}.${value.slice(point)}0`);
    }
    return name === "quantity" ? Number(value) : value;
}

function readInstant(value, today) {
    const day = readDate(value.slice(0, 6), today);
    const [hour, minute, second] = [6, 8, 10].map(
        (start) => value.slice(start, start + 2) || "00"
    );
    const exists = hour < "24" && minute < "60" && second < "60";
    return day && exists ? `${day}T${hour}:${minute}:${second}` : false;
}

/**
 * A printer that leaves out FNC1 after a lot makes it run on into the next element.
 * Nobody can be sure, so both readings are offered.
 *
 * @returns {{lot: string, [meaning: string]: string}|false} the other reading
 */
function ranOn(lot, today) {
    const match = lot.match(RUN_ON);
    if (!match) {
        return false;
    }
    const reading = {lot: match[1]};
    for (const [, ai, digits] of match[2].matchAll(/(11|15|17)([0-9]{6})/g)) {
        const date = readDate(digits, today);
        if (!date) {
            return false;
        }
        reading[IDENTIFIERS.get(ai).name] = date;
    }
    return reading;
}
