"""Static files under names that change with their content, our own ES modules included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

_JAVASCRIPT, _IMPORTS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns


class HashedFiles(ManifestStaticFilesStorage):
    """Imports between our modules are rewritten to the hashed names, so a browser keeps each file for ever.

    Only below js/: in packages' scripts Django takes other things for imports. Ours are written
    `import {a} from "./b.js";`, with the semicolon, and never in a circle.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (f"js/{_JAVASCRIPT}", _IMPORTS)
