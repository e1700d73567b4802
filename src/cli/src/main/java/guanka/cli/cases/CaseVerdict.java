package guanka.cli.cases;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination.FindingAnswer;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Verdict;
import java.util.List;

/** The result of a case, with its place and the time that it took. */
record CaseVerdict(CaseFiles.Placed of, Verdict verdict, long nanos) {

    static CaseVerdict of(CaseFiles.Placed given, Decisions decisions, ShipmentReader reader) {
        long start = System.nanoTime();
        Verdict verdict = Verdict.of(given.content(), decisions, reader);
        return new CaseVerdict(given, verdict, System.nanoTime() - start);
    }

    boolean holds() {
        return verdict.holds();
    }

    List<Difference> differences() {
        return verdict.differences();
    }

    String fault() {
        return verdict.fault();
    }

    Trace trace() {
        return verdict.trace();
    }

    /** For each difference the findings behind it, as text. */
    List<List<String>> because() {
        return verdict.because().stream()
                .map(findings -> findings.stream().map(CaseVerdict::told).toList())
                .toList();
    }

    private static String told(FindingAnswer f) {
        return f.provision() + " " + f.effect() + " (" + f.source().file() + "!"
                + f.source().sheet() + " row " + f.source().row() + ", "
                + f.source().key() + ")";
    }
}
