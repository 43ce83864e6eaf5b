"""Rules that know nothing of Odoo; tested without a database (tests/pure)."""
