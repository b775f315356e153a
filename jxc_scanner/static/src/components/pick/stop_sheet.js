import {Component, useState} from "@odoo/owl";
import {showDate} from "../../app/messages";
import {useScanner} from "../../app/use_scanner";
import {PICK_MESSAGES, STOP_TITLES} from "../../jobs/pick_messages";

/** Why the goods in hand are not taken, and the ways out this user has. */
export class StopSheet extends Component {
    static template = "jxc_scanner.StopSheet";
    static props = {stop: Object};

    setup() {
        Object.assign(this, useScanner(), {showDate});
        this.release = useState({asked: false, reason: ""});
    }

    get title() {
        return STOP_TITLES[this.props.stop.kind]();
    }

    get text() {
        const {kind, values} = this.props.stop;
        return PICK_MESSAGES[`stop_${kind}`](values).toString();
    }

    act(type) {
        this.store.act({type, reason: this.release.reason});
    }
}
