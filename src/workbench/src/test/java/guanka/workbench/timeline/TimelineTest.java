package guanka.workbench.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.facts.Shipment;
import guanka.workbench.ReadOnce;
import guanka.workbench.replay.Case;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Given a shipment, when its days are looked at from one date to another, then each change stands with the provision behind it. */
@DisplayName("A timeline")
class TimelineTest {

    private static final LocalDate OCTOBER = LocalDate.parse("2025-10-01");

    private static Decisions decisions;
    private static Timeline timeline;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        timeline = new Timeline(decisions);
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    /** The shipment of a case of the kjar, by its id. */
    private static Shipment shipment(String id) {
        Case one = ReadOnce.published(decisions, id);
        return ReadOnce.reader(decisions).read(one.shipment());
    }

    @Test
    void chineseDysprosiumToAHeldCompanyNeedsALicenseFromTheFirstDayOfAnnouncement61UntilTheDayBeforeItsSuspension() {
        List<Stretch> stretches = timeline.of(shipment("cn61-2-50"), OCTOBER, LocalDate.parse("2026-06-30"));
        assertEquals(
                List.of(OCTOBER, LocalDate.parse("2025-10-09"), LocalDate.parse("2025-11-07")),
                stretches.stream().map(Stretch::from).toList());
        assertEquals(
                List.of("NO_LICENSE_REQUIRED", "LICENSE_REQUIRED", "NO_LICENSE_REQUIRED"),
                stretches.stream().map(Stretch::outcome).toList());
        assertEquals("PRESUMPTION_OF_DENIAL", stretches.get(1).reviewPolicy());
        assertEquals(List.of(), stretches.get(0).changes(), "the first stretch changes nothing");
    }

    @Test
    void theChangeNamesTheProvisionTheRowAndTheEffectBeforeAndAfter() {
        Stretch suspended = timeline.of(shipment("cn61-2-50"), OCTOBER, LocalDate.parse("2026-06-30"))
                .get(2);
        Change change = suspended.changes().stream()
                .filter(c -> c.provision().equals("CN-2025-61/1.3"))
                .findFirst()
                .orElseThrow();
        assertEquals("LICENSE_REQUIRED", change.before());
        assertEquals("SUSPENDED", change.after());
        assertEquals("CN-2025-70.a", change.row());
    }

    @Test
    void whereReadingsDifferOnSomeDaysOnlyThoseDaysSaySo() {
        List<Stretch> stretches =
                timeline.of(shipment("cn61-2-50"), LocalDate.parse("2026-11-01"), LocalDate.parse("2027-02-01"));
        Stretch lastDay = stretches.stream()
                .filter(s -> s.from().equals(LocalDate.parse("2026-11-10")))
                .findFirst()
                .orElseThrow();
        assertEquals(lastDay.from(), lastDay.to());
        assertTrue(lastDay.readings().stream().anyMatch(r -> r.question().equals("CN-2025-70.last-day")));
        assertTrue(lastDay.changes().stream().anyMatch(c -> "CN-2025-70.last-day".equals(c.question())));
    }

    @Test
    void stretchesFollowOneAnotherWithoutGap() {
        List<Stretch> stretches =
                timeline.of(shipment("cn61-2-50"), LocalDate.parse("2025-01-01"), LocalDate.parse("2027-12-31"));
        for (int i = 1; i < stretches.size(); i++) {
            assertEquals(stretches.get(i - 1).to().plusDays(1), stretches.get(i).from());
        }
        assertEquals(
                LocalDate.parse("2027-12-31"),
                stretches.get(stretches.size() - 1).to());
    }

    @Test
    void oneDayIsOneStretch() {
        List<Stretch> stretches = timeline.of(shipment("cn61-2-50"), OCTOBER, OCTOBER);
        assertEquals(1, stretches.size());
        assertEquals(OCTOBER, stretches.get(0).to());
    }

    @Test
    void aLastDayBeforeTheFirstIsRefused() {
        Shipment shipment = shipment("cn61-2-50");
        assertThrows(IllegalArgumentException.class, () -> timeline.of(shipment, OCTOBER, OCTOBER.minusDays(1)));
    }

    @Test
    void aThresholdThatChangesIsNamedByTheRowThatFollows() throws IOException {
        var edited = new EditedRuleset()
                .cell("provisions.xlsx", "Shares", "CN-2025-61/1.1", "to", "2027-01-31")
                .copy(
                        "provisions.xlsx",
                        "Shares",
                        "CN-2025-61/1.1",
                        Map.of(
                                "key", "CN-2025-61/1.1/2027",
                                "threshold percent", "0.2",
                                "from", "2027-02-01",
                                "to", "OPEN"));
        try (var draft = new Decisions(edited.load())) {
            List<Stretch> stretches = new Timeline(draft)
                    .of(shipment("cn61-11-exact"), LocalDate.parse("2027-01-15"), LocalDate.parse("2027-03-01"));
            assertEquals(
                    List.of("LICENSE_REQUIRED", "NO_LICENSE_REQUIRED"),
                    stretches.stream().map(Stretch::outcome).toList());
            assertEquals(LocalDate.parse("2027-02-01"), stretches.get(1).from());
            Change change = stretches.get(1).changes().get(0);
            assertEquals("BELOW_THRESHOLD", change.after());
            assertEquals("CN-2025-61/1.1/2027", change.row());
        }
    }
}
