import {Component} from "@odoo/owl";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const MODEL = "stock.warehouse.orderpoint";
const UPDATE = "jxc_inventory.stock_warehouse_orderpoint_action_update";

/**
 * Reorder points from demand, now rather than next night. Stands in the ⚙ menu, where
 * it can be reached before there is any row that one could tick.
 */
export class UpdateFromDemand extends Component {
    static template = "jxc_inventory.UpdateFromDemand";
    static components = {DropdownItem};
    static props = {};

    setup() {
        this.action = useService("action");
    }

    update() {
        return this.action.doAction(UPDATE);
    }
}

registry.category("cogMenu").add("jxc-update-from-demand", {
    Component: UpdateFromDemand,
    isDisplayed: ({config, searchModel}) =>
        searchModel.resModel === MODEL &&
        ["list", "kanban"].includes(config.viewType) &&
        user.hasGroup("jxc_inventory.group_buyer"),
});
