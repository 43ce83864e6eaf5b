"""Who keeps a register: the registry desk of its SKPD, and the head of the SKPD."""

from odoo.tools import SQL

from .closure import seated


def whole_seats(seats, act):
    """Return the seats in which ``act`` may be done on any letter whatever.

    A register has secret letters too, so a limited seat opens none; an assistant's never does
    (``send`` is not an assistant's).
    """
    return tuple(seat for seat in seats if seat.always((act,)))


def kept(column, seats, *, heads=True):
    """Return the condition that a column names an SKPD whose registers these seats keep.

    :param SQL column: the column with the SKPD's id
    :param Seats seats: the account's seats
    :param bool heads: the head of the SKPD too, not its registry only
    """
    whole = whole_seats(seats, "send")
    registry = seated(SQL("o.registry_jabatan_id"), whole, ("send",), "n")
    head = seated(SQL("o.head_jabatan_id"), whole, ("send",), "n") if heads else SQL("FALSE")
    return SQL(
        "%s IN (SELECT o.id FROM eoffice_organisation o WHERE %s OR %s)", column, registry, head
    )


def keeper(env, organisation, *, heads=True):
    """Return the jabatan in whose name the user keeps the registers of an SKPD, or none.

    :param organisation: eoffice.organisation record
    :param bool heads: the head of the SKPD too, not its registry only
    """
    # sudo: which desk keeps the registry of an SKPD, and who heads it, is no secret.
    unit = organisation.sudo()
    positions = unit.registry_jabatan_id | (
        unit.head_jabatan_id if heads else unit.head_jabatan_id.browse()
    )
    mine = {seat.jabatan_id for seat in whole_seats(env.user._eoffice_seats(), "send")}
    return env["eoffice.jabatan"].browse(positions.ids).filtered(lambda one: one.id in mine)[:1]
