import {Component, useState} from "@odoo/owl";
import {Keypad, pressKey} from "./keypad";

/** Key in a quantity. */
export class QuantitySheet extends Component {
    static template = "jxc_scanner.QuantitySheet";
    static components = {Keypad};
    static props = {
        title: String,
        unit: String,
        packs: {type: Array, optional: true},
        onQuantity: Function,
        close: Function,
    };

    setup() {
        this.entry = useState({text: ""});
    }

    get quantity() {
        return Number(this.entry.text);
    }

    press(key) {
        this.entry.text = pressKey(this.entry.text, key);
    }

    confirm() {
        this.props.onQuantity(this.quantity);
        this.props.close();
    }
}
