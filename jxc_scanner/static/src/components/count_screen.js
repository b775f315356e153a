import {Component, useState} from "@odoo/owl";
import {showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {linesHere, stillAsked} from "../flows/count_picture";
import {CountSheet} from "./count_sheet";

/** One place being counted: what is being entered, what was counted, what was asked. */
export class CountScreen extends Component {
    static template = "jxc_scanner.CountScreen";
    static components = {CountSheet};
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showQuantity});
        this.sheet = useState({finish: false});
    }

    get picture() {
        return this.state.flows.count;
    }

    get entryProduct() {
        return this.store.snapshot.product(this.picture.entry.productId);
    }

    get lines() {
        return linesHere(this.picture).map((line) => ({
            ...line,
            product: this.store.snapshot.product(line.productId),
        }));
    }

    get asked() {
        return this.picture.place ? stillAsked(this.picture) : [];
    }

    choose({productId, lot}) {
        this.store.act({type: "choose", productId, lot});
    }

    finish(zero) {
        this.sheet.finish = false;
        this.store.act({type: "finish", zero});
    }
}
