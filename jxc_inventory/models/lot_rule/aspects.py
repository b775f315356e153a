"""What a rule about lots may state."""

# The first field of an aspect says whether the rule does.
ASPECTS = {
    "own_number": ("own_number_pattern",),
    "supplier_number": ("supplier_number_regex",),
    "serial_check": ("serial_check", "serial_pattern"),
    "other_product": ("other_product_action",),
    "required_dates": ("required_dates",),
    "receipt_life": ("receipt_life_action", "receipt_life", "receipt_life_unit"),
    "delivery_life": ("delivery_life_action", "delivery_life", "delivery_life_unit"),
    "expired": ("expired_action",),
    "fefo": ("fefo_action",),
    "warranty": ("warranty", "warranty_unit"),
    "customer_return": ("return_action",),
}
# What is asked for by whom the goods go to, rather than by whom they come from.
CUSTOMER_ASPECTS = {"delivery_life"}
