import { Component, useState } from "@odoo/owl";
import { ImportDataContent } from "@base_import/import_data_content/import_data_content";
import { _t } from "@web/core/l10n/translation";

const FIRST = 100;

/** The errors of a file, row by row; the first hundred until more are asked for. */
export class ImportReport extends Component {
    static template = "eoffice_bekasi.ImportReport";
    static props = { errors: { type: Array } };

    setup() {
        this.state = useState({ all: false });
    }

    get errors() {
        return this.state.all ? this.props.errors : this.props.errors.slice(0, FIRST);
    }

    get moreText() {
        const hidden = this.props.errors.length - this.errors.length;
        return hidden ? _t("Show %s more", hidden) : "";
    }
}

Object.assign(ImportDataContent.components, { ImportReport });
Object.assign(ImportDataContent.props, { report: { optional: true } });
