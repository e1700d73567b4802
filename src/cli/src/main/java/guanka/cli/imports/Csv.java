package guanka.cli.imports;

import guanka.cli.terminal.Refused;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line breaks and doubled quotes. */
final class Csv {

    private static final int FIELD_CHARACTERS = 1 << 20;
    private static final int FIELDS = 2_000;

    private final Reader in;
    private final String name;
    private List<String> headers;
    private long line = 1;
    private int ahead = -2;

    Csv(Reader in, String name) {
        this.in = in;
        this.name = name;
    }

    /** Reads the first record as headers, which must hold those that are needed. */
    List<String> headers(List<String> needed) throws IOException {
        List<String> first = fields();
        headers = first == null
                ? List.of()
                : first.stream()
                        .map(h -> h.startsWith("\uFEFF") ? h.substring(1) : h)
                        .map(String::strip)
                        .toList();
        List<String> missing = needed.stream().filter(h -> !headers.contains(h)).toList();
        if (!missing.isEmpty()) {
            throw Refused.failed("`" + name + "` is not the expected CSV: its first line lacks the headers " + missing);
        }
        return headers;
    }

    /** The next record by header, or null at the end. */
    Map<String, String> next() throws IOException {
        while (true) {
            long start = line;
            List<String> fields = fields();
            if (fields == null) {
                return null;
            }
            if (fields.size() == 1 && fields.get(0).isBlank()) {
                continue;
            }
            if (fields.size() != headers.size()) {
                throw Refused.failed("`" + name + "` line " + start + ": " + fields.size()
                        + " fields, the first line has " + headers.size());
            }
            Map<String, String> record = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                record.putIfAbsent(headers.get(i), fields.get(i));
            }
            return record;
        }
    }

    /** Line from 1 at which the next record begins. */
    long line() {
        return line;
    }

    private int read() throws IOException {
        int c = ahead == -2 ? in.read() : ahead;
        ahead = -2;
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private int peek() throws IOException {
        if (ahead == -2) {
            ahead = in.read();
        }
        return ahead;
    }

    private List<String> fields() throws IOException {
        if (peek() < 0) {
            return null;
        }
        long start = line;
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        while (true) {
            int c = read();
            if (quoted) {
                if (c < 0) {
                    throw Refused.failed(
                            "`" + name + "`: a quotation mark opens in line " + start + " and never closes");
                }
                if (c != '"') {
                    field.append((char) c);
                } else if (peek() == '"') {
                    field.append((char) read());
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.length() == 0) {
                quoted = true;
            } else if (c == ',' || c == '\n' || c < 0) {
                if (c != ',' && field.length() > 0 && field.charAt(field.length() - 1) == '\r') {
                    field.setLength(field.length() - 1);
                }
                fields.add(field.toString());
                field.setLength(0);
                if (c != ',') {
                    return fields;
                }
            } else {
                field.append((char) c);
            }
            if (field.length() > FIELD_CHARACTERS || fields.size() > FIELDS) {
                throw Refused.failed("`" + name + "` line " + start + ": a record is too long to be CSV");
            }
        }
    }
}
