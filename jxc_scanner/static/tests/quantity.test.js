import {describe, expect, test} from "@odoo/hoot";
import {quantityOf} from "@jxc_scanner/flows/goods";
import {parseScan} from "@jxc_scanner/parse/scan";

describe.current.tags("headless");

const WEIGHT = {
    type: "weight",
    encoding: "ean13",
    pattern: "21.....{NNDDD}",
    alias: "",
};
const parse = (text) => parseScan(text, {today: "2026-03-10", rules: [WEIGHT]});
const [KILOGRAMS, GRAMS] = [
    {per_kg: 1, step: 0.01},
    {per_kg: 1000, step: 0.01},
];
const PIECES = {per_kg: false, step: 0.01};

test("goods kept by weight count what the label says they weigh", () => {
    const label = parse("(01)96907992100015(3103)001250(10)L1");
    expect(label.weight).toBe(1.25);
    expect(quantityOf(label, KILOGRAMS)).toBe(1.25);
    expect(quantityOf(label, GRAMS)).toBe(1250);
    expect(quantityOf(label, PIECES)).toBe(1);
});

test("a scale's code is kilograms, as fine as the unit can tell", () => {
    const label = parse("2112345012346");
    expect(quantityOf(label, KILOGRAMS)).toBe(1.23);
    expect(quantityOf(label, GRAMS)).toBe(1234);
    expect(quantityOf({weight: 0.001}, KILOGRAMS)).toBe(0.01);
});

test("other goods count by number and pack", () => {
    expect(quantityOf({quantity: 3, weight: false}, KILOGRAMS, 12)).toBe(36);
    expect(quantityOf({quantity: false, weight: 2}, PIECES, 12)).toBe(12);
});
