import {Component, onWillStart, useState} from "@odoo/owl";
import {showDate, showQuantity} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** Counts somebody asked for, a way to count anything else, and one's own last counts. */
export class CountsScreen extends Component {
    static template = "jxc_scanner.CountsScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner(), {showDate, showQuantity});
        this.own = useState({counts: []});
        onWillStart(() => {
            this.loadOwn();
        });
    }

    get requests() {
        return this.state.waiting.count || [];
    }

    async loadOwn() {
        await this.store.tryOnline(
            async () => {
                this.own.counts = await this.store.call(
                    "jxc.scanner",
                    "own_counts",
                    []
                );
            },
            {offline: () => {}}
        );
    }
}
