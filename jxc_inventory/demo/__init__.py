from . import demo_company
