import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.parts import (
    LONGEST,
    PERSON,
    clean_people,
    code_of,
    diktum,
    labelled,
    letter,
    points_of,
)
