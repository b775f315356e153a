from odoo import api, fields, models
from odoo.tools import SQL


class Ordering(models.Model):
    """In which order a device did what it sends.

    From its start an app counts its operations 1, 2, 3 …; ``run`` names that start.
    With that the server notices what is missing and what comes out of order. The device
    also says from which number on it still holds a run: what is lower and not here is
    lost.
    """

    _inherit = "jxc.scan.operation"

    device_id = fields.Many2one(
        "jxc.scanner.device", readonly=True, index=True, ondelete="restrict"
    )
    run = fields.Char("Start of the App", readonly=True)
    sequence = fields.Integer("Order", readonly=True)

    _run_idx = models.Index("(device_id, run, sequence DESC) WHERE run IS NOT NULL")

    @api.model
    def _place(self, entry):
        """Return the run and number of ``entry``, None when it has none."""
        run, sequence = entry.get("run"), entry.get("sequence")
        placed = isinstance(run, str) and 0 < len(run) <= 36
        if not placed or type(sequence) is not int or not 0 < sequence < 2**31:
            return None
        return run, sequence

    @api.model
    def _put_in_order(self, entries):
        """Return ``entries`` as they happened: within a run by number."""
        runs = {}
        for entry in entries:
            place = self._place(entry)
            runs.setdefault(place and place[0], []).append(entry)
        for run, members in runs.items():
            if run:
                members.sort(key=self._place)
        return [entry for members in runs.values() for entry in members]

    @api.model
    def _judge_order(self, device, info, entries):
        """Say of new ``entries``, in order, which come too early and which too late.

        Too early is what follows on something the device still holds: it is not taken
        now. Too late is what stands before something already applied.

        :return: two sets of numbers (uuid)
        """
        early, late = set(), set()
        reached = self._reached(device, {p[0] for p in map(self._place, entries) if p})
        held = info.get("first") if isinstance(info.get("first"), dict) else {}
        for entry in entries:
            place = self._place(entry)
            if not place:
                continue
            run, sequence = place
            expected = reached.get(run, 0) + 1
            first = held.get(run)
            if type(first) is int and expected < first <= sequence:
                device.missing += first - expected
                expected = first
            if sequence < expected:
                late.add(entry["uuid"])
            elif sequence > expected:
                early.add(entry["uuid"])
            else:
                reached[run] = sequence
        return early, late

    @api.model
    def _reached(self, device, runs):
        """The highest number that has arrived of each of ``runs``."""
        if not runs:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT run, max(sequence) FROM jxc_scan_operation
                    WHERE device_id = %s AND run = ANY(%s) GROUP BY run""",
                    device.id,
                    list(runs),
                )
            )
        )
