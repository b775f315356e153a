import {ForecastedDetails} from "@stock/stock_forecasted/forecasted_details";
import {patch} from "@web/core/utils/patch";

patch(ForecastedDetails.prototype, {
    _freeStockCondition(line) {
        return super._freeStockCondition(line) && !line.on_hold;
    },
});
