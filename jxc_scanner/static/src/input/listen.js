import {browser} from "@web/core/browser/browser";
import {CodeReader} from "./code_reader";

// The field Odoo's barcode service lays under the page on phones, for readers that
// type where a cursor is. Other fields belong to the person who types in them.
const HIDDEN_FIELD = ".o-barcode-input";
const EDITABLE = "input, textarea, select, [contenteditable=true]";

/**
 * Listen to hand-held readers on the whole page.
 *
 * @param {import("./code_reader").ReaderSettings} settings may change meanwhile
 * @param {(codes: string[], time: number) => void} onCodes codes that ended at once
 * @returns {() => void} stops listening
 */
export function listen(settings, onCodes) {
    const reader = new CodeReader(settings);
    let timer = 0;
    const give = (codes) => codes.length && onCodes(codes, reader.last);
    const settle = () => give(reader.settle(browser.performance.now()));
    const wait = () => {
        browser.clearTimeout(timer);
        // Keys that came during a long task are handed over before the second timer.
        timer = browser.setTimeout(
            () => (timer = browser.setTimeout(settle, 1)),
            reader.settings.patience + 1
        );
    };
    const take = (event) => {
        const taken = record(event);
        if (taken) {
            const codes = reader.take(taken);
            if (codes.length && event.type === "keydown") {
                // Enter would press the button in focus, Tab would leave it.
                event.preventDefault();
            }
            give(codes);
            wait();
        }
    };
    const types = ["keydown", "input", "compositionend", "paste"];
    types.forEach((type) => document.addEventListener(type, take, true));
    return () => {
        browser.clearTimeout(timer);
        types.forEach((type) => document.removeEventListener(type, take, true));
    };
}

/** What a reader's event says, false for what is a person's typing or a shortcut. */
export function record(event) {
    const {type, target, timeStamp: time} = event;
    const hidden = target.matches?.(HIDDEN_FIELD);
    if (!hidden && target.closest?.(EDITABLE)) {
        return false;
    }
    if (type === "keydown") {
        const {key, code, shiftKey: shift} = event;
        const {altKey: alt, ctrlKey: ctrl} = event;
        return key && !event.metaKey && {type, time, key, code, shift, alt, ctrl};
    }
    if (type === "paste") {
        return {type, time, text: event.clipboardData?.getData("text") || ""};
    }
    // Single characters come with the keydown that says which key it was.
    const composing = type === "input" && /Composition/.test(event.inputType);
    return hidden && !composing && {type, time, text: event.data || ""};
}
