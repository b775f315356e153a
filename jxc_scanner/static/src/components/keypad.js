import {Component} from "@odoo/owl";

// A date has eight digits, a quantity no more that anybody means.
const LONGEST = 9;

/** Big keys for a thumb or a glove; the phone's own keyboard stays closed. */
export class Keypad extends Component {
    static template = "jxc_scanner.Keypad";
    static props = {onKey: Function, decimals: {type: Boolean, optional: true}};

    get keys() {
        return [
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

/** @returns {string} `text` after pressing `key` */
export function pressKey(text, key) {
    if (key === "⌫") {
        return text.slice(0, -1);
    }
    if (key === "." && text.includes(".")) {
        return text;
    }
    return text.length < LONGEST ? text + key : text;
}
