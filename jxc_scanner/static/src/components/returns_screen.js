import {Component, useState} from "@odoo/owl";
import {showDate} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** Find the transfer goods come back from: by its number, its order, or a lot. */
export class ReturnsScreen extends Component {
    static template = "jxc_scanner.ReturnsScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate});
        this.found = useState({text: "", code: "outgoing", transfers: null});
    }

    async find(code = this.found.code) {
        this.found.code = code;
        const text = this.found.text.trim();
        if (!text) {
            return;
        }
        await this.store.ask("returnable", [text, code], async (transfers) => {
            this.found.transfers = transfers;
            if (transfers.length === 1) {
                await this.store.openJob("return", [transfers[0].id]);
            }
        });
    }
}
