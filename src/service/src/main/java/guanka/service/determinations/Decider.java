package guanka.service.determinations;

import guanka.engine.Guanka;
import guanka.engine.decision.Budget;
import guanka.facts.Determination;
import guanka.facts.Known;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.records.SearchTerms;
import guanka.service.clearances.Clearances;
import guanka.service.rulesets.Edition;
import guanka.service.workers.CostlyWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Turns facts into answers that can be recorded, for single requests, batches and jobs alike. */
@ApplicationScoped
public class Decider {

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final TimeOrderedIds ids;
    private final Clearances clearances;
    private final DecisionMetrics metrics;

    private final Budget.Limits limits;

    Decider(TimeOrderedIds ids, Clearances clearances, DecisionMetrics metrics, CostlyWork costly) {
        this.ids = ids;
        this.clearances = clearances;
        this.metrics = metrics;
        limits = costly.limits();
    }

    /**
     * Decides a shipment that has been read, with the standing clearances that hold for it.
     *
     * @param sent      of which it was read, JSON in UTF-8
     * @param explained whether to list every condition
     * @param gone      whether the caller has gone
     * @throws guanka.engine.decision.OverBudget where it costs more than it may
     * @throws guanka.service.problems.Refusal   where the facts name standing clearances themselves
     */
    public UnrecordedDetermination decide(
            Edition edition, byte[] sent, Shipment read, boolean explained, BooleanSupplier gone) {
        Clearances.Applied applied = clearances.applied(edition, sent, read);
        byte[] facts = applied.facts();
        Shipment shipment = applied.shipment();
        long begin = metrics.begin();
        try {
            Determination decided = Budget.within(
                    limits,
                    gone,
                    () -> explained
                            ? edition.decisions().explain(shipment)
                            : edition.guanka().decide(shipment));
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            UUID id = ids.next(now);
            Determination answer = decided.identified(id.toString(), INSTANT.format(now));
            metrics.count(answer);
            return new UnrecordedDetermination(id, now, edition, facts, Guanka.json(answer), terms(shipment, answer));
        } finally {
            metrics.end(begin);
        }
    }

    private static SearchTerms terms(Shipment shipment, Determination answer) {
        TreeSet<String> provisions = new TreeSet<>();
        answer.findings().forEach(finding -> provisions.add(finding.provision()));
        TreeSet<String> parties = new TreeSet<>();
        for (Party party : shipment.parties()) {
            Known<String> name = party.name();
            if (name.isKnown()) {
                parties.add(name.value());
            }
        }
        return new SearchTerms(
                shipment.reference(), answer.outcome(), answer.reviewPolicy(), answer.asOf(), provisions, parties);
    }
}
