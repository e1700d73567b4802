package guanka.engine.ownership;

import guanka.facts.Aggregate;
import guanka.facts.Comparison;
import guanka.facts.Evaluation;
import guanka.facts.ExportDate;
import guanka.facts.Guard;
import guanka.facts.Holding;
import guanka.facts.Indirect;
import guanka.facts.Known;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random ownership graphs, each blurred from a true one so that no company is held beyond the whole. */
final class OwnershipGraphs {

    static final LocalDate DAY = LocalDate.of(2025, 10, 20);
    private static final String[] SHARES = {
        "0", "1", "10", "24.999999", "25", "25.000001", "30", "49.999999", "50", "50.000001", "51", "75", "100"
    };
    private static final String[] MARKS = {"0", "10", "25", "30", "50", "75", "100"};

    /**
     * @param truth  holding's pointer to the share behind it
     * @param listed legal entity to whether it is listed; unlisted ones are left out
     */
    record Graph(
            List<Party> parties,
            List<Holding> holdings,
            Map<String, BigDecimal> truth,
            Map<String, Truth> listed,
            OwnershipRow rule) {

        Map<String, Evaluation> listings() {
            Map<String, Evaluation> listings = new TreeMap<>();
            listed.forEach((entity, is) -> listings.put(
                    entity,
                    new Evaluation(
                            is,
                            entity,
                            is == Truth.UNKNOWN ? List.of("/parties/" + entity + "/notListed") : List.of())));
            return listings;
        }

        /** On which list each of them stands or may stand: on one, on the other or on both. */
        Map<String, Map<String, Truth>> lists() {
            Map<String, Map<String, Truth>> lists = new TreeMap<>();
            listed.forEach((entity, is) -> {
                Map<String, Truth> on = new TreeMap<>();
                listsOf(entity).forEach(list -> on.put(list, is));
                lists.put(entity, on);
            });
            return lists;
        }

        static List<String> listsOf(String entity) {
            return switch (entity.hashCode() % 3) {
                case 0 -> List.of("US_ENTITY");
                case 1 -> List.of("US_MEU");
                default -> List.of("US_ENTITY", "US_MEU");
            };
        }

        Stakes stakes() {
            return OwnershipGraphs.stakes(parties, new Known<>(holdings, "/ownership"));
        }

        Capture capture() {
            return new Capture(stakes(), rule, Map.of(), listings(), lists());
        }

        OwnershipOracle oracle() {
            return new OwnershipOracle(parties, holdings, DAY, rule);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(rule.aggregate() + " " + rule.indirect() + " " + rule.comparison()
                    + " " + rule.percent() + ", listed " + listed);
            parties.stream()
                    .filter(p -> p.branchOf() != null)
                    .forEach(p -> text.append("\n")
                            .append(p.id())
                            .append(" branch of ")
                            .append(p.branchOf()));
            holdings.forEach(h -> text.append("\n")
                    .append(h.owner())
                    .append(" in ")
                    .append(h.owned())
                    .append(": ")
                    .append(h.openBelow() ? "(" : "[")
                    .append(h.atLeast())
                    .append(", ")
                    .append(h.atMost())
                    .append(h.openAbove() ? ")" : "]")
                    .append(" ")
                    .append(h.interest())
                    .append(" ")
                    .append(h.from())
                    .append("..")
                    .append(h.until())
                    .append(" ")
                    .append(h.pointer()));
            return text.toString();
        }
    }

    private OwnershipGraphs() {}

    /** The shareholdings of a shipment that consists of its parties alone. */
    static Stakes stakes(List<Party> parties, Known<List<Holding>> holdings) {
        return new Stakes(
                new Shipment(
                        null,
                        ExportDate.of(DAY),
                        Known.unknown("/exportFrom"),
                        Known.unknown("/destination"),
                        "EXPORT",
                        Known.unknown("/usNexus"),
                        parties,
                        holdings,
                        null,
                        List.of(),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(),
                        Map.of()),
                DAY);
    }

    static OwnershipRow rule(String percent, String comparison, String aggregate, String indirect) {
        return new OwnershipRow(
                null,
                "rule",
                "law",
                new BigDecimal(percent),
                Comparison.valueOf(comparison),
                Aggregate.valueOf(aggregate),
                Indirect.valueOf(indirect),
                Guard.ANY,
                null,
                null);
    }

    static Party party(String id, String branchOf) {
        return new Party(
                id,
                "/parties/" + id,
                Known.unknown("/parties/" + id + "/roles"),
                Known.unknown("/parties/" + id + "/name"),
                List.of(),
                Known.unknown("/parties/" + id + "/country"),
                Map.of(),
                Known.unknown("/parties/" + id + "/military"),
                List.of(),
                Known.unknown("/parties/" + id + "/notListed"),
                branchOf,
                null,
                Known.unknown("/parties/" + id + "/address"),
                Known.unknown("/parties/" + id + "/headquarters"),
                Known.unknown("/parties/" + id + "/parentHeadquarters"),
                List.of(),
                null,
                List.of());
    }

    static Holding holding(String owner, String owned, String share) {
        BigDecimal exact = new BigDecimal(share);
        return new Holding(
                owner,
                owned,
                "/ownership/" + owner + ">" + owned,
                exact,
                false,
                exact,
                false,
                Holding.SHAREHOLDING,
                null,
                null);
    }

    /** @param unknownEdges at most so many holdings of which the share is not known exactly */
    static Graph random(Random random, int unknownEdges) {
        List<Party> parties = new ArrayList<>();
        int companies = 2 + random.nextInt(5);
        for (int i = 0; i < companies; i++) {
            parties.add(party("c" + i, null));
        }
        int branches = random.nextInt(3);
        for (int i = 0; i < branches; i++) {
            parties.add(
                    party("b" + i, parties.get(random.nextInt(parties.size())).id()));
        }
        List<Holding> holdings = new ArrayList<>();
        Map<String, BigDecimal> truth = new TreeMap<>();
        int[] left = {unknownEdges};
        for (int i = 0; i < companies; i++) {
            addHoldings("c" + i, parties, holdings, truth, left, random);
        }
        java.util.Collections.shuffle(holdings, random);
        Map<String, Truth> listed = new TreeMap<>();
        for (int i = 0; i < companies; i++) {
            int draw = random.nextInt(10);
            if (draw < 5) {
                listed.put("c" + i, draw < 3 ? Truth.TRUE : draw < 4 ? Truth.UNKNOWN : Truth.FALSE);
            }
        }
        OwnershipRow rule = rule(
                random.nextInt(4) == 0 ? "25" : "50",
                random.nextInt(4) == 0 ? "MORE_THAN" : "AT_LEAST",
                random.nextInt(3) == 0 ? "SINGLE" : "SUM",
                random.nextInt(3) == 0 ? "DIRECT" : "TIERS");
        return new Graph(parties, holdings, truth, listed, rule);
    }

    private static void addHoldings(
            String owned,
            List<Party> parties,
            List<Holding> holdings,
            Map<String, BigDecimal> truth,
            int[] unknown,
            Random random) {
        BigDecimal room = new BigDecimal(100);
        int owners = random.nextInt(5);
        for (int i = 0; i < owners; i++) {
            String owner = parties.get(random.nextInt(parties.size())).id();
            String held = parties.stream()
                    .filter(p -> owned.equals(p.branchOf()))
                    .findAny()
                    .filter(p -> random.nextInt(4) == 0)
                    .map(Party::id)
                    .orElse(owned);
            if (holdings.stream()
                    .anyMatch(h -> h.owner().equals(owner) && h.owned().equals(held))) {
                continue;
            }
            String pointer = "/ownership/" + holdings.size() + "/percent";
            BigDecimal share = new BigDecimal(SHARES[random.nextInt(SHARES.length)]);
            if (random.nextInt(8) == 0) {
                // no share of the day: another tie, or a share of other days
                boolean tie = random.nextBoolean();
                holdings.add(new Holding(
                        owner,
                        held,
                        pointer,
                        share,
                        false,
                        share,
                        false,
                        tie ? "VOTING_RIGHTS" : Holding.SHAREHOLDING,
                        !tie && random.nextBoolean() ? DAY.plusDays(1) : null,
                        tie || random.nextBoolean() ? null : DAY.minusDays(1)));
                Holding last = holdings.get(holdings.size() - 1);
                if (tie || last.from() != null || last.until() != null) {
                    continue;
                }
                holdings.remove(holdings.size() - 1);
            }
            if (share.compareTo(room) > 0) {
                share = room;
            }
            room = room.subtract(share);
            truth.put(pointer, share);
            LocalDate from = random.nextInt(6) == 0 ? DAY : null;
            LocalDate until = random.nextInt(6) == 0 ? DAY : null;
            holdings.add(
                    unknown[0] > 0 && random.nextInt(3) > 0
                            ? blurred(owner, held, pointer, share, from, until, random)
                            : new Holding(
                                    owner,
                                    held,
                                    pointer,
                                    share,
                                    false,
                                    share,
                                    false,
                                    Holding.SHAREHOLDING,
                                    from,
                                    until));
            if (!holdings.get(holdings.size() - 1).exact()) {
                unknown[0]--;
            }
        }
    }

    private static Holding blurred(
            String owner,
            String owned,
            String pointer,
            BigDecimal share,
            LocalDate from,
            LocalDate until,
            Random random) {
        if (random.nextBoolean()) {
            return new Holding(
                    owner,
                    owned,
                    pointer,
                    BigDecimal.ZERO,
                    false,
                    new BigDecimal(100),
                    false,
                    Holding.SHAREHOLDING,
                    from,
                    until);
        }
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = new BigDecimal(100);
        for (String mark : MARKS) {
            BigDecimal at = new BigDecimal(mark);
            if (at.compareTo(share) <= 0 && (random.nextBoolean() || least.signum() == 0)) {
                least = at;
            }
            if (at.compareTo(share) >= 0 && at.compareTo(most) < 0 && random.nextBoolean()) {
                most = at;
            }
        }
        boolean exact = least.compareTo(most) == 0;
        return new Holding(
                owner,
                owned,
                pointer,
                least,
                !exact && least.compareTo(share) < 0 && random.nextBoolean(),
                most,
                !exact && most.compareTo(share) > 0 && random.nextBoolean(),
                Holding.SHAREHOLDING,
                from,
                until);
    }
}
