"""docker-compose.yml: of the right shape, and everything it names is there.

No Docker engine is asked. The shape is that of the Compose specification, as far as this
file uses it: a key that is not listed here is a mistake until somebody has looked it up.
"""

import re

import jsonschema
import pytest

from cli import paths

STRINGS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
DURATION = {"type": "string", "pattern": r"^(\d+(h|m|s|ms))+$"}


def shape(required=(), **properties):
    """The schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def named(schema):
    """The schema of a mapping from names to things."""
    return {"type": "object", "additionalProperties": schema, "minProperties": 1}


SERVICE = shape(
    ["image", "networks"],
    image={"type": "string"},
    build=shape(["context", "dockerfile"], context={"const": "."}, dockerfile={"type": "string"}),
    command=STRINGS,
    depends_on=named(
        shape(
            ["condition"],
            condition={
                "enum": ["service_started", "service_healthy", "service_completed_successfully"]
            },
        )
    ),
    environment=named({"type": "string"}),
    healthcheck=shape(
        ["test", "interval", "timeout", "retries"],
        test={**STRINGS, "prefixItems": [{"enum": ["CMD", "CMD-SHELL"]}]},
        interval=DURATION,
        timeout=DURATION,
        start_period=DURATION,
        retries={"type": "integer", "minimum": 1},
    ),
    init={"type": "boolean"},
    networks=STRINGS,
    ports={**STRINGS, "items": {"type": "string", "pattern": r"^\d+:\d+$"}},
    restart={"enum": ["no", "always", "on-failure", "unless-stopped"]},
    secrets=STRINGS,
    security_opt=STRINGS,
    shm_size={"type": "string", "pattern": r"^\d+[kmg]$"},
    stop_grace_period=DURATION,
    volumes=STRINGS,
)
COMPOSE = {
    **shape(
        ["name", "services", "volumes", "networks"],
        name={"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        services=named(SERVICE),
        secrets=named(shape(["file"], file={"type": "string"})),
        volumes=named({"type": "null"}),
        networks=named({"anyOf": [{"type": "null"}, shape(internal={"type": "boolean"})]}),
    ),
    "patternProperties": {"^x-": {}},
}


def services(compose):
    return compose["services"].items()


def test_shape(compose):
    jsonschema.Draft202012Validator(COMPOSE).validate(compose)


def test_shape_refuses_a_slip(compose):
    broken = {**compose, "services": {"db": {**compose["services"]["db"], "volume": ["a:/b"]}}}
    with pytest.raises(jsonschema.ValidationError, match="volume"):
        jsonschema.Draft202012Validator(COMPOSE).validate(broken)


def test_versions(compose):
    """The versions that the product is made for."""
    assert compose["services"]["db"]["image"] == "postgres:17"
    assert compose["services"]["odoo"]["image"].endswith(":19.0")
    for _name, service in services(compose):
        assert re.search(r":\d", service["image"]), "an image without a version moves by itself"


def test_image_is_official_odoo_19(dockerfile):
    assert re.findall(r"^FROM (.+)$", dockerfile, re.M) == ["odoo:19.0"]
    assert re.findall(r"^USER (.+)$", dockerfile, re.M)[-1] == "odoo", "never as root"


@pytest.mark.parametrize("kind", ["volumes", "secrets", "networks"])
def test_what_services_name_is_declared(compose, kind):
    used = set()
    for _name, service in services(compose):
        for one in service.get(kind, []):
            source = one.split(":")[0]
            if not source.startswith("./"):
                used.add(source)
    assert used == set(compose[kind])


def test_files_in_the_repository_exist(compose):
    """Mounted files are there, except what the administrator is to put there."""
    own = {"./deploy/tls"}
    for name, service in services(compose):
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./") and source not in own:
                assert (paths.REPO / source).is_file(), f"{name}: {source}"
        if build := service.get("build"):
            assert (paths.REPO / build["dockerfile"]).is_file()


def test_secrets_stay_out_of_git(compose):
    ignored = (paths.REPO / "deploy" / ".gitignore").read_text().split()
    for secret in compose["secrets"].values():
        assert secret["file"].startswith("./deploy/secrets/")
    assert {"secrets/", "tls/"} <= set(ignored)


def test_depends_on(compose):
    """Whoever is waited for exists, and can tell what it is waited for."""
    conditions = set()
    for name, service in services(compose):
        for other, wait in service.get("depends_on", {}).items():
            target = compose["services"][other]
            conditions.add((name, other, wait["condition"]))
            if wait["condition"] == "service_healthy":
                assert "healthcheck" in target
            if wait["condition"] == "service_completed_successfully":
                assert target["restart"] == "no", "one that is restarted never completes"
    assert ("odoo", "update", "service_completed_successfully") in conditions
    assert ("update", "db", "service_healthy") in conditions


def test_servers_have_health_checks_and_come_back(compose):
    for name, service in services(compose):
        if name != "update":
            assert service["healthcheck"], name
            assert service["restart"] == "unless-stopped", name


def test_only_nginx_is_open(compose):
    assert [name for name, service in services(compose) if service.get("ports")] == ["nginx"]
    assert compose["services"]["db"]["networks"] == ["inner"]
    assert compose["networks"]["inner"]["internal"] is True
    assert "inner" not in compose["services"]["nginx"]["networks"]


def test_services_that_talk_share_a_network(compose):
    for one, other in (("odoo", "db"), ("update", "db"), ("nginx", "odoo")):
        networks = [set(compose["services"][name]["networks"]) for name in (one, other)]
        assert networks[0] & networks[1], f"{one} cannot reach {other}"


def test_data_is_in_volumes(compose):
    """The database and the files outlive their containers."""
    mounts = {name: service.get("volumes", []) for name, service in services(compose)}
    assert "db-data:/var/lib/postgresql/data" in mounts["db"]
    assert "odoo-data:/var/lib/odoo" in mounts["odoo"]
    assert "odoo-data:/var/lib/odoo" in mounts["update"]


def test_no_password_in_the_file(compose):
    """Passwords come from files, which the services have been given."""
    for name, service in services(compose):
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key:
                assert key.endswith("_FILE"), f"{name}: {key}"
                assert value.removeprefix("/run/secrets/") in service["secrets"]
