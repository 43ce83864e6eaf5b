"""Brings an addon's translations up to date with its template: ``merge_po.py id ADDON ...``.

Runs inside the virtual environment (it needs polib). What is new comes in untranslated, what
is gone goes, what was translated stays. Two runs give the same file.
"""

import sys
from pathlib import Path

import polib

# these change with every export and say nothing
VOLATILE = ("POT-Creation-Date", "PO-Revision-Date")


def merge(template, target, language):
    """Merge the template file into the translation file; give (terms, still untranslated)."""
    pot = polib.pofile(str(template))
    for name in VOLATILE:
        pot.metadata.pop(name, None)
    pot.save()
    po = polib.pofile(str(target)) if target.exists() else polib.POFile(wrapwidth=78)
    po.metadata = pot.metadata | {"Language": language, "Plural-Forms": "nplurals=1; plural=0;"}
    po.merge(pot)
    for entry in [entry for entry in po if entry.obsolete]:
        po.remove(entry)
    po.save(str(target))
    return len(po), len(po.untranslated_entries())


def main(language, *addons):
    """Merge for each addon, and say what is left to translate."""
    for addon in map(Path, addons):
        template = addon / "i18n" / f"{addon.name}.pot"
        if not template.exists():
            print(f"  {addon.name}: nothing to translate")
            continue
        terms, missing = merge(template, addon / "i18n" / f"{language}.po", language)
        print(f"  {addon.name}: {terms} terms, {missing} not translated")


if __name__ == "__main__":
    main(*sys.argv[1:])
