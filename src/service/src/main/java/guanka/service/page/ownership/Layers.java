package guanka.service.page.ownership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts companies into layers, owners above what they own where cross-holdings do not prevent it. */
final class Layers {

    /** @param owner of a share in {@code owned} */
    record Link(String owner, String owned) {}

    private Layers() {}

    /** The layer of each node, from 0 at the top; the order within a layer follows the owners above. */
    static Map<String, Integer> of(Set<String> nodes, List<Link> links) {
        Map<String, Set<String>> owners = new LinkedHashMap<>();
        nodes.forEach(n -> owners.put(n, new LinkedHashSet<>()));
        for (Link link : links) {
            if (!link.owner().equals(link.owned())) {
                owners.get(link.owned()).add(link.owner());
            }
        }
        Map<String, Integer> layers = new LinkedHashMap<>();
        List<String> waiting = new ArrayList<>(nodes);
        while (!waiting.isEmpty()) {
            // in a loop of cross-holdings no company is above all others: take the one with the fewest unplaced owners
            String next = waiting.get(0);
            long fewest = Long.MAX_VALUE;
            for (String node : waiting) {
                long open = owners.get(node).stream()
                        .filter(o -> !layers.containsKey(o))
                        .count();
                if (open < fewest) {
                    fewest = open;
                    next = node;
                }
            }
            waiting.remove(next);
            layers.put(
                    next,
                    owners.get(next).stream()
                                    .filter(layers::containsKey)
                                    .mapToInt(layers::get)
                                    .max()
                                    .orElse(-1)
                            + 1);
        }
        return layers;
    }
}
