/**
 * What a scan means, answered from the device's own snapshot in the shape of the
 * server's answer. Pure functions.
 */
import {lotCard, placeCard, packageCard, productCard, transferCard} from "./cards";

const MAX_NAMED = 8;
const MAX_PRODUCTS = 20;

const CARDS = {
    product: productCard,
    lot: lotCard,
    location: placeCard,
    package: packageCard,
    transfer: transferCard,
};

/**
 * @param {import("../store/snapshot").Snapshot} snapshot
 * @param {import("../parse/scan").Scan} scan
 * @returns {{hits: Object[], card: Object|false}} the card is there when exactly one
 *      thing carries the code
 */
export function lookUpLocally(snapshot, scan) {
    const {lot} = scan;
    const codes = scan.codes.length || lot ? scan.codes : [scan.order || scan.text];
    let hits = exactHits(snapshot, codes, lot);
    if (!hits.length && codes.length) {
        hits = namedHits(snapshot, codes[0]);
    }
    const [only] = hits.length === 1 ? hits : [];
    return {hits, card: only ? cardOf(snapshot, only.kind, only.id) : false};
}

/** @returns {Object|null} what a look-up shows of one thing, null when it is not known */
export function cardOf(snapshot, kind, id) {
    return CARDS[kind](snapshot, id);
}

function exactHits(snapshot, codes, lot) {
    const products = unique(codes.flatMap((code) => snapshot.productsByCode(code)));
    if (lot) {
        const ids = products.map(({id}) => id);
        const lots = snapshot
            .lotsByName(lot)
            .filter(({product_id}) => !codes.length || ids.includes(product_id));
        return lots.length
            ? lots.map((one) => lotHit(snapshot, one))
            : products.map(productHit);
    }
    const named = (find) => unique(codes.map(find).filter(Boolean));
    return [
        ...products.map(productHit),
        ...unique(codes.flatMap((code) => snapshot.lotsByName(code))).map((one) =>
            lotHit(snapshot, one)
        ),
        ...named((code) => snapshot.locationByCode(code)).map(placeHit),
        ...named((code) => snapshot.transferByName(code)).map(transferHit),
        ...named((code) => snapshot.packageByName(code)).map((one) =>
            packageHit(snapshot, one)
        ),
    ];
}

/** What contains the text, a few of each kind. */
function namedHits(snapshot, text) {
    const wanted = text.toLowerCase();
    const holds = (...texts) =>
        texts.some((one) => (one || "").toLowerCase().includes(wanted));
    const few = (name, fits) => snapshot.all(name, fits).slice(0, MAX_NAMED);
    return [
        ...snapshot.search(text).slice(0, MAX_PRODUCTS).map(productHit),
        ...few("lots", ({name}) => holds(name)).map((one) => lotHit(snapshot, one)),
        ...few("locations", ({name, usage}) => usage === "internal" && holds(name)).map(
            placeHit
        ),
        ...few("transfers", ({name, origin}) => holds(name, origin)).map(transferHit),
    ];
}

function unique(rows) {
    return [...new Map(rows.map((row) => [row.id, row])).values()];
}

const hit = (kind, id, title, subtitle) => ({
    kind,
    id,
    title,
    subtitle: subtitle || "",
});
const productHit = ({id, name, code, barcode}) =>
    hit("product", id, name, code || barcode);
const lotHit = (snapshot, {id, name, product_id}) =>
    hit("lot", id, name, snapshot.product(product_id)?.name);
const placeHit = ({id, name, barcode}) => hit("location", id, name, barcode);
const transferHit = ({id, name, partner, origin}) =>
    hit("transfer", id, name, partner || origin);
const packageHit = (snapshot, {id, name, location_id}) =>
    hit("package", id, name, snapshot.location(location_id)?.name);
