"""Steps from before deadlines and paces: how long each lay at its desk, and until when it is due.

The times at a desk of the urgensi that came with the product are filled where they stand as the new
column filled them; what waits is due from today on, so that nothing is late by the upgrade itself.
"""

from odoo import SUPERUSER_ID, api

#: Working hours at one desk, as in data/level_data.xml, which is not loaded again.
TIMES = {"penting_54": 6, "segera": 4, "amat_segera_54": 2, "sangat_segera": 2}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for level in env["eoffice.urgensi"].search([("code", "in", list(TIMES))]):
        if (level.paraf_time, level.sign_time) == (8, 8):
            level.write({"paraf_time": TIMES[level.code], "sign_time": TIMES[level.code]})
    env["eoffice.approval.step"]._fill_times()
    env["eoffice.step.pace"]._compute_all()
