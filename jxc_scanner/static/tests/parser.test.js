import {describe, expect, test} from "@odoo/hoot";
import {BarcodeParser} from "@barcodes/js/barcode_parser";
import {normalise} from "@jxc_scanner/parse/normalise";
import {daysUntil, expiryOf, readDate} from "@jxc_scanner/parse/dates";
import {gtinSpellings, parseScan} from "@jxc_scanner/parse/scan";

describe.current.tags("headless");

const TODAY = "2026-03-10";
const FNC1 = "\x1D";
const GTIN = "06907992100012";

/** The rules of Odoo's GS1 nomenclature these codes need, and our AI 11. */
function makeParser() {
    const rule = (pattern, type, content = "alpha") => ({
        pattern,
        type,
        encoding: "gs1-128",
        gs1_content_type: content,
        gs1_decimal_usage: pattern.startsWith("(310"),
    });
    return new BarcodeParser({
        nomenclature: {
            is_gs1_nomenclature: true,
            gs1_separator_fnc1: "(Alt029|#|\\x1D)",
            rules: [
                rule("(00)(\\d{18})", "package", "identifier"),
                rule("(01)(\\d{14})", "product", "identifier"),
                rule('(10)([!"%-/0-9:-?A-Z_a-z]{0,20})', "lot"),
                rule('(21)([!"%-/0-9:-?A-Z_a-z]{0,20})', "lot"),
                rule("(11)(\\d{6})", "production_date", "date"),
                rule("(17)(\\d{6})", "expiration_date", "date"),
                rule("(37)(\\d{0,8})", "quantity", "measure"),
                rule("(310[0-5])(\\d{6})", "quantity", "measure"),
            ],
        },
    });
}

const parse = (text) => parseScan(text, makeParser(), TODAY);

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
    expect(scan.doubt).toEqual({lot: "AB12", expirationDate: "2027-03-01"});
});

test("serial number, quantity and shipping container", () => {
    expect(parse(`]C101${GTIN}21SN-77`).lot).toBe("SN-77");
    expect(parse(`(01)${GTIN}(37)24(10)X1`)).toMatchObject({quantity: 24, lot: "X1"});
    expect(parse("00106141411234567897").codes).toEqual(["106141411234567897"]);
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

test("random text neither throws nor becomes a date or a lot by accident", () => {
    const parser = makeParser();
    const alphabet = `0123456789()${FNC1}#]C1dQABab甲 `;
    let seed = 7;
    for (let round = 0; round < 5000; round++) {
        let text = "";
        for (let length = 0; length < 25; length++) {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            text += alphabet[seed % alphabet.length];
        }
        const scan = parseScan(text, parser, TODAY);
        if (scan && scan.productionDate) {
            expect(scan.productionDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
    }
    expect(parseScan("]C1", parser, TODAY)).toMatchObject({lot: false});
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
