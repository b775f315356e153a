import {describe, expect, test} from "@odoo/hoot";
import {DeviceSettings} from "@jxc_scanner/app/device_settings";
import {linkState} from "@jxc_scanner/app/link_state";
import {findVoice} from "@jxc_scanner/app/voice";
import {readAbilities} from "@jxc_scanner/input/camera";
import {labelBox, visibleArea} from "@jxc_scanner/input/label_reader";
import {Recent} from "@jxc_scanner/store/recent";

describe.current.tags("headless");

/** A browser's storage, or one that is full and forgets. */
function makeStorage(content = {}, full = false) {
    return {
        getItem: (key) => content[key] ?? null,
        setItem(key, value) {
            if (full) {
                throw new Error("quota");
            }
            content[key] = value;
        },
    };
}

// ---- settings -----------------------------------------------------------------------

test("settings are kept on the device", () => {
    const content = {};
    const settings = new DeviceSettings(makeStorage(content));
    settings.changeReader({suffix: "Tab", prefix: "~"});
    settings.changeDevice({theme: "dark", voice: false});
    const again = new DeviceSettings(makeStorage(content));
    expect(again.reader).toMatchObject({suffix: "Tab", prefix: "~", patience: 300});
    expect(again.device).toMatchObject({theme: "dark", voice: false, sound: true});
});

test("what a device was told in the console before still holds", () => {
    const storage = makeStorage({"jxc_scanner.reader": '{"suffix": "Enter"}'});
    expect(new DeviceSettings(storage).reader.suffix).toBe("Enter");
});

test("settings that make no sense count as not set", () => {
    const settings = new DeviceSettings(
        makeStorage({
            "jxc_scanner.reader":
                '{"suffix": "Space", "patience": "long", "prefix": 7}',
            "jxc_scanner.device": "{broken",
        })
    );
    expect(settings.reader).toMatchObject({suffix: "any", patience: 300, prefix: ""});
    expect(settings.device.theme).toBe("system");
    settings.changeReader({patience: NaN});
    expect(settings.reader.patience).toBe(300);
    settings.changeReader({patience: 99999999});
    expect(settings.reader.patience).toBe(5000);
});

test("a storage that keeps nothing costs no setting of this session", () => {
    const settings = new DeviceSettings(makeStorage({}, true));
    settings.changeDevice({theme: "light"});
    expect(settings.device.theme).toBe("light");
});

// ---- state of the link ----------------------------------------------------------------

test("what needs a person comes before what mends itself", () => {
    const good = {online: true, waiting: [], refused: [], trouble: "", stored: true};
    const say = (values) => {
        const {tone, key, count} = linkState({...good, ...values});
        return [tone, key, count];
    };
    expect(say({})).toEqual(["good", "linkOnline", 0]);
    expect(say({waiting: [1, 2]})).toEqual(["warn", "linkUnsent", 2]);
    expect(say({signedOut: true})).toEqual(["warn", "linkSignedOut", 0]);
    expect(say({online: false})).toEqual(["warn", "linkOffline", 0]);
    expect(say({online: false, waiting: [1]})).toEqual([
        "warn",
        "linkOfflineUnsent",
        1,
    ]);
    expect(say({trouble: "busy", waiting: [1]})).toEqual(["bad", "linkHeldUp", 1]);
    expect(say({stored: false})).toEqual(["bad", "linkNotSaved", 0]);
    expect(say({refused: [1], online: false})).toEqual(["bad", "linkNeedsYou", 1]);
});

// ---- voice ------------------------------------------------------------------------------

test("the voice is that of the language, or of another region, or none", () => {
    const synthesis = (...langs) => ({getVoices: () => langs.map((lang) => ({lang}))});
    const found = (...langs) => findVoice(synthesis(...langs), "zh-CN")?.lang;
    expect(found("en-US", "zh-TW", "zh_CN")).toBe("zh_CN");
    expect(found("en-US", "zh-HK")).toBe("zh-HK");
    expect(found("en-US")).toBe(undefined);
    expect(findVoice(undefined, "zh-CN")).toBe(null);
});

// ---- camera -----------------------------------------------------------------------------

test("light and zoom are offered where the camera has them", () => {
    const track = (abilities) => ({getCapabilities: () => abilities});
    expect(readAbilities({})).toEqual({torch: false, zooms: []});
    expect(readAbilities(track({}))).toEqual({torch: false, zooms: []});
    expect(readAbilities(track({torch: true, zoom: {min: 1, max: 2.5}}))).toEqual({
        torch: true,
        zooms: [1, 2],
    });
    expect(readAbilities(track({torch: [false], zoom: {min: 100, max: 400}}))).toEqual({
        torch: false,
        zooms: [100, 200, 300],
    });
});

test("of the picture only what the screen shows is read", () => {
    const video = {videoWidth: 1280, videoHeight: 720};
    const shown = visibleArea({...video, clientWidth: 360, clientHeight: 360});
    expect(shown).toEqual({x: 280, y: 0, width: 720, height: 720});
});

/** A white picture with upright bars, every second column of an area. */
function barsPicture(width, height, {left, right, top, bottom}) {
    const data = new Uint8ClampedArray(4 * width * height).fill(255);
    for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x += 2) {
            data[4 * (y * width + x)] = 0;
        }
    }
    return {width, height, data};
}

test("what a label of bars covers is found from one line through it", () => {
    const area = {left: 40, right: 120, top: 30, bottom: 70};
    const picture = barsPicture(200, 100, area);
    const line = [
        {x: 40, y: 55},
        {x: 120, y: 55},
    ];
    expect(labelBox(line, picture)).toEqual({x: 20, y: 10, width: 120, height: 80});
});

test("what a square label covers is found from its corners", () => {
    const corners = [
        {x: 40, y: 80},
        {x: 40, y: 40},
        {x: 80, y: 40},
    ];
    const picture = barsPicture(200, 100, {left: 0, right: -1, top: 0, bottom: -1});
    expect(labelBox(corners, picture)).toEqual({x: 30, y: 30, width: 60, height: 60});
});

// ---- what was open last ---------------------------------------------------------------

test("what was opened last comes first, each thing once, six in all", () => {
    const recent = new Recent(makeStorage(), "recent");
    for (let id = 1; id < 9; id++) {
        recent.add({kind: "product", id, title: `${id}`});
    }
    recent.add({job: "receive", ids: [5], title: "WH/IN/5"});
    recent.add({kind: "product", id: 6, title: "6"});
    const titles = recent.all().map(({title}) => title);
    expect(titles).toEqual(["6", "WH/IN/5", "8", "7", "5", "4"]);
});

test("a storage that is broken or full only costs the list", () => {
    expect(new Recent(makeStorage({recent: "{"}), "recent").all()).toEqual([]);
    const full = new Recent(makeStorage({}, true), "recent");
    full.add({kind: "product", id: 1, title: "1"});
    expect(full.all()).toEqual([]);
});
