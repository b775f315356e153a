import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {EntrySheet} from "./entry_sheet";
import {Keypad, packsOf, pressKey} from "./keypad";

/** How many of one thing there are; nothing tells how many there should be. */
export class CountSheet extends Component {
    static template = "jxc_scanner.CountSheet";
    static components = {EntrySheet, Keypad};
    static props = {entry: Object, product: Object};

    setup() {
        Object.assign(this, useScanner(), {packsOf, showQuantity});
        this.keyed = useState({text: ""});
    }

    get confirmText() {
        return _t("%(quantity)s %(unit)s counted", {
            quantity: showQuantity(this.props.entry.quantity),
            unit: this.props.product.unit,
        });
    }

    get asksChoice() {
        return this.props.entry.standing !== null && !this.props.entry.choice;
    }

    /** Keys go on what was keyed, unless a scan has changed the quantity since. */
    press(key) {
        const untouched = Number(this.keyed.text) === this.props.entry.quantity;
        this.keyed.text = pressKey(
            untouched ? this.keyed.text : "",
            key,
            this.props.entry.quantity
        );
        this.setQuantity(Number(this.keyed.text) || 0);
    }

    step(difference) {
        this.keyed.text = "";
        this.setQuantity(this.props.entry.quantity + difference);
    }

    setQuantity(quantity) {
        this.store.act({type: "quantity", quantity});
    }

    choose(choice) {
        this.store.act({type: "twice", choice});
    }
}
