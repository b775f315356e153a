import {describe, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {CodeReader, DEFAULTS} from "@jxc_scanner/input/code_reader";
import {ScanQueue} from "@jxc_scanner/input/scan_queue";
import {parseScan} from "@jxc_scanner/parse/scan";

describe.current.tags("headless");

const TEA = "6901234567892";
const FNC1 = "\x1D";

/** What a wedge types: a keydown a character, `gap` milliseconds apart. */
function keys(text, {start = 1000, gap = 5, end = "Enter"} = {}) {
    const all = end ? [...text, end] : [...text];
    return all.map((key, index) => ({
        type: "keydown",
        time: start + index * gap,
        key,
        code: "",
        shift: false,
        alt: false,
        ctrl: false,
    }));
}

/** What a wedge types while an input method hides the characters. */
function hiddenKeys(text, start = 1000) {
    return [...text].map((character, index) => ({
        type: "keydown",
        time: start + index * 5,
        key: "Process",
        code: /[0-9]/.test(character) ? `Digit${character}` : `Key${character}`,
        shift: !/[0-9]/.test(character),
        alt: false,
        ctrl: false,
    }));
}

function codesOf(events, settings) {
    const reader = new CodeReader({...DEFAULTS, ...settings});
    const codes = events.flatMap((event) => reader.take(event));
    return [...codes, ...reader.settle(events.at(-1).time + 10000)];
}

for (const gap of [0, 1, 20, 149, 250]) {
    test(`two codes of a wedge with ${gap} ms between keys`, () => {
        const second = keys("TEA-01", {start: 1000 + 14 * gap, gap});
        expect(codesOf([...keys(TEA, {gap}), ...second])).toEqual([TEA, "TEA-01"]);
    });
}

test("a very slow reader that ends with Enter is never cut short", () => {
    for (const suffix of ["Enter", "Tab"]) {
        const slow = keys(TEA, {gap: 2000, end: suffix});
        expect(codesOf(slow, {suffix})).toEqual([TEA]);
    }
});

test("a reader without suffix is ended by a pause, by the events' own times", () => {
    const first = keys(TEA, {end: ""});
    const second = keys(TEA, {start: 1500, end: ""});
    expect(codesOf([...first, ...second])).toEqual([TEA, TEA]);
    const reader = new CodeReader();
    expect(keys(TEA, {end: ""}).flatMap((key) => reader.take(key))).toEqual([]);
    expect(reader.settle(1200)).toEqual([]);
    expect(reader.settle(2000)).toEqual([TEA]);
});

test("with a pause as the only end, Enter and Tab belong to nothing", () => {
    expect(codesOf(keys(TEA, {end: "Tab"}), {suffix: "none"})).toEqual([TEA]);
});

test("prefix and accidental keys are taken off", () => {
    expect(codesOf(keys("~~TEA-01"), {prefix: "~~"})).toEqual(["TEA-01"]);
    expect(codesOf(keys("TEA-01"), {prefix: "~~"})).toEqual(["TEA-01"]);
    expect(codesOf(keys("ab"))).toEqual([]);
    const shifted = keys("A").concat(keys("TEA", {start: 5000}));
    shifted.splice(2, 0, {...shifted[2], key: "Shift"});
    expect(codesOf(shifted)).toEqual(["TEA"]);
});

test("FNC1 as Ctrl+] and as Alt+029", () => {
    const [a, b] = [keys("10L1", {end: ""}), keys("11260301", {start: 1100})];
    const control = {...a[0], time: 1050, key: "]", code: "BracketRight", ctrl: true};
    expect(codesOf([...a, control, ...b])).toEqual([`10L1${FNC1}11260301`]);
    const figures = [..."029"].map((digit, index) => ({
        ...a[0],
        time: 1050 + index,
        key: digit,
        code: `Numpad${digit}`,
        alt: true,
    }));
    expect(codesOf([...a, ...figures, ...b])).toEqual([`10L1${FNC1}11260301`]);
});

test("a reader set to another keyboard layout than the system", () => {
    const french = {Digit6: "-", Digit9: "ç", KeyA: "q"};
    const events = Object.entries(french).map(([code, key], index) => ({
        ...keys("x")[0],
        time: 1000 + index,
        key,
        code,
    }));
    expect(codesOf(events, {layout: "us"})).toEqual(["69a"]);
    expect(codesOf(events)).toEqual(["-çq"]);
});

test("injected text comes whole, several codes at once too", () => {
    const injected = (text, time = 1000) => ({type: "input", time, text});
    expect(codesOf([injected(`${TEA}\n`)])).toEqual([TEA]);
    expect(codesOf([injected(TEA)])).toEqual([TEA]);
    expect(codesOf([injected("TEA-01\tTEA-02\r\nTEA-03\n")])).toEqual([
        "TEA-01",
        "TEA-02",
        "TEA-03",
    ]);
    expect(codesOf([injected("TEA", 1000), injected("-01\n", 1020)])).toEqual([
        "TEA-01",
    ]);
});

test("keys whose characters appear in a field as well count once", () => {
    const events = keys("TEA").flatMap((key) =>
        key.key === "Enter"
            ? [key]
            : [key, {type: "input", time: key.time, text: key.key}]
    );
    expect(codesOf(events)).toEqual(["TEA"]);
});

test("pasted lines are codes, the last without line end too", () => {
    const paste = {type: "paste", time: 1000, text: "TEA-01\nTEA-02"};
    expect(new CodeReader().take(paste)).toEqual(["TEA-01", "TEA-02"]);
});

test("a code half typed through a Chinese input method is put right", () => {
    const composed = {type: "compositionend", time: 1100, text: "ＴＥＡ"};
    const rest = keys("-01", {start: 1110});
    // The method told which keys they were.
    expect(codesOf([...hiddenKeys("TEA"), composed, ...rest])).toEqual(["TEA-01"]);
    // It told nothing but the text.
    const mute = hiddenKeys("TEA").map((key) => ({...key, code: ""}));
    const [code] = codesOf([...mute, composed, ...rest]);
    expect(parseScan(code, {today: "2026-03-10"}).text).toBe("TEA-01");
});

test("scans are worked off one after the other, none merged or lost", async () => {
    const log = [];
    const waits = [];
    const queue = new ScanQueue(async ([text]) => {
        log.push(`begin ${text}`);
        await new Promise((resolve) => waits.push(resolve));
        log.push(`end ${text}`);
    });
    queue.push("A");
    queue.push("A");
    const last = queue.push("B");
    for (let count = 0; count < 3; count++) {
        await animationFrame();
        waits.shift()();
    }
    await last;
    expect(log).toEqual(["begin A", "end A", "begin A", "end A", "begin B", "end B"]);
});

test("repeated camera frames are one scan, two labels in a frame are two", async () => {
    const done = [];
    const queue = new ScanQueue((texts) => done.push(...texts));
    for (const time of [0, 400, 800, 1200]) {
        queue.pushFrame(["A", "B"], time);
    }
    queue.pushFrame([], 1600);
    await queue.pushFrame(["A"], 4000);
    expect(done).toEqual(["A", "B", "A"]);
});

test("a label that stays before a slow camera is one scan", async () => {
    const done = [];
    const queue = new ScanQueue((texts) => done.push(...texts));
    queue.pushFrame(["A"], 0);
    queue.pushFrame(["A"], 2500);
    queue.pushFrame([], 5000);
    await queue.pushFrame(["A"], 7500);
    expect(done).toEqual(["A", "A"]);
});

test("labels that follow each other fast before the camera are all taken", async () => {
    const done = [];
    const queue = new ScanQueue((texts) => done.push(...texts));
    queue.pushFrame(["A"], 0);
    queue.pushFrame(["B"], 80);
    queue.pushFrame(["A"], 160);
    queue.pushFrame([], 240);
    await queue.pushFrame(["C"], 320);
    expect(done).toEqual(["A", "B", "C"]);
});

test("a tag's number typed by hand is meant each time", async () => {
    const done = [];
    const queue = new ScanQueue((texts) => done.push(...texts));
    const tag = "3034257BF7194E4000001A85";
    await queue.pushAll([tag], 1000);
    await queue.push(tag);
    await queue.push(tag);
    expect(done).toEqual([tag, tag, tag]);
});

test("500 tags read in bulk are one step, each tag once", async () => {
    const tag = (number) => `3034257BF7194E40${number.toString(16).padStart(8, "0")}`;
    const tags = Array.from({length: 500}, (_, number) => tag(number));
    const steps = [];
    const queue = new ScanQueue((texts) => steps.push(texts));
    await queue.pushAll([...tags, ...tags], 1000);
    await queue.pushAll([tags[3], TEA, TEA], 3000);
    await queue.pushAll([tags[3]], 20000);
    expect(steps.map((step) => step.length)).toEqual([500, 2, 1]);
});
