import { BaseImportModel } from "@base_import/import_model";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** "3 new, 1 changed, 496 unchanged": what an import did, or would do. */
export function countsText(report) {
    return report.counts.map(([heading, count]) => `${count} ${heading}`).join(", ");
}

/**
 * Odoo's import screen groups errors by message and column, which hides rows. Tables that are
 * imported by code answer with a report instead: each error with its row, column and reason.
 */
patch(BaseImportModel.prototype, {
    async updateData() {
        this.report = null;
        return super.updateData(...arguments);
    },

    async executeImport(isTest = false) {
        this.report = null;
        const answer = await super.executeImport(...arguments);
        if (this.report && !this.report.errors.length) {
            if (isTest) {
                this._addMessage("info", [
                    _t("Nothing has been imported yet. The import would give:"),
                    countsText(this.report),
                ]);
            } else {
                this.notificationService.add(countsText(this.report), {
                    title: _t("Imported"),
                    type: "success",
                });
            }
        }
        return answer;
    },

    async _callImport() {
        const answer = await super._callImport(...arguments);
        this.report = answer.report || null;
        return answer;
    },

    _handleImportErrors() {
        if (!this.report) {
            return super._handleImportErrors(...arguments);
        }
        this._addMessage("danger", [
            _t("Nothing was imported: the file has %s errors.", this.report.errors.length),
            _t("Correct them in your file, then load it again."),
        ]);
        return true;
    },
});
