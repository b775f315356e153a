import {Component, useState} from "@odoo/owl";
import {useScanner} from "../../app/use_scanner";

/** The carrier's number for what leaves. */
export class TrackingSheet extends Component {
    static template = "jxc_scanner.TrackingSheet";
    static props = {close: Function};

    setup() {
        Object.assign(this, useScanner());
        this.entry = useState({text: ""});
    }

    confirm() {
        this.store.act({type: "tracking", text: this.entry.text});
        this.props.close();
    }
}
