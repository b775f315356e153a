import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A hand that stops goods which may not pass; pointed at, it says why. */
export class GateWarningField extends Component {
    static template = "jxc_inventory.GateWarningField";
    static props = {...standardFieldProps};

    get sentence() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("jxc_gate_warning", {
    component: GateWarningField,
    displayName: _t("Refused"),
    supportedTypes: ["char", "text"],
    listViewWidth: 36,
});
