import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useScanner} from "../app/use_scanner";

export const KINDS = {
    product: {icon: "fa-cube", name: _t("Product")},
    lot: {icon: "fa-tag", name: _t("Lot / Serial")},
    location: {icon: "fa-map-marker", name: _t("Location")},
    transfer: {icon: "fa-truck", name: _t("Transfer")},
    package: {icon: "fa-archive", name: _t("Package")},
};

/** Several things answer to what was scanned or typed. */
export class HitsScreen extends Component {
    static template = "jxc_scanner.HitsScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.kinds = KINDS;
    }
}
