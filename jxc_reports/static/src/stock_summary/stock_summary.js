import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {CheckboxItem} from "@web/core/dropdown/checkbox_item";
import {_t} from "@web/core/l10n/translation";
import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {SummaryTable} from "./summary_table";

const MODEL = "jxc.stock.summary";
const SEARCH_DELAY = 400;

/** Screen of the purchase-sale-inventory summary: filters, table, downloads. */
export class StockSummary extends Component {
    static template = "jxc_reports.StockSummary";
    static components = {CheckboxItem, Dropdown, Layout, SummaryTable};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.keepLast = new KeepLast();
        this.loadSoon = useDebounced(() => this.load(), SEARCH_DELAY);
        this.state = useState({
            options: {
                preset: "this_month",
                date_from: false,
                date_to: false,
                place_ids: [],
                category_ids: [],
                search: "",
                group_by: "none",
                hide_idle: false,
            },
            measure: this.env.isSmall ? "quantities" : "both",
            folded: {in: false, out: false},
            closedGroups: {},
            summary: null,
            loading: false,
            showFilters: !this.env.isSmall,
            ...this.props.state?.summaryState,
        });
        useSetupAction({
            rootRef: useRef("root"),
            getLocalState: () => {
                const {options, measure, folded, closedGroups} = this.state;
                return {summaryState: {options, measure, folded, closedGroups}};
            },
        });
        onWillStart(async () => {
            this.filters = await this.orm.call(MODEL, "get_filters", []);
            if (this.state.options.preset) {
                this.usePreset(this.state.options.preset);
            }
            await this.load();
        });
    }

    get presetLabels() {
        return {
            this_month: _t("This month"),
            last_month: _t("Last month"),
            this_quarter: _t("This quarter"),
            this_year: _t("This year"),
        };
    }

    get measureLabels() {
        return {
            both: _t("Quantity and value"),
            quantities: _t("Quantity"),
            values: _t("Value"),
        };
    }

    get placesLabel() {
        const chosen = this.state.options.place_ids;
        if (!chosen.length) {
            return _t("All warehouses");
        }
        return this.filters.places
            .filter(({id}) => chosen.includes(id))
            .map(({name}) => name)
            .join(", ");
    }

    async load() {
        this.state.loading = true;
        try {
            const call = this.orm.call(MODEL, "get_summary", [this.state.options]);
            this.state.summary = await this.keepLast.add(call);
        } finally {
            this.state.loading = false;
        }
    }

    usePreset(preset) {
        const [date_from, date_to] = this.filters.presets[preset];
        Object.assign(this.state.options, {preset, date_from, date_to});
    }

    onPreset(ev) {
        if (ev.target.value) {
            this.usePreset(ev.target.value);
            this.load();
        } else {
            this.state.options.preset = "";
        }
    }

    onDate(name, ev) {
        // An empty or half-typed date asks for nothing yet.
        if (ev.target.value) {
            Object.assign(this.state.options, {preset: "", [name]: ev.target.value});
            const {date_from, date_to} = this.state.options;
            if (date_from <= date_to) {
                this.load();
            }
        }
    }

    togglePlace(id) {
        const chosen = this.state.options.place_ids;
        this.state.options.place_ids = chosen.includes(id)
            ? chosen.filter((other) => other !== id)
            : [...chosen, id];
        this.load();
    }

    onCategory(ev) {
        this.state.options.category_ids = ev.target.value
            ? [Number(ev.target.value)]
            : [];
        this.load();
    }

    onGroupBy(ev) {
        this.state.options.group_by = ev.target.value;
        this.state.closedGroups = {};
        this.load();
    }

    onSearch(ev) {
        this.state.options.search = ev.target.value;
        this.loadSoon();
    }

    onHideIdle(ev) {
        this.state.options.hide_idle = ev.target.checked;
        this.load();
    }

    onFold(side) {
        this.state.folded[side] = !this.state.folded[side];
    }

    onToggleGroup(label) {
        this.state.closedGroups[label] = !this.state.closedGroups[label];
    }

    async openLines(line, column) {
        const action = await this.orm.call(MODEL, "get_lines_action", [
            this.state.options,
            line.product_id,
            line.place_id,
            column.key,
        ]);
        await this.action.doAction(action);
    }

    async download(kind) {
        this.ui.block();
        try {
            await download({
                url: `/jxc_reports/stock_summary/${kind}`,
                data: {options: JSON.stringify(this.state.options)},
            });
        } finally {
            this.ui.unblock();
        }
    }
}

registry.category("actions").add("jxc_stock_summary", StockSummary);
