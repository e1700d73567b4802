"""The rows of the corpus by openpyxl, and XML after the habits of Excel and WPS put around what it writes."""
import datetime
import re
import sys
import zipfile

import openpyxl

FOLDER = sys.argv[1]
HEADERS = ["key", "day", "share", "amount", "count", "answer", "customs", "codes", "names", "country", "text"]
ROWS = [
    ["K-1", datetime.date(2027, 1, 11), 0.001, 12.5, 45, True, 8110929010, "5E002; 1C902.a.1", "红木精密; 天合新材料", "US", "第１条"],
    ["K-2", datetime.date(2026, 11, 10), 0.25, 0.1, 1, False, 8486909110, "1C902.a.1", "Muster, Ltd.", "CN", "two\nlines"],
    ["K-3", "OPEN", 0.07, "NONE", 2, "YES", "NONE", "5E002", "Hafen GmbH", "DE", "plain"],
]


def book(day="yyyy-mm-dd", share="0.0%"):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Rows"
    sheet.append(HEADERS)
    sheet.append([f"Explains {header}." for header in HEADERS])
    for row in ROWS:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=3):
        if isinstance(row[1].value, datetime.date):
            row[1].number_format = day
        row[2].number_format = share
    return made, sheet


def changed(source, target, change, more=()):
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name).decode()))
        for name, text in more:
            after.writestr(name, text)


made, sheet = book()
made.save(f"{FOLDER}/openpyxl.xlsx")

made, sheet = book()
made.iso_dates = True
sheet.auto_filter.ref = "A1:K5"
sheet.auto_filter.add_filter_column(9, ["US"])
sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = True
made.save(f"{FOLDER}/openpyxl-filter-and-iso-dates.xlsx")

# Excel: formats by number alone (14 is a date), 0.1 with all digits of a double, cells of formats to the edge of the sheet, a saved
# view, a table with a filter of its own, attributes and alternatives of newer versions
made, sheet = book("mm-dd-yy", "0.0%")
made.save("/tmp/excel.xlsx")


def excel(name, xml):
    if name == "xl/worksheets/sheet1.xml":
        xml = xml.replace("<v>0.1</v>", "<v>0.10000000000000001</v>").replace("<v>0.001</v>", "<v>1E-3</v>")
        xml = xml.replace('<row r="4"', '<row r="4" spans="1:11" hidden="1" x14ac:dyDescent="0.25"')
        xml = xml.replace("<worksheet ", '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                          ' mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
                          ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ')
        xml = re.sub(r"(</c>)(</row></sheetData>)", r'\1<c r="XFD5" s="1"/>\2<rest/>', xml).replace("<rest/>", "")
        xml = xml.replace("</worksheet>", '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>')
    if name == "[Content_Types].xml":
        xml = xml.replace("</Types>", '<Override PartName="/xl/tables/table1.xml" ContentType="application/vnd.openxmlformats-'
                          'officedocument.spreadsheetml.table+xml"/><Override PartName="/xl/namedSheetViews/namedSheetView1.xml"'
                          ' ContentType="application/vnd.ms-excel.namedsheetviews+xml"/></Types>')
    return xml


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
changed("/tmp/excel.xlsx", f"{FOLDER}/excel-habits.xlsx", excel, [
    ("xl/tables/table1.xml",
     f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:K5"><autoFilter ref="A1:K5"><filterColumn colId="9"><filters>'
     '<filter val="US"/></filters></filterColumn></autoFilter><tableColumns count="11">'
     + "".join(f'<tableColumn id="{i + 1}" name="{h}"/>' for i, h in enumerate(HEADERS)) + "</tableColumns></table>"),
    ("xl/namedSheetViews/namedSheetView1.xml",
     '<namedSheetViews xmlns="http://schemas.microsoft.com/office/spreadsheetml/2019/namedsheetviews"/>'),
    ("xl/worksheets/_rels/sheet1.xml.rels",
     f'<Relationships xmlns="{LINKS}"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
     'relationships/table" Target="../tables/table1.xml"/><Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2019/'
     '04/relationships/namedSheetView" Target="../namedSheetViews/namedSheetView1.xml"/></Relationships>'),
])

# WPS: Chinese formats by number alone (31 is 年月日), refined metadata, its own properties, full-width letters of a Chinese keyboard
ROWS[0][7] = "５Ｅ００２；1C902.a.1"
ROWS[0][8] = "红木精密、天合新材料"
ROWS[2][2] = "7％"
ROWS[1][1] = "2026年11月10日"
made, sheet = book()
made.save("/tmp/wps.xlsx")


def wps(name, xml):
    if name == "xl/styles.xml":
        xml = re.sub(r'<numFmt [^>]*formatCode="yyyy-mm-dd"[^>]*/>', "", xml).replace('numFmtId="164"', 'numFmtId="31"')
        xml = xml.replace('<numFmts count="2">', '<numFmts count="1">')
    if name == "docProps/core.xml":
        xml = xml.replace("</cp:coreProperties>", '<dc:subject xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                          ' xsi:type="dcterms:URI">表</dc:subject><dcterms:modified'
                          ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">2026</dcterms:modified></cp:coreProperties>')
    if name == "[Content_Types].xml":
        xml = xml.replace("</Types>", '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-'
                          'officedocument.custom-properties+xml"/></Types>')
    return xml


changed("/tmp/wps.xlsx", f"{FOLDER}/wps-habits.xlsx", wps, [
    ("docProps/custom.xml",
     '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.'
     'openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"'
     ' name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.18276</vt:lpwstr></property></Properties>'),
])
