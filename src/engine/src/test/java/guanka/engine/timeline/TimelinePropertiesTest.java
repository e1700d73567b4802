package guanka.engine.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.replay.Case;
import guanka.engine.replay.Replay;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Each day of a timeline is decided as that day by itself: of two years, some days in the usual run and every day where
 * {@code -Dguanka.tries} asks for more.
 */
@Label("A timeline of two years")
class TimelinePropertiesTest {

    private static final boolean EVERY_DAY = Integer.getInteger("guanka.tries", 1) > 1;

    private static Decisions decisions;
    private static final List<Case> CASES = new ArrayList<>();
    private static final List<Shipment> SHIPMENTS = new ArrayList<>();

    @BeforeContainer
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        var reader = new ShipmentReader(TestRuleset.get());
        for (Case one : new Replay(decisions).cases()) {
            try {
                SHIPMENTS.add(reader.read(one.shipment()));
                CASES.add(one);
            } catch (RefusedShipment refused) {
                // bad input has no timeline
            }
        }
    }

    @AfterContainer
    static void close() {
        decisions.close();
    }

    @Property(tries = 120, edgeCases = net.jqwik.api.EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void eachDayIsDecidedAsThatDayByItself(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            int index = random.nextInt(SHIPMENTS.size());
            Shipment shipment = SHIPMENTS.get(index);
            LocalDate from = shipment.exportDate().day() == null
                    ? shipment.exportDate().instant().toLocalDate().minusYears(1)
                    : shipment.exportDate().day().minusYears(1);
            LocalDate to = from.plusYears(2);
            List<Stretch> stretches = new Timeline(decisions).of(shipment, from, to);
            long days = ChronoUnit.DAYS.between(from, to);
            for (int i = 0; i <= (EVERY_DAY ? days : 5); i++) {
                LocalDate day = from.plusDays(EVERY_DAY ? i : random.nextInt((int) days + 1));
                Stretch stretch = stretches.stream()
                        .filter(s -> !day.isBefore(s.from()) && !day.isAfter(s.to()))
                        .findFirst()
                        .orElseThrow();
                Determination alone = decisions.decide(shipment.on(day));
                String what = CASES.get(index).id() + " on " + day;
                assertEquals(alone.outcome(), stretch.outcome(), what);
                assertEquals(alone.reviewPolicy(), stretch.reviewPolicy(), what);
                assertEquals(alone.range(), stretch.range(), what);
                assertEquals(alone.readings(), stretch.readings(), what);
                assertEquals(
                        alone.jurisdictions().stream()
                                .map(j -> j.jurisdiction() + j.outcome() + j.reviewPolicy())
                                .toList(),
                        stretch.jurisdictions().stream()
                                .map(j -> j.jurisdiction() + j.outcome() + j.reviewPolicy())
                                .toList(),
                        what);
            }
            for (int i = 1; i < stretches.size(); i++) {
                assertNotEquals(
                        List.of(),
                        stretches.get(i).changes(),
                        CASES.get(index).id() + ": nothing is named that changes on "
                                + stretches.get(i).from());
            }
        });
    }
}
