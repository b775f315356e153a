import {describe, expect, test} from "@odoo/hoot";
import {cardOf, lookUpLocally} from "@jxc_scanner/flows/look_up";
import {Snapshot} from "@jxc_scanner/store/snapshot";
import {columnsOf} from "@jxc_scanner/store/snapshot_wire";

describe.current.tags("headless");

const MILK = {
    id: 1,
    name: "蒙牛纯牛奶",
    code: "MILK",
    barcode: "6907992100012",
    pinyin: "mncnn",
    variant: null,
    tracking: "lot",
    unit: "Units",
    keeping: false,
    expired_stops: true,
};
const TEA = {...MILK, id: 2, name: "Tea", code: "TEA", barcode: null, pinyin: ""};
const ABOUT = {today: "2026-03-10", warehouse: {id: 1, name: "WH"}};

function scanOf(text, values = {}) {
    return {text, codes: [text], lot: false, ...values};
}

function warehouse(rows = {}) {
    const snapshot = new Snapshot({
        today: "2026-03-10",
        products: [MILK, TEA],
        packagings: [{id: 5, product_id: 2, code: "BOX", quantity: 6}],
        lots: [
            {id: 1, name: "OLD", product_id: 1, expiration_date: "2026-03-09"},
            {id: 2, name: "NEW", product_id: 1, expiration_date: "2026-04-01"},
            {id: 3, name: "NEW", product_id: 2, hold: "blocked", reason: "Torn"},
        ],
        locations: [
            {id: 8, name: "WH/Stock", warehouse_id: 1, usage: "internal"},
            {id: 9, name: "WH/Stock/A-10", barcode: "A10", usage: "internal"},
        ],
        packages: [{id: 4, name: "PACK4", location_id: 9}],
        quants: [
            {
                id: 1,
                product_id: 1,
                location_id: 9,
                lot_id: 2,
                quantity: 7,
                available: 5,
            },
            {
                id: 2,
                product_id: 1,
                location_id: 8,
                lot_id: 1,
                quantity: 3,
                available: 3,
            },
            {
                id: 3,
                product_id: 2,
                location_id: 9,
                package_id: 4,
                quantity: null,
                available: null,
            },
        ],
        operation_types: [{id: 6, name: "Receipts", code: "incoming", step: "receive"}],
        transfers: [
            {
                id: 11,
                name: "WH/IN/1",
                type_id: 6,
                state: "assigned",
                partner: "Dairy",
                moves: [{id: 21, product_id: 1, demand: 10}],
                lines: [{id: 31, move_id: 21, product_id: 1, lot_id: 2, quantity: 4}],
                applied: ["u-1"],
            },
        ],
        ...rows,
    });
    snapshot.about = ABOUT;
    return snapshot;
}

test("rows are found by what a scan says", () => {
    const snapshot = warehouse();
    const ids = (rows) => rows.map(({id}) => id);
    expect(ids(snapshot.productsByCode("6907992100012"))).toEqual([1]);
    expect(ids(snapshot.productsByCode("BOX"))).toEqual([2]);
    expect(ids(snapshot.lotsByName("NEW"))).toEqual([2, 3]);
    expect(snapshot.locationByCode("A10").id).toBe(9);
    expect(snapshot.locationByCode("A99")).toBe(null);
    expect(snapshot.packageByName("PACK4").id).toBe(4);
    expect(snapshot.transferByName("WH/IN/1").id).toBe(11);
    expect(ids(snapshot.quantsAt(9))).toEqual([1, 3]);
});

test("a product has each code with what one scan of it means", () => {
    expect(warehouse().product(2).codes).toEqual([
        {code: "TEA", quantity: 1},
        {code: "BOX", quantity: 6},
    ]);
});

test("lots are stopped by a hold, and by their date where a rule says so", () => {
    const snapshot = warehouse();
    expect(snapshot.lot(1).stopped).toBe("expired");
    expect(snapshot.lot(2).stopped).toBe(false);
    expect(snapshot.lot(3).stopped).toBe("blocked");
    expect(snapshot.lot(3).hold).toEqual({state: "blocked", reason: "Torn"});
    snapshot.today = "2026-03-09";
    expect(snapshot.lot(1).stopped).toBe(false);
    snapshot.put({products: [{...MILK, expired_stops: false}]});
    snapshot.today = "2027-03-09";
    expect(snapshot.lot(1).stopped).toBe(false);
});

test("shelves are walked in the order of their numbers", () => {
    const route = (name) =>
        new Snapshot({locations: [{id: 1, name}]}).location(1).route;
    expect(route("WH/A-2") < route("WH/A-10")).toBe(true);
});

test("a transfer comes whole", () => {
    const transfer = warehouse().transfer(11);
    expect(transfer.step).toBe("receive");
    expect(transfer.moves.map(({demand}) => demand)).toEqual([10]);
    expect(transfer.lines[0].lot).toBe("NEW");
    expect(transfer.lines[0].expiration_date).toBe("2026-04-01");
    expect(transfer.applied).toEqual(["u-1"]);
});

test("a transfer read alone replaces all its parts", () => {
    const snapshot = warehouse();
    snapshot.merge({
        of: [11],
        tables: {
            transfers: columnsOf([
                {id: 11, name: "WH/IN/1", type_id: 6, state: "done"},
            ]),
            lines: columnsOf([{id: 32, picking_id: 11, product_id: 1, quantity: 9}]),
        },
    });
    const {state, lines, moves, applied} = snapshot.transfer(11);
    expect([state, moves, applied]).toEqual(["done", [], []]);
    expect(lines.map(({id}) => id)).toEqual([32]);
    snapshot.merge({of: [11], tables: {}});
    expect(snapshot.transfer(11)).toBe(null);
});

test("search finds names, codes and Pinyin initials", () => {
    const snapshot = warehouse();
    const found = (text) => snapshot.search(text).map(({id}) => id);
    expect(found("纯牛")).toEqual([1]);
    expect(found("CNN")).toEqual([1]);
    expect(found("box")).toEqual([2]);
    expect(found("99210")).toEqual([1]);
    expect(found(" ")).toEqual([]);
    snapshot.put({products: [{...TEA, name: "Green tea"}]});
    expect(found("green")).toEqual([2]);
});

// ---- looking up -------------------------------------------------------------------------

test("a scan is answered with the card of the one thing it names", () => {
    const {hits, card} = lookUpLocally(warehouse(), scanOf("MILK"));
    expect(hits.length).toBe(1);
    expect(card.kind).toBe("product");
    expect(card.stock.on_hand).toBe(10);
    expect(card.stock.available).toBe(8);
    // What expires first comes first.
    expect(card.stock.lines.map(({lot, expiry}) => [lot, expiry.state])).toEqual([
        ["OLD", "expired"],
        ["NEW", "alert"],
    ]);
    expect(card.receipts.map(({id, quantity}) => [id, quantity])).toEqual([[11, 10]]);
});

test("a lot of a GS1 code is that of its product", () => {
    const gs1 = scanOf("…", {codes: ["6907992100012"], lot: "NEW"});
    expect(lookUpLocally(warehouse(), gs1).card.id).toBe(2);
    const unknown = scanOf("…", {codes: ["6907992100012"], lot: "NEVER"});
    expect(lookUpLocally(warehouse(), unknown).card.kind).toBe("product");
    const {hits, card} = lookUpLocally(warehouse(), scanOf("NEW"));
    expect([hits.map(({id}) => id), card]).toEqual([[2, 3], false]);
});

test("places, packages and transfers have cards; parts of names find them", () => {
    const card = (text) => lookUpLocally(warehouse(), scanOf(text)).card;
    expect(card("A10").title).toBe("WH/Stock/A-10");
    expect(card("PACK4").location).toBe("WH/Stock/A-10");
    expect(card("WH/IN/1").incoming).toBe(true);
    expect(card("WH/IN/1").lines[0].demand).toBe(10);
    expect(lookUpLocally(warehouse(), scanOf("stock")).hits.length).toBe(2);
    expect(lookUpLocally(warehouse(), scanOf("nonsense")).hits).toEqual([]);
    expect(cardOf(warehouse(), "lot", 99)).toBe(null);
});

test("a place shows what lies in it and below", () => {
    const {stock} = cardOf(warehouse(), "location", 8);
    expect(stock.lines.map(({id}) => id).sort()).toEqual([1, 2, 3]);
});

test("what is to be counted is not told, nor a sum with it", () => {
    const {stock} = cardOf(warehouse(), "product", 2);
    expect([stock.on_hand, stock.available]).toEqual([null, null]);
});

test("a hold is shown with its reason", () => {
    const {hold} = cardOf(warehouse(), "lot", 3);
    expect(hold.reason).toBe("Torn");
    expect(cardOf(warehouse(), "lot", 2).hold).toBe(false);
});
