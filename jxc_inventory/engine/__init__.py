"""Calculation without Odoo: plain, typed Python that the models call with sets."""
