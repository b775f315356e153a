from . import alert_kind  # before the kinds, which inherit from it
from . import alert
from . import alert_actions
from . import alert_documents
from . import alert_handling
from . import alert_history
from . import alert_level
from . import alert_rule
from . import alert_news
from . import alert_rule_evaluation
from . import alert_rule_owners
from . import alert_rule_scope
from . import alert_rule_sql
from . import documents
from . import kinds
from . import res_company
from . import res_config_settings
from . import stock_lot
