import {Component, xml} from "@odoo/owl";
import {useScanner} from "../app/use_scanner";

/** A line below the title while the server is asked, once that takes a while. It stands
 *  alone so that only it is drawn anew. */
export class BusyBar extends Component {
    static template = xml`<i class="o_jxc_busy" t-att-data-busy="state.busy"/>`;
    static props = {};

    setup() {
        Object.assign(this, useScanner());
    }
}
