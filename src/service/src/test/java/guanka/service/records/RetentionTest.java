package guanka.service.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import guanka.records.Job;
import guanka.records.NewDetermination;
import guanka.records.SearchTerms;
import guanka.records.StoredDetermination;
import guanka.service.CommandLine;
import guanka.service.settings.GivenSettings;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import java.nio.charset.StandardCharsets;
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
        Records records = new Records(settings);
        records.start();
        NewDetermination old = recorded(Instant.now().minus(400, ChronoUnit.DAYS));
        NewDetermination young = recorded(Instant.now());
        WriteResult.of(records.log().append(old));
        WriteResult.of(records.log().append(young));

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
}
