# The fields of a vendor that say on which weekdays it takes orders, Monday first.
ORDER_DAYS = (
    "order_on_monday",
    "order_on_tuesday",
    "order_on_wednesday",
    "order_on_thursday",
    "order_on_friday",
    "order_on_saturday",
    "order_on_sunday",
)
