from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import email_normalize

from ..tools.like import literal
from ..tools.local_time import office_zone_date, utc_now
from ..tools.seats import Letter
from ..tools.transaction import after_commit

#: What must be said of an incoming letter, and of a closed one.
REQUIRED = ("type_id", "sender", "subject", "kepada_ids")
REQUIRED_CLOSED = ("sender", "kepada_ids")
#: What only who opens a closed letter knows.
INSIDE = ("subject", "page_id", "attachment_ids", "text")
#: Longest key by which a client tells a repeated call from a new one.
KEY_LENGTH = 64


class Naskah(models.Model):
    """Registering a letter that came from outside: the registry's verb, and its answer."""

    _inherit = "eoffice.naskah"

    @api.model
    def action_register(self, values):
        """Register a letter that came from outside, and put it on the desks of its addressees.

        The agenda number is given in the moment the request commits, before its answer leaves;
        read it with ``get_registered``. An addressee of another SKPD gets it directly, with the
        agenda number of that SKPD.

        :param dict values: ``type_id``, ``sender`` (dict with ``partner_id``, or ``name`` and as far
            as known ``street``, ``city``, ``email``), ``number``, ``letter_date``, ``subject``,
            ``sifat``, ``urgensi``, ``classification_id``, ``attachment_note``, ``kepada_ids`` and
            ``tembusan_ids`` (ids of jabatan), ``received_at`` (UTC; default now), ``receipt_way``,
            ``is_closed``, ``page_id`` (the letter as a PDF: an attachment the account uploaded),
            ``attachment_ids`` (further files), ``text`` (recognised text), ``reply_to_id`` (our
            letter that it answers), ``jabatan_id`` (which registry desk; by default one's own),
            ``key`` (of the client's own: the same key again answers the letter registered with it).
            A secret letter is always closed, and a closed one at least Rahasia: of it subject,
            page, files and text are refused
        :return: dict with ``id``, ``state``, ``number``
        :raise AccessError: the account keeps no registry
        :raise UserError: something is missing or wrong; says what
        """
        registrar = self._registering_as(values.get("jabatan_id"))
        if done := self._registered_before(values.get("key")):
            return done
        values = self._checked_registration(values)
        self._check_may_register_closed(values, registrar)
        page, files = self._own_files(values.get("page_id"), values.get("attachment_ids"))
        sender = self._sender_of(values["sender"])
        now = self.env.cr.now()
        # sudo: the registry registers what others wrote; its right has been checked.
        letter = self.sudo().create(
            {
                **self._registered_values(values),
                "direction": "masuk",
                "drafter_jabatan_id": registrar.id,
                "signer_jabatan_id": False,
                "step_ids": [Command.clear()],
                "sender_partner_id": sender.id,
                "sender_name": sender.name,
                "received_at": values.get("received_at") or now,
                "receipt_way": values.get("receipt_way") or "counter",
                "is_closed": values["is_closed"],
                "reply_to_id": values.get("reply_to_id") or False,
                "status_code": self.env["eoffice.signature"]._new_code(),
                "registration_key": values.get("key") or False,
                "state": "sealed",
                "submitted_at": now,
                "sealed_at": now,
                "recipient_ids": [
                    Command.create({"kind": kind, "jabatan_id": id_})
                    for kind in ("kepada", "tembusan")
                    for id_ in values[f"{kind}_ids"]
                ],
            }
        )
        naskah = letter.with_env(self.env)
        letter._put_page(page, files, values.get("text"))
        naskah._log("registered", registrar, {"way": letter.receipt_way})
        naskah._order_sending(now, registrar)
        letter.with_delay(identity_key=f"eoffice_finish_signing_{letter.id}")._finish_signing()
        # sudo: sending is the system's; the right has been checked.
        after_commit(letter.env, lambda env: naskah.with_env(env).sudo()._distribute_now())
        # In sudo mode: an assistant may not see what he has registered, once it is sent on.
        return letter._answer()

    @api.model
    @api.readonly
    def get_registered(self, naskah_id):
        """Return what is told at the counter about a letter that was registered.

        :param int naskah_id: a letter that the account may read, or at least its envelope
        :return: dict with ``id``, ``name``, ``state``, ``agenda`` (list of dicts with ``skpd``,
            ``number``, ``year``; empty for the moment in which it is given), ``receipt_url`` and
            ``status_url`` (False where pages aren't installed)
        :raise AccessError: it isn't open to this account, or no incoming letter
        """
        naskah = self.search([("id", "=", naskah_id), ("direction", "=", "masuk")])
        if not naskah:
            raise self._guard_error()
        # sudo: under which number an SKPD keeps a letter that one may see says nothing more.
        lines = naskah.sudo().agenda_ids.filtered(
            lambda line: line.direction == "masuk" and not line.revision
        )
        return {
            "id": naskah.id,
            "name": naskah.display_name,
            "state": naskah.state,
            "agenda": [
                {"skpd": line.skpd_id.name, "number": line.number, "year": line.year}
                for line in lines.sorted("id")
            ],
            "receipt_url": naskah._receipt_url(),
            "status_url": naskah._status_url(),
        }

    def _receipt_url(self):
        """Return where the receipt is printed; False where pages aren't installed."""
        return False

    def _status_url(self):
        """Return the address of the sender's status page; False where pages aren't installed."""
        return False

    # ------------------------------------------------------------------ checking

    @api.model
    def _registered_before(self, key):
        """Return the answer for the letter that this account has registered with a key, if any."""
        if not key:
            return None
        # sudo: the account's own letter; its number and state were answered before.
        letter = self.sudo().search(
            [("registration_key", "=", key), ("drafter_id", "=", self.env.uid)], limit=1
        )
        return letter._answer() if letter else None

    @api.model
    def _checked_registration(self, values):
        """Return the values as they are registered; refuse, saying all that is wrong at once.

        :param dict values: as they came, from any client
        :raise UserError: see ``action_register``
        """
        values = self._closed_or_open(dict(values))
        self._check_missing(values)
        self._check_registered_choices(values)
        values["received_at"], values["letter_date"] = self._checked_moments(values)
        for kind in ("kepada_ids", "tembusan_ids"):
            values[kind] = self._checked_addressees(values.get(kind))
        if values.get("key") and len(str(values["key"])) > KEY_LENGTH:
            raise UserError(self.env._("The key of a registration has up to %s signs.", KEY_LENGTH))
        if values.get("reply_to_id"):
            values["reply_to_id"] = self._answered_letter(values["reply_to_id"]).id
        return values

    @api.model
    def _closed_or_open(self, values):
        """Return the values with sifat and envelope in line: secret is closed, closed is secret.

        :raise UserError: something of what is inside stands among the values
        """
        secret = self.env["eoffice.sifat"]._secret()
        values["is_closed"] = bool(values.get("is_closed")) or values.get("sifat") in secret
        if not values["is_closed"]:
            return values
        if values.get("sifat") not in secret:
            values["sifat"] = self._lowest_secret()
        if inside := [name for name in INSIDE if values.get(name)]:
            labels = self._registration_labels()
            raise UserError(
                self.env._(
                    "A secret letter is registered by its envelope; its addressee opens it. "
                    "Take out: %s.",
                    ", ".join(labels[name] for name in inside),
                )
            )
        values["type_id"] = values.get("type_id") or self._default_type_id().id
        return values

    @api.model
    def _check_may_register_closed(self, values, desk):
        """Refuse a closed letter to who may not see its envelope: an assistant not named for it."""
        seats = self.env.user._eoffice_seats()
        if values["is_closed"] and not seats.find(
            desk.id, ("handle", "register"), Letter(secret=True)
        ):
            raise AccessError(
                self.env._(
                    "A closed letter is registered by the registry, or by an assistant who is "
                    "named for secret letters."
                )
            )

    @api.model
    def _lowest_secret(self):
        """Return the code of the lowest secret degree: what an envelope says that is only closed."""
        rank = self.env["eoffice.sifat"]._ranks().get
        return min(self.env["eoffice.sifat"]._secret(), key=rank)

    @api.model
    def _registration_labels(self):
        return {
            "type_id": self.env._("Type"),
            "sender": self.env._("Sender"),
            "subject": self.env._("Subject"),
            "kepada_ids": self.env._("To"),
            "page_id": self.env._("page"),
            "attachment_ids": self.env._("files"),
            "text": self.env._("recognised text"),
        }

    @api.model
    def _check_missing(self, values):
        if not self._names_sender(values.get("sender")):
            values = {**values, "sender": False}
        labels = self._registration_labels()
        required = REQUIRED_CLOSED if values["is_closed"] else REQUIRED
        missing = [labels[name] for name in required if not values.get(name)]
        if missing:
            raise UserError(self.env._("Missing for the letter: %s.", ", ".join(missing)))

    @api.model
    def _check_registered_choices(self, values):
        """Refuse a choice that isn't offered: type, klasifikasi, sifat, urgensi, way."""
        known = {
            "type_id": self.env["eoffice.naskah.type"],
            "classification_id": self.env["eoffice.classification"],
        }
        for name, model in known.items():
            if values.get(name) and not model.search_count([("id", "=", values[name])], limit=1):
                raise UserError(
                    self.env._(
                        "%s: what was chosen is not there any more. Choose again.",
                        self._fields[name]._description_string(self.env),
                    )
                )
        for name in ("sifat", "urgensi", "receipt_way"):
            offered = dict(self._fields[name]._description_selection(self.env))
            if values.get(name) and values[name] not in offered:
                raise UserError(
                    self.env._(
                        "%(field)s: choose one of %(offered)s.",
                        field=self._fields[name]._description_string(self.env),
                        offered=", ".join(offered.values()),
                    )
                )

    @api.model
    def _checked_moments(self, values):
        """Return (received_at, letter_date), read from what a client sends.

        :raise UserError: no date, or a receipt that is still to come
        """
        try:
            received_at = fields.Datetime.to_datetime(values.get("received_at") or None)
            letter_date = fields.Date.to_date(values.get("letter_date") or None)
        except (ValueError, TypeError) as error:
            raise UserError(self.env._("A date is written year-month-day: 2026-11-24.")) from error
        if received_at and received_at > utc_now():
            raise UserError(self.env._("A letter can't be received in the future. Check the time."))
        return received_at or self.env.cr.now(), letter_date

    @api.model
    def _checked_addressees(self, ids):
        """Return ids of positions, each once.

        :raise UserError: one isn't there (any more)
        """
        ids = list(dict.fromkeys(ids or ()))
        found = self.env["eoffice.jabatan"].search([("id", "in", ids)])
        if len(found) != len(ids):
            raise UserError(
                self.env._("An addressee is not there any more. Choose the position again.")
            )
        return ids

    @api.model
    def _answered_letter(self, naskah_id):
        """Return our letter that an incoming one answers; it must be open to the account.

        :raise UserError: it isn't, or has not been sent
        """
        letter = self.search(
            [
                ("id", "=", naskah_id),
                ("direction", "!=", "masuk"),
                ("state", "in", ("sealed", "distributed", "finished")),
            ]
        )
        if not letter:
            raise UserError(
                self.env._("The letter that this one answers can't be found. Take the link out.")
            )
        return letter

    @api.model
    def _registration_warnings(self, values):
        """Return what looks wrong, and can be right: texts for people, taken or left."""
        _received, letter_date = self._checked_moments(values)
        warnings = []
        today = office_zone_date(utc_now())
        if letter_date and letter_date > today:
            warnings.append(self.env._("The date of the letter is still to come."))
        elif letter_date and (today - letter_date).days > 366:
            warnings.append(self.env._("The letter is more than a year old."))
        return warnings

    # ------------------------------------------------------------------ what is written

    @api.model
    def _names_sender(self, sender):
        return bool(sender and (sender.get("partner_id") or str(sender.get("name") or "").strip()))

    @api.model
    def _sender_of(self, sender):
        """Return the outside contact that sent the letter; one that isn't known yet is made.

        :param dict sender: ``partner_id``, or ``name`` and as far as known the rest
        :raise UserError: none is named, or the contact is gone
        """
        if not self._names_sender(sender):
            raise UserError(self.env._("Missing for the letter: %s.", self.env._("Sender")))
        # sudo: names and addresses of outside contacts are open to everybody who registers.
        Partner = self.env["res.partner"].sudo()
        outside = [("user_ids", "=", False)]
        if sender.get("partner_id"):
            partner = Partner.search([("id", "=", sender["partner_id"]), *outside])
            if not partner:
                raise UserError(self.env._("This sender is not there any more. Choose it again."))
            return partner
        given = {
            name: " ".join(str(sender.get(name) or "").split()) or False
            for name in ("name", "street", "city", "email")
        }
        if given["email"] and not email_normalize(given["email"]):
            raise UserError(self.env._("“%s” is no e-mail address.", given["email"]))
        same = Partner.search([("name", "=ilike", literal(given["name"])), *outside], limit=20)
        # Typed once more, it is the contact that is there, unless something tells them apart.
        same = same.filtered(
            lambda one: all(
                not given[name] or not one[name] or one[name].lower() == given[name].lower()
                for name in ("street", "city", "email")
            )
        )
        return same[:1] or Partner.create(given)

    @api.model
    def _registered_values(self, values):
        """Return the values of a letter's own fields among those of a registration."""
        names = ("type_id", "letter_date", "subject", "classification_id")
        given = {name: values.get(name) or False for name in names}
        for name in ("number", "attachment_note", "subject"):
            given[name] = " ".join(str(values.get(name) or "").split()) or False
        degrees = {name: values[name] for name in ("sifat", "urgensi") if values.get(name)}
        return given | degrees
