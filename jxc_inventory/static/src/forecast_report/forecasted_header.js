import {ForecastedHeader} from "@stock/stock_forecasted/forecasted_header";
import {patch} from "@web/core/utils/patch";

patch(ForecastedHeader.prototype, {
    get onHoldQty() {
        const products = Object.values(this.props.docs.product);
        return products.reduce((sum, product) => sum + (product.on_hold_qty || 0), 0);
    },
});
