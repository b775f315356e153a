import {describe, expect, globals, test} from "@odoo/hoot";
import {openReceipt} from "@jxc_scanner/flows/receipt_picture";
import {receive} from "@jxc_scanner/flows/receive";
import {normalise} from "@jxc_scanner/parse/normalise";
import {daysUntil, expiryOf, readDate} from "@jxc_scanner/parse/dates";
import {readCode} from "@jxc_scanner/parse/meaning";
import {gtinSpellings} from "@jxc_scanner/parse/plain_code";
import {parseScan} from "@jxc_scanner/parse/scan";

describe.current.tags("headless");

const TODAY = "2026-03-10";
const FNC1 = "\x1D";
const GTIN = "06907992100012";

const CONTEXT = {
    today: TODAY,
    rules: [
        {type: "price", encoding: "ean13", pattern: "23.....{NNNDD}", alias: ""},
        {type: "weight", encoding: "ean13", pattern: "21.....{NNDDD}", alias: ""},
        {type: "product", encoding: "any", pattern: ".*", alias: ""},
    ],
};

const parse = (text) => parseScan(text, CONTEXT);

const FULL = {
    codes: [GTIN, "6907992100012"],
    lot: "L1-A",
    productionDate: "2026-03-01",
    expirationDate: "2027-03-01",
};

for (const [name, text] of [
    ["Code 128 symbology", `]C101${GTIN}112603011727030110L1-A`],
    ["DataMatrix symbology", `]d201${GTIN}112603011727030110L1-A`],
    ["QR symbology", `]Q301${GTIN}10L1-A${FNC1}1126030117270301`],
    ["leading FNC1", `${FNC1}01${GTIN}10L1-A${FNC1}1126030117270301`],
    ["separator written Alt029", `01${GTIN}10L1-AAlt0291126030117270301`],
    ["separator written #", `01${GTIN}10L1-A#1126030117270301`],
    ["brackets", `(01)${GTIN}(10)L1-A(11)260301(17)270301`],
    ["nothing announcing it", `01${GTIN}112603011727030110L1-A`],
]) {
    test(`GS1 element string with ${name}`, () => {
        expect(parse(text)).toMatchObject({...FULL, doubt: false, error: false});
    });
}

test("full-width characters of a Chinese keyboard are put right", () => {
    expect(normalise("　ＴＥＡ－０１\r\n")).toBe("TEA-01");
    expect(parse(`（01）${GTIN}（10）Ｌ1-A（11）260301（17）270301`)).toMatchObject(
        FULL
    );
});

test("a lot in Chinese or with a space is read", () => {
    expect(parse(`(01)${GTIN}(10)甲 组12`).lot).toBe("甲 组12");
    expect(parse(`]C101${GTIN}10甲组${FNC1}11260301`)).toMatchObject({
        lot: "甲组",
        productionDate: "2026-03-01",
    });
});

test("a lot without FNC1 behind it offers both readings", () => {
    const scan = parse(`01${GTIN}10AB1217270301`);
    expect(scan.lot).toBe("AB1217270301");
    expect(scan.doubt).toMatchObject({lot: "AB12", expirationDate: "2027-03-01"});
});

test("serial number, quantity and shipping container", () => {
    expect(parse(`]C101${GTIN}21SN-77`).lot).toBe("SN-77");
    expect(parse(`(01)${GTIN}(37)24(10)X1`)).toMatchObject({quantity: 24, lot: "X1"});
    expect(parse("00106141411234567897").codes).toEqual(["106141411234567897"]);
});

test("a production time gives the day, an order number the order", () => {
    const made = parse(`(01)${GTIN}(10)L1(8008)26030114`);
    expect(made.productionDate).toBe("2026-03-01");
    expect(parse("(400)PO-00012").order).toBe("PO-00012");
    expect(parse(GTIN).order).toBe(false);
});

test("a wrong check digit makes it a plain code, not an exception", () => {
    const wrong = "01069079921000131126030110L1";
    expect(parse(wrong)).toMatchObject({codes: [wrong], lot: false, error: false});
});

test("an impossible date is told, not rolled over", () => {
    expect(parse(`(01)${GTIN}(11)261301(10)X`).error).toBe("date");
    expect(parse(`(01)${GTIN}(17)270230`).error).toBe("date");
});

test("plain codes stay what they are", () => {
    expect(parse("10ABC")).toMatchObject({codes: ["10ABC"], lot: false});
    expect(parse(`A${FNC1}1`).codes).toEqual(["A#1"]);
    expect(parse("GZ/IN/00012").codes).toEqual(["GZ/IN/00012"]);
    expect(parse("6901234567892")).toMatchObject({tradeItem: true});
    expect(parse("6901234567890")).toMatchObject({tradeItem: false});
    expect(parse("20260301")).toMatchObject({tradeItem: false});
    expect(parse(" \r\n")).toBe(false);
});

test("GTIN spellings differ only in leading zeros", () => {
    expect(gtinSpellings("06901234567892")).toEqual([
        "06901234567892",
        "6901234567892",
    ]);
    expect(gtinSpellings("6901234567892")).toEqual(["6901234567892", "06901234567892"]);
    expect(gtinSpellings("16901234567899")).toEqual(["16901234567899"]);
    expect(gtinSpellings("LOT-1")).toEqual(["LOT-1"]);
});

test("every shared vector is understood", async () => {
    const answer = await globals.fetch("/jxc_scanner/static/tests/vectors.json");
    const vectors = await answer.json();
    const mistakes = vectors.flatMap(({scan, expect: expected}) => {
        const meaning = readCode(scan, CONTEXT);
        return Object.keys(expected)
            .filter((name) => !same(meaning[name] ?? null, expected[name]))
            .map((name) => `${scan}: ${name}`);
    });
    expect(mistakes).toEqual([]);
    expect(vectors.length).toBeGreaterThan(299);
});

function same(one, other) {
    if (one && typeof one === "object") {
        const keys = Object.keys(one);
        return (
            keys.length === Object.keys(other || {}).length &&
            keys.every((key) => same(one[key], other[key]))
        );
    }
    return one === other;
}

test("a weight code counts the weight of the product it names", () => {
    const scan = parse("2112345012346");
    expect(scan).toMatchObject({quantity: 1.234, tradeItem: true});
    expect(scan.codes[0]).toBe("2112345000008");
});

test("a hundred thousand random codes neither throw nor act", () => {
    const receipt = {
        today: TODAY,
        products: [
            {
                id: 1,
                name: "Tea",
                tracking: "none",
                codes: [{code: GTIN.slice(1), quantity: 1}],
                demand: 5,
                done: 0,
                counted: [],
                lots: [],
            },
        ],
    };
    const open = openReceipt(receipt);
    const context = {newUuid: () => "1", now: () => ""};
    const alphabet = `0123456789()${FNC1}#]C1dQABab甲 /.:%?=１\ud83d`;
    const beginnings = [
        "",
        "]C1",
        "01",
        "(01)",
        "https://a.b/01/",
        "urn:epc:id:",
        "30",
    ];
    let seed = 7;
    const next = (limit) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return Math.floor((seed / 2147483648) * limit);
    };
    let acted = 0;
    for (let round = 0; round < 100000; round++) {
        let text = beginnings[next(beginnings.length)];
        for (let length = next(35); length >= 0; length--) {
            text += alphabet[next(alphabet.length)];
        }
        const scan = parse(text);
        if (scan) {
            const step = receive(open, {type: "scan", scan}, context);
            acted += step.operations.length + Number(step.state !== open);
        }
    }
    expect(acted).toBe(0);
});

test("dates as people key them", () => {
    expect(readDate("20260301", TODAY)).toBe("2026-03-01");
    expect(readDate("2026-03-01", TODAY)).toBe("2026-03-01");
    expect(readDate("260301", TODAY)).toBe("2026-03-01");
    expect(readDate("990301", TODAY)).toBe("1999-03-01");
    expect(readDate("260200", TODAY)).toBe("2026-02-28");
    for (const wrong of ["", "2603", "20261301", "20260230", "261300", "00000000"]) {
        expect(readDate(wrong, TODAY)).toBe(false);
    }
});

test("expiry follows the Civil Code's count, as the server's engine does", () => {
    expect(expiryOf("2025-03-01", {length: 30, unit: "day"})).toBe("2025-03-31");
    expect(expiryOf("2025-08-31", {length: 6, unit: "month"})).toBe("2026-02-28");
    expect(expiryOf("2024-02-29", {length: 1, unit: "year"})).toBe("2025-02-28");
    expect(daysUntil("2026-03-09", TODAY)).toBe(-1);
});
