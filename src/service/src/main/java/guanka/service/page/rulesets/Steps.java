package guanka.service.page.rulesets;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ConcurrentChange;
import guanka.records.WrongState;
import guanka.service.page.Note;
import guanka.service.page.Visit;
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
            List<String> sentences = new ArrayList<>(List.of(refusal.problem().detail()));
            refusal.problem()
                    .errors()
                    .forEach(e -> sentences.add(visit.language().of(e.message())));
            return refused(visit, refusal.problem().status(), sentences);
        } catch (RefusedRuleset refused) {
            return refused(visit, 409, refused.getMessage().lines().toList());
        } catch (ConcurrentChange | WrongState refused) {
            return refused(visit, 409, List.of(refused.getMessage()));
        }
    }

    private static RestResponse<String> refused(Visit visit, int status, List<String> sentences) {
        String version = visit.path().replaceFirst("^(/rulesets/[^/?]+).*", "$1");
        return visit.page(
                status,
                Note.leadingBack(
                        visit,
                        visit.words().of("step.refused"),
                        sentences,
                        status == 404 || !version.startsWith("/rulesets/") ? "/rulesets" : version));
    }
}
