// The rows of the corpus by ExcelJS and by SheetJS.
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';

const folder = process.argv[2];
const headers = ['key', 'day', 'share', 'amount', 'count', 'answer', 'customs', 'codes', 'names', 'country', 'text'];
const day = (y, m, d) => new Date(Date.UTC(y, m - 1, d));
const rows = () => [
  ['K-1', day(2027, 1, 11), 0.001, 12.5, 45, true, 8110929010, '5E002; 1C902.a.1', '红木精密; 天合新材料', 'US', '第１条'],
  ['K-2', day(2026, 11, 10), 0.25, 0.1, 1, false, 8486909110, '1C902.a.1', 'Muster, Ltd.', 'CN', 'two\nlines'],
  ['K-3', 'OPEN', 0.07, 'NONE', 2, 'YES', 'NONE', '5E002', 'Hafen GmbH', 'DE', 'plain'],
];

const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet('Rows', {views: [{state: 'frozen', ySplit: 2}]});
sheet.addRow(headers);
sheet.addRow(headers.map(header => `Explains ${header}.`));
rows().forEach(row => sheet.addRow(row));
for (let i = 3; i <= 5; i++) {
  sheet.getCell(`B${i}`).numFmt = 'dd/mm/yyyy';
  sheet.getCell(`C${i}`).numFmt = '0.00%';
}
sheet.getCell('J3').note = 'a remark';
sheet.getCell('K5').value = {richText: [{text: 'pl', font: {bold: true}}, {text: 'ain'}]};
sheet.autoFilter = 'A1:K5';
await book.xlsx.writeFile(`${folder}/exceljs.xlsx`);

// SheetJS drops formats on its way, so a day is a date by its own type of cell and a percentage by its format
const table = XLSX.utils.aoa_to_sheet([headers, headers.map(header => `Explains ${header}.`), ...rows()], {UTC: true});
for (let i = 3; i <= 5; i++) {
  if (table[`B${i}`].t === 'd' || table[`B${i}`].t === 'n') {
    table[`B${i}`] = {t: 'n', v: (rows()[i - 3][1].getTime() / 86400000) + 25569, z: 'yyyy-mm-dd'};
  }
  table[`C${i}`].z = '0.0%';
}
const other = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(other, table, 'Rows');
XLSX.writeFile(other, `${folder}/sheetjs.xlsx`, {compression: true, bookSST: true});
