import {KeepLast} from "@web/core/utils/concurrency";
import {serializeDate} from "@web/core/l10n/dates";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {patch} from "@web/core/utils/patch";
import {useDebounced} from "@web/core/utils/timing";
import {GenerateDialog} from "@stock/widgets/generate_serial";
import {onWillStart, useState} from "@odoo/owl";

GenerateDialog.components = {...GenerateDialog.components, DateTimeInput};

const SHOWN_VERDICTS = 100;

/**
 * All lots generated at once were made on one day: the dialog asks for it and hands it
 * to `stock.move.action_generate_lot_line_vals` as the default of the new lines. Where
 * a rule numbers the product it shows the next number. Numbers that are typed, pasted or
 * scanned are judged by the server while they come in.
 */
patch(GenerateDialog.prototype, {
    setup() {
        super.setup();
        this.production = useState({date: false});
        this.ownNumber = useState({number: false, problem: false});
        this.judged = useState({verdicts: []});
        this.lastJudgement = new KeepLast();
        this.judgeSoon = useDebounced(() => this.judgeNumbers(), 300);
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
        onWillStart(() => this.loadOwnNumber());
    },

    get asksProductionDate() {
        return Boolean(this.props.move.data.use_expiration_date);
    },

    get hasOwnNumbers() {
        return Boolean(this.ownNumber.number || this.ownNumber.problem);
    },

    get refusedVerdicts() {
        return this.judged.verdicts.filter((verdict) => verdict.refused);
    },

    /** Whatever deserves a look, the refused ones first. */
    get shownVerdicts() {
        const noted = this.judged.verdicts.filter(
            (verdict) => verdict.message && !verdict.refused
        );
        return [...this.refusedVerdicts, ...noted].slice(0, SHOWN_VERDICTS);
    },

    get productionDate() {
        return this.production.date ? serializeDate(this.production.date) : false;
    },

    get pickingId() {
        const {context, data} = this.props.move;
        return context.default_picking_id || data.picking_id?.id || false;
    },

    async onProductionDateChange(date) {
        this.production.date = date;
        await this.loadOwnNumber();
    },

    async loadOwnNumber() {
        if (this.props.mode === "generate") {
            const found = await this.orm.call("stock.move", "get_own_number_preview", [
                this.props.move.data.product_id.id,
                this.pickingId,
                this.productionDate,
            ]);
            Object.assign(this.ownNumber, found);
        }
    },

    async judgeNumbers() {
        const judgement = this.orm.call("stock.move", "get_number_verdicts", [
            this.props.move.data.product_id.id,
            this.lots.el.value,
            this.pickingId,
        ]);
        this.judged.verdicts = await this.lastJudgement.add(judgement);
    },

    async dropRefused() {
        const kept = this.judged.verdicts.filter((verdict) => !verdict.refused);
        this.lots.el.value = kept
            .map((verdict) => verdict.number + verdict.extra)
            .join("\n");
        await this.judgeNumbers();
        this.lots.el.focus();
    },

    /** Nothing is applied that was typed after the last judgement. */
    async _onGenerate() {
        if (this.props.mode === "import") {
            await this.judgeNumbers();
            if (this.refusedVerdicts.length) {
                return;
            }
        }
        return super._onGenerate();
    },

    withProductionDate(method, args) {
        if (method !== "action_generate_lot_line_vals") {
            return args;
        }
        const [context, ...others] = args;
        const known = {...context};
        if (this.pickingId) {
            known.default_picking_id = this.pickingId;
        }
        if (this.productionDate) {
            known.default_production_date = this.productionDate;
        }
        return [known, ...others];
    },
});
