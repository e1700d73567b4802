package guanka.workbench.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Shipment;
import guanka.workbench.Texts;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Over all cases of the kjar: each day of a timeline is decided as that day by itself. Without more the first and the last day of every
 * stretch and some between are tried, {@code -Dguanka.tries=2} or more tries every day of the two years.
 */
@Tag("long")
@DisplayName("A timeline of two years")
class TimelineDaysTest {

    private static final boolean EVERY_DAY = Integer.getInteger("guanka.tries", 1) > 1;
    private static final int DAYS_BETWEEN = 4;

    private static Decisions decisions;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    @Test
    void eachDayOfEveryCaseIsDecidedAsThatDayByItself() {
        var reader = new ShipmentReader(TestRuleset.get());
        List<String> broken = new ArrayList<>();
        int compared = 0;
        for (Case one : new Replay(decisions).cases()) {
            if (one.promise() != null) {
                continue; // the days of a promise are one shipment
            }
            Shipment shipment;
            try {
                shipment = reader.read(one.shipment());
            } catch (RefusedShipment refused) {
                continue; // bad input has no timeline
            }
            LocalDate from = day(shipment).minusYears(1);
            LocalDate to = from.plusYears(2);
            List<Stretch> stretches = new Timeline(decisions).of(shipment, from, to);
            broken.addAll(Texts.faultsIn(one.id(), stretches));
            for (LocalDate day : days(stretches, from, to)) {
                String alone = answer(decisions.decide(shipment.on(day)));
                String told = answer(on(day, stretches));
                compared++;
                if (!alone.equals(told)) {
                    broken.add(one.id() + " on " + day + ": alone " + alone + ", in the timeline " + told);
                }
            }
            for (int i = 1; i < stretches.size(); i++) {
                if (stretches.get(i).changes().isEmpty()) {
                    broken.add(one.id() + ": nothing is named that changes on "
                            + stretches.get(i).from());
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(compared > 1_000, "only " + compared + " days over all cases");
    }

    private static LocalDate day(Shipment shipment) {
        LocalDate day = shipment.exportDate().day();
        return day == null ? shipment.exportDate().instant().toLocalDate() : day;
    }

    private static Collection<LocalDate> days(List<Stretch> stretches, LocalDate from, LocalDate to) {
        var days = new TreeSet<LocalDate>();
        if (EVERY_DAY) {
            from.datesUntil(to.plusDays(1)).forEach(days::add);
            return days;
        }
        var random = new Random(from.toEpochDay());
        stretches.forEach(s -> {
            days.add(s.from());
            days.add(s.to());
        });
        for (int i = 0; i < DAYS_BETWEEN; i++) {
            days.add(from.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(from, to) + 1)));
        }
        return days;
    }

    private static Stretch on(LocalDate day, List<Stretch> stretches) {
        List<Stretch> covering = stretches.stream()
                .filter(s -> !day.isBefore(s.from()) && !day.isAfter(s.to()))
                .toList();
        assertEquals(1, covering.size(), () -> day + " stands in " + covering);
        return covering.get(0);
    }

    private static String answer(Determination one) {
        return one.outcome() + one.reviewPolicy() + one.range() + one.readings() + byJurisdiction(one.jurisdictions());
    }

    private static String answer(Stretch one) {
        return one.outcome() + one.reviewPolicy() + one.range() + one.readings() + byJurisdiction(one.jurisdictions());
    }

    private static List<String> byJurisdiction(List<JurisdictionAnswer> answers) {
        return answers.stream()
                .map(j -> j.jurisdiction() + j.outcome() + j.reviewPolicy() + j.range())
                .toList();
    }
}
