/** A warehouse with deliveries to pick, for the tests of the flows that pick. */
import {pick} from "@jxc_scanner/flows/pick/pick";
import {pickPicture} from "@jxc_scanner/flows/pick/pick_picture";
import {Snapshot} from "@jxc_scanner/store/snapshot";

export const STOCK = 10;
export const SHELF_A = 11;
export const SHELF_B = 12;
export const TEA = 1;
export const MILK = 2;
export const PHONE = 3;
export const EARLY = 21;
export const LATE = 22;
export const RECALLED = 23;
export const OLD = 24;
export const SERIAL = 31;
export const SERIAL_TWO = 32;

let number;
/** What a flow is told beside state and event; a test may change it. */
export const context = {};

/** Begin anew: no number given yet, a keeper who is no manager. Before each test. */
export function begin() {
    number = 0;
    Object.assign(context, {
        newUuid: () => `uuid-${++number}`,
        now: () => "2026-03-10T01:00:00Z",
        today: "2026-03-10",
        user: {id: 2, name: "Keeper", manager: false},
    });
}

const quant = (id, product_id, location_id, lot_id, quantity, available) => ({
    id,
    product_id,
    location_id,
    lot_id,
    package_id: false,
    quantity,
    available,
});

export const product = (id, name, values) => ({
    id,
    name,
    codes: [{code: name.toUpperCase(), quantity: 1}],
    unit: "Units",
    tracking: "none",
    keeping: false,
    ...values,
});

export const lot = (id, product_id, name, expiration_date, values = {}) => ({
    id,
    name,
    product_id,
    expiration_date,
    hold: false,
    stopped: false,
    ...values,
});

export function line(id, product_id, quantity, location_id, values = {}) {
    return {
        id,
        move_id: product_id,
        product_id,
        lot_id: false,
        location_id,
        package_id: false,
        result_package: "",
        quantity,
        picked: false,
        ...values,
    };
}

/** The snapshot of a delivery of 10 milk, 12 tea and a phone; milk by FEFO. */
export function makeSnapshot({fefo = "refuse", stops = [], transfers = []} = {}) {
    return new Snapshot({
        operation_types: [{id: 1, code: "outgoing", step: "pick", backorder: "ask"}],
        locations: [
            {id: STOCK, name: "WH/Stock", barcode: "", route: "0"},
            {id: SHELF_A, name: "WH/Stock/A", barcode: "LOC-A", route: "1"},
            {id: SHELF_B, name: "WH/Stock/B", barcode: "LOC-B", route: "2"},
        ],
        products: [
            product(TEA, "Tea", {
                codes: [
                    {code: "TEA", quantity: 1},
                    {code: "TEA-6", quantity: 6},
                ],
            }),
            product(MILK, "Milk", {tracking: "lot", keeping: {by: "label"}}),
            product(PHONE, "Phone", {tracking: "serial"}),
        ],
        lots: [
            lot(EARLY, MILK, "EARLY", "2026-06-01"),
            lot(LATE, MILK, "LATE", "2026-09-01"),
            lot(RECALLED, MILK, "RECALLED", "2026-07-01", {
                hold: {state: "recalled", reason: "Vendor"},
                stopped: "recalled",
            }),
            lot(OLD, MILK, "OLD", "2026-01-01", {stopped: "expired"}),
            lot(SERIAL, PHONE, "SN1", false),
            lot(SERIAL_TWO, PHONE, "SN2", false),
        ],
        quants: [
            quant(1, MILK, SHELF_A, EARLY, 20, 10),
            quant(2, MILK, SHELF_B, LATE, 20, 20),
            quant(3, MILK, SHELF_B, RECALLED, 5, 0),
            quant(4, MILK, SHELF_A, OLD, 5, 0),
            quant(5, TEA, SHELF_B, false, 100, 88),
            quant(6, PHONE, SHELF_A, SERIAL, 1, 0),
            quant(7, PHONE, SHELF_A, SERIAL_TWO, 1, 1),
        ],
        transfers: [
            {
                id: 7,
                name: "OUT/7",
                partner: "Corner Shop",
                type_id: 1,
                location_id: STOCK,
                moves: [
                    {id: MILK, product_id: MILK, demand: 10, rules: {fefo, stops}},
                    {id: TEA, product_id: TEA, demand: 12, rules: false},
                    {id: PHONE, product_id: PHONE, demand: 1, rules: false},
                ],
                lines: [
                    line(1, TEA, 12, SHELF_B),
                    line(2, MILK, 10, SHELF_A, {lot_id: EARLY}),
                    line(3, PHONE, 1, SHELF_A, {lot_id: SERIAL}),
                ],
                applied: ["heard"],
            },
            ...transfers,
        ],
    });
}

export function scanOf(code, values = {}) {
    return {
        type: "scan",
        scan: {text: code, codes: [code], lot: false, quantity: false, ...values},
    };
}

/** Run events in turn; gives the last step with all operations so far. */
export function run(state, ...events) {
    const operations = [];
    let step;
    for (const event of events) {
        step = pick(state, event, context);
        state = step.state;
        operations.push(...step.operations);
    }
    return {...step, operations};
}

export const start = (values, ids = [7], mode = "pick") =>
    pickPicture(makeSnapshot(values), ids, mode);

export const payloads = (operations) => operations.map(({payload}) => payload);
export const kinds = (operations) => operations.map(({kind}) => kind);
export const SAID = (step) => [step.feedback.tone, step.feedback.key];

export const MILK_GS1 = (lotName) => scanOf("MILK", {tradeItem: true, lot: lotName});
