import {Component, onWillStart, useState} from "@odoo/owl";
import {useScanner} from "../../app/use_scanner";
import {Keypad, pressKey} from "../keypad";

/** Before a package is closed: its weight, and what kind of package it is. */
export class BoxSheet extends Component {
    static template = "jxc_scanner.BoxSheet";
    static components = {Keypad};
    static props = {name: String, close: Function};

    setup() {
        Object.assign(this, useScanner());
        this.entry = useState({weight: "", typeId: false, types: [], unit: ""});
        onWillStart(() => this.readTypes());
    }

    /** Without network a package is closed without its kind. */
    readTypes() {
        const call = () => this.store.call("jxc.scanner", "package_types", []);
        return this.store.tryOnline(
            async () => Object.assign(this.entry, await call()),
            {offline: () => {}}
        );
    }

    press(key) {
        this.entry.weight = pressKey(this.entry.weight, key);
    }

    choose(id) {
        this.entry.typeId = this.entry.typeId === id ? false : id;
    }

    confirm() {
        const {weight, typeId} = this.entry;
        this.store.act({type: "closeBox", weight: Number(weight), typeId});
        this.props.close();
    }
}
