"""What state a lot may be in."""

HOLD_STATES = [
    ("quarantined", "Quarantined"),
    ("recalled", "Recalled"),
    ("blocked", "Blocked"),
]
STATUSES = [
    ("usable", "Usable"),
    ("near_expiry", "Near Expiry"),
    ("expired", "Expired"),
    *HOLD_STATES,
]
