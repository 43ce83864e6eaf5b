"""Databases from before roles followed positions: the new words of the roles, operators, roles."""

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools import file_path


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    _describe(env)
    _appoint(env)
    env["res.users"]._cron_sync_roles()


def _describe(env):
    """Say what each role may do as new databases do; the file is noupdate for good reasons."""
    groups = etree.parse(file_path("eoffice_bekasi/security/groups.xml"))
    for record in groups.iterfind("record[@model='res.groups']"):
        group = env.ref(f"eoffice_bekasi.{record.get('id')}")
        comment = record.findtext("field[@name='comment']").strip()
        # The old translations go with the old words; the new ones are loaded after this.
        group.update_field_translations(
            "comment", {"en_US": comment} | dict.fromkeys(_languages(env), False)
        )


def _languages(env):
    return [code for code, _name in env["res.lang"].get_installed() if code != "en_US"]


def _appoint(env):
    """Keep as operator whoever had that role, where he is the only one in his SKPD."""
    Operator = env["eoffice.operator"]
    by_skpd = {}
    for user in env.ref("eoffice_bekasi.group_operator").user_ids:
        if len(user.eoffice_jabatan_ids.skpd_id) == 1:
            by_skpd.setdefault(user.eoffice_jabatan_ids.skpd_id, []).append(user)
    for skpd, users in by_skpd.items():
        head = skpd.head_jabatan_id._carriers().get(skpd.head_jabatan_id.id)
        if len(users) == 1 and not (head and users[0] in head):
            Operator._appoint(skpd, users[0].id, None)
