"""How long a whole city takes to come in by spreadsheet, and how much memory.

500 units, 12,000 positions and 12,000 people, each an XLSX file in an order that names superiors
before they are there, imported as the import screen does it: the file is read, every row is
checked, everything is written in one transaction. Then the same files again (nothing changes), and
the people once more with a promotion for every eighth.

The baseline is what plain Odoo offers: its own ``load()`` of the same rows with external ids, without
our checks, superiors first, people's assignments in a file of their own. For people it gets
fewer rows (``--sample``), since it takes a dozen statements and five pictures for each; both sides
are compared by the row.
"""

import argparse
import io
import time
from pathlib import Path

import xlsxwriter
from harness import environment, report, scratch

ADMINISTRATOR = "administrator.eoffice"
FILES = ("eoffice.organisation", "eoffice.jabatan", "res.users")
COLUMNS = {
    "eoffice.organisation": ("code", "name", "abbreviation", "kind", "parent_id", "is_skpd"),
    "eoffice.jabatan": (
        *("code", "name", "organisation_id", "superior_id", "kind", "echelon"),
        *("may_sign", "is_head", "is_shared"),
    ),
    "res.users": (
        *("eoffice_nip", "name", "eoffice_title_back", "eoffice_pangkat", "eoffice_golongan"),
        *("email", "jabatan_code", "date_from", "decree_number"),
    ),
}


def rows(units, people):
    """Return the rows of each file; every 24th position is a head or near it."""
    unit = [
        (f"B{n:03d}", f"Unit {n}", f"Bench{n}" if n < 50 else "", "dinas" if n < 50 else "bidang")
        + ((f"B{n % 50:03d}", "Tidak") if n >= 50 else ("", "Ya"))
        for n in range(units)
    ]
    position = [
        (
            *(f"P{n:05d}", f"Jabatan {n}", f"B{n % units:03d}"),
            f"P{n % units:05d}" if n >= units else (f"P{n % 50:05d}" if n >= 50 else ""),
            *("struktural" if n < units else "pelaksana", "III.a" if n < units else ""),
            *("Ya" if n < 50 else "", "Ya" if n < units else ""),
            "Ya" if units <= n < units + 50 else "",
        )
        for n in range(people)
    ]
    person = [
        (
            f"19850317{2010 + n // 11_988}{1 + n // 999 % 12:02d}1{1 + n % 999:03d}",
            *(f"Pegawai {n}", "S.Sos.", "Penata", "III/c", f"p{n}@bench.example"),
            *(f"P{n:05d}", "02/01/2026", f"800/{n}"),
        )
        for n in range(people)
    ]
    return dict(zip(FILES, (unit, position, person), strict=True))


def xlsx(columns, lines):
    """Return a file whose last rows come first."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, line in enumerate([columns, *reversed(lines)]):
        sheet.write_row(place, 0, line)
    book.close()
    return stream.getvalue()


class Measured:
    """Seconds, seconds of this process alone, statements, and the peak of memory, of a block."""

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        self.count = self.cr.sql_log_count
        self.started, self.cpu_started = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_error):
        self.seconds = time.perf_counter() - self.started
        self.cpu = time.process_time() - self.cpu_started
        self.statements = self.cr.sql_log_count - self.count
        self.peak_rss_mb = self._memory("VmHWM")

    def rss_mb(self):
        """Memory that the process has now."""
        return self._memory("VmRSS")

    def _memory(self, name):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) // 1024
        return 0


def load(registry, model, content):
    """Import a file as the screen does; answer what was measured and what it says it did."""
    with environment(registry, ADMINISTRATOR) as env:
        wizard = env["base_import.import"].create(
            {"res_model": model, "file": content, "file_name": "bench.xlsx"}
        )
        env.cr.commit()
        with Measured(env.cr) as measured:
            columns = list(COLUMNS[model])
            options = {"has_headers": True, "quoting": '"'}
            answer = wizard.execute_import(columns, columns, options)
            env.cr.commit()
        if answer["messages"]:
            raise SystemExit(answer["messages"][:5])
        return measured, dict(answer["report"]["counts"])


def plain(registry, model, lines):
    """Load rows with Odoo's own ``load()`` and take them back; answer what was measured."""
    context = {
        "no_reset_password": True,
        "tracking_disable": True,
        "mail_create_nolog": True,
        "mail_notrack": True,
        "mode": "init",
    }
    with environment(registry) as env:
        env = env(context=context)
        with Measured(env.cr) as measured:
            for name, fields, data in plain_files(model, lines):
                answer = env[name].load(fields, data)
                if not answer["ids"]:
                    raise SystemExit(answer["messages"][:5])
                env.flush_all()
        env.cr.rollback()
        return measured


def plain_files(model, lines):
    """Return the same rows with external ids, as Odoo's own import takes them."""
    if model == "eoffice.organisation":
        fields = ["id", "code", "name", "abbreviation", "kind", "parent_id/id", "is_skpd"]
        yield (
            model,
            fields,
            [
                [
                    f"bench.{code}",
                    code,
                    name,
                    short,
                    kind,
                    above and f"bench.{above}",
                    str(above == ""),
                ]
                for code, name, short, kind, above, _skpd in lines
            ],
        )
    elif model == "eoffice.jabatan":
        fields = ["id", "code", "name", "organisation_id/id", "superior_id/id", "kind", "echelon"]
        fields += ["may_sign", "is_head", "is_shared"]
        yield (
            model,
            fields,
            [
                [
                    f"bench.{code}",
                    code,
                    name,
                    f"bench.{unit}",
                    above and f"bench.{above}",
                    kind,
                    echelon,
                ]
                + [str(bool(flag)) for flag in flags]
                for code, name, unit, above, kind, echelon, *flags in lines
            ],
        )
    else:
        fields = ["id", "eoffice_nip", "name", "eoffice_title_back", "eoffice_pangkat"]
        fields += ["eoffice_golongan", "email", "login", "group_ids/id"]
        yield (
            model,
            fields,
            [
                [f"bench.u{line[0]}", *line[:6], line[0], "eoffice_bekasi.group_user"]
                for line in lines
            ],
        )
        yield (
            "eoffice.assignment",
            ["user_id/id", "jabatan_id/id", "date_from", "decree_number"],
            [[f"bench.u{line[0]}", f"bench.{line[6]}", "2026-01-02", line[8]] for line in lines],
        )


def name_for_plain(registry):
    """Give the imported units and positions external ids, so that plain loads can name them."""
    with environment(registry) as env:
        for model in FILES[:2]:
            env.cr.execute(
                f"""INSERT INTO ir_model_data (module, name, model, res_id)
                    SELECT 'bench', code, %s, id FROM {env[model]._table}
                     WHERE code ~ '^[BP][0-9]+$'
                       AND NOT EXISTS (SELECT FROM ir_model_data d
                                        WHERE d.module = 'bench' AND d.name = code)""",
                [model],
            )


def tell(model, what, count, measured, **more):
    report(
        "import_city",
        table=model,
        what=what,
        rows=count,
        product_s=measured.seconds,
        product_cpu_s=measured.cpu,
        rows_per_s=count / measured.seconds,
        statements=measured.statements,
        peak_rss_mb=measured.peak_rss_mb,
        **more,
    )


def measure(registry, model, lines, sample):
    few = lines[: sample if model == "res.users" else None]
    base = plain(registry, model, few)
    new, counts = load(registry, model, xlsx(COLUMNS[model], lines))
    name_for_plain(registry)
    tell(
        model,
        "new",
        len(lines),
        new,
        counts=counts,
        baseline_rows=len(few),
        baseline_s=base.seconds,
        baseline_cpu_s=base.cpu,
        baseline_statements=base.statements,
        baseline_peak_rss_mb=base.peak_rss_mb,
        ratio=(new.seconds / len(lines)) / (base.seconds / len(few)),
        cpu_ratio=(new.cpu / len(lines)) / (base.cpu / len(few)),
    )
    again, counts = load(registry, model, xlsx(COLUMNS[model], lines))
    tell(model, "again, unchanged", len(lines), again, counts=counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--people", type=int, default=12_000)
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()
    city = rows(options.units, options.people)
    with scratch("import") as registry:
        for model in FILES:
            measure(registry, model, city[model], options.sample)
        promoted = [
            (*line[:3], "Penata Tingkat I", "III/d", *line[5:]) if place % 8 == 0 else line
            for place, line in enumerate(city["res.users"])
        ]
        some, counts = load(registry, "res.users", xlsx(COLUMNS["res.users"], promoted))
        tell("res.users", "every eighth promoted", len(promoted), some, counts=counts)


if __name__ == "__main__":
    main()
