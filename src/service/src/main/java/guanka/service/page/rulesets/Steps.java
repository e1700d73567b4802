package guanka.service.page.rulesets;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ConcurrentChange;
import guanka.records.OutdatedBase;
import guanka.records.SamePerson;
import guanka.records.WrongState;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes steps on rulesets for a person and shows a refusal as a page. */
final class Steps {

    private Steps() {}

    /** The page that a step leads to, or a note why it was refused. */
    static RestResponse<String> taken(Visit visit, Supplier<RestResponse<String>> step) {
        try {
            return step.get();
        } catch (Refusal refusal) {
            return refused(visit, refusal.problem());
        } catch (RefusedRuleset refused) {
            return refused(visit, Problem.refusedToServe(refused));
        } catch (ConcurrentChange changed) {
            return refused(visit, Problem.of(Kind.CHANGED, changed.getMessage()));
        } catch (WrongState refused) {
            return refused(visit, Problem.of(kind(refused), refused.getMessage()));
        }
    }

    private static Kind kind(WrongState refused) {
        return refused instanceof OutdatedBase
                ? Kind.OUTDATED_BASE
                : refused instanceof SamePerson ? Kind.FORBIDDEN : Kind.NOT_APPROVED;
    }

    private static RestResponse<String> refused(Visit visit, Problem problem) {
        List<String> sentences = new ArrayList<>(List.of(visit.language().of(problem.told())));
        problem.errors().forEach(error -> sentences.add(visit.language().of(error.message())));
        String version = visit.path().replaceFirst("^(/rulesets/[^/?]+).*", "$1");
        boolean here = problem.status() != 404 && version.startsWith("/rulesets/");
        return visit.page(
                problem.status(),
                Note.leadingBack(
                        visit,
                        visit.words().of(problem.status() == 404 ? "notFound.title" : "step.refused"),
                        sentences,
                        here ? version : "/rulesets"));
    }
}
