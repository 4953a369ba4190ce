"""The tables, one a file. Importing this package knows them all, which migrations and tests rely on."""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
