package guanka.cli.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.cli.Run;
import guanka.cli.rulesets.Kjars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("test and replay")
class CasesTest {

    private static final String SHIPMENT =
            "{\"exportDate\":\"2025-12-15\",\"exportFrom\":\"JP\",\"destination\":\"DE\",\"movement\":\"REEXPORT\",\"jurisdictions\":[\"CN\"],"
                    + "\"parties\":[{\"id\":\"buyer\",\"name\":\"Muster Antriebe GmbH\",\"country\":\"DE\",\"roles\":[\"CONSIGNEE\",\"END_USER\"],\"military\":false}],\"ownership\":[],"
                    + "\"endUse\":{\"purposes\":[\"CIVIL\"]},\"lines\":[{\"id\":\"1\",\"controlCodes\":[\"1C905.a.4\"],\"form\":\"MAGNET\",\"origin\":\"CN\",\"content\":[],\"technologies\":[]}]}";

    @TempDir
    private Path folder;

    private static String of(String id, String day, String expect) {
        return "{\"id\":\"" + id + "\",\"title\":\"a <magnet> & its day\",\"source\":\"Announcement\",\"shipment\":"
                + SHIPMENT.replace("2025-12-15", day) + ",\"expect\":" + expect + "}";
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    @Test
    void theCasesOfTheKjarHoldAndTheRowsThatNoneReachesAreNamed() {
        Run run = Run.of("test");
        assertEquals(0, run.code(), run::toString);
        assertTrue(run.out().matches("(?s).*cn-items.xlsx!Control list: [0-9]+ of [0-9]+\n.*"), run::toString);
        assertTrue(run.out().contains("Rules that no case fires: "), run::toString);
        assertTrue(run.out().contains(" cases, 0 failed\n"), run::toString);
    }

    @Test
    void aBrokenCaseIsToldWithExpectedGotAndRow() throws Exception {
        Path cases = file(
                "cases.ndjson",
                of("good", "2025-10-20", "{\"outcome\":\"LICENSE_REQUIRED\"}"),
                of(
                        "bad",
                        "2025-10-20",
                        "{\"jurisdictions\":{\"CN\":{\"outcome\":\"PROHIBITED\"}},\"findings\":[{\"not\":{\"provision\":\"CN-2025-61/1.3\",\"effect\":\"LICENSE_REQUIRED\"}}]}"));
        Path report = folder.resolve("reports/junit.xml");
        Run run = Run.of("test", "--cases", cases.toString(), "--junit-xml", report.toString(), "--all-rows");
        assertEquals(1, run.code(), run::toString);
        assertTrue(
                run.out().contains("FAILED bad: a <magnet> & its day [Announcement], cases.ndjson line 2\n"),
                run::toString);
        assertTrue(
                run.out().contains("jurisdictions.CN.outcome: expected PROHIBITED, got LICENSE_REQUIRED\n"),
                run::toString);
        assertTrue(
                run.out()
                        .matches(
                                "(?s).*because CN-2025-61/1.3 LICENSE_REQUIRED \\(cn-items.xlsx!Annex 1 of 61 row [0-9]+, .*"),
                run::toString);
        assertTrue(
                run.out()
                        .matches(
                                "(?s).*expected not CN-2025-61/1.3 LICENSE_REQUIRED, got CN-2025-61/1.3 LICENSE_REQUIRED, line 1 \\(cn-items.xlsx!.*"),
                run::toString);
        assertFalse(run.out().contains("--all-rows names them"), run::toString);
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertEquals(2, xml.getElementsByTagName("testcase").getLength());
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        JsonNode json = new ObjectMapper()
                .readTree(Run.of("test", "--cases", cases.toString(), "--json").out());
        assertEquals("bad", json.at("/failures/0/id").asText());
        assertTrue(json.at("/coverage/0/rows").asInt() > 0);
    }

    @Test
    void foldersOfCasesAreReadAndMistakesInThemAreAllNamed() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        file("a/one.json", of("one", "2025-10-20", "{\"outcome\":\"LICENSE_REQUIRED\"}"));
        assertEquals(0, Run.of("test", "--cases", folder.toString()).code());
        file("two.ndjson", "nope", of("one", "2025-10-20", "{\"outcome\":\"LICENSE_REQUIRED\"}"), "{\"id\":\"x\"}");
        Run run = Run.of("test", "--cases", folder.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("two.ndjson line 1: not JSON"), run::toString);
        assertTrue(run.err().contains("two.ndjson line 2: /id: `one` already stands in a/one.json"), run::toString);
        assertTrue(run.err().contains("two.ndjson line 3: /shipment: `shipment` must be given"), run::toString);
        Path idle = file("idle.ndjson", of("idle", "2025-10-20", "{}"));
        assertTrue(
                Run.of("test", "--cases", idle.toString()).err().contains("idle.ndjson line 1: /expect: it is empty"));
        assertEquals(
                2,
                Run.of(
                                "test",
                                "--cases",
                                Files.createDirectory(folder.resolve("none")).toString())
                        .code());
    }

    @Test
    void aMalformedCaseFailsTheRunByPointerAndTheOthersAreRun() throws Exception {
        Path cases = file(
                "cases.ndjson",
                of("good", "2025-10-20", "{\"outcome\":\"LICENSE_REQUIRED\"}"),
                of("typo", "2025-10-20", "{\"outcum\":\"PROHIBITED\"}"),
                of("bad", "2025-10-20", "{\"outcome\":\"PROHIBITED\"}"),
                "nope");
        Path report = folder.resolve("junit.xml");
        Run run = Run.of("test", "--cases", cases.toString(), "--junit-xml", report.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(
                run.err().contains("cases.ndjson line 2: /expect/outcum: `outcum` is not a property here"),
                run::toString);
        assertTrue(run.out().endsWith("4 cases, 1 failed, 2 malformed\n"), run::toString);
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertEquals(4, xml.getElementsByTagName("testcase").getLength());
        assertEquals(2, xml.getElementsByTagName("error").getLength());
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        JsonNode json = new ObjectMapper()
                .readTree(Run.of("test", "--cases", cases.toString(), "--json").out());
        assertEquals("typo", json.at("/malformed/0/id").asText());
        assertEquals(1, json.at("/failures").size());

        String packed = Kjars.packed(folder).toString();
        Run compared = Run.of("replay", "--baseline", packed, "--cases", cases.toString(), "--allow-moves");
        assertEquals(1, compared.code(), compared::toString);
        assertTrue(compared.err().contains("cases.ndjson line 2: /expect/outcum"), compared::toString);
        assertEquals("", compared.out());
    }

    @Test
    void aRunThatComesToNoCaseLeavesAReportThatSaysSo() throws Exception {
        Path report = folder.resolve("junit.xml");
        Run run = Run.of("test", "--ruleset", folder.resolve("none.jar").toString(), "--junit-xml", report.toString());
        assertEquals(2, run.code(), run::toString);
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertEquals(1, xml.getElementsByTagName("error").getLength());
    }

    @Test
    void replayShowsWhatMovedAndEndsWithALineForTheCommit() throws IOException {
        String baseline = Kjars.packed(folder).toString();
        byte[] milder = Kjars.edited("provisions.xlsx", "Calendar", "CN-2025-61.a", "from", "2025-11-01");
        String draft = Kjars.draft(folder, "provisions.xlsx", milder).toString();
        Path shipments = file(
                "shipments.ndjson",
                SHIPMENT.replace("2025-12-15", "2025-10-20"),
                SHIPMENT.replace("2025-12-15", "2025-09-01"));
        Run same = Run.of("replay", "--ruleset", baseline, "--baseline", baseline, "--cases", shipments.toString());
        assertEquals(0, same.code(), same::toString);
        assertEquals("Decisions moved: 0 of 2 cases\n", same.out());
        Run moved = Run.of("replay", "--ruleset", draft, "--baseline", baseline, "--cases", shipments.toString());
        assertEquals(1, moved.code(), moved::toString);
        assertTrue(
                moved.out().endsWith("Decisions moved: 1 case LICENSE_REQUIRED to NO_LICENSE_REQUIRED, 0 others\n"),
                moved::toString);
        assertTrue(moved.out().contains("milder shipments.ndjson line 1"), moved::toString);
        assertTrue(moved.out().contains("  - CN-2025-61/1.3 LICENSE_REQUIRED, line 1"), moved::toString);
        assertEquals(
                0,
                Run.of(
                                "replay",
                                "--ruleset",
                                draft,
                                "--baseline",
                                baseline,
                                "--cases",
                                shipments.toString(),
                                "--allow-moves")
                        .code());
        JsonNode json = new ObjectMapper()
                .readTree(Run.of(
                                "replay",
                                "--ruleset",
                                draft,
                                "--baseline",
                                baseline,
                                "--cases",
                                shipments.toString(),
                                "--json")
                        .out());
        assertEquals("NO_LICENSE_REQUIRED", json.at("/matrix/0/to").asText());
        assertEquals("milder", json.at("/moved/0/direction").asText());
    }
}
