/* global Chart */
import {
    Component,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {loadBundle} from "@web/core/assets";
import {cookie} from "@web/core/browser/cookie";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {formatFloat} from "@web/views/fields/formatters";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {chartConfig} from "./demand_chart_config";

const MODEL = "jxc.demand.history";
const SPANS = [26, 52, 104, 156];

/** Weekly demand of a product: what was sold, what is forecast from, and why. */
export class DemandChart extends Component {
    static template = "jxc_inventory.DemandChart";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.canvas = useRef("canvas");
        this.spans = SPANS;
        const {product_ids, product_id, warehouse_id} = this.props.action.params;
        this.productIds = product_ids;
        this.state = useState({
            weeks: this.env.isSmall ? 26 : 52,
            product_id,
            warehouse_id,
            chart: null,
        });
        onWillStart(() => Promise.all([loadBundle("web.chartjs_lib"), this.load()]));
        useEffect(
            () => this.draw(),
            () => [this.state.chart]
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    async load() {
        const {product_id, warehouse_id, weeks} = this.state;
        const call = this.orm.call(MODEL, "get_chart", [this.productIds], {
            product_id: product_id || null,
            warehouse_id: warehouse_id || null,
            weeks,
        });
        const chart = await this.keepLast.add(call);
        Object.assign(this.state, {
            chart,
            product_id: chart.product_id,
            warehouse_id: chart.warehouse_id,
        });
    }

    draw() {
        this.chart?.destroy();
        if (this.canvas.el && this.hasHistory) {
            this.chart = new Chart(
                this.canvas.el,
                chartConfig(this.state.chart, {
                    scheme: cookie.get("color_scheme"),
                    day: this.formatDay,
                    why: (week) => this.why(week),
                })
            );
        }
    }

    get hasHistory() {
        return this.state.chart.weeks.some(
            ({sold, demand}) => sold !== null || demand !== null
        );
    }

    /** A dialog has a title of its own. */
    get display() {
        return {controlPanel: this.env.inDialog ? false : {}};
    }

    get caption() {
        return _t(
            "In %s a week. Red: out of stock, unknown. Dashed: demand of a similar product. Triangles: demand events. Blue: the coming weeks.",
            this.state.chart.unit
        );
    }

    /** Weeks in which something was corrected, the latest first. */
    get corrected() {
        return this.state.chart.weeks
            .filter((week) => this.isCorrected(week))
            .reverse();
    }

    isCorrected({state, sold, demand}) {
        const past = ["known", "out", "borrowed"].includes(state);
        return (
            past &&
            (sold === null || demand === null || Math.abs(sold - demand) > 0.005)
        );
    }

    formatDay(day) {
        return formatDate(deserializeDate(day));
    }

    formatQuantity(quantity) {
        if (quantity === null) {
            return "–";
        }
        return formatFloat(quantity, {
            digits: [16, Number.isInteger(quantity) ? 0 : 1],
        });
    }

    /** Reasons, in words, for what a week shows. */
    why({state, sold, one_off, days_out, demand, events}) {
        const reasons = [];
        if (state === "out") {
            reasons.push(_t("Out of stock: unknown"));
        } else if (state === "borrowed") {
            reasons.push(_t("Before the first sale: demand of a similar product"));
        }
        if (one_off) {
            reasons.push(_t("One-off: %s left out", this.formatQuantity(one_off)));
        }
        if (state === "known" && days_out) {
            reasons.push(_t("%s days out of stock: scaled up", days_out));
        } else if (state === "known" && demand > sold - one_off + 0.005) {
            reasons.push(_t("Demand of the replaced product, or of a weak event"));
        }
        if (events.length) {
            reasons.push(_t("Events: %s", events.join(", ")));
        }
        return reasons;
    }

    onSelect(name, ev) {
        this.state[name] = Number(ev.target.value);
        this.load();
    }

    openDays() {
        const {product_id, warehouse_id} = this.state;
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Demand History"),
            res_model: MODEL,
            views: [
                [false, "list"],
                [false, "graph"],
                [false, "pivot"],
            ],
            domain: [
                ["product_id", "=", product_id],
                ["warehouse_id", "=", warehouse_id],
            ],
        });
    }
}

registry.category("actions").add("jxc_inventory.demand_chart", DemandChart);
