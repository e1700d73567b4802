#!/bin/sh
# The rows of the corpus typed into LibreOffice, which makes dates and numbers of what it takes for them, and a file of openpyxl
# opened and saved again.
set -e
work=$(mktemp -d)
cat > "$work/libreoffice-typed.csv" <<'ROWS'
key,day,share,amount,count,answer,customs,codes,names,country,text
Explains key.,Explains day.,Explains share.,Explains amount.,Explains count.,Explains answer.,Explains customs.,Explains codes.,Explains names.,Explains country.,Explains text.
K-1,2027-01-11,0.1%,12.5,45,TRUE,8110929010,5E002; 1C902.a.1,红木精密; 天合新材料,US,第１条
K-2,2026-11-10,25%,0.1,1,FALSE,8486909110,1C902.a.1,"Muster, Ltd.",CN,"two
lines"
K-3,OPEN,7%,NONE,2,YES,NONE,5E002,Hafen GmbH,DE,plain
ROWS
# column 8 is text, the others are whatever the program makes of them
soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$work" \
  --infilter="CSV:44,34,76,1,8/2,1033,false,true,false" "$work/libreoffice-typed.csv" >/dev/null
cp "$1/openpyxl-filter-and-iso-dates.xlsx" "$work/libreoffice-saved.xlsx"
soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$work/out" "$work/libreoffice-saved.xlsx" >/dev/null
python3 - "$work" "$1" <<'PY'
import re, sys, zipfile
work, to = sys.argv[1:]
# the sheet of a CSV file is called like the file
with zipfile.ZipFile(work + "/libreoffice-typed.xlsx") as a, zipfile.ZipFile(to + "/libreoffice-typed.xlsx", "w", 8) as b:
    for name in a.namelist():
        text = a.read(name)
        if name == "xl/workbook.xml":
            text = text.replace(b'name="libreoffice-typed"', b'name="Rows"')
        b.writestr(name, text)
PY
cp "$work/out/libreoffice-saved.xlsx" "$1/libreoffice-saved.xlsx"
rm -r "$work"
