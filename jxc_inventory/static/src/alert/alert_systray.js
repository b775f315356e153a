import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {_t} from "@web/core/l10n/translation";

const GROUPS = ["group_keeper", "group_buyer", "group_salesperson"];
const MOST_SHOWN = 99;

/** Counts the open alerts that wait for the user; a click opens them. */
export class AlertSystray extends Component {
    static template = "jxc_inventory.AlertSystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.state = useState({count: 0, mayRead: false});
        const bus = useService("bus_service");
        onWillStart(async () => {
            const has = await Promise.all(
                GROUPS.map((name) => user.hasGroup(`jxc_inventory.${name}`))
            );
            this.state.mayRead = has.includes(true);
            if (this.state.mayRead) {
                bus.subscribe("jxc_alert_changed", (payload) =>
                    this.onChanged(payload)
                );
                await this.refresh();
            }
        });
    }

    get label() {
        return this.state.count > MOST_SHOWN ? `${MOST_SHOWN}+` : this.state.count;
    }

    async refresh() {
        this.state.count = await this.orm.silent.call(
            "jxc.alert",
            "get_open_count",
            []
        );
    }

    async onChanged({message}) {
        if (message) {
            this.notification.add(message, {
                title: _t("Alerts"),
                type: "warning",
                buttons: [{name: _t("Open"), onClick: () => this.open()}],
            });
        }
        await this.refresh();
    }

    async open() {
        await this.action.doAction("jxc_inventory.alert_action", {
            additionalContext: {search_default_open: 1, search_default_mine: 1},
            clearBreadcrumbs: true,
        });
        await this.refresh();
    }
}

registry
    .category("systray")
    .add("jxc_inventory.alerts", {Component: AlertSystray}, {sequence: 24});
