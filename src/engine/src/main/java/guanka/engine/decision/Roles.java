package guanka.engine.decision;

import guanka.facts.Condition;
import guanka.facts.Counterparty;
import guanka.facts.Evaluation;
import guanka.facts.Known;
import guanka.facts.Parties;
import guanka.facts.Party;
import guanka.facts.Recipient;
import guanka.facts.Shipment;
import guanka.facts.Territory;
import guanka.facts.Truth;
import guanka.facts.rows.RoleRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which parties are in which group of roles, by the rows of one day. */
final class Roles {

    /** Stands for the recipient that nobody has named. */
    static final String NOT_NAMED = "?";

    static final String RECIPIENT = Counterparty.RECIPIENT;
    static final String PARTICIPANT = Counterparty.PARTICIPANT;
    private static final String EXPORTER = "EXPORTER";
    private static final String SUPPORTER = "SUPPORTER";
    private static final String PARTIES = "/parties";

    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Set<String> mustBeNamed = new HashSet<>();

    Roles(Collection<RoleRow> rows) {
        for (RoleRow row : rows) {
            groups.computeIfAbsent(row.group(), x -> new HashSet<>()).add(row.role());
            if (row.group().equals(RECIPIENT) && row.mustBeNamed()) {
                mustBeNamed.add(row.role());
            }
        }
    }

    /** A party in a group of roles, or possibly in it; {@code null} stands for one that the facts do not name. */
    record Member(Party party, Condition role) {

        String id() {
            return party == null ? NOT_NAMED : party.id();
        }

        /** Whether the facts name it and its role. */
        boolean isSure() {
            return party != null && role.truth(null) == Truth.TRUE;
        }

        Known<String> country() {
            return party == null ? Known.unknown(PARTIES) : party.country();
        }
    }

    private Truth isIn(String group, Party party) {
        if (!party.roles().isKnown()) {
            return Truth.UNKNOWN;
        }
        Set<String> roles = groups.getOrDefault(group, Set.of());
        for (String role : party.roles().value()) {
            if (roles.contains(role)) {
                return Truth.TRUE;
            }
        }
        return Truth.FALSE;
    }

    /** The members of a group, with one that is not named where the facts leave open who receives. */
    List<Member> members(String group, Shipment shipment) {
        List<Member> members = new ArrayList<>();
        String name = group.toLowerCase(Locale.ROOT);
        for (Party party : shipment.parties()) {
            Truth in = isIn(group, party);
            if (in.possible()) {
                members.add(new Member(party, Condition.settled(name, party.roles(), group, in)));
            }
        }
        Condition somebody = somebodyNotNamed(shipment);
        if (somebody != null) {
            members.add(new Member(null, somebody));
        }
        return members;
    }

    /** Whoever sends the goods, or may; one that is not named where the facts name nobody. */
    List<Member> senders(Shipment shipment) {
        List<Member> senders = new ArrayList<>();
        boolean named = false;
        for (Party party : shipment.parties()) {
            Truth in = isIn(EXPORTER, party);
            if (in.possible()) {
                named |= in == Truth.TRUE;
                senders.add(new Member(party, Condition.settled("exporter", party.roles(), EXPORTER, in)));
            }
        }
        if (!named) {
            senders.add(new Member(null, Condition.unknown("exporter", Known.unknown(PARTIES), EXPORTER)));
        }
        return senders;
    }

    /** That somebody else receives; null where all roles are named that must be. */
    private Condition somebodyNotNamed(Shipment shipment) {
        if (mustBeNamed.stream().allMatch(role -> isNamed(role, shipment))) {
            return null;
        }
        Set<String> settling = new TreeSet<>();
        for (Party party : shipment.parties()) {
            if (!party.roles().isKnown()) {
                settling.add(party.roles().pointer());
            }
        }
        List<String> missing = new ArrayList<>(List.of(PARTIES));
        missing.addAll(settling);
        return Condition.settled("recipient", PARTIES, null, new Evaluation(Truth.UNKNOWN, null, List.copyOf(missing)));
    }

    private static boolean isNamed(String role, Shipment shipment) {
        for (Party party : shipment.parties()) {
            if (party.roles().isKnown() && party.roles().value().contains(role)) {
                return true;
            }
        }
        return false;
    }

    Parties parties(Shipment shipment, List<Member> recipients, List<Member> participants) {
        List<Recipient> receiving = new ArrayList<>(recipients.size());
        for (Member one : recipients) {
            for (Known<String> country : countries(one, shipment)) {
                receiving.add(new Recipient(one.id(), one.role(), country));
            }
        }
        return new Parties(
                List.copyOf(receiving),
                countries(EXPORTER, shipment, false),
                named(EXPORTER, shipment),
                named(SUPPORTER, shipment),
                countries(PARTICIPANT, shipment, participants.stream().anyMatch(m -> m.party() == null)));
    }

    /** The parties of a group, or that may be of it because nobody says what they do. */
    private List<Parties.Named> named(String group, Shipment shipment) {
        List<Parties.Named> named = new ArrayList<>(1);
        for (Party party : shipment.parties()) {
            Truth in = isIn(group, party);
            if (in.possible()) {
                Condition role = Condition.settled(group.toLowerCase(Locale.ROOT), party.roles(), group, in);
                countries(party, shipment).forEach(country -> named.add(new Parties.Named(role, country)));
            }
        }
        return List.copyOf(named);
    }

    private static List<Known<String>> countries(Member member, Shipment shipment) {
        return member.party() == null ? List.of(member.country()) : countries(member.party(), shipment);
    }

    /** Of which countries a party is: a branch is also of that of its legal entity. */
    private static List<Known<String>> countries(Party party, Shipment shipment) {
        Party entity = shipment.entityOf(party);
        return entity == party ? List.of(party.country()) : List.of(party.country(), entity.country());
    }

    /** Countries of the members of a group; an unknown one for a party whose role is open, and one while somebody is not named. */
    private List<Known<String>> countries(String group, Shipment shipment, boolean somebodyNotNamed) {
        List<Known<String>> countries = new ArrayList<>();
        boolean named = false;
        for (Party party : shipment.parties()) {
            Truth in = isIn(group, party);
            if (in == Truth.TRUE) {
                named = true;
                countries.addAll(countries(party, shipment));
            } else if (in.possible()) {
                countries.add(Known.unknown(party.roles().pointer()));
            }
        }
        if (!named || somebodyNotNamed) {
            countries.add(Known.unknown(PARTIES));
        }
        return countries;
    }

    /** Whether a party, or the legal entity of which it is a branch, is a military user; unknown where either is not known to be none. */
    static Condition military(Shipment shipment, Member member) {
        if (member.party() == null) {
            return Condition.unknown("military user", Known.unknown(PARTIES), true);
        }
        Party entity = shipment.entityOf(member.party());
        Condition own = military(member.party());
        return entity == member.party() ? own : Condition.anyOf("military user", own, military(entity));
    }

    /**
     * Whether a party, or its ultimate parent, is headquartered in a territory, or the legal entity of which it is a branch. Where
     * the party is established says nothing of it.
     */
    static Condition headquarters(Shipment shipment, Member member, Territory territory) {
        if (member.party() == null) {
            return territory.contains("headquarters", Known.unknown(PARTIES));
        }
        Party entity = shipment.entityOf(member.party());
        Condition own = headquarters(member.party(), territory);
        return entity == member.party() ? own : Condition.anyOf("headquarters", own, headquarters(entity, territory));
    }

    private static Condition headquarters(Party party, Territory territory) {
        return Condition.anyOf(
                "headquarters",
                territory.contains("headquarters", party.headquarters()),
                territory.contains("headquarters of the ultimate parent", party.parentHeadquarters()));
    }

    private static Condition military(Party party) {
        return Condition.settled(
                "military user", party.military(), true, party.military().is(m -> m));
    }
}
