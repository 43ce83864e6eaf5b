from odoo import http

from odoo.addons.rpc.controllers import RPC as BaseRPC

from ..tools.caller import remembered


class RPC(BaseRPC):
    """The old RPC: wrong passwords are counted for the address they come from."""

    @http.route()
    def xmlrpc_1(self, service):
        with remembered():
            return super().xmlrpc_1(service)

    @http.route()
    def xmlrpc_2(self, service):
        with remembered():
            return super().xmlrpc_2(service)

    @http.route()
    def jsonrpc(self, service, method, args):
        with remembered():
            return super().jsonrpc(service, method, args)
