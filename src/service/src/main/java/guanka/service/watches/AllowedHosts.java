package guanka.service.watches;

import guanka.service.problems.StartRefused;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hosts that callers may have told: those that the operator names and no other, so that nobody sends the service anywhere else. */
final class AllowedHosts {

    private static final Pattern ENTRY =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\\*|[1-9][0-9]{0,4}))?");

    private final List<Host> hosts;

    private AllowedHosts(List<Host> hosts) {
        this.hosts = hosts;
    }

    /** @param port null: the usual one, 0: any */
    private record Host(String name, Integer port) {}

    /** @throws StartRefused where an entry is no host */
    static AllowedHosts of(List<String> entries) {
        List<Host> hosts = new ArrayList<>();
        for (String entry : entries) {
            Matcher parts = ENTRY.matcher(entry.strip().toLowerCase(Locale.ROOT));
            if (!parts.matches()) {
                throw new StartRefused("GUANKA_SUBSCRIPTIONS_HOSTS names `" + entry
                        + "`; hosts were expected, separated by commas, each with `:` and a port, or `:*`, or neither");
            }
            String port = parts.group(2);
            hosts.add(new Host(
                    parts.group(1),
                    port == null ? null : port.equals("*") ? Integer.valueOf(0) : Integer.valueOf(port)));
        }
        return new AllowedHosts(List.copyOf(hosts));
    }

    boolean areNone() {
        return hosts.isEmpty();
    }

    boolean allow(URI url) {
        String name = url.getHost().toLowerCase(Locale.ROOT);
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        int port = url.getPort() < 0 ? usual : url.getPort();
        return hosts.stream()
                .anyMatch(host -> host.name().equals(name)
                        && (host.port() == null ? port == usual : host.port() == 0 || host.port() == port));
    }
}
