import {describe, expect, test} from "@odoo/hoot";
import {packsOf, pressKey} from "@jxc_scanner/components/keypad";

describe.current.tags("headless");

const press = (text, ...keys) =>
    keys.reduce((keyed, key) => pressKey(keyed, key), text);

test("digits, one point and a way back", () => {
    expect(press("", "1", ".", ".", "5")).toBe("1.5");
    expect(press("15", "⌫", "⌫", "⌫")).toBe("");
});

test("a pack makes pieces of what was keyed, or of what is shown", () => {
    expect(press("", "5", "×12")).toBe("60");
    expect(press("", "×12")).toBe("12");
    expect(pressKey("", "×12", 3)).toBe("36");
    expect(press("", "1", ".", "5", "×0.2")).toBe("0.3");
});

test("packs are those with a code, each size once, smallest first", () => {
    const codes = [1, 24, 6, 24].map((quantity, index) => ({
        code: `C${index}`,
        quantity,
    }));
    expect(packsOf({codes})).toEqual([6, 24]);
    expect(packsOf({})).toEqual([]);
});
