import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
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

    /** Odoo's page that installs one app, under the scanner's name. */
    get installUrl() {
        const name = encodeURIComponent(_t("Scanner"));
        return `/scoped_app?app_id=jxc_scanner&path=scoped_app/scanner&app_name=${name}`;
    }
}
