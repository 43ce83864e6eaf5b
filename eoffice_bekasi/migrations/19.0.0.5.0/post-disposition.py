"""Dispositions that were declined before their giver had to take note of it.

They count as noted, so that no desk fills up by the upgrade. Letters that no longer stood on any
desk, because all their dispositions were declined or recalled, come back to their addressee.
"""


def migrate(cr, version):
    cr.execute(
        """UPDATE eoffice_disposition
              SET finished_at = write_date, reported_at = COALESCE(reported_at, write_date)
            WHERE state = 'declined' AND finished_at IS NULL"""
    )
    cr.execute(
        """UPDATE eoffice_recipient r SET state = 'read'
            WHERE r.state = 'disposed'
              AND EXISTS (SELECT FROM eoffice_disposition d WHERE d.recipient_id = r.id)
              AND NOT EXISTS (SELECT FROM eoffice_disposition d
                               WHERE d.recipient_id = r.id
                                 AND d.state NOT IN ('declined', 'recalled'))"""
    )
