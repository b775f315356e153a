import {Component} from "@odoo/owl";
import {useScanner} from "../../app/use_scanner";

/** The server agreed: what was taken is booked, and where the goods go next. */
export class PickFinishedScreen extends Component {
    static template = "jxc_scanner.PickFinishedScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.job = this.store.desk.jobOf(this.state.screen);
    }

    get finished() {
        return this.state.flows[this.job].finished;
    }
}
