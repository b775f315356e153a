import {Component, useState} from "@odoo/owl";
import {showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";
import {scanned} from "../flows/give_back";
import {packsOf} from "./keypad";
import {NoteSheet} from "./note_sheet";
import {QuantitySheet} from "./quantity_sheet";

/** One transfer goods come back from: what may come back, and what has been scanned. */
export class ReturnScreen extends Component {
    static template = "jxc_scanner.ReturnScreen";
    static components = {NoteSheet, QuantitySheet};
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {packsOf, showQuantity});
        this.sheet = useState({quantity: false, note: "", photo: false});
    }

    get picture() {
        return this.state.flows.return;
    }

    get products() {
        return this.picture.transfer.products.filter(({lots}) => lots.length);
    }

    scanned(product, lot) {
        return scanned(this.picture, product.id, lot);
    }

    get last() {
        const last = this.picture.history.at(-1);
        return last && this.products.find(({id}) => id === last.productId);
    }

    choose(product, lot) {
        this.store.act({type: "choose", productId: product.id, lot: lot.name});
    }

    setQuantity(quantity) {
        this.store.act({type: "quantity", quantity});
    }

    finish() {
        this.store.act({type: "finish", note: this.sheet.note.trim()});
    }
}
