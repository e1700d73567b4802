package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.Obligation.DayCount;
import java.time.LocalDate;
import java.util.List;

/**
 * Who grants licenses under some laws on some days, and how one is applied for. It is told with what is held and decides nothing.
 *
 * @param authority  its code
 * @param laws       keys of whole laws or of single provisions; empty: all of the jurisdiction that no other row names
 * @param address    where applications are handed in, or null where the sources do not tell
 * @param documents  codes of what an application has to hold; empty where the sources do not tell
 * @param days       within which it decides, or null
 * @param countedIn  how they are counted, or null
 * @param text       what else to know, such as from when they count
 */
public record Authority(
        Source source,
        String key,
        String authority,
        String jurisdiction,
        List<String> laws,
        String address,
        List<String> documents,
        Integer days,
        DayCount countedIn,
        Text text,
        LocalDate from,
        LocalDate to)
        implements Dated {}
