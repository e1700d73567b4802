package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.rows.RetiredCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Decides cases by a ruleset and tells where an answer is not what a case expects. */
public final class Replay {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Decisions decisions;
    private final ShipmentReader reader;
    /** Made where something is first read by it. */
    private volatile CaseReader caseReader;

    private volatile Promises promises;

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

    /**
     * The cases that the ruleset promises: those of its files in the order of their paths, but for the retired ones, and those of its
     * workbooks on each day on which they are asked.
     */
    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        files().filter(one -> !promises().isRetired(one)).forEach(cases::add);
        promises().all().forEach(promise -> cases.addAll(promise.days()));
        return List.copyOf(cases);
    }

    private Stream<Case> files() {
        return decisions.ruleset().cases().keySet().stream().map(this::read);
    }

    /** The cases that stand in workbooks. */
    public Promises promises() {
        Promises made = promises;
        if (made == null) {
            made = new Promises(decisions, reader, reading());
            promises = made;
        }
        return made;
    }

    /** The cases of files that rows of a workbook retire. */
    public List<Case> retired() {
        return files().filter(promises()::isRetired).toList();
    }

    /** Rows that should retire a case and do not. */
    public List<RetiredCase> retiringNothing() {
        return promises().retiringNothing(files().toList());
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
