"""nginx in front of Odoo, as in deployment: one port for pages and the websocket.

With workers Odoo serves the websocket on a port of its own, so browsers need a proxy. It
also closes the doors that no outsider may knock at, by the same file as in deployment.
"""

import subprocess

from cli import paths, system
from cli.console import Failure
from cli.files import write

CLOSED = paths.REPO / "deploy" / "nginx" / "closed.conf"
CONFIGURATION = """\
# written by ./eoffice run
daemon off;
worker_processes 1;
pid {run}/nginx.pid;
error_log {log} warn;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    server_tokens off;
    types_hash_max_size 2048;
    client_max_body_size 64m;
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;
    proxy_read_timeout 720s;
    proxy_connect_timeout 30s;
    proxy_buffers 16 64k;
    proxy_buffer_size 128k;
    gzip on;
    gzip_proxied any;
    gzip_types text/css text/plain application/javascript application/json image/svg+xml;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    upstream odoo {{ server 127.0.0.1:{http}; }}
    upstream websocket {{ server 127.0.0.1:{gevent}; }}
    server {{
{listen}
        proxy_http_version 1.1;
        proxy_redirect off;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Real-IP $remote_addr;
        # not beside the websocket: a location with headers of its own drops those above
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
        include {closed};
        location = /websocket {{ proxy_pass http://websocket; }}
        location / {{ proxy_pass http://odoo; }}
    }}
}}
"""


def configuration(port, http, gevent, address):
    """The text of nginx's configuration for ``run``."""
    listen = [f"        listen {address}:{port};"]
    if address == "127.0.0.1" and system.has_ipv6_loopback():
        listen.append(f"        listen [::1]:{port};")  # what "localhost" may mean to a browser
    return CONFIGURATION.format(
        run=_folder(),
        log=paths.LOGS / "nginx.log",
        user="user nobody nogroup;" if system.is_root() else "",
        listen="\n".join(listen),
        closed=CLOSED,
        http=http,
        gevent=gevent,
    )


def start(nginx, port, http, gevent, address):
    """Start nginx in the foreground of a process of ours and give that process."""
    conf = paths.state("nginx.conf")
    write(conf, configuration(port, http, gevent, address))
    # "-p" and "-e" keep it away from the compiled-in folders, which only root may write
    command = [nginx, "-p", str(_folder()), "-e", str(paths.state("log", "nginx.log"))]
    command += ["-c", str(conf)]
    checked = subprocess.run([*command, "-t", "-q"], capture_output=True, text=True, check=False)
    if checked.returncode:
        raise Failure(
            f"nginx does not accept its configuration: {checked.stderr.strip()}",
            tried=f"{nginx} -t on {conf}",
            do="report this",
            lakukan="laporkan ini",
        )
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env=system.clean_environment(),
    )


def _folder():
    """nginx's working folder, on a path that its unprivileged workers can reach."""
    folder = paths.sockets() / "nginx"
    folder.mkdir(exist_ok=True)
    return folder
