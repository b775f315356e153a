"""Before processor time is compared, odoo shell code."""

PROCESSOR = """
import time

# What helpers of the connection take could not be counted.
env.cr.execute("SET max_parallel_workers_per_gather = 0")
env.cr.commit()


"""
