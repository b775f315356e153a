class DemoRecalls:
    """A recall that is over and one that runs, on lots the demo company traded.

    Through the buttons a manager presses, so that lots are on hold and lists follow.
    """

    def __init__(self, env, manager):
        # What is told in the discussion is told in the language of those who read it.
        context = {**env.context, "lang": manager.lang, "tracking_disable": True}
        self.env = env(user=manager, context=context)

    def run(self):
        sold = self.env["stock.lot"].search(
            [
                ("customer_id", "!=", False),
                ("vendor_id", "!=", False),
                ("hold_state", "=", False),
                ("product_id.tracking", "=", "lot"),
            ]
        )
        gone = sold.filtered(lambda lot: not lot.product_qty)
        if gone:
            self._close(
                self._start(gone[0], "包装封口不严", "市场监管〔2026〕召字 118 号")
            )
        here = (sold - gone).sorted("product_qty", reverse=True)
        if here:
            self._start(here[0], "供应商通报:原料抽检微生物超标")

    def _start(self, lot, reason, reference=False):
        recall = self.env["jxc.recall"].create(
            {
                "reason": reason,
                "authority_reference": reference,
                "lot_ids": [(0, 0, {"lot_id": lot.id})],
            }
        )
        recall.action_start()
        return recall

    def _close(self, recall):
        self.env["jxc.recall.write.off"].create(
            [
                {
                    "line_id": line.id,
                    "kind": "used",
                    "quantity": line.quantity_remaining,
                    "reason": "客户已售完,回执已收",
                }
                for line in recall.customer_line_ids
                if not line._is_settled()
            ]
        )
        recall.action_close()
