def pre_init_hook(env):
    """Make the extensions that the tables need; they are trusted, the owner may create them."""
    # btree_gist: one holder of a position at a time is an exclusion constraint.
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    # pg_trgm: indexes for searching inside names, numbers and subjects.
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
