"""What was free text or loosely unique before, made fit for the rules of 19.0.0.2.0."""

#: Eselon was free text: "IIb", "ii.b" and "II.b" are one.
ECHELON = """
    UPDATE eoffice_jabatan SET echelon = CASE
        WHEN plain ~ '^(I|II|III|IV)[AB]$|^VA$'
        THEN left(plain, -1) || '.' || lower(right(plain, 1)) END
      FROM (SELECT id, upper(regexp_replace(echelon, '[^A-Za-z]', '', 'g')) AS plain
              FROM eoffice_jabatan WHERE echelon IS NOT NULL) old
     WHERE eoffice_jabatan.id = old.id
"""
#: Codes and abbreviations that stand twice: the later one gets its id behind it, so that the
#: constraint can be made; an administrator chooses a better one.
TWICE = """
    UPDATE eoffice_organisation o SET {column} = o.{column} || '-' || o.id
     WHERE o.active AND o.{column} <> '' {only} AND EXISTS (
           SELECT FROM eoffice_organisation other
            WHERE other.active AND other.id < o.id
              AND lower(other.{column}) = lower(o.{column}) {same}
              AND daterange(other.date_from, other.date_to, '[]')
                  && daterange(o.date_from, o.date_to, '[]'))
"""


def migrate(cr, version):
    """Run before the new constraints are made."""
    cr.execute(ECHELON)
    cr.execute("UPDATE eoffice_organisation SET date_to = NULL WHERE date_to < date_from")
    cr.execute(TWICE.format(column="code", only="", same=""))
    cr.execute(TWICE.format(column="abbreviation", only="AND o.is_skpd", same="AND other.is_skpd"))
    cr.execute(TWICE.format(column="abbreviation", only="", same="AND other.skpd_id = o.skpd_id"))
    # Replaced by a constraint that knows periods.
    cr.execute("DROP INDEX IF EXISTS eoffice_organisation_abbreviation_uniq")
