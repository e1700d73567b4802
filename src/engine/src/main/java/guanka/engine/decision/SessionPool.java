package guanka.engine.decision;

import guanka.engine.ruleset.Phase;
import guanka.facts.Finding;
import guanka.facts.Joins;
import guanka.facts.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.MatchCancelledEvent;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaGroup;
import org.kie.api.runtime.rule.FactHandle;

/**
 * KIE sessions in which the rows of the law stay while the facts of one shipment after the other come and go. Rules only
 * insert, so taking the inserted facts out again leaves a session as it was; one that is not is thrown away. Sessions keep the
 * option of being thread-safe although each is one thread's at a time: without it those of one KIE base share the arguments of
 * their consequences.
 */
final class SessionPool implements AutoCloseable {

    /** The order of work. A phase reads what earlier ones wrote and never writes what they read. */
    private static final List<String> CLASSIFYING = List.of(Phase.CLASSIFY.group());

    private static final List<String> AFTERWARDS = Phase.groups().stream()
            .filter(group -> !CLASSIFYING.contains(group))
            .toList();

    /** More activations than any shipment within the contract's limits can cause: a loop in the rules, not a decision. */
    private static final int FIRINGS_MAX = 10_000_000;

    /**
     * From how many facts on what rules join is counted too. Fewer cannot be joined so often that memory runs out, and counting has its
     * price.
     */
    private static final int MANY = 250;

    private final KieBase rules;
    private final Collection<?> rows;

    /** By the thread that used it last: another processor would have to fetch its memory first. */
    private final Map<Long, Pooled> idle = new ConcurrentHashMap<>();

    private volatile boolean closed;

    SessionPool(KieBase rules, Collection<?> rows) {
        this.rules = rules;
        this.rows = rows;
    }

    /** A rule that fired, with the facts and rows that it joined and what it inserted. */
    record Firing(String rule, List<Object> joined, List<Object> inserted) {}

    /** A session with what was inserted since it was borrowed. */
    private static final class Pooled extends DefaultRuleRuntimeEventListener {
        private final KieSession session;
        private final long resting;
        private final List<Object> inserted = new ArrayList<>();
        private final List<Found> found = new ArrayList<>();

        /** What follows from rows alone: it is found once, and holds for every shipment. */
        private final List<Found> standing;

        private final List<Firing> standingFirings = new ArrayList<>();

        /** What this shipment may cost; null while the rows are taken in. */
        private Budget budget;

        Pooled(KieSession session, Collection<?> rows) {
            this.session = session;
            rows.forEach(session::insert);
            session.addEventListener(this);
            var watcher = new Watcher(inserted, standingFirings::add);
            session.addEventListener(watcher);
            fire();
            session.removeEventListener(watcher);
            standing = List.copyOf(found);
            inserted.clear();
            found.clear();
            resting = session.getFactCount();
        }

        void fire() {
            fire(CLASSIFYING);
            OpenTerms.among(inserted).forEach(this::joinTerms);
            fire(AFTERWARDS);
        }

        private void joinTerms(List<Term> ways) {
            session.insert(OpenTerms.anyOf(ways));
            ways.forEach(way -> session.delete(session.getFactHandle(way)));
        }

        private void fire(List<String> phases) {
            // the agenda is a stack: the phase that is focused last comes first
            for (int i = phases.size() - 1; i >= 0; i--) {
                AgendaGroup group = session.getAgenda().getAgendaGroup(phases.get(i));
                if (group != null) {
                    group.setFocus();
                }
            }
            if (session.fireAllRules(FIRINGS_MAX) == FIRINGS_MAX) {
                throw new IllegalStateException("the rules do not come to an end");
            }
        }

        @Override
        public void objectInserted(ObjectInsertedEvent event) {
            inserted.add(event.getObject());
            if (event.getObject() instanceof Finding finding) {
                found.add(new Found(finding, event.getRule().getName()));
            }
            if (budget != null) {
                // the session is not used again: a halt alone would let the rule go on through all that it joined
                budget.oneMore();
            }
        }

        /** Takes out what was inserted, the latest first; what no rule asked for is out already. */
        void withdraw() {
            for (int i = inserted.size() - 1; i >= 0; i--) {
                FactHandle handle = session.getFactHandle(inserted.get(i));
                if (handle != null) {
                    session.delete(handle);
                }
            }
            inserted.clear();
            found.clear();
            budget = null;
        }
    }

    /**
     * Counts what rules join. All of it is kept before any of it fires, so many parties, each with each finding of another, fill the
     * memory before one more fact is made.
     */
    private static final class Counter extends DefaultAgendaEventListener {

        private final Budget budget;

        Counter(Budget budget) {
            this.budget = budget;
        }

        @Override
        public void matchCreated(MatchCreatedEvent event) {
            budget.matched();
        }

        @Override
        public void matchCancelled(MatchCancelledEvent event) {
            budget.told();
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            budget.told();
        }
    }

    /**
     * Runs the rules over the facts and returns what they found, in no particular order.
     *
     * @param fired takes each firing of a rule, or null where nobody asks
     */
    List<Found> run(Collection<?> facts, Consumer<Firing> fired) {
        Pooled pooled = borrowed();
        boolean clean = false;
        DefaultAgendaEventListener watcher = fired == null ? null : new Watcher(pooled.inserted, fired);
        DefaultAgendaEventListener counter = facts.size() > MANY ? new Counter(Budget.current()) : null;
        try {
            if (watcher != null) {
                pooled.standingFirings.forEach(fired);
                pooled.session.addEventListener(watcher);
            }
            pooled.budget = Budget.current();
            pooled.budget.begin();
            if (counter != null) {
                pooled.session.addEventListener(counter);
                Joins.count(pooled.budget::paired);
            }
            facts.forEach(pooled.session::insert);
            pooled.fire();
            if (counter != null) {
                pooled.session.removeEventListener(counter);
            }
            List<Found> found = new ArrayList<>(pooled.standing);
            found.addAll(pooled.found);
            pooled.withdraw();
            clean = pooled.session.getFactCount() == pooled.resting;
            return found;
        } catch (RuntimeException e) {
            // the engine hides why a consequence ended
            Budget.look();
            throw e;
        } finally {
            if (counter != null) {
                Joins.count(null);
            }
            if (watcher != null) {
                pooled.session.removeEventListener(watcher);
            }
            if (clean && !closed) {
                giveBack(pooled);
            } else {
                pooled.session.dispose();
            }
        }
    }

    /** The thread's own idle session, else any, else a new one. */
    private Pooled borrowed() {
        Pooled own = idle.remove(Thread.currentThread().getId());
        if (own != null) {
            return own;
        }
        for (Long other : idle.keySet()) {
            Pooled pooled = idle.remove(other);
            if (pooled != null) {
                return pooled;
            }
        }
        return new Pooled(rules.newKieSession(), rows);
    }

    private void giveBack(Pooled pooled) {
        idle.put(Thread.currentThread().getId(), pooled);
        if (closed) {
            disposeIdle();
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
        for (Long thread : idle.keySet()) {
            Pooled pooled = idle.remove(thread);
            if (pooled != null) {
                pooled.session.dispose();
            }
        }
    }

    /** Running decisions finish; their sessions are disposed of on return. */
    @Override
    public void close() {
        closed = true;
        disposeIdle();
    }
}
