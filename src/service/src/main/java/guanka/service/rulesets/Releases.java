package guanka.service.rulesets;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.Activator;
import guanka.records.ArchivedRuleset;
import guanka.records.ConcurrentChange;
import guanka.records.DamagedRecord;
import guanka.records.PlannedActivation;
import guanka.records.RulesetArchive;
import guanka.records.RulesetState;
import guanka.records.StoreUnavailable;
import guanka.records.WrongState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.service.workers.Workers;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Approves drafts and lets versions decide: at once, at a set time, or because another instance of this store said so. */
@ApplicationScoped
public class Releases {

    private static final Logger LOG = Logger.getLogger(Releases.class);
    private static final int CASES_TOLD = 20;

    /** Loading and proving a version takes a while. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Drafts drafts;
    private final RulesetMetrics metrics;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "guanka-rulesets");
        thread.setDaemon(true);
        return thread;
    });
    private final Workers workers;
    private Workers.Worker worker;
    private volatile String behind;
    private volatile String told;

    Releases(Records records, ActiveRuleset rulesets, Drafts drafts, RulesetMetrics metrics, Workers workers) {
        this.workers = workers;
        this.records = records;
        this.rulesets = rulesets;
        this.drafts = drafts;
        this.metrics = metrics;
    }

    public void start() {
        worker = workers.watch("guanka-rulesets", SILENCE);
        watch.scheduleWithFixedDelay(this::followOrEnd, 1, 1, TimeUnit.SECONDS);
    }

    public void stop() {
        worker.end();
        watch.shutdownNow();
    }

    /** A scheduler drops what throws: nobody would follow any more. */
    private void followOrEnd() {
        try {
            worker.turn();
            follow();
        } catch (Error error) {
            workers.fatal("guanka-rulesets", error);
        }
    }

    /**
     * Approves exactly the content that the approver saw, with the report of its check against what decides now.
     *
     * @param seen         digest of the draft
     * @param reportSeen   digest of the check report, or null where the approver names none
     * @param acceptErrors whether the approver has seen the errors of the check and approves in spite of them
     * @param fourEyes     whether whoever had a hand in the draft may not approve it
     * @throws Refusal                where the check is not what was looked at or found errors that nobody accepted
     * @throws guanka.records.ConcurrentChange where the draft is another one by now
     * @throws guanka.records.SamePerson where the approver had a hand in it
     * @throws guanka.records.OutdatedBase where what it was made from no longer decides
     * @throws guanka.records.WrongState where it is no draft
     */
    public ArchivedRuleset approve(
            ArchivedRuleset draft,
            String seen,
            String reportSeen,
            boolean acceptErrors,
            String approver,
            boolean fourEyes,
            String note) {
        if (fourEyes && draft.authors().contains(approver)) {
            throw new Refusal(Problem.of(
                    Kind.FORBIDDEN,
                    "`" + approver + "` had a hand in the draft " + draft.version()
                            + ", so someone else must approve it"));
        }
        String outdated =
                RulesetArchive.outdated(draft, records.rulesets().active().orElse(null));
        if (outdated != null && draft.state() == RulesetState.DRAFT) {
            throw new Refusal(Problem.of(Kind.OUTDATED_BASE, outdated));
        }
        RulesetArchive.Looked looked = draft.state() == RulesetState.DRAFT
                ? drafts.looked(draft, seen, reportSeen, acceptErrors)
                : new RulesetArchive.Looked(seen, Drafts.REPORT, "");
        return WriteResult.of(
                records.rulesets().approve(draft.version(), looked, approver, fourEyes, Instant.now(), note));
    }

    /**
     * Lets a version decide. It is loaded, its cases are decided and its first slow decisions made before the exchange.
     *
     * @param seen      digest that the person who activates it has seen
     * @param rule      who may do it
     * @param effective when, or null for now
     * @param reason    why; needed to go back to an older version
     * @throws RefusedRuleset         where it cannot be loaded, or does not decide its own cases as it promises
     * @throws guanka.records.ConcurrentChange where it is another one by now
     * @throws guanka.records.WrongState where its state does not allow it
     * @throws Refusal                where it is a draft
     */
    public synchronized ArchivedRuleset activate(
            ArchivedRuleset version, String seen, String actor, Activator rule, String reason, Instant effective) {
        if (version.state() == RulesetState.ACTIVE) {
            return version;
        }
        if (version.state() == RulesetState.DRAFT || version.state() == RulesetState.DISCARDED) {
            throw new Refusal(Problem.of(Kind.NOT_APPROVED, "ruleset `" + version.version() + "` is not approved"));
        }
        if (version.state() == RulesetState.APPROVED) {
            String forbidden = rule.forbids(version, actor);
            if (forbidden != null) {
                throw new Refusal(Problem.of(Kind.FORBIDDEN, forbidden));
            }
            String outdated =
                    RulesetArchive.outdated(version, records.rulesets().active().orElse(null));
            if (outdated != null) {
                throw new Refusal(Problem.of(Kind.OUTDATED_BASE, outdated));
            }
        }
        Edition edition = proven(version);
        try {
            boolean planned = effective != null && effective.isAfter(Instant.now());
            if (!planned) {
                rulesets.warmUp(edition);
            }
            ArchivedRuleset kept = WriteResult.of(records.rulesets()
                    .activate(version.version(), seen, actor, rule, Instant.now(), reason, effective));
            if (planned) {
                edition.decisions().close();
            } else {
                exchange(edition);
            }
            return kept;
        } catch (RuntimeException e) {
            edition.decisions().close();
            throw e;
        }
    }

    /**
     * Takes back a planned activation.
     *
     * @param seen   digest of the version that was looked at
     * @param reason why, or null
     * @throws guanka.records.ConcurrentChange where it is another one by now
     * @throws Refusal where none is planned
     */
    public ArchivedRuleset unplan(ArchivedRuleset version, String seen, String actor, String reason) {
        return WriteResult.of(records.rulesets().unplan(version.version(), seen, actor, Instant.now(), reason));
    }

    private void exchange(Edition edition) {
        rulesets.swap(edition);
        metrics.active(edition);
        told = null;
        LOG.infof(
                "ruleset %s decides from now on (%s)",
                edition.version(), edition.ruleset().digest());
    }

    /** Loads a version and has it decide its own cases. */
    private Edition proven(ArchivedRuleset version) {
        Edition edition = rulesets.load(version);
        List<String> broken = brokenCases(edition, drafts.casesKnownBroken(version));
        if (!broken.isEmpty()) {
            edition.decisions().close();
            throw new RefusedRuleset(broken);
        }
        return edition;
    }

    /** @param known ids of cases that the approver knew to be broken */
    private static List<String> brokenCases(Edition edition, Set<String> known) {
        Replay replay = new Replay(edition.decisions());
        List<String> broken = new ArrayList<>();
        for (Case one : replay.cases()) {
            List<Difference> differences = known.contains(one.id()) ? List.of() : replay.of(one);
            if (!differences.isEmpty() && broken.size() < CASES_TOLD) {
                broken.add("case " + one.id() + ": " + differences.get(0));
            }
        }
        return broken;
    }

    /** Why the version that decides here is not the one that should by the records, or should decide no longer; null where all is well. */
    public String behind() {
        return behind;
    }

    /** Executes planned activations, and follows those of other instances. */
    private synchronized void follow() {
        try {
            for (PlannedActivation due : records.rulesets().dueActivations(Instant.now())) {
                activateDue(due);
            }
            Optional<ArchivedRuleset> wanted = records.rulesets().active();
            if (wanted.isEmpty()) {
                fallsBehind("no version decides by the rows of the store: verify the records");
                return;
            }
            if (!wanted.get().digest().equals(rulesets.edition().ruleset().digest())) {
                Edition edition = proven(rulesets.find(wanted.get().version()));
                rulesets.warmUp(edition);
                exchange(edition);
            }
            fallsBehind(rulesets.expired());
        } catch (RefusedRuleset e) {
            fallsBehind(e.getMessage());
        } catch (DamagedRecord e) {
            fallsBehind(e.getMessage() + ": verify the records");
        } catch (StoreUnavailable e) {
            LOG.debugf("the store cannot be asked for the active ruleset: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the active ruleset cannot be followed", e);
        }
    }

    private void activateDue(PlannedActivation due) {
        try {
            ArchivedRuleset version = rulesets.find(due.version());
            activate(version, due.digest(), due.actor(), Activator.ANYBODY, due.reason(), null);
        } catch (RefusedRuleset | Refusal | WrongState | ConcurrentChange e) {
            // it would be refused every second from now on
            WriteResult.of(records.rulesets().giveUp(due, "guanka", Instant.now(), e.getMessage()));
            tell("the planned activation of " + due.version() + " was refused and is given up: " + e.getMessage());
        } catch (DamagedRecord e) {
            // it stays planned: whoever verifies the records is to find it as it is
            tell("the planned activation of " + due.version() + " is not executed: " + e.getMessage());
        }
    }

    /** @param why null where it does not */
    private void fallsBehind(String why) {
        behind = why;
        if (why != null) {
            tell(why);
        }
    }

    private void tell(String reason) {
        if (!reason.equals(told)) {
            told = reason;
            LOG.errorf("the ruleset that decided goes on deciding: %s", reason);
        }
    }
}
