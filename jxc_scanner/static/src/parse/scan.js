import {readCode} from "./meaning";

/**
 * @typedef {Object} Scan what a code means to the flows
 * @property {string} text the code, put right
 * @property {string[]} codes spellings to compare with codes of products and places
 * @property {string|false} lot lot or serial number carried by the code
 * @property {string|false} productionDate ISO date
 * @property {string|false} expirationDate ISO date
 * @property {number|false} quantity
 * @property {Object|false} doubt another reading of a lot that may have run on
 * @property {string|false} command what to do, see app/commands.js
 * @property {number|false} weight net, in kilograms
 * @property {string|false} order number of an order the code names
 * @property {boolean} tradeItem whether it names a product for certain: a GTIN in a GS1
 *      code, or 13 digits with the right check digit. Shorter digits may be a lot.
 * @property {"date"|false} error why a GS1 code cannot be used
 */

/**
 * @param {string} raw as the reader, the camera or a person gave it
 * @param {{today: string, rules: Object[]}} context see readCode
 * @returns {Scan|false} false for nothing
 */
export function parseScan(raw, context) {
    const meaning = readCode(raw, context);
    if (!meaning) {
        return false;
    }
    const weighed = meaning.type === "weight" && meaning.value;
    return {
        text: meaning.text,
        codes: meaning.codes,
        tradeItem: Boolean(meaning.elements ? meaning.gtin : meaning.sure || weighed),
        ...said(meaning),
        command: meaning.kind === "command" && meaning.text,
        order: meaning.order || false,
        weight: meaning.net_weight || weighed || false,
        quantity: meaning.quantity || weighed || false,
        doubt: Boolean(meaning.doubt) && said(meaning.doubt),
        error: meaning.error || false,
    };
}

/** Whether a scan says all about one piece or lot, so that no other has to follow. */
export const isWhole = ({tradeItem, lot}) => Boolean(tradeItem && lot);

/** Labels seen at once, goods first: a lot printed beside them is theirs. */
export function goodsFirst(scans) {
    return [...scans].sort((one, other) => other.tradeItem - one.tradeItem);
}

function said({
    lot,
    serial,
    production_date,
    production_time,
    expiration_date,
    best_before,
}) {
    return {
        lot: lot || serial || false,
        productionDate: production_date || production_time?.slice(0, 10) || false,
        expirationDate: expiration_date || best_before || false,
    };
}
