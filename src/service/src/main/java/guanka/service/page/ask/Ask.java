package guanka.service.page.ask;

import guanka.service.page.Frame;
import guanka.service.page.facts.Countries;
import guanka.service.page.facts.FactForm;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The form for one shipment. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record Ask(
        Frame f,
        FactForm form,
        List<Example> examples,
        List<Countries.Country> countries,
        String json,
        String jsonMistake)
        implements TemplateInstance {

    /** An example in the person's language. */
    public record Example(String name, String title, String story) {}

    static Ask of(Frame f, FactForm form, String json, String jsonMistake) {
        return new Ask(
                f,
                form,
                Examples.all().stream()
                        .map(e -> new Example(
                                e.name(),
                                f.language().of(e.title()),
                                f.language().of(e.story())))
                        .toList(),
                Countries.in(f.language()),
                json,
                jsonMistake);
    }
}
