import {Component} from "@odoo/owl";
import {showDate} from "../app/messages";
import {useScanner} from "../app/use_scanner";

/** Planned transfers into the bins, and a way to put away what nobody planned. */
export class PutawaysScreen extends Component {
    static template = "jxc_scanner.PutawaysScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
    }

    subtitle({subtitle, date}) {
        return [subtitle, showDate(date)].filter(Boolean).join(" · ");
    }

    get transfers() {
        return this.state.waiting.putaway || [];
    }
}
