import { describe, expect, test } from "@odoo/hoot";
import { PICTURE_LIMIT, cleanPaste, readMark } from "@eoffice_bekasi/editor/clean_paste";

describe.current.tags("headless");

/** As Word 2019 puts it on the clipboard, shortened. */
const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Arial",sans-serif;} --></style></head>
<body lang=IN style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><span style='color:#2F5496'>Latar belakang<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify;line-height:150%'><span lang=IN style='font-size:12.0pt;
font-family:"Bookman Old Style",serif;mso-fareast-font-family:Calibri'>Dengan <b style='mso-bidi-font-weight:
normal'>hormat</b>, <i>rapat</i> <u>penting</u><o:p></o:p></span></p>
<p class=MsoNormal align=center style='text-align:center'><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-bidi-font-family:Arial'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Menetapkan panitia</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Ketua</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>b.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Anggota</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Menyusun jadwal</p>
<p class=MsoNormal>Perlengkapan:</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Alat tulis</p>
<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'><td width=300 colspan=2 valign=top style='border:solid windowtext 1.0pt'>
  <p class=MsoNormal align=center style='text-align:center'><b>Judul<o:p></o:p></b></p></td></tr>
 <tr><td rowspan=2 style='padding:0cm 5.4pt'><p class=MsoNormal>A</p></td><td><p class=MsoNormal>B</p></td></tr>
 <tr><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table>
<p class=MsoNormal>Lihat<span class=MsoCommentReference><a href="#_msocom_1">[A1]</a></span> <span
style='background:yellow;mso-highlight:yellow'>ini</span> <del>buang</del><ins>tambah</ins></p>
<div style='mso-element:comment-list'><p class=MsoCommentText>Komentar rahasia</p></div>
<!--EndFragment--></body></html>`;

/** As LibreOffice Writer puts it there. */
const WRITER = `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="id-ID" dir="ltr">
<p align="right" style="line-height: 100%"><font face="Arial, sans-serif"><font size="3" style="font-size: 12pt"><span
style="font-weight: bold">Bekasi</span></font></font></p>
<ol start="3" type="a"><li><p style="margin-bottom: 0cm"><font color="#ff0000">Tiga</font></p></li>
<li><p>Empat</p></li></ol>
<p><br/></p></body></html>`;

const dom = (html) => new DOMParser().parseFromString(html, "text/html").body;
const said = (element) => element.textContent.replace(/\s+/g, " ").trim();

test("Word: no dress is left", () => {
    const clean = cleanPaste(WORD);
    for (const dress of ["mso", "Mso", "font", "color:", "lang", "<span", "o:p", "<!--", "<a", "xml", "line-height"]) {
        expect(clean.includes(dress)).toBe(false, { message: dress });
    }
    expect(clean.includes("Komentar")).toBe(false);
    expect(clean.includes("[A1]")).toBe(false);
    expect(clean.includes("buang")).toBe(false);
});

test("Word: headings, emphasis and marks stay", () => {
    const body = dom(cleanPaste(WORD));
    expect(said(body.querySelector("h1"))).toBe("Latar belakang");
    expect(said(body.querySelector("p b"))).toBe("hormat");
    expect(said(body.querySelector("i"))).toBe("rapat");
    expect(said(body.querySelector("u"))).toBe("penting");
    expect(said(body.querySelector("mark"))).toBe("ini");
    expect(said(body.querySelector("p"))).toBe("Dengan hormat, rapat penting");
});

test("Word: paragraphs that look like lists become lists", () => {
    const body = dom(cleanPaste(WORD));
    const list = body.querySelector("ol");
    expect([...list.children].map((item) => said(item.firstChild))).toEqual([
        "Menetapkan panitia",
        "Menyusun jadwal",
    ]);
    const inner = list.querySelector("ol");
    expect(inner.getAttribute("type")).toBe("a");
    expect([...inner.children].map(said)).toEqual(["Ketua", "Anggota"]);
    expect([...body.querySelector("ul").children].map(said)).toEqual(["Alat tulis"]);
});

test("Word: merged cells stay merged, an empty cell stays a cell", () => {
    const table = dom(cleanPaste(WORD)).querySelector("table");
    expect(table.rows[0].cells[0].colSpan).toBe(2);
    expect(table.rows[1].cells[0].rowSpan).toBe(2);
    expect(table.rows[2].cells.length).toBe(1);
    expect(table.querySelector("p").style.textAlign).toBe("center");
});

test("LibreOffice", () => {
    const body = dom(cleanPaste(WRITER));
    expect(body.querySelector("p").style.textAlign).toBe("right");
    expect(said(body.querySelector("p > b"))).toBe("Bekasi");
    expect(body.querySelector("ol").getAttribute("start")).toBe("3");
    expect(body.querySelector("ol").getAttribute("type")).toBe("a");
    expect(body.querySelectorAll("font, span").length).toBe(0);
    expect(body.lastElementChild.tagName).toBe("OL", { message: "no empty line at the end" });
});

test("pictures: those in the text, up to the limit", () => {
    const picture = (size) => `<p>x<img src="data:image/png;base64,${"A".repeat(size)}"></p>`;
    expect(cleanPaste(picture(100)).includes("o_b64_image_to_save")).toBe(true);
    expect(cleanPaste(picture(PICTURE_LIMIT * 1.5)).includes("<img")).toBe(false);
    const lost = cleanPaste('<p><img src="file:///C:/clip_image001.png"></p>');
    expect(lost).toBe("<p><mark>[gambar tidak ikut tersalin]</mark></p>");
    expect(cleanPaste('<p><img src="/web/image/12/x.png" onerror="x"></p>')).toBe(
        '<p><img src="/web/image/12/x.png"></p>'
    );
});

test("cleaning twice is cleaning once", () => {
    for (const html of [WORD, WRITER]) {
        const once = cleanPaste(html);
        expect(cleanPaste(once)).toBe(once);
    }
});

test("what a mark says", () => {
    expect(readMark("1.\u00a0")).toEqual({ tag: "ol", type: "1", start: 1 });
    expect(readMark("(3)")).toEqual({ tag: "ol", type: "1", start: 3 });
    expect(readMark("b.")).toEqual({ tag: "ol", type: "a", start: 2 });
    expect(readMark("IV.")).toEqual({ tag: "ol", type: "I", start: 1 });
    expect(readMark("·")).toEqual({ tag: "ul" });
    expect(readMark("o")).toEqual({ tag: "ul" });
});
