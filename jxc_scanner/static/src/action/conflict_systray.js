import {Component, onWillDestroy, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {session} from "@web/session";

const MOST_SHOWN = 99;

/** Counts the scan conflicts that wait for an inventory manager; a click opens them.
 *  Without any there is nothing to see. */
export class ConflictSystray extends Component {
    static template = "jxc_scanner.ConflictSystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({count: session.jxc_scan_conflicts || 0});
        const bus = useService("bus_service");
        const refresh = () => this.refresh();
        bus.subscribe("jxc_scan_conflict_changed", refresh);
        onWillDestroy(() => bus.unsubscribe("jxc_scan_conflict_changed", refresh));
    }

    get label() {
        return this.state.count > MOST_SHOWN ? `${MOST_SHOWN}+` : this.state.count;
    }

    async refresh() {
        this.state.count = await this.orm.silent.call(
            "jxc.scan.conflict",
            "get_open_count",
            []
        );
    }

    open() {
        return this.action.doAction("jxc_scanner.scan_conflict_action", {
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("jxc_scanner.conflicts", {Component: ConflictSystray}, {sequence: 23});
