package guanka.engine.decision;

import guanka.engine.ruleset.KjarEntries;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Party;
import guanka.facts.StandingClearance;
import guanka.facts.rows.ListEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** For which party a standing clearance is good, and for what its list entry said. */
final class StandingClearances {

    /** Where a shipment holds them; a number follows. */
    static final String POINTER = "/clearances/";

    private StandingClearances() {}

    /**
     * Digest of all that a list entry says, wherever its row stands; null where there is no entry. What an entry does not say is left out,
     * so that a column that comes later changes no digest.
     */
    static String content(ListEntry entry) {
        if (entry == null) {
            return null;
        }
        StringBuilder said = new StringBuilder();
        say(said, "key", entry.key());
        say(said, "list", entry.list());
        say(said, "notice", entry.notice());
        say(said, "name en", entry.name().en());
        say(said, "name zh", entry.name().zh());
        entry.aliases().forEach(alias -> say(said, "alias", alias));
        say(said, "kind", entry.kind());
        say(said, "country", entry.country());
        entry.identifiers().forEach(identifier -> say(said, "identifier", identifier));
        say(said, "from", entry.from());
        say(said, "until", entry.until());
        say(said, "pause", entry.pause());
        say(said, "binds foreign persons", entry.bindsForeignPersons());
        entry.designations().forEach(designation -> say(said, "designation", designation));
        say(said, "terms", entry.terms());
        say(said, "still stands", entry.stillStands());
        return KjarEntries.digest(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that no text can be taken for two. */
    private static void say(StringBuilder said, String what, Object value) {
        if (value != null) {
            String text = value.toString();
            said.append(what)
                    .append(' ')
                    .append(text.length())
                    .append(' ')
                    .append(text)
                    .append('\n');
        }
    }

    /**
     * Whether a clearance names a party: every name that the party goes by, the same country and kind, and the address and
     * identifiers that it says.
     */
    static boolean names(StandingClearance clearance, Party party) {
        List<String> names = new ArrayList<>(party.aliases());
        if (party.name().isKnown()) {
            names.add(party.name().value());
        }
        return !names.isEmpty()
                && Objects.equals(clearance.country(), party.country().value())
                && clearance.kind() == party.kind()
                && (clearance.address() == null
                        || party.address().isKnown()
                                && PartyScreening.isSameAsWritten(
                                        clearance.address(), party.address().value()))
                && party.identifiers()
                        .entrySet()
                        .containsAll(clearance.identifiers().entrySet())
                && names.stream()
                        .allMatch(name -> clearance.names().stream()
                                .anyMatch(named -> PartyScreening.isSameAsWritten(named, name)));
    }
}
