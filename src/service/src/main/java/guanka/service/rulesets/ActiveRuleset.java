package guanka.service.rulesets;

import guanka.engine.release.Admission;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ArchivedRuleset;
import guanka.records.DamagedRecord;
import guanka.records.NewRuleset;
import guanka.records.RulesetState;
import guanka.records.WrongState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.problems.StartRefused;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The ruleset that decides, and on demand every other one that is kept. It is loaded and warmed up before the port opens; one
 * that cannot be loaded stops the start.
 */
@ApplicationScoped
public class ActiveRuleset {

    /** Header that names the version which answered. */
    public static final String HEADER = "Guanka-Ruleset";

    private static final Logger LOG = Logger.getLogger(ActiveRuleset.class);
    private static final String ACTIVE = "active";
    private static final int OTHERS_MAX = 4;
    /** The part of the warm-up for which the port stays closed: after it, most of what decisions need has been run once. */
    private static final Duration BEFORE_SERVING = Duration.ofMillis(150);

    private final Records records;
    private final FirstRuleset first;
    private final Trust trust;
    private final Duration warmUp;
    /** Given up where memory is short: each draft that lists another party holds an index of all names of its own. */
    private final Map<String, SoftReference<Edition>> others = new LinkedHashMap<>(8, 0.75f, true);
    /** When releases expire that were looked at, by digest. */
    private final Map<String, Optional<Instant>> expiries = new ConcurrentHashMap<>();

    /** Rows of versions that were compared with the chain, so that each is compared once. */
    private final Map<String, ArchivedRuleset> compared = new ConcurrentHashMap<>();

    private volatile Edition active;
    /** What was loaded at this start and is to be kept, so that it need not be loaded again. */
    private Edition beforeKept;
    /** What the build packed, as it is loaded beside the store that is made meanwhile; null where the store is there already. */
    private CompletableFuture<Optional<Loaded>> packed;

    private record Loaded(byte[] kjar, Edition edition) {}

    /** Of the ruleset of this start, as long as that decides. */
    private volatile WarmUp warming;

    ActiveRuleset(Records records, FirstRuleset first, Trust trust, Settings settings) {
        this.records = records;
        this.first = first;
        this.trust = trust;
        this.warmUp = settings.warmUp();
    }

    /** Begins to load what a first start imports, beside the store that is made meanwhile. */
    public void beginLoading() {
        if (records.isToBeMade() && !first.isNamed()) {
            packed = CompletableFuture.supplyAsync(this::packed, load -> {
                Thread thread = new Thread(load, "guanka-first-ruleset");
                thread.setDaemon(true);
                thread.start();
            });
        }
    }

    private Optional<Loaded> packed() {
        byte[] kjar = first.kjar();
        return trust.ofBuild(kjar).map(admitted -> new Loaded(kjar, Edition.of(admitted, Instant.now())));
    }

    public void start() {
        ArchivedRuleset kept = deciding();
        packed = null;
        try {
            sealIfInterrupted(kept);
            kept = notExpired(kept);
            Edition edition = loadedFirst(kept);
            Duration closed = warmUp.compareTo(BEFORE_SERVING) < 0 ? warmUp : BEFORE_SERVING;
            warming = WarmUp.of(edition).during(closed);
            active = edition;
            warming.beside(warmUp.minus(closed));
            LOG.infof("ruleset %s is active (%s)", edition.version(), kept.digest());
            if (!edition.ruleset().isOfImage()) {
                LOG.info(
                        "it was read from its workbooks: it holds no image of them that this program made and proved before");
            }
        } catch (RefusedRuleset | IllegalArgumentException e) {
            throw new StartRefused("the active ruleset " + kept.version() + " cannot be loaded:\n" + e.getMessage());
        }
    }

    /** The version that decides by the records, not by its row alone. */
    private ArchivedRuleset deciding() {
        try {
            Optional<ArchivedRuleset> active = records.rulesets().active();
            return active.isPresent() ? asTold(active.get()) : importFirst();
        } catch (DamagedRecord changed) {
            throw new StartRefused(changed.getMessage() + ": verify the records");
        }
    }

    private ArchivedRuleset importFirst() {
        try {
            Loaded loaded = loadedBeside().orElseGet(this::loadedNow);
            return WriteResult.of(records.rulesets()
                    .importActive(
                            started(loaded.edition(), loaded.kjar(), "first start, from " + first.origin()),
                            trust::seal));
        } catch (RefusedRuleset | IllegalArgumentException e) {
            throw new StartRefused("the ruleset " + first.origin() + " cannot be loaded:\n" + e.getMessage());
        }
    }

    /** What was loaded beside the store; nothing where it could not be: loading it again says why. */
    private Optional<Loaded> loadedBeside() {
        if (packed == null) {
            return Optional.empty();
        }
        try {
            return packed.join();
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof Error error) {
                throw error;
            }
            return Optional.empty();
        }
    }

    private Loaded loadedNow() {
        byte[] kjar = first.kjar();
        return new Loaded(kjar, Edition.of(trust.first(kjar, !first.isNamed()), Instant.now()));
    }

    /** A version as it was loaded before it was kept, or else as it is kept. */
    private Edition loadedFirst(ArchivedRuleset kept) {
        Edition loaded = beforeKept;
        beforeKept = null;
        if (loaded != null && loaded.ruleset().digest().equals(kept.digest())) {
            return loaded;
        }
        return load(kept);
    }

    /** What the service starts from, loaded before it is kept, to see that it can be. */
    private NewRuleset started(Edition edition, byte[] kjar, String note) {
        beforeKept = edition;
        return new NewRuleset(
                edition.version(),
                edition.ruleset().digest(),
                null,
                null,
                "guanka",
                Instant.now(),
                note,
                ReleaseInfo.in(kjar).map(ReleaseInfo::counter).orElse(null),
                kjar);
    }

    /**
     * The version itself where it may still decide. An expired release decides nothing; without it nobody could activate the next one,
     * so a newer signed release that the operator names takes its place.
     *
     * @throws RefusedRuleset where it has expired and no newer release is named
     */
    private ArchivedRuleset notExpired(ArchivedRuleset kept) {
        try {
            trust.checkSeal(kept);
            mustNotBeExpired(kept);
            return kept;
        } catch (RefusedRuleset expired) {
            if (!first.isNamed() || !isExpired(kept)) {
                throw expired;
            }
            byte[] kjar = first.kjar();
            try {
                return WriteResult.of(records.rulesets()
                        .replaceExpired(
                                started(
                                        Edition.of(trust.release(kjar), Instant.now()),
                                        kjar,
                                        kept.version() + " has expired; started from " + first.origin()),
                                kept.digest(),
                                trust::seal));
            } catch (WrongState notNewer) {
                throw new RefusedRuleset(List.of(expired.getMessage(), notNewer.getMessage()));
            }
        }
    }

    private boolean isExpired(ArchivedRuleset kept) {
        return expiries.getOrDefault(kept.digest(), Optional.empty())
                .filter(expires -> !Instant.now().isBefore(expires))
                .isPresent();
    }

    /** A first start that ended between keeping the kjar and sealing it is taken up again, if it is still the same kjar. */
    private void sealIfInterrupted(ArchivedRuleset kept) {
        if (!trust.isSealed(kept) && kept.counter() == 1) {
            byte[] kjar = first.kjar();
            if (KjarEntries.digest(kjar).equals(kept.digest())) {
                beforeKept = Edition.of(trust.first(kjar, !first.isNamed()), Instant.now());
                trust.sealLater(kept);
            }
        }
    }

    public void stop() {
        stopWarming();
        if (active != null) {
            active.decisions().close();
        }
        synchronized (others) {
            others.values().forEach(ActiveRuleset::close);
            others.clear();
        }
    }

    /** The edition that decides now; ask once for each answer. */
    public Edition edition() {
        return active;
    }

    /**
     * The edition of a version that is kept, the active one where none is named.
     *
     * @param version as in a query, or null
     * @throws Refusal where no such version is kept
     */
    public Edition edition(String version) {
        Edition now = active;
        return version == null || version.equals(now.version()) ? now : of(find(version));
    }

    /**
     * The edition of a version that may decide for the record: any but an unapproved draft.
     *
     * @param version as in a query, or null for the active one
     * @throws Refusal where no such version is kept, or it is a draft
     */
    public Edition released(String version) {
        Edition now = active;
        if (version == null || version.equals(now.version())) {
            return now;
        }
        ArchivedRuleset kept = find(version);
        if (kept.state() == RulesetState.DRAFT || kept.state() == RulesetState.DISCARDED) {
            throw new Refusal(Problem.of(
                    Kind.NOT_APPROVED,
                    "ruleset `" + version + "` is a draft: it decides with record=false only, until it is approved"));
        }
        Edition edition = of(kept);
        mayDecide(kept);
        return edition;
    }

    /** What decides for the record may not have expired; what decided before is loaded all the same, to show it again. */
    private void mayDecide(ArchivedRuleset kept) {
        try {
            mustNotBeExpired(kept);
        } catch (RefusedRuleset expired) {
            throw new Refusal(Problem.refusedToServe(expired));
        }
    }

    /**
     * The edition of a version that a caller may try out: whoever does not work on drafts has no business with them.
     *
     * @param version as in a query, or null for the active one
     * @throws Refusal where no such version is kept, or it is a draft and the caller neither analyst nor approver
     */
    public Edition forTrial(String version, Caller caller) {
        Edition now = active;
        if (version == null || version.equals(now.version())) {
            return now;
        }
        ArchivedRuleset kept = find(version);
        boolean draft = kept.state() == RulesetState.DRAFT || kept.state() == RulesetState.DISCARDED;
        if (draft && !caller.has(Roles.ANALYST) && !caller.has(Roles.APPROVER)) {
            throw new Refusal(Problem.of(Kind.FORBIDDEN, "drafts are for those who work on them"));
        }
        return of(kept);
    }

    /**
     * The edition that decided a record.
     *
     * @throws RefusedRuleset where no version of this digest is kept, or it is not what was sealed
     */
    public Edition ofDigest(String digest) {
        Edition now = active;
        if (digest.equals(now.ruleset().digest())) {
            return now;
        }
        return of(records.rulesets().list().stream()
                .filter(kept -> kept.digest().equals(digest))
                .findFirst()
                .orElseThrow(
                        () -> new RefusedRuleset(List.of("no version of the digest " + digest + " is kept here"))));
    }

    /**
     * A kept ruleset, loaded.
     *
     * @throws RefusedRuleset where it is not what was sealed
     */
    public Edition of(ArchivedRuleset kept) {
        if (kept.digest().equals(active.ruleset().digest())) {
            return active;
        }
        trust.checkSeal(kept);
        synchronized (others) {
            SoftReference<Edition> loaded = others.get(kept.digest());
            Edition edition = loaded == null ? null : loaded.get();
            if (edition == null) {
                edition = load(kept);
                others.put(kept.digest(), new SoftReference<>(edition));
            }
            for (Iterator<SoftReference<Edition>> oldest = others.values().iterator(); others.size() > OTHERS_MAX; ) {
                close(oldest.next());
                oldest.remove();
            }
            return edition;
        }
    }

    /**
     * The rows of a kept ruleset, to be compared: read without its rules where it is not loaded.
     *
     * @throws RefusedRuleset where it is not what was sealed
     */
    KeptRows rows(ArchivedRuleset kept) {
        Edition now = active;
        if (kept.digest().equals(now.ruleset().digest())) {
            return KeptRows.of(now);
        }
        Edition loaded = loadedOther(kept.digest());
        if (loaded != null) {
            trust.checkSeal(kept);
            return KeptRows.of(loaded);
        }
        Admission admitted = trust.kept(kept, bytes(kept.digest()));
        return new KeptRows(kept.version(), kept.digest(), admitted.rulesDigest(), admitted.tables());
    }

    private Edition loadedOther(String digest) {
        synchronized (others) {
            SoftReference<Edition> other = others.get(digest);
            return other == null ? null : other.get();
        }
    }

    private static void close(SoftReference<Edition> other) {
        Edition edition = other.get();
        if (edition != null) {
            edition.decisions().close();
        }
    }

    public boolean isKept(String version) {
        return version.equals(active.version())
                || records.rulesets().find(version).isPresent();
    }

    /**
     * A kept version, which must be as the records tell it: it may decide by what its row says, and a row can be changed behind us.
     *
     * @param version its name, or {@code active}
     * @throws Refusal where no such version is kept
     * @throws DamagedRecord where it is not what the last event of it says
     */
    public ArchivedRuleset find(String version) {
        return asTold(row(version.equals(ACTIVE) ? active.version() : version));
    }

    private ArchivedRuleset asTold(ArchivedRuleset row) {
        if (row.equals(compared.get(row.version()))) {
            return row;
        }
        ArchivedRuleset told = records.rulesets().held(row.version()).orElseThrow();
        compared.put(told.version(), told);
        return told;
    }

    private ArchivedRuleset row(String version) {
        return records.rulesets()
                .find(version)
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.UNKNOWN_RULESET,
                        "no ruleset `" + Problem.shown(version) + "` is kept here; the active one is `"
                                + active.version() + "`")));
    }

    /** Lets another edition decide from now on. Answers that are under way are finished by the old one. */
    void swap(Edition edition) {
        Edition old = active;
        synchronized (others) {
            others.remove(edition.ruleset().digest());
        }
        active = edition;
        stopWarming();
        if (old != edition) {
            old.decisions().close();
        }
    }

    /** What was warmed up goes with it: an edition with long lists is a hundred megabytes. */
    private void stopWarming() {
        WarmUp stopped = warming;
        warming = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    /**
     * Loads a kept ruleset afresh, to become the active one: a release that has expired cannot.
     *
     * @throws RefusedRuleset where it is not what was sealed, or cannot be loaded
     */
    Edition load(ArchivedRuleset kept) {
        Admission admitted = trust.kept(kept, bytes(kept.digest()));
        mustNotBeExpired(kept);
        return Edition.of(admitted, Instant.now());
    }

    private byte[] bytes(String digest) {
        try {
            return records.rulesets()
                    .bytesOfDigest(digest)
                    .orElseThrow(() -> new RefusedRuleset(List.of("the kjar " + digest + " is not kept here")));
        } catch (DamagedRecord changed) {
            throw new RefusedRuleset(List.of("the kjar that is kept as " + digest + " is another one"));
        }
    }

    /** @throws RefusedRuleset where a version is a release that has expired: it may decide nothing any more */
    private void mustNotBeExpired(ArchivedRuleset kept) {
        expiries.computeIfAbsent(
                        kept.digest(), digest -> ReleaseInfo.in(bytes(digest)).map(ReleaseInfo::expires))
                .ifPresent(expires -> {
                    if (!Instant.now().isBefore(expires)) {
                        throw new RefusedRuleset(List.of("the release " + kept.version() + " expired at " + expires
                                + ": name a newer signed release in GUANKA_RULESET, or activate one"));
                    }
                });
    }

    /** Why the version that decides should not any more, or null where all is well. */
    String expired() {
        try {
            mustNotBeExpired(row(active.version()));
            return null;
        } catch (RefusedRuleset expired) {
            return expired.getMessage();
        }
    }

    /** Makes the first decisions after loading, which are slow, before a caller would wait for them. */
    void warmUp(Edition edition) {
        WarmUp.of(edition).during(warmUp);
    }
}
