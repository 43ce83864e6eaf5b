# Development only: takes a file out of the assets that Debian's odoo-19 does not ship.
{
    "name": "Electronic office: development fix-ups",
    "summary": "Makes up for a JavaScript file that a packaged Odoo leaves out",
    "version": "19.0.1.0.0",
    "author": "Pemerintah Kota Bekasi",
    "license": "AGPL-3",
    "category": "Hidden",
    "depends": ["mail"],
    "assets": {
        "web.assets_backend": [
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
        ],
    },
    "installable": True,
}
