package guanka.service.rulesets;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile workbooks and decisions at the same time, over the packed service with a heap of 512 MB that may not run out. What the
 * cells try to run would leave a file in the folder that the service works in.
 */
@Tag("long")
class HostileUploadsIT {

    private static final Path CORPUS =
            Path.of("..", "engine", "src", "test", "resources", "guanka", "engine", "release", "injections.txt");
    private static final String CANARY = "java.nio.file.Files.createFile(java.nio.file.Path.of(\"canary\"))";
    private static final int CELLS = 60;
    private static final int UPLOADERS = 2;
    private static final String SHEET = "xl/worksheets/sheet2.xml";
    private static final String TEXTS = "xl/sharedStrings.xml";

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "while hostile workbooks are refused by cell or by file, every decision is answered, memory is bounded and nothing in a cell is run")
    void decidesMeanwhile() throws Exception {
        Files.createDirectory(folder.resolve("target"));
        try (ServiceProcess service =
                ServiceProcess.start(folder.resolve("data"), Map.of(), "-Xmx512m", "-XX:+ExitOnOutOfMemoryError")) {
            String active = service.get("/v1/rulesets/active").body();
            String before = findings(decide(service));
            var going = new AtomicBoolean(true);
            var decided = new AtomicInteger();
            CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    assertEquals(before, findings(decide(service)));
                    decided.incrementAndGet();
                }
            });
            byte[] workbook = download(service);
            List<byte[]> hostile = new ArrayList<>(attacks(workbook));
            hostile.addAll(injected(workbook));
            var refused = new TreeMap<Integer, Integer>();
            try {
                upload(service, hostile, refused);
            } finally {
                going.set(false);
            }
            caller.join();
            System.out.printf(
                    "%d hostile workbooks, answers %s; %d decisions meanwhile%n",
                    hostile.size(), refused, decided.get());

            assertTrue(decided.get() > hostile.size(), () -> "only " + decided + " decisions");
            assertEquals(active, service.get("/v1/rulesets/active").body());
            assertEquals(before, findings(decide(service)));
            assertFalse(Files.exists(folder.resolve("canary")), "something that stood in a cell was run");
            assertFalse(Files.exists(folder.resolve("target/canary")), "something that stood in a cell was run");
            assertFalse(service.said().contains("OutOfMemoryError"));
        }
    }

    private static HttpResponse<String> decide(ServiceProcess service) {
        HttpResponse<String> answer = service.post("/v1/determinations", "application/json", SHIPMENT);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer;
    }

    private static String findings(HttpResponse<String> answer) {
        JsonBody json = JsonBody.of(answer.body());
        return json.getString("outcome") + json.getString("ruleset") + json.getString("jurisdictions");
    }

    private static byte[] download(ServiceProcess service) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.uri("/v1/rulesets/active/workbooks/provisions.xlsx"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** Several at a time; those that find no room come again. */
    private static void upload(ServiceProcess service, List<byte[]> hostile, Map<Integer, Integer> refused) {
        var next = new AtomicInteger();
        List<CompletableFuture<Void>> uploaders = new ArrayList<>();
        for (int i = 0; i < UPLOADERS; i++) {
            uploaders.add(CompletableFuture.runAsync(() -> {
                for (int file; (file = next.getAndIncrement()) < hostile.size(); ) {
                    Response answer = upload(service, hostile.get(file));
                    synchronized (refused) {
                        refused.merge(answer.statusCode(), 1, Integer::sum);
                    }
                    isNamed(file, answer);
                }
            }));
        }
        uploaders.forEach(CompletableFuture::join);
    }

    private static Response upload(ServiceProcess service, byte[] file) {
        for (int attempt = 0; attempt < 600; attempt++) {
            Response answer = RestAssured.given()
                    .multiPart("workbook", "provisions.xlsx", file, RulesetsResource.XLSX)
                    .post(service.uri("/v1/rulesets"));
            if (answer.statusCode() != 503) {
                return answer;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("an upload was put off 600 times");
    }

    /** Refused by workbook, or by cell with its sheet; or taken as text that says nothing to a machine. */
    private static void isNamed(int file, Response answer) {
        if (answer.statusCode() == 201) {
            return;
        }
        assertTrue(List.of(413, 422).contains(answer.statusCode()), () -> file + ": " + answer.asString());
        List<Map<String, String>> errors = answer.as(JsonBody.class).getList("errors");
        if (answer.statusCode() == 422) {
            assertFalse(errors.isEmpty(), answer::asString);
            errors.forEach(error -> assertTrue(
                    error.toString().contains("provisions.xlsx")
                            || error.toString().contains("cases/"),
                    () -> file + ": " + error));
        }
    }

    /** Workbooks with texts of the corpus in cells anywhere. */
    private static List<byte[]> injected(byte[] workbook) throws IOException {
        List<String> texts = Files.readAllLines(CORPUS, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.startsWith("## "))
                .map(line -> line.replace("guanka.engine.release.Canary.touch()", CANARY))
                .toList();
        var random = new Random(texts.size());
        List<byte[]> files = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += CELLS) {
            files.add(new EditedWorkbook(workbook)
                    .scatter(texts.subList(from, Math.min(texts.size(), from + CELLS)), random)
                    .bytes());
        }
        return files;
    }

    /** Files that are an attack as such. */
    private static List<byte[]> attacks(byte[] workbook) throws IOException {
        String declaration = "<?xml version=\"1.0\"?>";
        return List.of(
                new byte[0],
                "no workbook".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(workbook, workbook.length / 2),
                with(workbook, "xl/media/bomb.xml", xml -> "0".repeat(90 << 20)),
                with(
                        workbook,
                        SHEET,
                        xml -> declaration + "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                                + xml.replaceFirst("<\\?xml[^>]*>", "").replaceFirst("<t([^>]*)>[^<]*", "<t$1>&a;")),
                with(workbook, SHEET, xml -> {
                    var rows = new StringBuilder();
                    for (int i = 1; i <= 1_000_000; i++) {
                        rows.append("<row r=\"" + i + "\"><c r=\"A" + i + "\"/></row>");
                    }
                    return xml.replaceFirst("(?s)<sheetData>.*</sheetData>", "<sheetData>" + rows + "</sheetData>");
                }),
                with(workbook, TEXTS, xml -> {
                    var texts = new StringBuilder(
                            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
                    for (int i = 0; i <= 400_000; i++) {
                        texts.append("<si><t>" + Integer.toHexString(i * 7919) + "</t></si>");
                    }
                    return texts.append("</sst>").toString();
                }),
                with(workbook, "xl/vbaProject.bin", xml -> "x"));
    }

    private static byte[] with(byte[] workbook, String part, UnaryOperator<String> edit) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        String before = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8);
        parts.put(part, edit.apply(before).getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
