package guanka.service.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import guanka.records.Attached;
import guanka.records.Job;
import guanka.records.NewDetermination;
import guanka.records.NewRuleset;
import guanka.records.RecordStore;
import guanka.records.SearchTerms;
import guanka.records.StoreSettings;
import guanka.records.StoredDetermination;
import guanka.records.chain.Digests;
import guanka.service.CommandLine;
import guanka.service.settings.GivenSettings;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final byte[] ANSWER = "{\"outcome\":\"EXEMPT\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static NewDetermination recorded(Instant at) {
        return new NewDetermination(
                UUID.randomUUID(),
                at,
                "operator",
                null,
                "sha256:0",
                "1",
                "{\"lines\":[]}".getBytes(StandardCharsets.UTF_8),
                ANSWER,
                new SearchTerms(null, "EXEMPT", null, null, Set.of(), Set.of("Beispiel Motoren GmbH")));
    }

    private static Job ended(Records records, Instant at) {
        UUID id = UUID.randomUUID();
        records.jobs().create(id, "operator", at, "1");
        return records.jobs().close(id, at);
    }

    @Test
    @DisplayName(
            "facts older than they may be kept are erased and such jobs removed, answers stay, and the log verifies")
    void erased() {
        Settings settings = GivenSettings.of(Map.of("guanka.data", folder.toString(), "guanka.keep-facts", "P365D"));
        NewDetermination old = recorded(Instant.now().minus(400, ChronoUnit.DAYS));
        NewDetermination young = recorded(Instant.now());
        try (RecordStore before = RecordStore.open(StoreSettings.of(folder))) {
            WriteResult.of(before.log().append(old));
            WriteResult.of(before.log().append(young));
        }
        Records records = new Records(settings);
        records.start();

        Job longAgo = ended(records, old.at());
        Job lately = ended(records, young.at());

        new Retention(records, settings, new Workers()).erase();

        StoredDetermination kept = records.log().find(old.id()).orElseThrow();
        assertNull(kept.facts());
        assertArrayEquals(ANSWER, kept.answer());
        assertNotNull(records.log().find(young.id()).orElseThrow().facts());
        assertEquals(Optional.empty(), records.jobs().find(longAgo.id()));
        assertEquals(Optional.of(lately), records.jobs().find(lately.id()));
        records.stop();
        CommandLine.Ended verified =
                CommandLine.run("verify-records", folder.resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
    }

    @Test
    @DisplayName("a report of an impact that an earlier version kept with names loses those of recorded parties")
    void reports() throws IOException {
        Settings settings = GivenSettings.of(Map.of("guanka.data", folder.toString(), "guanka.keep-facts", "P365D"));
        Records records = new Records(settings);
        records.start();
        byte[] kjar = {1};
        WriteResult.of(records.rulesets()
                .keep(
                        new NewRuleset(
                                "1",
                                "sha256:" + Digests.hex(kjar),
                                null,
                                null,
                                "operator",
                                Instant.now(),
                                "new rows",
                                null,
                                kjar),
                        Attached.NOTHING));
        String report = """
                {"totals":{"flipped":2},"byParty":[{"name":"Beispiel Motoren GmbH","count":1,"milder":1}],"flips":[\
                {"id":"%s","kind":"RECORD","direction":"MILDER","parties":["Beispiel Motoren GmbH"]},\
                {"id":"a-case","kind":"CASE","direction":"MILDER","parties":["Party of a case"]}]}""".formatted(UUID.randomUUID());
        records.rulesets().attach("1", KeptImpact.NAME, report.getBytes(StandardCharsets.UTF_8));

        new Retention(records, settings, new Workers()).erase();

        byte[] kept = records.rulesets().attachment("1", KeptImpact.NAME).orElseThrow();
        assertEquals(
                report.replaceAll("\"byParty\":\\[[^]]*]", "\"byParty\":[]")
                        .replace("[\"Beispiel Motoren GmbH\"]", "[]"),
                new String(kept, StandardCharsets.UTF_8));
        assertSame(kept, KeptImpact.nameless(kept));
        records.stop();
        Path file = folder.resolve("guanka.db");
        assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("Beispiel Motoren"));
        CommandLine.Ended verified = CommandLine.run("verify-records", file.toString());
        assertEquals(0, verified.code(), verified.said());
    }

    @Test
    @DisplayName("a clock that seems to have jumped ahead erases nothing that day, and the log says so")
    void jumpedAhead() {
        NewDetermination recorded = recorded(Instant.now().minus(400, ChronoUnit.DAYS));
        try (RecordStore before = RecordStore.open(StoreSettings.of(folder))) {
            WriteResult.of(before.log().append(recorded));
        }
        Settings settings = GivenSettings.of(Map.of("guanka.data", folder.toString(), "guanka.keep-facts", "P365D"));
        Records records = new Records(settings);
        records.start();
        Retention retention = new Retention(records, settings, new Workers());

        retention.erase();

        assertNotNull(records.log().find(recorded.id()).orElseThrow().facts());
        assertEquals(
                1,
                records.log().auditRecords(1, 100).stream()
                        .filter(line -> new String(line, StandardCharsets.UTF_8).contains("\"kind\":\"CLOCK_JUMPED\""))
                        .count());
        retention.erase();
        assertNull(records.log().find(recorded.id()).orElseThrow().facts());
        records.stop();
    }

    @Test
    @DisplayName("names as short as two letters are taken out of questions, and the words of the law stay")
    void shortNames() {
        byte[] facts = """
                {"parties":[{"id":"p1","name":"王伟"},{"id":"p2","name":"Li","aliases":["A"]},{"id":"p3","name":"华为"}]}""".getBytes(StandardCharsets.UTF_8);
        String answer = """
                {"findings":[{"text":{"en":"A party that Li names","zh":"华为"}}],\
                "missing":[{"question":{"en":"Is 王伟 a military user? Is Li? Is A? Which limit?","zh":"王伟的总部位于哪个国家？"}},\
                {"question":{"zh":"华为是否为军事用户？"}}]}""";

        assertEquals(
                """
                {"findings":[{"text":{"en":"A party that Li names","zh":"[erased]"}}],\
                "missing":[{"question":{"en":"Is [erased] a military user? Is [erased]? Is [erased]? Which limit?","zh":"[erased]的总部位于哪个国家？"}},\
                {"question":{"zh":"[erased]是否为军事用户？"}}]}""",
                new String(
                        new QuotedFacts().without(facts, answer.getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("an answer keeps nothing that it quotes of erased facts, and says the same otherwise")
    void quotes() {
        byte[] facts = """
                {"reference":"R-1","parties":[{"id":"buyer","name":"General Dynamics Land Sistems","aliases":["ZZSECRET Lockheed","红木公司"]}],
                 "assertions":[{"provision":"X","by":"Jane Roe","reason":"I phoned them"}],"lines":[{"id":"1","description":"AB"}]}""".getBytes(StandardCharsets.UTF_8);
        String answer = """
                {"id":"1","reference":"R-1","outcome":"UNDETERMINED","findings":[{"provision":"P","party":"buyer","because":[{"fact":"/parties/0/name","value":"General Dynamics Land Sistems","compared":"General Dynamics Land Systems"},\
                {"fact":"/parties/0/aliases","value":["ZZSECRET Lockheed","CABLE"]}],\
                "source":{"row":3,"key":"K"},\
                "conditions":[{"condition":"general dynamics land sistems resembles","actual":"红木公司","share":0.10},{"actual":"ab"},{"actual":"Jane Roe: I phoned them"},{"actual":"Jane Roes"}]}],\
                "missing":[{"question":{"zh":"问红木公司是否受控"}}]}""";

        String left = new String(
                new QuotedFacts().without(facts, answer.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);

        assertEquals(
                answer.replace("General Dynamics Land Sistems", "[erased]")
                        .replace("general dynamics land sistems", "[erased]")
                        .replace("ZZSECRET Lockheed", "[erased]")
                        .replace("红木公司", "[erased]")
                        .replace("\"ab\"", "\"[erased]\"")
                        .replace("Jane Roe: I phoned them", "[erased]: [erased]"),
                left);
        byte[] silent = "{\"outcome\":\"EXEMPT\"}".getBytes(StandardCharsets.UTF_8);
        assertSame(silent, new QuotedFacts().without(facts, silent));
    }
}
