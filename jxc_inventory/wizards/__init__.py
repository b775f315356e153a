from . import sales_import_upload
