import {FNC1} from "../parse/normalise";
import {keyOnUsKeyboard} from "./us_keyboard";

/**
 * @typedef {Object} ReaderSettings of one device
 * @property {number} patience milliseconds without a key after which a code has ended
 * @property {string} prefix what the reader puts before every code, taken off
 * @property {"any"|"Enter"|"Tab"|"none"} suffix what ends a code; with Enter or Tab a
 *      pause never does, however slow the reader is
 * @property {"system"|"us"} layout "us" for a reader set to the American keyboard where
 *      the system's is another one
 *
 * @type {ReaderSettings}
 */
export const DEFAULTS = {patience: 300, prefix: "", suffix: "any", layout: "system"};
// What a finger hits by accident is no code.
const SHORTEST = 3;
const ENDS = {Enter: "Enter", Tab: "Tab", "\r": "Enter", "\n": "Enter", "\t": "Tab"};

/**
 * Makes codes of what a hand-held reader types, injects or composes. Pure: it goes by
 * the times of events, so that a busy phone splits and merges nothing, and the same
 * recorded events always give the same codes.
 */
export class CodeReader {
    /** @param {ReaderSettings} settings */
    constructor(settings = DEFAULTS) {
        this.settings = settings;
        this.buffer = "";
        this.last = 0;
        // The last key was understood, so the text that follows is none but its own.
        this.knowsKeys = false;
        this.figures = "";
    }

    /**
     * @param {Object} event recorded from the browser: `type`, `time` in milliseconds,
     *      and `key`, `code`, `shift`, `alt`, `ctrl` of a keydown, or the `text` of input, paste and
     *      compositionend
     * @returns {string[]} codes that have ended with it
     */
    take({type, time, ...event}) {
        const before = this.settle(time);
        this.last = time;
        if (type === "keydown") {
            return [...before, ...this.takeKey(event)];
        }
        const text = event.text || "";
        if (type === "paste") {
            return [...before, ...this.takeText(text), ...this.end()];
        }
        const typed = type === "compositionend" || [...text].length === 1;
        return this.knowsKeys && typed ? before : [...before, ...this.takeText(text)];
    }

    /** @returns {string[]} the code that a pause until `time` has ended */
    settle(time) {
        const waits = ["Enter", "Tab"].includes(this.settings.suffix);
        return waits || time - this.last <= this.settings.patience ? [] : this.end();
    }

    takeKey({key, code, shift, alt, ctrl}) {
        if (alt !== ctrl) {
            return this.takeSeparator(code, alt);
        }
        this.figures = "";
        if (ENDS[key]) {
            return this.takeEnd(ENDS[key]);
        }
        // An input method hides the character, yet often tells which key it was.
        const hidden = ["Process", "Unidentified", "Dead"].includes(key);
        const character =
            hidden || this.settings.layout === "us"
                ? keyOnUsKeyboard(code, shift)
                : key;
        this.knowsKeys = [...character].length === 1;
        if (this.knowsKeys) {
            this.buffer += character;
        }
        return [];
    }

    /** FNC1 as keyboards write it: Ctrl+], or 029 keyed while Alt is held. */
    takeSeparator(code, alt) {
        this.figures += alt ? keyOnUsKeyboard(code) : "";
        if ((!alt && code === "BracketRight") || this.figures === "029") {
            this.buffer += FNC1;
            this.figures = "";
        }
        return [];
    }

    takeText(text) {
        const ended = [];
        for (const character of text) {
            if (ENDS[character]) {
                ended.push(...this.takeEnd(ENDS[character]));
            } else {
                this.buffer += character;
            }
        }
        return ended;
    }

    takeEnd(key) {
        const {suffix} = this.settings;
        return suffix === "any" || suffix === key ? this.end() : [];
    }

    end() {
        const {prefix} = this.settings;
        const text = this.buffer;
        this.buffer = "";
        this.knowsKeys = false;
        const code =
            prefix && text.startsWith(prefix) ? text.slice(prefix.length) : text;
        return code.length < SHORTEST ? [] : [code];
    }
}
