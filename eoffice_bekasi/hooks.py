import base64

from odoo.tools import file_open

#: What Odoo calls a company until somebody names it.
UNNAMED = ("My Company", "YourCompany")
OWNER = "Pemerintah Kota Bekasi"


def pre_init_hook(env):
    """Make the extensions that the tables need; they are trusted, the owner may create them."""
    # btree_gist: one holder of a position at a time is an exclusion constraint.
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    # pg_trgm: indexes for searching inside names, numbers and subjects.
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def post_init_hook(env):
    """Give the house its name and sign, unless somebody has given it others."""
    company = env.ref("base.main_company")
    if company.name in UNNAMED:
        company.name = OWNER
    if company.uses_default_logo:
        with file_open("eoffice_bekasi/static/description/icon.png", "rb") as icon:
            company.logo = base64.b64encode(icon.read())
