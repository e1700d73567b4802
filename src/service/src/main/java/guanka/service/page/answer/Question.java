package guanka.service.page.answer;

import guanka.service.page.facts.Field;
import java.util.List;

/**
 * A missing fact, as a question with the field that answers it.
 *
 * @param text      the question, where the field itself is called otherwise, or an empty text
 * @param about     which of several alike it is about, or an empty text
 * @param field     null where only the whole form can answer it
 * @param anchor    of the field in the form
 * @param elsewhere whether it takes the whole form to answer it
 * @param candidates codes that may be meant, where a code is asked for
 */
public record Question(
        String text,
        String about,
        Field field,
        String anchor,
        boolean elsewhere,
        List<String> provisions,
        List<String> candidates) {}
