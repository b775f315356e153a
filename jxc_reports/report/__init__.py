from . import stock_summary_report
