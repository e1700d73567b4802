package guanka.workbench.watches;

import guanka.engine.decision.Decisions;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.RulesetId;
import guanka.facts.ExportDate;
import guanka.facts.Shipment;
import guanka.workbench.timeline.Change;
import guanka.workbench.timeline.Timeline;
import guanka.workbench.watches.OrderChange.Because;
import guanka.workbench.watches.OrderChange.Kind;
import guanka.workbench.watches.OrderChange.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How a ruleset answers orders that have not left yet. An order is decided for its export date while that lies ahead, and for the day
 * that it is once it has passed: goods that are still here can leave on no earlier day.
 */
public final class OpenOrders {

    /** Days that are looked at one by one before the rest is passed over. */
    private static final int DAYS_MAX = 200;

    /** What failed is tried again after this. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Decisions decisions;
    private final ShipmentReader reader;
    private final Timeline timeline;
    private final RulesetId ruleset;
    private final UnaryOperator<Shipment> cleared;

    public OpenOrders(Decisions decisions, ShipmentReader reader) {
        this(decisions, reader, UnaryOperator.identity());
    }

    /** @param cleared gives an order the standing clearances that hold for it now */
    public OpenOrders(Decisions decisions, ShipmentReader reader, UnaryOperator<Shipment> cleared) {
        this.cleared = cleared;
        this.decisions = decisions;
        this.reader = reader;
        timeline = new Timeline(decisions);
        ruleset =
                new RulesetId(decisions.ruleset().version(), decisions.ruleset().digest());
    }

    /**
     * The answer at one instant.
     *
     * @param determination null where there is none
     * @param due           from when on it may be another, null: never
     */
    public record Look(OrderAnswer answer, Determination determination, Instant due) {}

    /** A shipment that was read, or why not; one of the two is null. */
    public record Order(Shipment shipment, OrderAnswer refusal) {}

    public RulesetId ruleset() {
        return ruleset;
    }

    Decisions decisions() {
        return decisions;
    }

    /** Reads the facts of an order that was taken before; what this ruleset refuses is told like an outcome. */
    public Order read(byte[] facts) {
        try {
            return new Order(cleared.apply(reader.read(facts)), null);
        } catch (RefusedShipment refused) {
            return new Order(null, OrderAnswer.refused(refused));
        } catch (NotJson never) {
            return new Order(null, OrderAnswer.failed());
        }
    }

    /** The answer to an order at an instant; never throws for what the facts are. */
    public Look look(Order order, Instant now) {
        if (order.shipment() == null) {
            return new Look(order.refusal(), null, null);
        }
        try {
            return decided(order.shipment(), now);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Look(OrderAnswer.failed(), null, now.plus(AGAIN));
        }
    }

    /**
     * The answer to an order at an instant.
     *
     * @throws guanka.engine.decision.OverBudget where it costs more than it may
     */
    public Look decided(Shipment order, Instant now) {
        Determination decided = decisions.decide(at(order, now));
        return new Look(OrderAnswer.of(decided), decided, due(order, now));
    }

    /** The order as it is to be decided at an instant. */
    public Shipment at(Shipment order, Instant now) {
        ExportDate planned = order.exportDate();
        boolean ahead = planned.instant() != null
                ? planned.instant().toInstant().isAfter(now)
                : decisions.legalDays(order).keySet().stream()
                        .noneMatch(jurisdiction -> planned.day()
                                .isBefore(now.atZone(zone(jurisdiction)).toLocalDate()));
        return ahead ? order : order.on(new ExportDate(now.toString(), null, now.atOffset(ZoneOffset.UTC)));
    }

    private ZoneId zone(String jurisdiction) {
        return ZoneId.of(decisions.jurisdictions().of(jurisdiction).zone());
    }

    /** From when on the answer of an instant may be another, null: never. */
    public Instant due(Shipment order, Instant now) {
        Instant due = null;
        for (var next : timeline.next(at(order, now)).entrySet()) {
            Instant begins = next.getValue().atStartOfDay(zone(next.getKey())).toInstant();
            due = due == null || begins.isBefore(due) ? begins : due;
        }
        return due;
    }

    /**
     * How the days that come change the answer.
     *
     * @param told  the answer until then
     * @param first instant at which it may be another, null: never
     * @param until the last instant that is looked at
     */
    public List<OrderChange> changes(Order order, OrderAnswer told, Instant first, Instant until) {
        List<OrderChange> changes = new ArrayList<>();
        OrderAnswer before = told;
        Instant at = first;
        for (int days = 0; at != null && !at.isAfter(until); days++) {
            if (days >= DAYS_MAX) {
                at = until;
            }
            Look now = look(order, at);
            if (!now.answer().equals(before)) {
                changes.add(change(order, before, now, at));
                before = now.answer();
            }
            at = at.equals(until) && days >= DAYS_MAX ? null : now.due();
        }
        return changes;
    }

    private OrderChange change(Order order, OrderAnswer before, Look now, Instant at) {
        Look was = look(order, at.minusMillis(1));
        boolean byTheDay = was.answer().equals(before);
        return new OrderChange(
                at,
                before,
                now.answer(),
                now.answer().movedFrom(before),
                byTheDay
                        ? new Because(
                                Kind.DAY,
                                begun(order, at),
                                ruleset,
                                null,
                                null,
                                sentences(was.determination(), now.determination()))
                        : new Because(Kind.ACTIVATION, null, ruleset, null, List.of(), List.of()));
    }

    /** The legal days that begin at an instant. */
    private Map<String, LocalDate> begun(Order order, Instant at) {
        Map<String, LocalDate> begun = new TreeMap<>();
        if (order.shipment() != null) {
            for (String jurisdiction : decisions.legalDays(order.shipment()).keySet()) {
                ZoneId zone = zone(jurisdiction);
                LocalDate day = at.atZone(zone).toLocalDate();
                if (day.atStartOfDay(zone).toInstant().equals(at)) {
                    begun.put(jurisdiction, day);
                }
            }
        }
        return begun;
    }

    /** What makes one answer differ from another; nothing where one of them is none. */
    static List<Sentence> sentences(Determination before, Determination after) {
        return before == null || after == null
                ? List.of()
                : Change.between(before, after).stream()
                        .map(change -> new Sentence(
                                change.provision(),
                                change.line(),
                                change.party(),
                                change.before(),
                                change.after(),
                                change.row(),
                                change.question()))
                        .toList();
    }
}
