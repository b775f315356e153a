"""What a device hands back to be told only what has changed since."""

import hashlib
from dataclasses import dataclass

# PostgreSQL numbers row versions with the lower 32 bits of transaction ids. Half of
# them lie in the past of any transaction; beyond half of that a token is too old.
_OLDEST = 2**30


@dataclass(frozen=True)
class Token:
    """The state of the database that a device has seen.

    :ivar horizon: number of the oldest transaction that had not ended then. All with
        lower numbers had, so what they did has been told; each other may have ended
        later, whatever its number.
    :ivar circumstances: digest of what every row depends on.
    """

    horizon: int
    circumstances: str

    def __str__(self) -> str:
        return f"{self.horizon}.{self.circumstances}"

    @classmethod
    def read(cls, text: object) -> "Token | None":
        """Return the token a device sent, None for anything else."""
        if not isinstance(text, str):
            return None
        horizon, _point, circumstances = text.partition(".")
        # Longer numbers are no transaction ids (64 bits).
        if not (horizon.isascii() and horizon.isdigit() and len(horizon) < 20):
            return None
        return cls(int(horizon), circumstances)

    def serves(self, now: "Token") -> bool:
        """Whether what has changed from this token to ``now`` can be told."""
        return (
            self.circumstances == now.circumstances
            and 0 <= now.horizon - self.horizon < _OLDEST
        )


def digest(circumstances: tuple) -> str:
    """Return a short name of ``circumstances``: equal ones have equal names."""
    return hashlib.sha256(repr(circumstances).encode()).hexdigest()[:16]
