package guanka.service.page.timeline;

import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.service.page.Visit;
import guanka.service.page.answer.Mark;
import guanka.service.page.answer.Situation;
import guanka.service.page.facts.Codes;
import guanka.workbench.timeline.Stretch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The bands of a timeline: the outcome of each jurisdiction, and below them the states of the provisions that matter. */
final class Bands {

    private static final int LEFT = 150;
    private static final int WIDTH = 830;
    private static final int TOP = 34;
    private static final int STEP = 42;
    private static final int LETTER = 7;
    private static final int THICK = 32;
    private static final int THIN = 20;

    /** @param y of the upper edge */
    public record Band(String name, int y, List<Piece> pieces, boolean outcome) {

        public int thickness() {
            return outcome ? THICK : THIN;
        }

        /** The baseline of its words. */
        public int labelY() {
            return y + thickness() / 2 + 5;
        }
    }

    /**
     * Days in a row in one state.
     *
     * @param label   the word, if there is room for it, or an empty text
     * @param title   everything about it in words
     * @param address of the comparison with the export date
     */
    public record Piece(int x, int width, Mark mark, String label, String title, String address) {

        public int textX() {
            return x + 8;
        }
    }

    private final Visit visit;
    private final Situation situation;
    private final Codes codes;
    private final Scale scale;
    private final List<Band> bands = new ArrayList<>();

    Bands(Visit visit, Situation situation, LocalDate from, LocalDate to) {
        this.visit = visit;
        this.situation = situation;
        this.codes = new Codes(visit.edition().ruleset(), visit.language());
        this.scale = new Scale(from, to, LEFT, WIDTH);
    }

    Scale scale() {
        return scale;
    }

    List<Band> all() {
        return List.copyOf(bands);
    }

    int height() {
        return TOP + bands.size() * STEP + 8;
    }

    void outcomes(List<Stretch> stretches) {
        List<String> jurisdictions = stretches.get(0).jurisdictions().stream()
                .map(j -> j.jurisdiction())
                .toList();
        for (int i = 0; i < jurisdictions.size(); i++) {
            List<Piece> pieces = new ArrayList<>();
            LocalDate from = null;
            for (int s = 0; s < stretches.size(); s++) {
                var now = stretches.get(s).jurisdictions().get(i);
                from = from == null ? stretches.get(s).from() : from;
                var next = s + 1 < stretches.size()
                        ? stretches.get(s + 1).jurisdictions().get(i)
                        : null;
                if (next == null
                        || !next.outcome().equals(now.outcome())
                        || !Objects.equals(next.reviewPolicy(), now.reviewPolicy())) {
                    pieces.add(piece(
                            Mark.of(now.outcome(), codes.outcome(now.outcome())),
                            now.reviewPolicy() == null ? "" : codes.reviewPolicy(now.reviewPolicy()),
                            from,
                            stretches.get(s).to()));
                    from = null;
                }
            }
            add(codes.meaning("jurisdictions", jurisdictions.get(i)), pieces, true);
        }
    }

    /** The states of provisions by the calendar, under the readings of the shipment. */
    void provisions(Set<String> provisions) {
        World world = visit.edition().decisions().world(situation.shipment());
        var calendar = visit.edition().decisions().calendar();
        for (String provision : provisions) {
            NavigableSet<LocalDate> days = new TreeSet<>();
            for (CalendarRow row : calendar.rowsOf(provision)) {
                days.add(row.from());
                if (row.to() != null) {
                    days.add(row.to().plusDays(1));
                }
            }
            List<Piece> pieces = new ArrayList<>();
            LocalDate from = scale.from();
            State state = calendar.of(provision, from).in(world).state();
            for (LocalDate day : days.subSet(scale.from(), false, scale.to(), true)) {
                State next = calendar.of(provision, day).in(world).state();
                if (next != state) {
                    pieces.add(state(state, from, day.minusDays(1)));
                    from = day;
                    state = next;
                }
            }
            pieces.add(state(state, from, scale.to()));
            add(provision, pieces, false);
        }
    }

    private Piece state(State state, LocalDate from, LocalDate to) {
        return piece(Mark.of(state.name(), visit.words().of("state." + state)), "", from, to);
    }

    private Piece piece(Mark mark, String review, LocalDate from, LocalDate to) {
        int x = scale.at(from);
        int width = Math.max(2, scale.at(to.plusDays(1)) - x);
        String said =
                review.isEmpty() ? mark.word() : mark.word() + visit.words().of("comma") + review;
        String title = visit.words().of("stretch", "from", from, "to", to, "what", said);
        return new Piece(
                x,
                width,
                mark,
                width(mark.word()) + 30 < width ? mark.word() : "",
                title,
                situation.address("comparison") + (situation.query().isEmpty() ? "?" : "&") + "second=" + from);
    }

    private static int width(String word) {
        return word.codePoints().map(c -> c > 0x2E80 ? 2 * LETTER : LETTER).sum();
    }

    private void add(String name, List<Piece> pieces, boolean outcome) {
        bands.add(new Band(name, TOP + bands.size() * STEP, pieces, outcome));
    }
}
