import {Component} from "@odoo/owl";
import {install, installing, OWN_PAGE} from "../app/installing";
import {useScanner} from "../app/use_scanner";

/** What waits, and an invitation to scan. */
export class HomeScreen extends Component {
    static template = "jxc_scanner.HomeScreen";
    static props = {};

    setup() {
        Object.assign(this, useScanner());
        this.installing = installing();
        this.ownPage = OWN_PAGE;
    }

    get jobs() {
        const {waiting} = this.state;
        return Object.entries(this.store.desk.jobs).map(([name, job]) => ({
            name,
            icon: job.icon,
            title: job.title(),
            hint: job.hint ? job.hint() : "",
            count: job.waiting ? (waiting[name] || []).length : null,
        }));
    }

    install() {
        if (!install()) {
            this.store.show("ask", "installByMenu", {});
        }
    }
}
