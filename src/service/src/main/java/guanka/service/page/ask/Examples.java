package guanka.service.page.ask;

import guanka.facts.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Shipments to begin with, each a story of one question that people asked. */
final class Examples {

    /** @param name of the example in addresses and of its file */
    record Example(String name, Text title, Text story) {}

    private static final List<Example> ALL = List.of(
            new Example(
                    "magnet",
                    new Text("A foreign magnet with Chinese dysprosium", "含中国镝的境外磁体"),
                    new Text(
                            "Made in Japan for a German motor maker; two percent of its value is dysprosium from China.",
                            "日本制造，销往德国电机厂；其价值的百分之二为原产于中国的镝。")),
            new Example(
                    "military-user",
                    new Text("A military user", "军事用户"),
                    new Text(
                            "Rare-earth metal from China, held in stock in Singapore, is ordered by a navy's repair yard.",
                            "存放于新加坡的中国产稀土金属，由一家海军修船厂订购。")),
            new Example(
                    "chip-fab",
                    new Text("A 14 nm fab", "14纳米芯片厂"),
                    new Text(
                            "A Korean maker of logic chips needs rare-earth material from China for thin films.",
                            "韩国逻辑芯片制造商需要用于薄膜的中国产稀土材料。")),
            new Example(
                    "field-hospital",
                    new Text("A field hospital", "野战医院"),
                    new Text(
                            "Chinese rare-earth material for scanners that a relief organisation flies to the Philippines.",
                            "救援组织空运至菲律宾的影像设备所需的中国产稀土材料。")),
            new Example(
                    "subsidiary",
                    new Text("A subsidiary held at 50%", "被持股50%的子公司"),
                    new Text(
                            "The buyer stands on no list, but a company that does holds exactly half of it.",
                            "买方不在任何名单上，但名单上的一家公司恰好持有其一半股份。")));

    private Examples() {}

    static List<Example> all() {
        return ALL;
    }

    /** The shipment of an example as JSON, or null where there is none of that name. */
    static byte[] shipment(String name) {
        if (ALL.stream().noneMatch(e -> e.name().equals(name))) {
            return null;
        }
        try (InputStream in = Examples.class.getResourceAsStream("/guanka/service/page/examples/" + name + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
