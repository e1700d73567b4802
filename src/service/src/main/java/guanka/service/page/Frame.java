package guanka.service.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What surrounds the content of every page.
 *
 * @param title   of the page, without the product's name
 * @param active  the entry of the menu that leads here, or an empty text
 * @param switchTo address of this page in the other language; null where it is a form, whose entries a link would lose
 * @param sentTo   where a form is sent once more to change the language
 * @param assets  what makes the addresses of style sheets new in a new version
 */
public record Frame(
        Language language,
        String title,
        String active,
        String switchTo,
        String sentTo,
        String rulesetVersion,
        String assets) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    /** An instant as people read it. */
    public String when(String instant) {
        return instant == null ? "" : MINUTES.format(Instant.parse(instant).atOffset(ZoneOffset.UTC));
    }

    /** The page's own words for a key. */
    public String t(String key) {
        return Words.in(language).of(key);
    }
}
