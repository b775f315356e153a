import {Component, useRef} from "@odoo/owl";
import {isBarcodeScannerSupported} from "@web/core/barcode/barcode_video_scanner";
import {useScanner} from "../app/use_scanner";

/** Type or paste a code by hand, or open the camera. Hand-held readers need neither. */
export class ScanBar extends Component {
    static template = "jxc_scanner.ScanBar";
    static props = {openCamera: Function};

    setup() {
        Object.assign(this, useScanner());
        this.input = useRef("input");
        this.hasCamera = isBarcodeScannerSupported();
    }

    submit() {
        const {el} = this.input;
        const text = el.value;
        el.value = "";
        // Give the keys back to the hand-held reader and close the phone's keyboard.
        el.blur();
        this.queue.push(text);
    }
}
