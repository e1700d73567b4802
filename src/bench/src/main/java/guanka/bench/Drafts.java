package guanka.bench;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.Guanka;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.Ruleset;
import guanka.workbench.check.CheckReport;
import guanka.workbench.check.Checks;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.ImpactReport;
import guanka.workbench.impact.Past;
import guanka.workbench.impact.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * What a draft costs: the impact over recorded shipments against deciding them in a batch (read, decide, write), by turns in one JVM
 * and on all processors; and the check of a ruleset of 5,000 rows that an analyst edited, from bytes to report.
 */
public final class Drafts {

    private static final int ROWS = 5_000;
    private static final int TURNS = 3;

    private Drafts() {}

    /** What an analyst edits. */
    private record Edit(String workbook, String sheet, String key, Map<String, String> cells, boolean copies) {}

    private static final class Silent implements Impact.Listener {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void flip(Flip flip) {}
    }

    /** {@code [shipments]}, 100,000 by default. */
    public static void main(String[] args) throws Exception {
        int shipments = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Map<String, Edit> edits = new LinkedHashMap<>();
        edits.put(
                "a higher minimum share",
                new Edit("provisions.xlsx", "Shares", "CN-2025-61/1.1", Map.of("threshold percent", "0.2"), false));
        edits.put(
                "another listed party",
                new Edit(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-99-001", "name en", "Redwood Hypersonics", "from", "2025-10-01"),
                        true));
        edits.put(
                "another item",
                new Edit(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C002/02",
                        Map.of("key", "CN-2023-23/1C998", "control codes", "1C998"),
                        true));
        byte[] kjar = Files.readAllBytes(Rulesets.kjar());
        impact(kjar, edits, shipments);
        check(edits);
    }

    private static void impact(byte[] kjar, Map<String, Edit> edits, int shipments) throws Exception {
        try (var base = Guanka.load(kjar)) {
            List<byte[]> facts = facts(base.ruleset());
            Map<String, Impact> impacts = new LinkedHashMap<>();
            List<Guanka> drafts = new ArrayList<>();
            for (var edit : edits.entrySet()) {
                var draft = Guanka.load(edited(kjar, edit.getValue()));
                drafts.add(draft);
                impacts.put(edit.getKey(), new Impact(draft.decisions(), base.decisions()));
            }
            Map<String, Double> best = new LinkedHashMap<>();
            Map<String, ImpactReport> reports = new LinkedHashMap<>();
            for (int turn = 0; turn <= TURNS; turn++) {
                // the first turn warms up and is not counted
                double batch = seconds(() -> batch(base, facts, shipments));
                if (turn > 0) {
                    best.merge("batch", batch, Math::min);
                }
                for (var impact : impacts.entrySet()) {
                    double taken = seconds(() -> reports.put(
                            impact.getKey(),
                            impact.getValue().run(past(facts, shipments), shipments, new Silent(), () -> false)));
                    if (turn > 0) {
                        best.merge(impact.getKey(), taken, Math::min);
                    }
                }
            }
            System.out.printf(Locale.ROOT, "%-40s %8.2f s for %,d shipments%n", "batch", best.get("batch"), shipments);
            reports.forEach((name, report) -> System.out.printf(
                    Locale.ROOT,
                    "%-40s %8.2f s, %.2f of batch speed; touches %,d, flips %,d%n",
                    "impact of " + name,
                    best.get(name),
                    best.get("batch") / best.get(name),
                    report.totals().selected(),
                    report.totals().flipped()));
            drafts.forEach(Guanka::close);
        }
    }

    private static List<byte[]> facts(Ruleset ruleset) {
        List<byte[]> facts = new ArrayList<>();
        for (JsonNode shipment : Mix.texts(ruleset).values()) {
            facts.add(shipment.toString().getBytes(StandardCharsets.UTF_8));
        }
        Shipments.textsOfLines(5).forEach(text -> facts.add(text.toString().getBytes(StandardCharsets.UTF_8)));
        return facts;
    }

    private static Iterator<Past> past(List<byte[]> facts, int shipments) {
        return IntStream.range(0, shipments)
                .mapToObj(i -> new Past("r" + i, Past.RECORD, facts.get(i % facts.size())))
                .iterator();
    }

    interface Work {
        void run() throws Exception;
    }

    static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void batch(Guanka guanka, List<byte[]> facts, int shipments) throws InterruptedException {
        var next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            var thread = new Thread(() -> {
                for (int at; (at = next.getAndIncrement()) < shipments; ) {
                    try {
                        Guanka.json(guanka.decide(facts.get(at % facts.size())));
                    } catch (RefusedShipment refused) {
                        // a case of what is refused is answered by its mistakes
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void check(Map<String, Edit> edits) throws Exception {
        byte[] large = Rulesets.grown(ROWS);
        byte[] draft = large;
        for (Edit edit : edits.values()) {
            draft = edited(draft, edit);
        }
        byte[] bytes = draft;
        try (var base = Guanka.load(large)) {
            for (int turn = 0; turn < TURNS; turn++) {
                CheckReport[] report = new CheckReport[1];
                double taken = seconds(() -> {
                    try (var edited = Guanka.load(bytes)) {
                        report[0] = Checks.of(edited.decisions(), base.decisions(), LocalDate.now(ZoneOffset.UTC));
                    }
                });
                System.out.printf(
                        Locale.ROOT,
                        "%-40s %8.2f s, %d cases, %d findings%n",
                        "check of " + ROWS + " rows, " + (turn == 0 ? "cold" : "turn " + turn),
                        taken,
                        report[0].cases().run(),
                        report[0].findings().size());
            }
        }
    }

    /** The rules with one more party on China's control list. */
    static byte[] anotherListedParty(byte[] kjar, String name) throws IOException {
        return edited(
                kjar,
                new Edit(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of("key", "CN_CONTROL-2026-99-001", "name en", name, "from", "2025-10-01"),
                        true));
    }

    private static byte[] edited(byte[] kjar, Edit edit) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(kjar));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                byte[] bytes = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(entry.getName().equals("decision-tables/" + edit.workbook()) ? changed(bytes, edit) : bytes);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] changed(byte[] workbook, Edit edit) throws IOException {
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            var sheet = book.getSheet(edit.sheet());
            Row row = null;
            for (Row each : sheet) {
                if (each.getRowNum() > 1 && each.getCell(0).getStringCellValue().equals(edit.key())) {
                    row = each;
                }
            }
            if (edit.copies()) {
                Row copy = sheet.createRow(sheet.getLastRowNum() + 1);
                for (Cell cell : row) {
                    copy.createCell(cell.getColumnIndex()).setCellValue(cell.getStringCellValue());
                }
                row = copy;
            }
            for (Cell header : sheet.getRow(0)) {
                String value = edit.cells().get(header.getStringCellValue());
                if (value != null) {
                    row.getCell(header.getColumnIndex()).setCellValue(value);
                }
            }
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }
}
