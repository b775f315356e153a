import {Component, useState} from "@odoo/owl";
import {BarcodeVideoScanner} from "@web/core/barcode/barcode_video_scanner";
import {useScanner} from "../app/use_scanner";

/** The camera stays open: one label after the other, the answer above the picture. */
export class CameraSheet extends Component {
    static template = "jxc_scanner.CameraSheet";
    static components = {BarcodeVideoScanner};
    static props = {close: Function};

    setup() {
        Object.assign(this, useScanner());
        this.camera = useState({trouble: ""});
    }

    onResult(text) {
        this.queue.pushFrame(text, Date.now());
    }

    onError(error) {
        this.camera.trouble = error.message;
    }
}
