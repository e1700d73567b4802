package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A case in which a license exception may be used. Rows of one provision are alternatives; a column that names nothing asks
 * for nothing.
 *
 * @param lifts          provisions whose requirements it can lift
 * @param eligibility    symbol to which the entry of the item must say yes, or null
 * @param barredBy       symbol to which the entry must not say no, or null
 * @param itemsUnlessStated list off which nothing that is stated of the item may put it, as the exporter attests what nothing states; or null
 * @param partyOn        list on which the party stands for whose sake a license is needed, or null
 * @param reasons        the only reasons for control for which the item may be marked at the destination
 * @param valueLimited   whether the value must not exceed what the entry says
 * @param atMost         value in US dollars that must not be exceeded, or null
 * @param noticeDays     days that must lie between a notice and the export, or null
 * @param attests        what the exporter must attest
 * @param headquartersIn territory in which a recipient, or its ultimate parent, must be headquartered, or null
 * @param headquartersOutside territory in which none may be, or null
 */
public record ExceptionRow(
        Source source,
        String key,
        String provision,
        String symbol,
        List<String> lifts,
        String eligibility,
        String barredBy,
        String items,
        String notItems,
        @AddedLater String itemsUnlessStated,
        @AddedLater String partyOn,
        List<String> kinds,
        List<String> movements,
        List<String> reasons,
        List<String> destinations,
        List<String> exceptPlaces,
        List<String> sentFrom,
        boolean valueLimited,
        BigDecimal atMost,
        Integer noticeDays,
        List<String> attests,
        String headquartersIn,
        String headquartersOutside,
        Guard reading,
        Text text,
        LocalDate from,
        LocalDate to)
        implements Dated {}
