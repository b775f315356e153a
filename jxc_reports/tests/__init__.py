from . import test_recall_documents
from . import test_valuation
from . import test_summary
from . import test_summary_access
from . import test_summary_browser
from . import test_summary_documents
from . import test_summary_purchase
