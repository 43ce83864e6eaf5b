"""Each rule of the guard catches what it forbids and lets its replacement pass."""

from pathlib import Path

import pytest

from cli import guard, paths

CAUGHT = [
    ("models/x.py", "    _sql_constraints = [('a', 'UNIQUE(a)', 'm')]"),
    ("controllers/x.py", '    @http.route("/x", type="json")'),
    ("controllers/x.py", "    @http.route('/x', type='json', auth='user')"),
    ("views/x.xml", "<tree>"),
    ("views/x.xml", "</tree>"),
    ("views/x.xml", '<field name="view_mode">tree,form</field>'),
    ("views/x.xml", '<field name="a" attrs="{}"/>'),
    ("views/x.xml", '<button states="draft"/>'),
    ("views/x.xml", '<span t-raw="a"/>'),
    ("static/src/x.xml", '<span t-raw="a"/>'),
    ("views/x.xml", '<t t-name="kanban-box">'),
    ("views/x.xml", '<div class="oe_chatter">'),
    ("views/x.xml", '<field name="groups_id"/>'),
    ("models/x.py", "        user.groups_id"),
    ("models/x.py", 'a = fields.Float(group_operator="sum")'),
    ("models/x.py", "    def name_get(self):"),
    ("models/x.py", "self.read_group([], [], [])"),
    ("models/x.py", "from odoo.osv import expression"),
    ("models/x.py", "from odoo.osv.expression import AND"),
    ("models/x.py", "a = fields.Many2one('b', auto_join=True)"),
    ("models/x.py", "self.check_access_rights('read')"),
    ("models/x.py", "self._check_recursion()"),
    ("models/x.py", "self.toggle_active()"),
    ("data/x.xml", '<field name="numbercall">-1</field>'),
    ("tests/test_x.py", "class TestX(SavepointCase):"),
    ("static/src/x.scss", "width: min(100%, 20rem);"),
    ("static/src/x.scss", "max-height: min(70vh, 36rem);"),
    ("static/src/x.scss", "padding: max(.5rem, env(safe-area-inset-bottom));"),
    ("models/x.py", "# TO" + "DO: later"),
    ("readme/x.md", "FIX" + "ME"),
    ("models/x.py", f'path = "{paths.REPO}/x"'),
    ("models/x.py", f'path = "{Path.home()}/x"'),
    ("models/x.py", "        self.sudo().write({})"),
    ("models/x.py", "class A(models.Model):\n    _name = 'a.b'\n    a = fields.Char()"),
    (
        "models/x.py",
        "class A(models.AbstractModel):\n    _name = 'a.b'\n    _inherit = 'mail.thread'",
    ),
]
PASSES = [
    ("models/x.py", '    _name_uniq = models.Constraint("UNIQUE(a)", "m")'),
    ("controllers/x.py", '    @http.route("/x", type="jsonrpc")'),
    ("views/x.xml", '<list><field name="a" invisible="b"/></list>'),
    ("views/x.xml", '<field name="view_mode">list,form</field>'),
    ("views/x.xml", '<record id="group_operator" model="res.groups">'),
    ("static/src/x.xml", '<Page attrs="props"/>'),
    ("models/x.py", "self._read_group([], [], [])"),
    ("static/src/x.scss", "grid-template-columns: minmax(0, 1fr);"),
    ("static/src/x.scss", "width: #{'min(100%, 20rem)'};"),
    (
        "models/x.py",
        "        # sudo: the counter is nobody's to read\n        self.sudo().write({})",
    ),
    ("models/x.py", "        self.sudo().write({})  # sudo: checked above"),
    ("tests/test_x.py", "        self.sudo().write({})"),
    ("models/x.py", "class A(models.Model):\n    _name = 'a.b'\n    _description = 'A'"),
    (
        "models/x.py",
        "class A(models.Model):\n    _name = 'a.b'\n    _inherit = ['a.b', 'mail.thread']",
    ),
    ("models/x.py", "class A(models.Model):\n    _inherit = 'a.b'"),
    ("models/x.py", 'url = "https://example.org/work/x"'),
]


@pytest.mark.parametrize(("path", "text"), CAUGHT)
def test_caught(path, text):
    assert guard.check_text(f"eoffice_bekasi/{path}", text)


@pytest.mark.parametrize(("path", "text"), PASSES)
def test_passes(path, text):
    assert [str(finding) for finding in guard.check_text(f"eoffice_bekasi/{path}", text)] == []


def test_only_addons_are_held_to_the_api():
    assert not guard.check_text("bench/x.py", "self.read_group()")


def test_machine_paths_are_caught_everywhere():
    assert guard.check_text("bench/x.py", f"{paths.REPO}/x")
    assert guard.check_text(".ci/run", f"cd {Path.home()}/x")


def test_a_finding_tells_file_line_and_remedy():
    (finding,) = guard.check_text("eoffice_bekasi/views/x.xml", "<odoo>\n<tree>\n</odoo>")
    assert str(finding) == "eoffice_bekasi/views/x.xml:2: <tree: write <list>"
