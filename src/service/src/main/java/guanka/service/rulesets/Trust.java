package guanka.service.rulesets;

import guanka.engine.release.Admission;
import guanka.engine.release.Release;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.release.SigningKey;
import guanka.engine.release.TrustedKeys;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ArchivedRuleset;
import guanka.records.RulesetState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.problems.StartRefused;
import guanka.service.records.Records;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Decides which bytes may be loaded as law. What comes from outside must be a release that a trusted key signed; what this
 * installation keeps carries a seal by its own key, so that a kjar that was changed in the store is not loaded.
 */
@ApplicationScoped
public class Trust {

    private static final Logger LOG = Logger.getLogger(Trust.class);
    private static final String SEAL = "seal";

    /** What this installation answers for before others. */
    private static final Set<RulesetState> RELEASED =
            EnumSet.of(RulesetState.APPROVED, RulesetState.ACTIVE, RulesetState.RETIRED);

    private final Records records;
    private final boolean local;
    private final Path keyFile;
    private final List<Path> trusted;
    private SigningKey own;
    private TrustedKeys releaseKeys;

    public Trust(Records records, Settings settings) {
        this.records = records;
        local = settings.security() == SecurityMode.LOCAL;
        keyFile = settings.releaseKey().orElse(records.folder().resolve("keys").resolve("release.key"));
        trusted = settings.trustedKeys().orElse(List.of());
    }

    public void start() {
        try {
            own = SigningKey.ofFile(keyFile);
            List<Path> files = new ArrayList<>(trusted);
            if (local) {
                files.add(SigningKey.publicFile(keyFile));
            }
            releaseKeys = TrustedKeys.ofFiles(files);
        } catch (IOException e) {
            throw new StartRefused("the keys of releases cannot be read: " + e.getMessage());
        }
    }

    /**
     * The first kjar of an installation. In local mode the operator of the machine answers for it; otherwise it must be a
     * release.
     *
     * @param packed whether the build packed it with the program
     * @throws RefusedRuleset with every reason
     */
    Admission first(byte[] kjar, boolean packed) {
        if (!local || Release.isSigned(kjar)) {
            return release(kjar);
        }
        return packed ? Admission.ofBuild(kjar) : Admission.ofOwn(kjar);
    }

    /**
     * The kjar that the build packed with the program, where no key has to vouch for it: it can be let in before the keys are there.
     *
     * @throws RefusedRuleset with every reason
     */
    Optional<Admission> ofBuild(byte[] kjar) {
        return local && !Release.isSigned(kjar) ? Optional.of(Admission.ofBuild(kjar)) : Optional.empty();
    }

    /**
     * A kjar from outside.
     *
     * @throws RefusedRuleset with every reason
     */
    Admission release(byte[] kjar) {
        if (releaseKeys.ids().isEmpty()) {
            throw new RefusedRuleset(
                    List.of("no key is trusted to release rulesets: name public keys in GUANKA_TRUSTED_KEYS"));
        }
        return Admission.ofRelease(kjar, releaseKeys, Instant.now());
    }

    /** Seals a version that is about to be kept, so that it can be loaded; to be kept with it in one transaction. */
    Map<String, byte[]> seal(ArchivedRuleset kept) {
        return Map.of(SEAL, Seal.by(own, kept, Admission.program()).bytes());
    }

    /** Seals a version that an earlier service kept and was stopped before it sealed it. */
    void sealLater(ArchivedRuleset kept) {
        seal(kept).forEach((name, seal) -> records.rulesets().attach(kept.version(), name, seal));
    }

    /** Whether a kept kjar carries a seal, right or wrong. */
    boolean isSealed(ArchivedRuleset kept) {
        return records.rulesets().attachment(kept.version(), SEAL).isPresent();
    }

    /**
     * A kjar out of the store.
     *
     * @throws RefusedRuleset where its seal is missing, by a key that does not count, or of other bytes
     */
    Admission kept(ArchivedRuleset kept, byte[] kjar) {
        return Admission.ofStore(kjar, kept.digest(), () -> checkSeal(kept));
    }

    /**
     * Looks at the seal of a kept version.
     *
     * @return the program that proved its image, as far as this installation says so; or null
     * @throws RefusedRuleset where it does not carry a seal of its digest by a key that counts
     */
    String checkSeal(ArchivedRuleset kept) {
        Seal seal = records.rulesets()
                .attachment(kept.version(), SEAL)
                .map(Seal::read)
                .orElseThrow(() -> refused(kept, "carries no seal"));
        if (!seal.isOf(kept)) {
            throw refused(kept, "carries a seal that is not of it");
        }
        if (!seal.keyId().equals(own.id())) {
            if (!local) {
                throw refused(kept, "is sealed by key " + seal.keyId() + ", this installation's is " + own.id());
            }
            // another instance on this machine, over the same store: its operator is ours
            LOG.warnf("ruleset %s is sealed by key %s of another instance", kept.version(), seal.keyId());
            return null;
        }
        return seal.image();
    }

    private static RefusedRuleset refused(ArchivedRuleset kept, String why) {
        return new RefusedRuleset(
                List.of("ruleset " + kept.version() + " as it is kept (" + kept.digest() + ") " + why));
    }

    /**
     * A version as a release that other installations can verify. They take it as this one's word, so it must be approved here, and what
     * was sealed and told of it when it was.
     *
     * @throws RefusedRuleset where the kjar is not what was sealed
     */
    byte[] release(String version, Supplier<byte[]> bytes) {
        ArchivedRuleset kept = records.rulesets().held(version).orElseThrow();
        if (!RELEASED.contains(kept.state())) {
            throw new Refusal(Problem.of(
                    Kind.NOT_APPROVED,
                    "ruleset " + version + " is " + kept.state() + "; what nobody approved here is not signed"));
        }
        byte[] kjar = bytes.get();
        kept(kept, kjar);
        ReleaseInfo info = ReleaseInfo.of(
                kjar,
                kept.counter(),
                kept.parentVersion() == null
                        ? null
                        : new ReleaseInfo.Parent(
                                kept.parentVersion(),
                                records.rulesets()
                                        .find(kept.parentVersion())
                                        .map(ArchivedRuleset::digest)
                                        .orElse(null)),
                kept.createdAt(),
                ReleaseInfo.in(kjar).map(ReleaseInfo::expires).orElse(null));
        return Release.sign(kjar, info, own);
    }

    /** Id of the key by which this installation seals and releases. */
    public String keyId() {
        return own.id();
    }
}
