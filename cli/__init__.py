"""The ``./eoffice`` command: sets up, runs, tests and measures the electronic office.

Everything here runs on the standard library alone, because it starts before the
virtual environment exists. The exceptions are ``odoo_bin.py``, ``collector.py`` and
``translate_job.py``, which run inside that environment.
"""
