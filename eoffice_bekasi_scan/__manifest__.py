{
    "name": "E-Office Bekasi: scan intake",
    "summary": "Paper in: upload, camera, watched folder, e-mail; separated, read, registered",
    "version": "19.0.0.1.0",
    "development_status": "Beta",
    "category": "E-Office",
    "author": "E-Office Bekasi",
    "license": "AGPL-3",
    "website": "https://bekasikota.go.id",
    "depends": ["eoffice_bekasi_report"],
    "external_dependencies": {
        "python": ["cv2", "img2pdf", "ocrmypdf", "pikepdf", "pillow_heif", "pypdfium2", "zxingcpp"],
        "bin": ["tesseract"],
    },
    "data": [
        "security/ir.model.access.csv",
        "data/scan_data.xml",
        "views/scan_settings_views.xml",
        "data/scan_reading_data.xml",
        "report/separator_templates.xml",
        "views/scan_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "eoffice_bekasi_scan/static/src/**/*",
            ("remove", "eoffice_bekasi_scan/static/src/sheet/**/*"),
        ],
        "web.assets_tests": ["eoffice_bekasi_scan/static/tests/tours/**/*"],
    },
    "auto_install": True,
    "installable": True,
}
