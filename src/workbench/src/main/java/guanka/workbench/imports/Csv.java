package guanka.workbench.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads comma-separated values as RFC 4180 has them, a record at a time; what is no CSV is refused with its line. */
final class Csv {

    private static final int FIELDS = 2_000;
    private static final int FIRST_LINE = 8_192;
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(1 << 20).build())
            .build();

    private final CsvParser in;
    private final String name;
    private List<String> headers;
    private int line;

    Csv(Reader in, String name) throws IOException {
        BufferedReader lines = in instanceof BufferedReader buffered ? buffered : new BufferedReader(in);
        this.in = FACTORY.createParser(lines);
        this.name = name;
        if (hasTabs(lines)) {
            this.in.setSchema(CsvSchema.emptySchema().withColumnSeparator('\t'));
        }
    }

    /** Whether the first line that is not blank parts its fields by tabs. */
    private boolean hasTabs(BufferedReader lines) throws IOException {
        lines.mark(FIRST_LINE);
        char[] first = new char[FIRST_LINE];
        try {
            int length = lines.read(first);
            lines.reset();
            String line = length < 0
                    ? ""
                    : new String(first, 0, length).strip().lines().findFirst().orElse("");
            return line.indexOf('\t') >= 0 && line.indexOf(',') < 0;
        } catch (CharacterCodingException otherCode) {
            line = 1;
            throw otherCode();
        }
    }

    private RefusedSource otherCode() {
        return refused(
                "after this line stands a letter that is not in the code of the file: save it as UTF-8, or name its code by --charset, such as windows-1252 or GBK");
    }

    /** Reads the first record as headers, which must hold those that are needed. */
    List<String> headers(List<String> needed) throws IOException {
        List<String> first;
        do {
            first = fields();
        } while (first != null && first.size() == 1 && first.get(0).isBlank());
        headers = first == null
                ? List.of()
                : first.stream()
                        .map(h -> h.startsWith("\uFEFF") ? h.substring(1) : h)
                        .map(String::strip)
                        .toList();
        List<String> missing = needed.stream().filter(h -> !headers.contains(h)).toList();
        if (!missing.isEmpty()) {
            throw RefusedSource.otherForm(
                    "`" + name + "` is not the expected CSV: its first line lacks the headers " + missing);
        }
        return headers;
    }

    /** The next record by header, or null at the end. */
    Map<String, String> next() throws IOException {
        List<String> fields;
        do {
            fields = fields();
            if (fields == null) {
                return null;
            }
        } while (fields.size() == 1 && fields.get(0).isBlank());
        if (fields.size() != headers.size()) {
            throw refused(fields.size() + " fields, the first line has " + headers.size());
        }
        Map<String, String> record = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            record.putIfAbsent(headers.get(i), fields.get(i));
        }
        return record;
    }

    private List<String> fields() throws IOException {
        try {
            if (in.nextToken() == null) {
                return null;
            }
            line = in.currentLocation().getLineNr();
            List<String> fields = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (fields.size() == FIELDS) {
                    throw refused("more than " + FIELDS + " fields");
                }
                if (in.getText().indexOf('\uFFFD') >= 0) {
                    throw refused("a letter was lost before: it reads \uFFFD; take the file from its source again");
                }
                fields.add(in.getText());
            }
            return fields;
        } catch (CharacterCodingException otherCode) {
            throw otherCode();
        } catch (StreamConstraintsException e) {
            throw refused("a field is too long to be CSV");
        } catch (JsonProcessingException e) {
            throw refused("the record that begins here is not CSV: " + e.getOriginalMessage());
        }
    }

    private RefusedSource refused(String why) {
        return RefusedSource.otherForm("`" + name + "` line " + line + ": " + why);
    }
}
