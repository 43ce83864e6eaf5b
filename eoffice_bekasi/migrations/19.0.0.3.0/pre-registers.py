"""Each SKPD had one register of each kind: these become its own, beside which there may be more."""


def migrate(cr, version):
    cr.execute("ALTER TABLE eoffice_register ADD COLUMN IF NOT EXISTS is_default boolean")
    cr.execute("UPDATE eoffice_register SET is_default = true WHERE is_default IS NULL")
    cr.execute(
        "ALTER TABLE eoffice_register "
        "DROP CONSTRAINT IF EXISTS eoffice_register_organisation_kind_uniq"
    )
