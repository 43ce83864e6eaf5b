"""A letter sent to 500 recipients, against a plain ``message_post`` to the same 500 people.

The product's side is the whole distribution as it runs after the sender's commit: a cursor of its
own, the short transaction that registers the letter at each recipient's SKPD, writes recipients,
closure and events and queues everybody's notification, then the bus messages to 500 desks. The
baseline is ``message_post`` on a contact to 500 users who read in Odoo's inbox, committed. Both
tell the same people; the e-mails that follow are sent by a job in either case, and that job's time
for each e-mail of ours is measured too, without the mail server.

Figures are seconds and statements; ``speedup`` is how many times as fast the product is.
"""

import argparse
import time

from harness import compare, environment, report, scratch

#: One sealed letter that is due to be sent, to all positions of the measurement.
LETTER = """
    WITH signer AS (
        SELECT o.id AS skpd_id, o.head_jabatan_id AS jabatan_id, o.abbreviation, o.name
          FROM eoffice_organisation o JOIN eoffice_register r ON r.organisation_id = o.id
         WHERE o.head_jabatan_id IS NOT NULL AND r.kind = 'keluar' AND r.is_default ORDER BY o.id LIMIT 1
    ), letter AS (
        INSERT INTO eoffice_naskah
            (type_id, classification_id, drafter_id, drafter_jabatan_id, organisation_id, skpd_id,
             signer_jabatan_id, direction, state, sifat, urgensi, is_secret, number, number_year, number_seq,
             register_id, letter_date, submitted_at, signed_at, sealed_at, distribute_at,
             create_date, create_uid)
        SELECT (SELECT min(id) FROM eoffice_naskah_type),
               (SELECT min(id) FROM eoffice_classification), 1, s.jabatan_id, s.skpd_id, s.skpd_id,
               s.jabatan_id, 'keluar', 'sealed', 'biasa', 'biasa', FALSE, %(seq)s || '/' || s.abbreviation,
               2099, %(seq)s,
               (SELECT id FROM eoffice_register WHERE organisation_id = s.skpd_id
                   AND kind = 'keluar' AND is_default),
               current_date, now(), now(), now(), now() - INTERVAL '1 minute', now(), 1
          FROM signer s
        RETURNING id
    ), content AS (
        INSERT INTO eoffice_naskah_content (naskah_id, subject, body)
        SELECT id, 'Undangan rapat koordinasi', repeat('<p>Dengan hormat.</p>', 60) FROM letter
    ), signature AS (
        INSERT INTO eoffice_signature
            (naskah_id, jabatan_id, user_id, capacity, payload, payload_sha256, code, create_date,
             is_final)
        SELECT l.id, s.jabatan_id, 1, 'definitif', json_build_object('signer', s.name)::text,
               md5(l.id::text), md5('code' || l.id), now(), TRUE
          FROM letter l, signer s
    ), recipient AS (
        INSERT INTO eoffice_recipient (naskah_id, kind, sequence, jabatan_id, skpd_id, state)
        SELECT l.id, 'kepada', 10, j.id, j.skpd_id, 'draft'
          FROM letter l, eoffice_jabatan j WHERE j.id = ANY(%(jabatan)s)
    )
    SELECT id FROM letter
"""


def people(registry, count):
    """Make positions, spread over the SKPD, each with a holder who reads in Odoo's inbox."""
    with environment(registry) as env:
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        skpd = env["eoffice.organisation"].search([("is_skpd", "=", True)])
        groups = env.ref("eoffice_bekasi.group_official")
        groups |= env.ref("mail.group_mail_notification_type_inbox")
        users = env["res.users"].create(
            [
                {
                    "name": f"Pejabat {place}",
                    "login": f"bench.{place}",
                    "email": f"bench.{place}@bekasi.example",
                    "group_ids": groups.ids,
                    "notification_type": "inbox",
                    "eoffice_notify": "at_once",
                }
                for place in range(count)
            ]
        )
        jabatan = env["eoffice.jabatan"].create(
            [
                {"name": f"Jabatan {place}", "organisation_id": skpd[place % len(skpd)].id}
                for place in range(count)
            ]
        )
        env["eoffice.assignment"].create(
            [
                {"jabatan_id": one.id, "user_id": user.id, "date_from": "2020-01-01"}
                for one, user in zip(jabatan, users, strict=True)
            ]
        )
        return jabatan.ids, users.partner_id.ids


def letter(registry, jabatan_ids, number):
    """Make a letter that is ready to be sent to these positions; answer its id."""
    with environment(registry) as env:
        env.cr.execute(LETTER, {"jabatan": jabatan_ids, "seq": 1000 + number})
        naskah_id = env.cr.fetchone()[0]
        env["eoffice.access"]._sync(env.cr, [naskah_id])
        return naskah_id


def counted(work):
    """Call ``work`` and answer how many statements it took, on whatever cursors."""
    from odoo import sql_db

    before = sql_db.sql_counter
    work()
    return sql_db.sql_counter - before


def distribute(registry, naskah_id):
    """Send the letter, as it is done right after the sender's request was committed."""
    with environment(registry) as env:
        env["eoffice.naskah"].browse(naskah_id)._distribute_now()


def post(registry, partner_ids):
    """Tell the same people the plain way."""
    with environment(registry) as env:
        partner = env["res.partner"].create({"name": "Undangan rapat koordinasi"})
        partner.message_post(
            body="Undangan rapat koordinasi",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=partner_ids,
        )


def emails(registry, count):
    """Sort the queue, then make e-mails as for sending; answer seconds for each of both."""
    with environment(registry) as env:
        env.cr.execute(
            """SELECT count(*) FROM eoffice_notification
                WHERE told_at IS NULL AND mail_id IS NULL AND due_at <= now() AT TIME ZONE 'UTC'"""
        )
        rows = env.cr.fetchone()[0]
        started = time.perf_counter()
        while env["eoffice.notification"]._sort():
            pass
        sorting = time.perf_counter() - started
        mails = env["eoffice.notification.mail"].search([("state", "=", "waiting")], limit=count)
        started = time.perf_counter()
        for mail in mails:
            mail._message("eoffice@bekasi.example", "pejabat@bekasi.example")
        return rows, sorting, (time.perf_counter() - started) / len(mails)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with scratch("notification") as registry:
        jabatan_ids, partner_ids = people(registry, options.recipients)
        letters = [letter(registry, jabatan_ids, number) for number in range(options.rounds + 3)]
        few = letter(registry, jabatan_ids[:5], options.rounds + 3)
        distribute(registry, letters.pop())  # warm
        post(registry, partner_ids[:5])
        statements = {
            "product_statements": counted(lambda: distribute(registry, letters.pop())),
            "product_statements_for_5": counted(lambda: distribute(registry, few)),
        }
        found = compare(
            lambda number: distribute(registry, letters[number]),
            lambda number: statements.update(
                baseline_statements=counted(lambda: post(registry, partner_ids))
            ),
            options.rounds,
            warm_up=0,
        )
        with environment(registry) as env:
            env.cr.execute(
                """SELECT count(*) FROM eoffice_notification n
                     JOIN eoffice_naskah l ON l.id = n.naskah_id AND l.number_year = 2099"""
            )
            queued = env.cr.fetchone()[0]
            skpd = len(env["eoffice.jabatan"].browse(jabatan_ids).skpd_id)
        expected = options.recipients * (options.rounds + 2) + 5
        if queued != expected:
            raise SystemExit(f"{queued} notifications are in the queue, not {expected}")
        report(
            "notification",
            recipients=options.recipients,
            skpd=skpd,
            speedup=found["baseline_s"] / found["product_s"],
            **statements,
            **found,
        )
        rows, sorting, each = emails(registry, 50)
        report("notification", sorted_rows=rows, sorting_s=sorting, email_s=each)


if __name__ == "__main__":
    main()
