package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Decides cases by a ruleset and tells where an answer is not what a case expects. */
public final class Replay {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Decisions decisions;
    private final ShipmentReader reader;
    /** Made where something is first read by it. */
    private volatile CaseReader caseReader;

    public Replay(Decisions decisions) {
        this.decisions = decisions;
        this.reader = new ShipmentReader(decisions.ruleset());
    }

    /** What is not understood in the JSON of a case; empty where all is. */
    public List<FactMistake> mistakes(JsonNode json) {
        return reading().mistakes(json);
    }

    private CaseReader reading() {
        CaseReader made = caseReader;
        if (made == null) {
            made = new CaseReader(decisions.ruleset());
            caseReader = made;
        }
        return made;
    }

    /** The cases that travel in the kjar, in the order of their paths. */
    public List<Case> cases() {
        return decisions.ruleset().cases().keySet().stream().map(this::read).toList();
    }

    /** A case of the kjar by its path. */
    public Case read(String path) {
        try {
            return Case.of(JSON.readTree(decisions.ruleset().cases().get(path)));
        } catch (IOException e) {
            throw new UncheckedIOException("case " + path + " is not JSON", e);
        }
    }

    /** How a case comes out; never throws for what the case says. */
    public Verdict verdict(Case one) {
        List<FactMistake> malformed = reading().mistakes(one);
        return malformed.isEmpty() ? Verdict.of(one, decisions, reader) : Verdict.malformed(malformed);
    }

    /**
     * Differences between a case's expectation and the ruleset's answer; empty where it holds. What the ruleset does not understand
     * in the expectation is a difference too.
     */
    public List<Difference> of(Case one) {
        List<FactMistake> malformed = reading().mistakes(one);
        if (!malformed.isEmpty()) {
            return malformed.stream()
                    .map(mistake ->
                            new Difference(mistake.pointer(), mistake.message().en(), "malformed", null))
                    .toList();
        }
        try {
            Determination got = decisions.decide(reader.read(one.shipment()));
            return Expectation.differences(one.expect(), got);
        } catch (RefusedShipment refused) {
            return Expectation.differences(one.expect(), refused.mistakes());
        }
    }
}
