package guanka.service.page.answer;

import guanka.service.page.facts.Field;
import java.util.List;

/**
 * An answer as a person reads it.
 *
 * @param lead  why, in one sentence
 * @param range which outcomes missing facts leave open, or an empty text
 * @param rest  what kind of answer this is where it is not the one that was asked for, or an empty text
 */
public record AnswerView(
        String id,
        Mark outcome,
        String review,
        String lead,
        String range,
        String route,
        String day,
        String rest,
        List<JurisdictionView> jurisdictions,
        List<Question> questions,
        List<ClaimView> exceptions,
        List<ReadingView> readings,
        List<DutyView> duties,
        List<AuthorityView> authorities,
        List<CoverageView> coverage,
        List<GivenView> given,
        String version,
        String digest,
        String decidedAt,
        String actor,
        long sequence) {

    public record JurisdictionView(
            String name,
            String authority,
            Mark outcome,
            String review,
            String day,
            List<LineView> lines,
            List<FindingView> notes) {

        /** Whether anything was found under this jurisdiction at all. */
        public boolean quiet() {
            return notes.isEmpty() && lines.stream().allMatch(LineView::quiet);
        }
    }

    /**
     * The findings for a line.
     *
     * @param applying provisions that apply or may apply
     * @param waiting  provisions that would apply on another day
     * @param nearly   provisions that are just missed
     * @param licenses what the licenses on file say of its requirements
     */
    public record LineView(
            String title,
            Mark outcome,
            List<FindingView> applying,
            List<FindingView> waiting,
            List<FindingView> nearly,
            List<String> licenses) {

        public boolean quiet() {
            return applying.isEmpty() && waiting.isEmpty() && nearly.isEmpty();
        }
    }

    /**
     * A license exception that can be claimed for a line, or whose claim fails.
     *
     * @param line    an empty text where there is one alone
     * @param field   of the claim's provision
     * @param attests what there is to attest, or null where it asks for nothing
     * @param notice  day of the notice, or null where it asks for none
     */
    public record ClaimView(
            String line,
            String exception,
            String meaning,
            String field,
            Field attests,
            Field notice,
            boolean refused) {}

    public record ReadingView(String question, String provision, List<ReadingAnswerView> answers) {}

    /** @param address of the answer under this reading, or an empty text where it is the one applied */
    public record ReadingAnswerView(String text, Mark outcome, String review, boolean applied, String address) {}

    public record DutyView(String duty, String bound, String text, String due, String provision) {}

    /** @param leadTime how long it may take, or an empty text like the address where the tables do not tell */
    public record AuthorityView(String name, String address, List<String> documents, String leadTime, String text) {}

    public record CoverageView(String jurisdiction, List<String> notModelled) {}

    public record GivenView(String fact, String value) {}
}
