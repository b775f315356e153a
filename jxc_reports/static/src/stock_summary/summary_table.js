import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {useScrollWindow, visibleRange} from "./virtual_rows";

const ROW_HEIGHT = 32;
const ROW_HEIGHT_SMALL = 50;
const TRANSFERS = ["transfer_in", "transfer_out"];
const STATES = ["opening", "adjustment", "closing"];

/** The figures of a purchase-sale-inventory summary; draws, calculates nothing. */
export class SummaryTable extends Component {
    static template = "jxc_reports.SummaryTable";
    static props = {
        summary: Object,
        measure: {validate: (m) => ["both", "quantities", "values"].includes(m)},
        folded: Object, // sides whose kinds are folded into their total: {in, out}
        closedGroups: Object, // labels of closed groups: {label: true}
        onFold: Function, // (side)
        onToggleGroup: Function, // (label)
        onOpen: Function, // (line, column)
    };

    setup() {
        this.view = useScrollWindow("scroller");
    }

    get measures() {
        const {measure, summary} = this.props;
        if (!summary.show_values) {
            return ["quantities"];
        }
        return measure === "both" ? ["quantities", "values"] : [measure];
    }

    get columns() {
        return this.props.summary.columns
            .map((column, index) => ({...column, index}))
            .filter(
                (column) =>
                    column.used &&
                    !(column.side && this.props.folded[column.side]) &&
                    (column.key !== "adjustment" || this.measures.includes("values"))
            );
    }

    /** Columns with their measures: one entry a column of figures. */
    get cells() {
        return this.columns.flatMap((column) =>
            this.measuresOf(column).map((measure) => ({column, measure}))
        );
    }

    get lines() {
        let closed = false;
        return this.props.summary.lines.filter((line) => {
            if (line.group !== undefined) {
                closed = this.props.closedGroups[line.group];
                return true;
            }
            return !closed;
        });
    }

    get rowHeight() {
        return this.env.isSmall ? ROW_HEIGHT_SMALL : ROW_HEIGHT;
    }

    get range() {
        const {scrollTop, height} = this.view;
        return visibleRange(this.lines.length, this.rowHeight, scrollTop, height);
    }

    get visibleLines() {
        const {start, end} = this.range;
        return this.lines
            .slice(start, end)
            .map((line, index) => ({line, key: start + index}));
    }

    get measureLabels() {
        return {quantities: _t("Quantity"), values: _t("Value")};
    }

    measuresOf(column) {
        return column.key === "adjustment" ? ["values"] : this.measures;
    }

    isFoldable(column) {
        return column.key === "total_in" || column.key === "total_out";
    }

    sideOf(column) {
        return column.key === "total_in" ? "in" : "out";
    }

    show(line, {column, measure}) {
        const figure = line[measure] && line[measure][column.index];
        if (!figure) {
            return "";
        }
        const {quantity_digits, value_digits} = this.props.summary;
        return measure === "quantities"
            ? formatFloat(figure, {digits: [16, quantity_digits], trailingZeros: false})
            : formatFloat(figure, {digits: [16, value_digits]});
    }

    isNegative(line, {column, measure}) {
        return Boolean(line[measure]) && line[measure][column.index] < 0;
    }

    /** Whether the lines behind a figure add up to it, so that a click may list them. */
    isOpenable(line, {column, measure}) {
        if (line.group !== undefined || STATES.includes(column.key)) {
            return false;
        }
        if (measure === "quantities") {
            return Boolean(line.quantities[column.index]);
        }
        // Movements inside the company carry no recorded value.
        const {columns} = this.props.summary;
        const side = this.isFoldable(column) ? this.sideOf(column) : column.side;
        const hidden = columns.findIndex(
            ({key, side: kindSide}) => kindSide === side && TRANSFERS.includes(key)
        );
        const whole = this.isFoldable(column) || TRANSFERS.includes(column.key);
        return Boolean(
            line.values[column.index] && !(whole && line.quantities[hidden])
        );
    }
}
