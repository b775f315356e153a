import {Component} from "@odoo/owl";
import {round} from "../flows/receipt_picture";

const TIMES = "×";
const ROW = 3;

// A date has eight digits, a quantity no more that anybody means.
const LONGEST = 9;

/** Big keys for a thumb or a glove; the phone's own keyboard stays closed. */
export class Keypad extends Component {
    static template = "jxc_scanner.Keypad";
    static props = {
        onKey: Function,
        decimals: {type: Boolean, optional: true},
        // Sizes of packs: keys that make so many pieces of each number keyed.
        packs: {type: Array, optional: true},
    };

    get keys() {
        const packs = (this.props.packs || []).map((size) => `${TIMES}${size}`);
        return [
            ...(packs.length ? [...packs, "", ""].slice(0, ROW) : []),
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            this.props.decimals ? "." : "",
            "0",
            "⌫",
        ];
    }
}

/** @returns {number[]} how many pieces the packs of a product hold, at most a row */
export function packsOf({codes = []}) {
    const sizes = new Set(codes.map(({quantity}) => quantity));
    sizes.delete(1);
    return [...sizes].sort((one, other) => one - other).slice(0, ROW);
}

/**
 * @param {string} text what was keyed
 * @param {string} key
 * @param {number} [shown] the quantity on the screen, which packs go by when nothing was
 *      keyed
 * @returns {string} `text` after pressing `key`
 */
export function pressKey(text, key, shown = 1) {
    if (key.startsWith(TIMES)) {
        const packs = Number(text || shown) || 1;
        return String(round(packs * Number(key.slice(TIMES.length))));
    }
    if (key === "⌫") {
        return text.slice(0, -1);
    }
    if (key === "." && text.includes(".")) {
        return text;
    }
    return text.length < LONGEST ? text + key : text;
}
