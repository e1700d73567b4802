package guanka.workbench.imports;

import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A listed party as an outside source gives it.
 *
 * @param id          stable name of the record in its source, short and of plain signs
 * @param list        code of the list
 * @param notice      the publication that listed it, or null
 * @param name        its name as given
 * @param aliases     other spellings as given
 * @param countries   country codes as given
 * @param identifiers {@code scheme:NUMBER}
 * @param from        first listed day, or null where the source does not say
 * @param until       last listed day, or null where there is none
 * @param url         where the source says that more is to be read, or null
 * @param kind        what it is, as list entries say it, or null
 * @param designations marks such as programmes
 * @param text        what the entry requires, as the source prints it, or null
 * @param notes       what is unclear
 */
record ListedParty(
        String id,
        String list,
        String notice,
        String name,
        List<String> aliases,
        Set<String> countries,
        Set<String> identifiers,
        LocalDate from,
        LocalDate until,
        String url,
        String kind,
        List<String> designations,
        String text,
        List<Text> notes) {}
