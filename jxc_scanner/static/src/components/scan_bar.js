import {Component, useRef, useState} from "@odoo/owl";
import {hasCamera} from "../input/camera";
import {useScanner} from "../app/use_scanner";

const OFFERED = 6;

/**
 * Type or paste a code, part of a name or its Pinyin initials by hand, or open the
 * camera. Hand-held readers need neither.
 */
export class ScanBar extends Component {
    static template = "jxc_scanner.ScanBar";
    static props = {toggleCamera: Function};

    setup() {
        Object.assign(this, useScanner());
        this.input = useRef("input");
        this.hasCamera = hasCamera();
        this.typed = useState({offers: [], none: false});
    }

    /** Offer what the device knows under what is typed so far. */
    type() {
        const text = this.input.el.value.trim();
        const found = text.length > 1 ? this.store.snapshot.search(text) : [];
        this.typed.offers = found.slice(0, OFFERED);
        this.typed.none = text.length > 1 && !found.length;
    }

    submit() {
        const text = this.clear();
        if (text) {
            this.queue.push(text);
        }
    }

    choose(product) {
        this.clear();
        this.queue.enqueue(() => this.store.choose(product));
    }

    /** Give the keys back to the hand-held reader and close the phone's keyboard. */
    clear() {
        const {el} = this.input;
        const text = el.value.trim();
        el.value = "";
        el.blur();
        Object.assign(this.typed, {offers: [], none: false});
        return text;
    }
}
