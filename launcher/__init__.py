"""The launcher behind ``./jxc``: standard library only.

``cli`` finds the commands in ``commands/``; each works on one
``environment.Environment``, which makes what a command needs (Odoo, Python
packages, PostgreSQL, databases) the first time and finds it the next.
"""
