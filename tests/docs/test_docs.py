"""What the documentation names exists: links, files, commands, accounts."""

import csv
import re

import pytest

from cli import main, paths

PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "eoffice_bekasi*/**/*.md")
    for page in paths.REPO.glob(pattern)
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
FENCE = re.compile(r"^(?:```.*?^```|(?:    .*\n)+)", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(
    r"\.?[\w-]+(?:[./-][\w-]+)*\.(?:py|md|toml|yml|csv|conf|template|txt|po|pot|jsonl)"
)
VERB = re.compile(r"\./eoffice ([a-z]\w*)")


def name_of(page):
    return str(page.relative_to(paths.REPO))


def exists(name, page):
    """Whether a name leads to a file from the page, from the root, or from an addon."""
    bases = [page.parent, paths.REPO, *(paths.REPO / addon for addon in paths.own_addons())]
    return any((base / name).exists() for base in bases)


@pytest.fixture(params=PAGES, ids=name_of)
def page(request):
    return request.param


def test_pages_are_found():
    assert {"README.md", "README.id.md", "CONTRIBUTING.md", "docs/measurements.md"} <= {
        name_of(page) for page in PAGES
    }


def test_relative_links_lead_somewhere(page):
    targets = [one or two for one, two in LINK.findall(page.read_text())]
    local = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_named_files_exist(page):
    text = FENCE.sub("", page.read_text())
    # What begins with a slash is an address of the web site.
    named = [span.strip("/") for span in CODE.findall(text) if not span.startswith("/")]
    tops = {path.name for path in paths.REPO.iterdir()} - {".state"}
    looked_for = [
        name
        for name in named
        if FILE.fullmatch(name) or ("/" in name and name.split("/")[0] in tops and " " not in name)
    ]
    assert [name for name in looked_for if not exists(name, page)] == []


def test_named_commands_exist(page):
    verbs = main.parser()._subparsers._group_actions[0].choices
    assert set(VERB.findall(page.read_text())) <= set(verbs)


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_accounts_of_the_readme_exist(name):
    with (paths.REPO / "eoffice_bekasi/demo/accounts.csv").open(newline="") as stream:
        logins = {row["login"]: row["jabatan"] for row in csv.DictReader(stream)}
    text = (paths.REPO / name).read_text()
    told = re.findall(r"^\| `([a-z]+(?:\.[a-z]+)*)` \| ([^|]+?) \| ", text, re.M)
    assert len(told) >= 9
    assert dict(told).items() <= logins.items()
    assert f"{len(logins)}" in text


def test_both_readmes_tell_the_same_steps():
    english, indonesian = (
        (paths.REPO / name).read_text() for name in ("README.md", "README.id.md")
    )
    assert len(re.findall(r"^## ", english, re.M)) == len(re.findall(r"^## ", indonesian, re.M))
    assert re.findall(r"^(\d)\. ", english, re.M) == re.findall(r"^(\d)\. ", indonesian, re.M)
    command = re.compile(r"^    ([^\s#].*?)(?:\s{2,}#.*)?$", re.M)
    assert command.findall(english) == command.findall(indonesian)
