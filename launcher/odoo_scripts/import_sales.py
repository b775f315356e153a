"""``./jxc import sales FILE``: the add-on's importer on the command line.

The report goes to standard output (``--json`` for scripts), progress and failures to
standard error. Everything happens in one transaction. Exit status: 0 when the file was
imported, checked, or had been imported before; 1 when it cannot be.
"""

import argparse
import json
import os
import sys

DATABASE = "jxc"


def parse_arguments(words):
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        prog="./jxc import",
        description="Load history of an old system into products and demand.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    sales = kinds.add_parser(
        "sales",
        help="sales, one row a sold product: CSV or XLSX, gzip accepted",
        description="Read a CSV or XLSX file with one row a sale, account for every"
        " row, and make products and demand history of it. The same file again"
        " changes nothing.",
    )
    sales.add_argument("file", metavar="FILE")
    sales.add_argument("-d", "--database", default=DATABASE)
    sales.add_argument("--dry-run", action="store_true", help="only report")
    sales.add_argument("--json", action="store_true", help="report as JSON")
    sales.add_argument("--company", help="name of the company (default: admin's)")
    sales.add_argument("--warehouse", help="name or code (default: the first)")
    sales.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="meaning of a column, by header or number: code, name, quantity, unit,"
        " price, date, document, customer, customer_name, warehouse, or - for none",
    )
    sales.add_argument("--encoding", help="utf-8, gb18030, utf-16, big5 or cp1252")
    sales.add_argument(
        "--date-order", choices=["dmy", "mdy"], help="how 01/02/2024 is meant"
    )
    sales.add_argument(
        "--customers", action="store_true", help="make contacts of new customers"
    )
    sales.add_argument("--rejected", metavar="FILE", help="write rejected rows here")
    sales.add_argument("--lang", help="language of messages (default: admin's)")
    return parser.parse_args(words)


class Refused(Exception):
    """The command cannot be carried out; the text says why and what to do."""


def open_environment(cr, arguments):
    """Return the environment of the administrator in the chosen company."""
    from odoo import api

    env = api.Environment(cr, api.SUPERUSER_ID, {})
    if "jxc.sales.import" not in env:
        raise Refused(f"{arguments.database} has no JXC. Run ./jxc run first.")
    admin = env.ref("base.user_admin")
    company = admin.company_id
    if arguments.company:
        company = env["res.company"].search([("name", "=", arguments.company)])
        if len(company) != 1:
            names = ", ".join(env["res.company"].search([]).mapped("name"))
            raise Refused(f"Choose a company with --company: {names}")
    return api.Environment(
        cr,
        admin.id,
        {
            "lang": arguments.lang or admin.lang,
            "tz": admin.tz,
            "allowed_company_ids": company.ids,
        },
    )


def find_warehouse(env, name):
    """Return the warehouse of this name or code, by default the first."""
    warehouses = env["stock.warehouse"].search([("company_id", "=", env.company.id)])
    found = warehouses.filtered(
        lambda w: not name or name.casefold() in (w.name.casefold(), w.code.casefold())
    )
    if not found:
        names = ", ".join(warehouses.mapped("name"))
        raise Refused(f"Choose a warehouse with --warehouse: {names}")
    return found[0]


def map_columns(job, choices):
    """Apply ``COLUMN=FIELD`` words to the columns of ``job``."""
    fields = {"-", *dict(job.column_ids._field_selection())}
    for choice in choices:
        column, _equals, field = choice.rpartition("=")
        found = job.column_ids.filtered(
            lambda c, column=column: column in (c.header, str(c.position))
        )
        if not found or field not in fields:
            headers = ", ".join(job.column_ids.mapped(lambda c: c.header or ""))
            raise Refused(
                f"--map {choice}: the columns are {headers};"
                f" the fields are {', '.join(sorted(fields))}"
            )
        value = False if field == "-" else field
        job.column_ids.filtered(lambda c, v=value: v and c.field == v).field = False
        found[0].field = value


def show_progress(rows):
    """Tell how far reading has come, on one line of a terminal."""
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"  {rows:,} rows read", end=end, file=sys.stderr, flush=True)


def import_sales(env, arguments):
    """Check or import the file; return the job and whether anything is new."""
    job = env["jxc.sales.import"].create(
        {
            "name": os.path.basename(arguments.file),
            "warehouse_id": find_warehouse(env, arguments.warehouse).id,
            "create_customers": arguments.customers,
        }
    )
    with job._problems_as_user_errors():
        job._read_header(arguments.file, arguments.encoding)
        if arguments.date_order:
            job.date_order = arguments.date_order
        map_columns(job, arguments.map)
        analysis = job._analyse(arguments.file, show_progress)
        if analysis.fingerprints and not arguments.dry_run:
            print("  writing products and demand", file=sys.stderr, flush=True)
            job._claim_company()
            job._apply(analysis)
    return job, bool(analysis.fingerprints)


def show_report(job, new, arguments):
    """Print the account of every row."""
    from odoo.addons.jxc_inventory.engine.sales_import import text

    imported = job.state == "done"
    if arguments.json:
        print(json.dumps({"imported": imported, **job.report}, ensure_ascii=False))
        return
    print(text.report_text(job.report, job._translate))
    print(text.outcome_text(imported, new, job._translate))


def write_rejected(job, path):
    """Write the rejected rows as CSV, when there are any."""
    import base64

    if path and job.rejected_file:
        with open(path, "wb") as file:
            file.write(base64.b64decode(job.rejected_file))


def main(words):
    """Run the command; return the exit status."""
    arguments = parse_arguments(words)
    if not os.path.isfile(arguments.file):
        print(f"There is no file {arguments.file}.", file=sys.stderr)
        return 1
    from odoo.exceptions import UserError
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(
        ["-c", os.environ["JXC_ODOO_CONF"], "-d", arguments.database,
         "--log-level=warn"],
        setup_logging=True,
    )  # fmt: skip
    cr = Registry(arguments.database).cursor()
    try:
        env = open_environment(cr, arguments)
        job, new = import_sales(env, arguments)
        show_report(job, new, arguments)
        write_rejected(job, arguments.rejected)
        # A check leaves nothing behind; neither does a file imported before.
        if job.state == "done":
            cr.commit()
        known = any(line["rule_id"] is None for line in job.report["excluded"])
        return 0 if new or known else 1
    except (UserError, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        cr.rollback()
        cr.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
