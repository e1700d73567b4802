package guanka.workbench.imports;

import guanka.facts.Text;
import guanka.tables.SheetView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The entries of party lists that a file from outside holds.
 *
 * @param kind          what the file is
 * @param rules         which record stands on which list
 * @param only          lists to take, empty for all
 * @param charset       code of a CSV, or null for UTF-8 or what its mark says
 * @param fromIfUnknown first listed day where the source gives none, or null: then {@code UNKNOWN} is written, and the entry counts on every day
 * @param most          entries that are taken
 */
public record ListSource(
        Kind kind,
        SourceFile file,
        Provenance provenance,
        ListRules rules,
        Set<String> only,
        Charset charset,
        LocalDate fromIfUnknown,
        int most) {

    /** What a file of list entries is. */
    public enum Kind {
        /** The US Consolidated Screening List. */
        CSL(CslImport.PUBLICATION),
        /** OpenSanctions, in FollowTheMoney form. */
        OPENSANCTIONS(OpenSanctionsImport.PUBLICATION);

        private final String publication;

        Kind(String publication) {
            this.publication = publication;
        }

        public String publication() {
            return publication;
        }
    }

    /**
     * What a source brings to workbooks.
     *
     * @param remarks what was left out, or must be looked at
     */
    public record Brought(ListUpdate update, List<Text> remarks) {}

    /**
     * Writes its entries as rows.
     *
     * @param headers of the rows
     * @return what was written and what was left out
     */
    public List<Text> write(List<String> headers, OutputStream out, String sheet) throws IOException {
        RowWriter writer = sheet != null ? new XlsxWriter(out, sheet) : new CsvWriter(out);
        EntryRows rows = rows(headers, writer);
        if (sheet != null) {
            rows.explanation("Imported rows, to be reviewed and copied into sheet " + sheet);
        }
        List<Text> remarks = new ArrayList<>();
        remarks.addAll(readInto(rows));
        writer.close();
        if (rows.rows() == 0) {
            remarks.add(0, new Text("no record stands on a list that is taken", "没有记录属于所选名单"));
        }
        return remarks;
    }

    /**
     * What its entries change in workbooks that hold their lists.
     *
     * @param sheets    of the workbooks
     * @param lastDay   on which who is not in the source any more stood on the list for the last time
     * @param mayShrink whether a list may lose more than a tenth of its entries
     * @throws RefusedSource where it cannot be read, is empty, or lets a list shrink
     */
    public Brought update(List<SheetView> sheets, LocalDate lastDay, boolean mayShrink) throws IOException {
        ListUpdate update = new ListUpdate(sheets, provenance.retrieved(), lastDay, mayShrink);
        List<Map<String, String>> records = new ArrayList<>();
        List<String> headers = update.headers();
        EntryRows rows = rows(headers, new RowWriter() {
            private boolean begun;

            @Override
            public void write(List<String> cells) {
                if (begun) {
                    Map<String, String> record = new LinkedHashMap<>();
                    for (int i = 0; i < headers.size(); i++) {
                        record.put(headers.get(i), cells.get(i));
                    }
                    records.add(record);
                }
                begun = true;
            }

            @Override
            public void close() {}
        });
        List<Text> remarks = readInto(rows);
        return new Brought(update.take(records), remarks);
    }

    private EntryRows rows(List<String> headers, RowWriter writer) throws IOException {
        return new EntryRows(
                headers, writer, provenance, rules.bindsForeignPersons(), rules.mayHaveEnded(), fromIfUnknown, most);
    }

    private List<Text> readInto(EntryRows rows) throws IOException {
        Map<String, Integer> leftOut = new TreeMap<>();
        try {
            if (kind == Kind.CSL) {
                var csl = new CslImport(rules, only, charset, rows::add);
                csl.read(file);
                leftOut.putAll(csl.leftOut());
            } else {
                new OpenSanctionsImport(file).entries(rules, only, rows::add);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (java.nio.charset.MalformedInputException
                | java.util.zip.ZipException
                | java.io.EOFException
                | java.io.CharConversionException damaged) {
            throw RefusedSource.because(
                    "`" + file.name() + "` is damaged: " + damaged.getMessage(), "`" + file.name() + "` 已损坏");
        }
        List<Text> remarks = new ArrayList<>(rows.summary());
        leftOut.forEach((source, count) -> remarks.add(new Text(
                "left out: " + count + " of " + Cells.line(source), "未收录：" + Cells.line(source) + " " + count + " 条")));
        return remarks;
    }
}
