/* global Chart */
import {Component, onMounted, onWillStart, onWillUnmount, useRef} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {cookie} from "@web/core/browser/cookie";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {formatFloat} from "@web/views/fields/formatters";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {projectionConfig} from "./stock_projection_config";

const MODEL = "stock.warehouse.orderpoint";

/** Stock of the days ahead: what is there with the order, and without it. */
export class StockProjection extends Component {
    static template = "jxc_inventory.StockProjection";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.canvas = useRef("canvas");
        this.ruleId = this.props.action.params.orderpoint_id;
        onWillStart(async () => {
            const load = this.orm.call(MODEL, "get_stock_projection", [this.ruleId]);
            [this.chart] = await Promise.all([load, loadBundle("web.chartjs_lib")]);
        });
        onMounted(() => this.draw());
        onWillUnmount(() => this.drawn?.destroy());
    }

    draw() {
        if (this.canvas.el) {
            this.drawn = new Chart(
                this.canvas.el,
                projectionConfig(this.chart, {
                    scheme: cookie.get("color_scheme"),
                    day: this.formatDay,
                })
            );
        }
    }

    /** What the lines say, in words. */
    get findings() {
        const {days, order, in_rfq, arrives} = this.chart;
        const findings = [
            this.tell(
                days.find(({short}) => short),
                _t("If nothing is ordered: out of stock on %s."),
                _t("If nothing is ordered: stock lasts beyond %s.")
            ),
        ];
        if (order > 0) {
            findings.push(
                _t("An order of %(quantity)s placed now is there on %(day)s.", {
                    quantity: this.formatQuantity(order),
                    day: this.formatDay(arrives),
                })
            );
        }
        if (in_rfq > 0) {
            findings.push(
                _t(
                    "%s more in requests for quotation, reckoned with as if ordered now.",
                    this.formatQuantity(in_rfq)
                )
            );
        }
        if (arrives) {
            findings.push(
                this.tell(
                    days.find((one) => one.day >= arrives && one.short_with_order),
                    _t("After that, out of stock on %s."),
                    _t("After that, stock lasts beyond %s.")
                )
            );
        }
        return findings;
    }

    /** Say when stock is out, if ever, else until when it surely lasts. */
    tell(out, until, beyond) {
        const {day} = out || this.chart.days.at(-1);
        return (out ? until : beyond).replace("%s", this.formatDay(day));
    }

    get caption() {
        return _t(
            "In %s, at the end of each day, with the demand expected on average. Red: out of stock if nothing is ordered.",
            this.chart.unit
        );
    }

    get nothingKnown() {
        return _t(
            "Nothing is known of the demand for this product yet: it is worked out the night after its first sales."
        );
    }

    formatDay(day) {
        return formatDate(deserializeDate(day));
    }

    formatQuantity(quantity) {
        return formatFloat(quantity, {
            digits: [16, Number.isInteger(quantity) ? 0 : 1],
        });
    }

    openDemand() {
        return this.action.doActionButton({
            type: "object",
            name: "action_demand_chart",
            resModel: MODEL,
            resId: this.ruleId,
            resIds: [this.ruleId],
            context: user.context,
        });
    }
}

registry.category("actions").add("jxc_inventory.stock_projection", StockProjection);
