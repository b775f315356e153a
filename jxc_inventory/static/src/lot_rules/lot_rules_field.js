import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Which rule decides what about the lots of a product; a click opens the rule. */
export class LotRulesField extends Component {
    static template = "jxc_inventory.LotRulesField";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    open(ruleId) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "jxc.lot.rule",
            res_id: ruleId,
            views: [[false, "form"]],
        });
    }
}

registry.category("fields").add("jxc_lot_rules", {
    component: LotRulesField,
    supportedTypes: ["json"],
});
