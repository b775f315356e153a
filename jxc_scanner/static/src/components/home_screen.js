import {Component} from "@odoo/owl";
import {isDisplayStandalone} from "@web/core/browser/feature_detection";
import {useScanner} from "../app/use_scanner";

/** What waits, and an invitation to scan. */
export class HomeScreen extends Component {
    static template = "jxc_scanner.HomeScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.installed = isDisplayStandalone();
    }
}
