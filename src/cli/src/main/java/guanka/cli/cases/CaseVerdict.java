package guanka.cli.cases;

import guanka.engine.decision.Trace;
import guanka.facts.Determination.FindingAnswer;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Verdict;
import java.util.List;

/** The result of a case, with its place and the time that it took. */
record CaseVerdict(CaseFiles.Placed of, Verdict verdict, long nanos) {

    static CaseVerdict of(CaseFiles.Placed given, Replay replay) {
        long start = System.nanoTime();
        Verdict verdict = given.mistakes().isEmpty() ? replay.verdict(given.content()) : Verdict.malformed(List.of());
        return new CaseVerdict(given, verdict, System.nanoTime() - start);
    }

    boolean holds() {
        return verdict.holds() && !isMalformed();
    }

    boolean isMalformed() {
        return !of.mistakes().isEmpty();
    }

    /** Why it says nothing about the answer, or null where it was decided. */
    String error() {
        return isMalformed() ? "malformed: " + String.join("; ", of.mistakes()) : verdict.fault();
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
