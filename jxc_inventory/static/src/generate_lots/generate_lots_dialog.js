import {serializeDate} from "@web/core/l10n/dates";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {patch} from "@web/core/utils/patch";
import {GenerateDialog} from "@stock/widgets/generate_serial";
import {useState} from "@odoo/owl";

GenerateDialog.components = {...GenerateDialog.components, DateTimeInput};

/**
 * All lots generated at once were made on one day: the dialog asks for it and hands it
 * to `stock.move.action_generate_lot_line_vals` as the default of the new lines.
 */
patch(GenerateDialog.prototype, {
    setup() {
        super.setup();
        this.production = useState({date: false});
        const orm = this.orm;
        this.orm = Object.create(orm, {
            call: {
                value: (model, method, args, kwargs) =>
                    orm.call(
                        model,
                        method,
                        this.withProductionDate(method, args),
                        kwargs
                    ),
            },
        });
    },

    get asksProductionDate() {
        return Boolean(this.props.move.data.use_expiration_date);
    },

    withProductionDate(method, args) {
        if (method !== "action_generate_lot_line_vals" || !this.production.date) {
            return args;
        }
        const [context, ...others] = args;
        const date = serializeDate(this.production.date);
        return [{...context, default_production_date: date}, ...others];
    },
});
