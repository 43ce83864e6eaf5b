import { _t } from "@web/core/l10n/translation";

/** Merge fields (`tools/merge_fields.py`), in the order they are offered. */
export const MERGE_FIELDS = [
    { name: "nomor", label: _t("Number of the letter") },
    { name: "tanggal", label: _t("Date of the letter") },
    { name: "hari_ini", label: _t("Day and date of the letter") },
    { name: "hal", label: _t("Subject") },
    { name: "kepada", label: _t("Addressees") },
    { name: "jabatan_penanda_tangan", label: _t("Position of the signer") },
    { name: "nama_penanda_tangan", label: _t("Name of the signer") },
    { name: "skpd", label: _t("Name of the SKPD") },
    { name: "klasifikasi", label: _t("Code of the klasifikasi") },
    { name: "lampiran", label: _t("What is attached") },
];
