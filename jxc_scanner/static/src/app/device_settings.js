import {reactive} from "@odoo/owl";
import {DEFAULTS as READER} from "../input/code_reader";

const READER_KEY = "jxc_scanner.reader";
const DEVICE_KEY = "jxc_scanner.device";

/**
 * @typedef {Object} Device what somebody set up for one device
 * @property {"system"|"light"|"dark"} theme
 * @property {boolean} sound
 * @property {boolean} vibration
 * @property {boolean} voice whether stops are spoken
 * @property {string} labelLayout the layout labels were printed in last
 */
const DEVICE = {
    theme: "system",
    sound: true,
    vibration: true,
    voice: true,
    labelLayout: "",
};
const CHOICES = {
    theme: ["system", "light", "dark"],
    suffix: ["any", "Enter", "Tab", "none"],
    layout: ["system", "us"],
};
const SHORTEST_PATIENCE = 20;
const LONGEST_PATIENCE = 5000;

/**
 * Settings of this device, kept on it: they are the reader's and the place's, whoever
 * signs in. What is stored but makes no sense counts as not set.
 */
export class DeviceSettings {
    /** @param {Storage} storage */
    constructor(storage) {
        this.storage = storage;
        this.reader = reactive(sensible(READER, read(storage, READER_KEY)));
        this.device = reactive(sensible(DEVICE, read(storage, DEVICE_KEY)));
    }

    /** @param {Partial<import("../input/code_reader").ReaderSettings>} changes */
    changeReader(changes) {
        this.change(this.reader, READER, READER_KEY, changes);
    }

    /** @param {Partial<Device>} changes */
    changeDevice(changes) {
        this.change(this.device, DEVICE, DEVICE_KEY, changes);
    }

    change(settings, defaults, key, changes) {
        Object.assign(settings, sensible(defaults, {...settings, ...changes}));
        try {
            this.storage.setItem(key, JSON.stringify(settings));
        } catch {
            // A browser that keeps nothing: it holds until the page is closed.
        }
    }
}

function read(storage, key) {
    try {
        return JSON.parse(storage.getItem(key)) || {};
    } catch {
        return {};
    }
}

function sensible(defaults, stored) {
    const fits = (name) => {
        const value = stored[name];
        const choice = !CHOICES[name] || CHOICES[name].includes(value);
        return typeof value === typeof defaults[name] && choice;
    };
    const settings = Object.fromEntries(
        Object.keys(defaults).map((name) => [
            name,
            fits(name) ? stored[name] : defaults[name],
        ])
    );
    if ("patience" in settings) {
        const patience = Math.round(settings.patience) || defaults.patience;
        settings.patience = Math.min(
            LONGEST_PATIENCE,
            Math.max(SHORTEST_PATIENCE, patience)
        );
    }
    return settings;
}
