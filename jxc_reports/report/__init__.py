from . import recall_letter
from . import stock_summary_report
