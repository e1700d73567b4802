package guanka.engine;

import guanka.engine.decision.Decisions;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.ShipmentReader;
import guanka.engine.release.Admission;
import guanka.engine.release.TrustedKeys;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The engine as a library: one loaded ruleset that decides shipments.
 *
 * <pre>{@code
 * byte[] kjar = Files.readAllBytes(Path.of("guanka-rules-1.0.0.jar"));
 * try (Guanka guanka = Guanka.load(kjar)) {
 *     Determination answer = guanka.decide(shipmentAsJson);
 *     System.out.println(answer.outcome() + " by " + guanka.version() + " " + guanka.digest());
 *     byte[] json = Guanka.json(answer.identified("4711", Instant.now().toString()));
 * }
 * }</pre>
 *
 * <p>Loading takes seconds and reads the workbooks; deciding takes well under a millisecond, opens no file and no connection. One
 * handle serves any number of threads. Any number of versions may be loaded beside each other; nothing is kept in a static place
 * and nothing of a kjar stands on the class path. The same facts, ruleset and identity give the same bytes on every machine:
 * service, command line and Spark jobs write answers by this class.
 */
public final class Guanka implements AutoCloseable {

    private final Ruleset ruleset;
    private final Decisions decisions;
    private final ShipmentReader reader;

    private Guanka(Ruleset ruleset) {
        this.ruleset = ruleset;
        decisions = new Decisions(ruleset);
        reader = new ShipmentReader(ruleset);
    }

    /**
     * Loads a kjar that the caller answers for, such as one that his own build made.
     *
     * @throws guanka.engine.ruleset.RefusedRuleset with every reason: damaged bytes, classes that call what rules may not call, rules
     *                                              of another engine, each mistake of a workbook by cell
     */
    public static Guanka load(byte[] kjar) {
        return load(Admission.ofOwn(kjar));
    }

    /**
     * Loads a kjar that the build packed with the program that calls: the image of its workbooks is believed, which spares reading them.
     *
     * @throws guanka.engine.ruleset.RefusedRuleset with every reason
     */
    public static Guanka loadPacked(byte[] kjar) {
        return load(Admission.ofBuild(kjar));
    }

    /**
     * Loads a release that comes from somebody else: its signature, counter and expiry are looked at before anything of it is run.
     *
     * @param keys of those whose releases are believed
     * @param now  a release that has expired by then is refused
     * @throws guanka.engine.ruleset.RefusedRuleset with every reason
     */
    public static Guanka load(byte[] kjar, TrustedKeys keys, Instant now) {
        return load(Admission.ofRelease(kjar, keys, now));
    }

    /** Loads what was let in in another way. */
    public static Guanka load(Admission admission) {
        return new Guanka(admission.load());
    }

    /** What the law calls this version of itself. */
    public String version() {
        return ruleset.version();
    }

    /** {@code sha256:} and 64 hexadecimal digits over the bytes of the kjar; every answer names it. */
    public String digest() {
        return ruleset.digest();
    }

    /**
     * Reads a shipment from JSON in UTF-8, as the service takes it.
     *
     * @throws guanka.engine.json.NotJson         where the bytes are no JSON text
     * @throws guanka.engine.json.RefusedShipment with every mistake by JSON Pointer
     */
    public Shipment read(byte[] facts) {
        return reader.read(facts);
    }

    /**
     * Decides a shipment that is given as JSON in UTF-8. The answer has neither {@code id} nor {@code evaluatedAt}:
     * {@link Determination#identified} gives it both.
     *
     * @throws guanka.engine.json.NotJson            where the bytes are no JSON text
     * @throws guanka.engine.json.RefusedShipment    with every mistake by JSON Pointer
     * @throws guanka.engine.decision.OverBudget     where the decision costs more than {@code Budget} allows this thread
     */
    public Determination decide(byte[] facts) {
        return decide(read(facts));
    }

    /** Decides a shipment that is given as JSON, as {@link #decide(byte[])} does. */
    public Determination decide(String facts) {
        return decide(facts.getBytes(StandardCharsets.UTF_8));
    }

    /** Decides a shipment that was read by this handle, or by one of the same ruleset. */
    public Determination decide(Shipment shipment) {
        return decisions.decide(shipment);
    }

    /** An answer as service and command line write it: the same answer gives the same bytes. */
    public static byte[] json(Determination answer) {
        return CanonicalJson.write(answer);
    }

    /** The law itself: rows, vocabularies, rule texts, cases. */
    public Ruleset ruleset() {
        return ruleset;
    }

    /** What else can be asked about a shipment: explanations, traces, matches, legal days. */
    public Decisions decisions() {
        return decisions;
    }

    /** Reads shipments and changes single facts of them. */
    public ShipmentReader reader() {
        return reader;
    }

    /** Gives the memory of kept sessions back. */
    @Override
    public void close() {
        decisions.close();
    }
}
