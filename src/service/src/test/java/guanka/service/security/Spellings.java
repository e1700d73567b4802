package guanka.service.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ways to write an address that a check of addresses and a router may read differently. */
final class Spellings {

    private Spellings() {}

    static List<String> of(String address) {
        int last = address.lastIndexOf('/');
        String parent = address.substring(0, last);
        String name = address.substring(last + 1);
        List<String> spellings = new ArrayList<>(List.of(
                address,
                "/" + address,
                "//" + address,
                parent + "//" + name,
                address + "/",
                address + "//",
                address + ";x",
                address + ";x=y",
                address + ";",
                address + "%3Bx",
                address + "%3bx=y",
                address + ";/",
                parent + "/;x/" + name,
                "/;x" + address,
                parent + ";x/" + name,
                parent + "%2F" + name,
                parent + "%2f" + name,
                "/%2F" + address.substring(1),
                address + "%2F",
                parent + "%5C" + name,
                "/." + address,
                "/%2E" + address,
                parent + "/./" + name,
                parent + "/x/../" + name,
                parent + "/x/%2E%2E/" + name,
                parent + "/x/..%2F" + name,
                parent + "/..;/" + address.substring(1),
                "/q/health/.." + "/.." + address,
                "/q/health/%2E%2E/%2E%2E" + address,
                "/q/health/..;/..;" + address,
                "/q/health%2F..%2F.." + address,
                "/q/health;" + address,
                address + "%00",
                address + "%20",
                address + ".json",
                address + "?",
                address.toUpperCase(Locale.ROOT),
                parent + "/" + encoded(name),
                parent + "/" + twiceEncoded(name)));
        spellings.add(encoded(address));
        spellings.removeIf(spelling -> !spelling.startsWith("/"));
        return spellings;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (char c : text.toCharArray()) {
            encoded.append(c == '/' ? "/" : String.format("%%%02x", (int) c));
        }
        return encoded.toString();
    }

    private static String twiceEncoded(String text) {
        return encoded(text).replace("%", "%25");
    }
}
