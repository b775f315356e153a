import {Component, onWillStart, useState} from "@odoo/owl";
import {useScanner} from "../app/use_scanner";

/** Who delivers what nobody ordered; without network that may be said later. */
export class VendorPicker extends Component {
    static template = "jxc_scanner.VendorPicker";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.found = useState({text: "", origin: "", vendors: []});
        onWillStart(() => {
            this.find();
        });
    }

    async find() {
        await this.store.tryOnline(
            async () => {
                const args = [this.found.text];
                this.found.vendors = await this.store.call(
                    "jxc.scanner",
                    "vendors",
                    args
                );
            },
            {offline: () => {}}
        );
    }

    start(vendor) {
        this.store.act({
            type: "start",
            partnerId: vendor?.id,
            partner: vendor?.name,
            origin: this.found.origin.trim(),
        });
    }
}
