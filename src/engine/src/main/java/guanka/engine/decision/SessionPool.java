package guanka.engine.decision;

import guanka.engine.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaGroup;
import org.kie.api.runtime.rule.FactHandle;

/**
 * KIE sessions in which the rows of the law stay while the facts of one shipment after the other come and go. Rules only
 * insert, so taking the inserted facts out again leaves a session as it was; one that is not is thrown away.
 */
final class SessionPool implements AutoCloseable {

    /** The order of work. A phase reads what earlier ones wrote and never writes what they read. */
    private static final List<String> PHASES = List.of("classify", "require", "review", "oblige");

    /** More activations than any shipment within the contract's limits can cause: a loop in the rules, not a decision. */
    private static final int FIRINGS_MAX = 10_000_000;

    private final Ruleset ruleset;
    private final Collection<?> rows;
    private final ConcurrentLinkedDeque<Pooled> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SessionPool(Ruleset ruleset, Collection<?> rows) {
        this.ruleset = ruleset;
        this.rows = rows;
    }

    /** A rule that fired, with the facts and rows that it joined and what it inserted. */
    record Firing(String rule, List<Object> joined, List<Object> inserted) {}

    /** A session with what was inserted since it was borrowed. */
    private static final class Pooled extends DefaultRuleRuntimeEventListener {
        private final KieSession session;
        private final List<FactHandle> handles = new ArrayList<>();
        private final List<Object> inserted = new ArrayList<>();

        Pooled(KieSession session, Collection<?> rows) {
            this.session = session;
            rows.forEach(session::insert);
            session.addEventListener(this);
        }

        @Override
        public void objectInserted(ObjectInsertedEvent event) {
            handles.add(event.getFactHandle());
            inserted.add(event.getObject());
        }
    }

    /**
     * Runs the rules over the facts and returns the facts of a type that they inserted, in no particular order.
     *
     * @param fired takes each firing of a rule, or null where nobody asks
     */
    <T> List<T> run(Collection<?> facts, Class<T> wanted, Consumer<Firing> fired) {
        Pooled pooled = idle.pollFirst();
        if (pooled == null) {
            pooled = new Pooled(ruleset.kieBase().newKieSession(), rows);
        }
        boolean clean = false;
        DefaultAgendaEventListener watcher = fired == null ? null : new Watcher(pooled.inserted, fired);
        try {
            if (watcher != null) {
                pooled.session.addEventListener(watcher);
            }
            facts.forEach(pooled.session::insert);
            // the agenda is a stack: the phase that is focused last comes first
            for (int i = PHASES.size() - 1; i >= 0; i--) {
                AgendaGroup group = pooled.session.getAgenda().getAgendaGroup(PHASES.get(i));
                if (group != null) {
                    group.setFocus();
                }
            }
            if (pooled.session.fireAllRules(FIRINGS_MAX) == FIRINGS_MAX) {
                throw new IllegalStateException("the rules do not come to an end");
            }
            List<T> found = new ArrayList<>();
            for (Object object : pooled.inserted) {
                if (wanted.isInstance(object)) {
                    found.add(wanted.cast(object));
                }
            }
            for (int i = pooled.handles.size() - 1; i >= 0; i--) {
                pooled.session.delete(pooled.handles.get(i));
            }
            pooled.handles.clear();
            pooled.inserted.clear();
            clean = pooled.session.getFactCount() == rows.size();
            return found;
        } finally {
            if (watcher != null) {
                pooled.session.removeEventListener(watcher);
            }
            if (clean && !closed) {
                idle.addFirst(pooled);
                if (closed) {
                    disposeIdle();
                }
            } else {
                pooled.session.dispose();
            }
        }
    }

    /** Tells each firing with what it inserted. */
    private static final class Watcher extends DefaultAgendaEventListener {
        private final List<Object> inserted;
        private final Consumer<Firing> fired;
        private int before;

        Watcher(List<Object> inserted, Consumer<Firing> fired) {
            this.inserted = inserted;
            this.fired = fired;
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            before = inserted.size();
        }

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            fired.accept(new Firing(
                    event.getMatch().getRule().getName(),
                    List.copyOf(event.getMatch().getObjects()),
                    List.copyOf(inserted.subList(before, inserted.size()))));
        }
    }

    private void disposeIdle() {
        for (Pooled pooled; (pooled = idle.pollFirst()) != null; ) {
            pooled.session.dispose();
        }
    }

    /** Running decisions finish; their sessions are disposed of on return. */
    @Override
    public void close() {
        closed = true;
        disposeIdle();
    }
}
