package guanka.workbench.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parties and shareholdings as a shipment has them: {@code {"parties": [...], "ownership": [...]}}. */
public final class Fragment {

    static final String SHAREHOLDING = "SHAREHOLDING";
    static final String OTHER_CONTROL = "OTHER_CONTROL";

    private static final int PARTIES_OF_A_SHIPMENT = 1_000;
    private static final int EDGES_OF_A_SHIPMENT = 10_000;
    private static final int ID_CHARACTERS = 64;
    private static final int TEXT_CHARACTERS = 512;
    private static final int ALIASES = 100;
    private static final int NOTES_KEPT = 50;

    /**
     * A party.
     *
     * @param id       as the source has it
     * @param branchOf id of the legal entity of which this is a branch, or null
     */
    record Member(
            String id,
            String name,
            List<String> aliases,
            String country,
            Map<String, String> identifiers,
            String branchOf) {}

    /**
     * A holding.
     *
     * @param until  last day on which it was held, or null
     * @param record the record of the source that states it
     */
    record Edge(
            String owner, String owned, Share share, String interest, LocalDate from, LocalDate until, String record) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record PartyJson(
            String id,
            String name,
            List<String> aliases,
            String country,
            Map<String, String> identifiers,
            String branchOf) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record EdgeJson(
            String owner,
            String owned,
            String percent,
            String percentAtLeast,
            String percentMoreThan,
            String percentAtMost,
            String percentLessThan,
            String interest,
            String from,
            String until,
            String source) {}

    private record Whole(List<PartyJson> parties, List<EdgeJson> ownership) {}

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Provenance provenance;
    private final Map<String, Member> members = new TreeMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private int notesBeyond;

    public Fragment(Provenance provenance) {
        this.provenance = provenance;
    }

    /** Adds a party; of several with one id the last is kept. */
    void add(Member member) {
        members.put(member.id(), member);
    }

    void add(Edge edge) {
        edges.add(edge);
    }

    /** Counts something that is left out, by its description. */
    void leave(String what) {
        leftOut.merge(what, 1, Integer::sum);
    }

    /** Notes something that the source leaves unclear. */
    void note(String what) {
        if (notes.size() < NOTES_KEPT) {
            notes.add(Cells.line(what));
        } else {
            notesBeyond++;
        }
    }

    /**
     * Writes the fragment.
     *
     * @param asked ids or LEIs of the parties that matter: they and, tier by tier, all who hold them; empty for everybody
     * @return what was written and what was not, in sentences
     */
    public List<String> write(OutputStream out, Set<String> asked) throws IOException {
        List<Edge> kept = sound();
        Set<String> parties = asked.isEmpty() ? everybody(kept) : above(asked, kept);
        kept = merged(kept.stream()
                .filter(edge -> parties.contains(edge.owned()) && parties.contains(edge.owner()))
                .toList());
        tellSums(kept);
        Map<String, String> ids = ids(parties);
        List<PartyJson> partiesJson = parties.stream().map(id -> party(id, ids)).toList();
        List<EdgeJson> edgesJson = kept.stream().map(edge -> edge(edge, ids)).toList();
        out.write(JSON.writeValueAsBytes(new Whole(partiesJson, edgesJson)));
        out.write('\n');
        return summary(partiesJson.size(), edgesJson.size());
    }

    private List<Edge> sound() {
        List<Edge> sound = new ArrayList<>();
        for (Edge edge : edges) {
            if (edge.owner().equals(edge.owned())) {
                leave("holdings of a party in itself");
                continue;
            }
            Edge good = edge;
            if (!good.share().isSound()) {
                note("the share in " + edge.record()
                        + " is not from 0 to 100 or its ends cross; it is taken as unknown");
                good = new Edge(
                        edge.owner(),
                        edge.owned(),
                        Share.UNKNOWN,
                        edge.interest(),
                        edge.from(),
                        edge.until(),
                        edge.record());
            }
            if (good.from() != null && good.until() != null && good.until().isBefore(good.from())) {
                note("the days in " + edge.record() + " cross; they are left out, so it counts as held on every day");
                good = new Edge(good.owner(), good.owned(), good.share(), good.interest(), null, null, good.record());
            }
            sound.add(good);
        }
        return sound;
    }

    private Set<String> everybody(List<Edge> of) {
        Set<String> ids = new TreeSet<>(members.keySet());
        members.values().stream().map(Member::branchOf).filter(b -> b != null).forEach(ids::add);
        of.forEach(edge -> {
            ids.add(edge.owner());
            ids.add(edge.owned());
        });
        return ids;
    }

    private Set<String> above(Set<String> asked, List<Edge> of) {
        Map<String, List<String>> up = new HashMap<>();
        of.forEach(
                edge -> up.computeIfAbsent(edge.owned(), x -> new ArrayList<>()).add(edge.owner()));
        Set<String> known = everybody(of);
        Set<String> found = new TreeSet<>();
        List<String> open = new ArrayList<>();
        for (String one : asked) {
            List<String> ids =
                    known.stream().filter(id -> id.equals(one) || has(id, one)).toList();
            if (ids.isEmpty()) {
                note("`" + one + "` does not stand in the source");
            }
            open.addAll(ids);
        }
        while (!open.isEmpty()) {
            String id = open.remove(open.size() - 1);
            if (found.add(id)) {
                open.addAll(up.getOrDefault(id, List.of()));
                Member member = members.get(id);
                if (member != null && member.branchOf() != null) {
                    open.add(member.branchOf());
                }
            }
        }
        return found;
    }

    private boolean has(String id, String identifier) {
        Member member = members.get(id);
        return member != null && member.identifiers().containsValue(identifier);
    }

    /**
     * A shipment may not state two different shares of one owner in one company at one time. So the days of records that overlap are cut
     * into stretches: where only one record stands, or all agree, its share holds; where they differ the share is unknown.
     */
    private List<Edge> merged(List<Edge> of) {
        Map<String, List<Edge>> pairs = new LinkedHashMap<>();
        of.stream()
                .sorted(Comparator.comparing(Edge::owned)
                        .thenComparing(Edge::owner)
                        .thenComparing(Edge::interest)
                        .thenComparing(Edge::from, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Edge::record))
                .forEach(edge -> pairs.computeIfAbsent(
                                edge.owner() + "\n" + edge.owned() + "\n" + edge.interest(), x -> new ArrayList<>())
                        .add(edge));
        List<Edge> merged = new ArrayList<>();
        pairs.values().forEach(pair -> merged.addAll(pair.size() == 1 ? pair : stretches(pair)));
        return merged;
    }

    private List<Edge> stretches(List<Edge> records) {
        TreeSet<LocalDate> starts = new TreeSet<>(Set.of(LocalDate.MIN));
        for (Edge edge : records) {
            if (edge.from() != null) {
                starts.add(edge.from());
            }
            if (edge.until() != null) {
                starts.add(edge.until().plusDays(1));
            }
        }
        List<Edge> stretches = new ArrayList<>();
        Edge before = null;
        for (LocalDate start : starts) {
            List<Edge> live = records.stream()
                    .filter(edge -> (edge.from() == null || !edge.from().isAfter(start))
                            && (edge.until() == null || !edge.until().isBefore(start)))
                    .toList();
            LocalDate next = starts.higher(start);
            Edge stretch = live.isEmpty() ? null : stretch(live, start, next);
            boolean goesOn = before != null
                    && stretch != null
                    && before.until() != null
                    && start.equals(before.until().plusDays(1))
                    && before.share().sameAs(stretch.share())
                    && before.record().equals(stretch.record());
            if (goesOn) {
                stretches.remove(stretches.size() - 1);
                stretch = new Edge(
                        stretch.owner(),
                        stretch.owned(),
                        stretch.share(),
                        stretch.interest(),
                        before.from(),
                        stretch.until(),
                        stretch.record());
            }
            if (stretch != null) {
                stretches.add(stretch);
            }
            before = stretch;
        }
        return stretches;
    }

    /** What the records that live on the same days say together. A share that is stated counts more than one that is only bounded or unknown, where it lies within the bounds. */
    private Edge stretch(List<Edge> live, LocalDate start, LocalDate next) {
        List<Edge> telling =
                live.stream().filter(edge -> edge.share().isExact()).toList();
        List<Edge> saying = telling.isEmpty() ? live : telling;
        boolean same = saying.stream()
                        .allMatch(edge -> edge.share().sameAs(saying.get(0).share()))
                && (telling.isEmpty()
                        || live.stream()
                                .allMatch(edge ->
                                        edge.share().allows(telling.get(0).share())));
        String records = live.stream().map(Edge::record).distinct().collect(Collectors.joining(", "));
        if (!same) {
            note("different shares of " + live.get(0).owner() + " in "
                    + live.get(0).owned() + " at one time (" + records + "): taken as one of unknown size");
        }
        return new Edge(
                live.get(0).owner(),
                live.get(0).owned(),
                same ? saying.get(0).share() : Share.UNKNOWN,
                live.get(0).interest(),
                start.equals(LocalDate.MIN) ? null : start,
                next == null ? null : next.minusDays(1),
                records);
    }

    private void tellSums(List<Edge> of) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        of.stream()
                .filter(edge ->
                        edge.interest().equals(SHAREHOLDING) && edge.share().least() != null && edge.until() == null)
                .forEach(edge -> sums.merge(edge.owned(), edge.share().least(), BigDecimal::add));
        sums.forEach((owned, sum) -> {
            if (sum.compareTo(BigDecimal.valueOf(100)) > 0) {
                note("the shares in " + owned + " that are held today are at least " + sum.toPlainString()
                        + " percent together: a shipment with all of them is refused");
            }
        });
    }

    /** Ids that a shipment may use; those that are too long are shortened, each to another. */
    private static Map<String, String> ids(Set<String> of) {
        Map<String, String> ids = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (String id : of) {
            String plain = Cells.line(id);
            boolean fits = plain.equals(id) && id.length() <= ID_CHARACTERS;
            String chosen = fits
                    ? id
                    : (plain.length() > 40 ? plain.substring(0, 40).replaceAll("[\\uD800-\\uDFFF]", "") : plain) + "-"
                            + Cells.shortHash(id);
            ids.put(id, taken.add(chosen) ? chosen : Cells.shortHash(id + "\n"));
        }
        return ids;
    }

    private PartyJson party(String id, Map<String, String> ids) {
        Member member = members.get(id);
        if (member == null) {
            return new PartyJson(ids.get(id), null, null, null, null, null);
        }
        String name = Cells.line(member.name());
        List<String> aliases = member.aliases().stream()
                .map(Cells::line)
                .filter(a -> !a.isEmpty() && a.length() <= TEXT_CHARACTERS)
                .limit(ALIASES)
                .toList();
        if (name.length() > TEXT_CHARACTERS || aliases.size() < member.aliases().size()) {
            note("names of " + id + " are too many or too long for a shipment and are not all taken over");
        }
        return new PartyJson(
                ids.get(id),
                name.length() > TEXT_CHARACTERS ? null : name,
                aliases,
                member.country(),
                member.identifiers(),
                member.branchOf() == null ? null : ids.get(member.branchOf()));
    }

    private EdgeJson edge(Edge edge, Map<String, String> ids) {
        Share share = edge.share();
        boolean exact = share.isExact();
        String source = edge.record() + "; " + provenance.text();
        return new EdgeJson(
                ids.get(edge.owner()),
                ids.get(edge.owned()),
                exact ? plain(share.least()) : null,
                exact || share.openBelow() ? null : plain(share.least()),
                share.openBelow() ? plain(share.least()) : null,
                exact || share.openAbove() ? null : plain(share.most()),
                share.openAbove() ? plain(share.most()) : null,
                edge.interest(),
                edge.from() == null ? null : edge.from().toString(),
                edge.until() == null ? null : edge.until().toString(),
                source.length() <= TEXT_CHARACTERS
                        ? source
                        : cut(edge.record(), TEXT_CHARACTERS - provenance.text().length() - 6) + " ...; "
                                + provenance.text());
    }

    private static String cut(String text, int most) {
        return most <= 0
                ? ""
                : text.length() <= most
                        ? text
                        : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private static String plain(BigDecimal decimal) {
        return decimal == null
                ? null
                : decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private List<String> summary(int partyCount, int edgeCount) {
        List<String> summary = new ArrayList<>();
        summary.add(partyCount + " parties, " + edgeCount + " holdings; " + provenance.text());
        leftOut.forEach((what, count) -> summary.add("left out: " + count + " " + what));
        notes.forEach(note -> summary.add("note: " + note));
        if (notesBeyond > 0) {
            summary.add("and " + notesBeyond + " more notes");
        }
        if (partyCount > PARTIES_OF_A_SHIPMENT || edgeCount > EDGES_OF_A_SHIPMENT) {
            summary.add("a shipment holds " + PARTIES_OF_A_SHIPMENT + " parties and " + EDGES_OF_A_SHIPMENT
                    + " holdings at most; name the parties that matter by --for");
        }
        return summary;
    }
}
