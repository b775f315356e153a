import {FNC1, normalise} from "./normalise";
import {parseGs1} from "./gs1";

/**
 * @typedef {Object} Scan what a code means before anybody knows which record it names
 * @property {string} text the code, put right
 * @property {string[]} codes spellings to compare with codes of products and places
 * @property {string|false} lot lot or serial number carried by the code
 * @property {string|false} productionDate ISO date
 * @property {string|false} expirationDate ISO date
 * @property {number|false} quantity
 * @property {Object|false} doubt another reading of a lot, see `parseGs1`
 * @property {boolean} tradeItem whether it names a product for certain: a GTIN in a GS1
 *      code, or 13 digits with the right check digit. Shorter digits may be a lot.
 * @property {"date"|false} error why a GS1 code cannot be used
 */

/**
 * @param {string} raw as the reader, the camera or a person gave it
 * @param {Object} parser Odoo's BarcodeParser with the GS1 nomenclature
 * @param {string} today ISO date
 * @returns {Scan|false} false for nothing
 */
export function parseScan(raw, parser, today) {
    const text = normalise(raw);
    if (!text) {
        return false;
    }
    const gs1 = parseGs1(text, parser, today);
    if (!gs1) {
        // Odoo's barcode service turns "#" of a plain code into FNC1: turn it back.
        const plain = text.replaceAll(FNC1, "#");
        const tradeItem =
            /^\d{13}$/.test(plain) &&
            parser.get_barcode_check_digit(plain.padStart(18, "0")) ===
                Number(plain[12]);
        return {...makeScan(plain, gtinSpellings(plain)), tradeItem};
    }
    return {
        ...makeScan(text, gs1.gtin ? gtinSpellings(gs1.gtin) : []),
        ...(gs1.sscc && {codes: [gs1.sscc]}),
        tradeItem: Boolean(gs1.gtin),
        lot: gs1.lot || gs1.serial || false,
        productionDate: gs1.productionDate || false,
        expirationDate: gs1.expirationDate || gs1.bestBefore || false,
        quantity: gs1.quantity || false,
        doubt: gs1.doubt || false,
        error: gs1.error || false,
    };
}

function makeScan(text, codes) {
    return {
        text,
        codes,
        lot: false,
        productionDate: false,
        expirationDate: false,
        quantity: false,
        doubt: false,
        tradeItem: false,
        error: false,
    };
}

/**
 * A trade item's number is the same with and without leading zeros: EAN-13 in a
 * GTIN-14 field, UPC-A in an EAN-13 one. Other codes have one spelling.
 */
export function gtinSpellings(code) {
    if (!/^\d{8,14}$/.test(code)) {
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
