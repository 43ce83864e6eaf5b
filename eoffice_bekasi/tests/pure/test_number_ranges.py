from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.number_ranges import number_ranges
