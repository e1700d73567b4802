package guanka.service.page.answer;

import guanka.service.determinations.Resolutions;
import guanka.service.page.Visit;

/**
 * What became of a determination, as a person reads it.
 *
 * @param lines that it is about, or an empty text for all
 */
public record ResolutionView(
        String at, String state, String lines, String license, String reason, String by, String actor) {

    /** In the words of a visit. */
    public static ResolutionView of(Resolutions.Shown shown, Visit visit) {
        return new ResolutionView(
                visit.frame("", "").when(shown.at()),
                visit.words().of("resolutions." + shown.state()),
                shown.lines() == null ? "" : String.join(", ", shown.lines()),
                shown.license() == null ? "" : shown.license(),
                shown.reason() == null ? "" : shown.reason(),
                shown.by() == null ? "" : shown.by(),
                shown.actor());
    }
}
