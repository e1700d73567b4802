package guanka.tables;

import guanka.facts.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A workbook handed back with its mistakes: a comment and a light fill on each cell that holds one, and a sheet in front that lists
 * them all with links. What the cells hold stays as it is. Whoever hands the workbook in again may leave that sheet where it is.
 */
public final class AnnotatedWorkbook {

    private static final Text SHEET = new Text("Mistakes", "错误");
    /** What the sheets of lists are called. */
    static final Set<String> LISTS = Set.of(SHEET.en(), SHEET.zh());

    private static final Text ADVICE = new Text(
            "Correct each mistake and hand the workbook in again; this sheet may stay.", "请逐一更正错误并重新提交工作簿；本工作表可以保留。");
    private static final Text WORKBOOK = new Text("the whole workbook", "整个工作簿");

    private static final String AUTHOR = "Guanka";
    private static final byte[] FILL = {(byte) 0xFF, (byte) 0xC7, (byte) 0xCE};

    /** A workbook is held as a tree to be written again, which costs far more than reading it. */
    private static final int CELLS = 100_000;

    private static final int INFLATED_BYTES = 40 * 1024 * 1024;

    private static final int COMMENT_COLUMNS = 4;
    private static final int COMMENT_ROWS = 6;
    private static final int COMMENT_LETTERS = 2_000;
    private static final int PLACE_WIDTH = 30 * 256;
    private static final int MESSAGE_WIDTH = 120 * 256;
    private static final int CODE_WIDTH = 24 * 256;

    private final XSSFWorkbook book;
    private final Function<Text, String> language;
    private final Map<Integer, XSSFCellStyle> fills = new HashMap<>();

    private AnnotatedWorkbook(XSSFWorkbook book, Function<Text, String> language) {
        this.book = book;
        this.language = language;
    }

    /**
     * Writes mistakes into their workbook.
     *
     * @param name     file name of the workbook; mistakes of others are left out
     * @param file     its bytes; untrusted
     * @param mistakes what {@link Workbooks#read} named
     * @param language in which the mistakes are told, {@code Text::en} or {@code Text::zh}
     * @return the bytes of the annotated workbook; empty where the file as such was refused (too large, damaged, with macros,
     *     links or the like), or is too large to be written again: nothing of such a file is handed back
     */
    public static Optional<byte[]> of(
            String name, byte[] file, List<CellMistake> mistakes, Function<Text, String> language) {
        Book read = Book.open(file);
        if (!read.isWhole() || cells(read) > CELLS || !inflatesTo(file, INFLATED_BYTES)) {
            return Optional.empty();
        }
        List<CellMistake> own =
                mistakes.stream().filter(m -> m.workbook().equals(name)).toList();
        try (var book = new XSSFWorkbook(Book.unpacked(file))) {
            new AnnotatedWorkbook(book, language).write(own);
            var out = new ByteArrayOutputStream();
            book.write(out);
            return Optional.of(out.toByteArray());
        } catch (IOException | OpenXML4JException | RuntimeException unwritable) {
            // a file can be read, cell by cell, and yet be odd enough that it cannot be written again
            return Optional.empty();
        }
    }

    private static long cells(Book read) {
        return read.grids().stream()
                .flatMap(grid -> grid.rows().stream())
                .mapToLong(row -> row.cells().length)
                .sum();
    }

    private static boolean inflatesTo(byte[] file, long most) {
        long left = most;
        byte[] block = new byte[8192];
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            while (zip.getNextEntry() != null) {
                for (int read = zip.read(block); read >= 0; read = zip.read(block)) {
                    left -= read;
                    if (left < 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException damaged) {
            return false;
        }
    }

    /** Whether a sheet is the list of an earlier round, which no table may be taken for. */
    static boolean isList(Grid grid) {
        Grid.Row top = grid.row(1);
        String said = top == null ? "" : top.text(1);
        return said.equals(ADVICE.en()) || said.equals(ADVICE.zh());
    }

    /** Takes away what an earlier round has said. */
    private void clean() {
        for (int i = book.getNumberOfSheets() - 1; i >= 0; i--) {
            XSSFSheet sheet = book.getSheetAt(i);
            Row top = sheet.getRow(0);
            Cell said = top == null ? null : top.getCell(0);
            boolean list = said != null
                    && said.getCellType() == CellType.STRING
                    && List.of(ADVICE.en(), ADVICE.zh()).contains(said.getStringCellValue());
            if (list && book.getNumberOfSheets() > 1) {
                book.removeSheetAt(i);
            } else {
                sheet.getCellComments().forEach((address, comment) -> {
                    if (AUTHOR.equals(comment.getAuthor())) {
                        sheet.getRow(address.getRow())
                                .getCell(address.getColumn())
                                .removeCellComment();
                    }
                });
            }
        }
    }

    private void write(List<CellMistake> mistakes) {
        clean();
        Map<String, Map<String, List<CellMistake>>> byCell = new LinkedHashMap<>();
        for (CellMistake mistake : mistakes) {
            if (mistake.cell() != null && book.getSheet(mistake.sheet()) != null) {
                byCell.computeIfAbsent(mistake.sheet(), x -> new LinkedHashMap<>())
                        .computeIfAbsent(mistake.cell(), x -> new ArrayList<>())
                        .add(mistake);
            }
        }
        byCell.forEach((sheet, cells) -> cells.forEach((cell, all) -> mark(book.getSheet(sheet), cell, all)));
        if (!mistakes.isEmpty()) {
            list(mistakes);
        }
    }

    private void mark(XSSFSheet sheet, String address, List<CellMistake> mistakes) {
        var place = new CellReference(address);
        Row row = sheet.getRow(place.getRow());
        row = row == null ? sheet.createRow(place.getRow()) : row;
        Cell cell = row.getCell(place.getCol(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        cell.setCellStyle(filled((XSSFCellStyle) cell.getCellStyle()));
        String said = "";
        if (cell.getCellComment() != null) {
            said = cell.getCellComment().getString().getString() + "\n\n";
            cell.removeCellComment();
        }
        said += mistakes.stream().map(this::sentence).collect(Collectors.joining("\n\n"));
        ClientAnchor anchor = book.getCreationHelper().createClientAnchor();
        anchor.setCol1(place.getCol() + 1);
        anchor.setCol2(place.getCol() + 1 + COMMENT_COLUMNS);
        anchor.setRow1(place.getRow());
        anchor.setRow2(place.getRow() + COMMENT_ROWS);
        Comment comment = sheet.createDrawingPatriarch().createCellComment(anchor);
        comment.setAuthor(AUTHOR);
        comment.setString(book.getCreationHelper().createRichTextString(cut(said)));
        cell.setCellComment(comment);
    }

    private static String cut(String said) {
        if (said.length() <= COMMENT_LETTERS) {
            return said;
        }
        int end = Character.isHighSurrogate(said.charAt(COMMENT_LETTERS - 1)) ? COMMENT_LETTERS - 1 : COMMENT_LETTERS;
        return said.substring(0, end) + "...";
    }

    private String sentence(CellMistake mistake) {
        return language.apply(mistake.message());
    }

    /** The same style with another background, made once for each style. */
    private XSSFCellStyle filled(XSSFCellStyle style) {
        return fills.computeIfAbsent((int) style.getIndex(), x -> {
            XSSFCellStyle filled = book.createCellStyle();
            filled.cloneStyleFrom(style);
            filled.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            filled.setFillForegroundColor(new XSSFColor(FILL));
            return filled;
        });
    }

    private void list(List<CellMistake> mistakes) {
        XSSFSheet sheet = book.createSheet(freeName());
        book.setSheetOrder(sheet.getSheetName(), 0);
        book.setActiveSheet(0);
        for (Sheet each : book) {
            each.setSelected(each == sheet);
        }
        sheet.setColumnWidth(0, PLACE_WIDTH);
        sheet.setColumnWidth(1, MESSAGE_WIDTH);
        sheet.setColumnWidth(2, CODE_WIDTH);
        sheet.createRow(0).createCell(0).setCellValue(language.apply(ADVICE));
        for (int i = 0; i < mistakes.size(); i++) {
            CellMistake mistake = mistakes.get(i);
            Row row = sheet.createRow(i + 1);
            Cell place = row.createCell(0);
            place.setCellValue(place(mistake));
            row.createCell(1).setCellValue(sentence(mistake));
            row.createCell(2).setCellValue(mistake.code());
            if (mistake.sheet() != null && book.getSheet(mistake.sheet()) != null) {
                link(place, mistake);
            }
        }
    }

    private String place(CellMistake mistake) {
        if (mistake.sheet() == null) {
            return language.apply(WORKBOOK);
        }
        return mistake.sheet() + (mistake.cell() == null ? "" : "!" + mistake.cell());
    }

    private void link(Cell from, CellMistake mistake) {
        var cell = new CellReference(mistake.cell() == null ? "A1" : mistake.cell());
        XSSFHyperlink link = book.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress(
                new CellReference(mistake.sheet(), cell.getRow(), cell.getCol(), false, false).formatAsString());
        from.setHyperlink(link);
    }

    private String freeName() {
        String name = language.apply(SHEET);
        for (int i = 2; book.getSheet(name) != null; i++) {
            name = language.apply(SHEET) + " " + i;
        }
        return name;
    }
}
