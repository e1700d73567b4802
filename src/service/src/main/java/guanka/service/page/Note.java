package guanka.service.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** A page with a message only: nothing is at this address, or why something cannot be shown. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record Note(Frame f, String heading, List<String> sentences, String back) implements TemplateInstance {

    /** @param back where the person came from and can go on */
    public static Note leadingBack(Visit visit, String heading, List<String> sentences, String back) {
        return new Note(visit.frame("", heading), heading, sentences, back);
    }

    public static Note of(Visit visit, String heading, String... sentences) {
        return new Note(visit.frame("", heading), heading, List.of(sentences), "");
    }
}
