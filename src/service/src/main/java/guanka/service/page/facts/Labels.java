package guanka.service.page.facts;

import guanka.engine.decision.Pointers;
import guanka.service.page.Words;
import java.util.ArrayList;
import java.util.List;

/** What people call a fact. */
public final class Labels {

    private final Words words;

    public Labels(Words words) {
        this.words = words;
    }

    /** The fact alone, as its field is called. */
    String label(String pointer) {
        String pattern = Pointers.pattern(pointer);
        String own = words.or("fact." + pattern, null);
        return own != null ? own : words.or("fact." + last(pattern), last(pattern));
    }

    String hint(String pointer) {
        return words.or("hint." + Pointers.pattern(pointer), "");
    }

    private static String last(String pattern) {
        return pattern.substring(pattern.lastIndexOf('/') + 1);
    }

    /** The fact with its place, for example "line 1, component 2, origin"; a derived fact's name stays as it is. */
    public String place(String pointer, Facts facts) {
        if (!pointer.startsWith("/")) {
            return pointer;
        }
        String[] tokens = pointer.split("/");
        List<String> names = new ArrayList<>();
        StringBuilder at = new StringBuilder();
        for (int i = 1; i < tokens.length; i++) {
            at.append('/').append(tokens[i]);
            boolean entry = i + 1 < tokens.length && tokens[i + 1].matches("[0-9]{1,6}");
            if (entry) {
                int number = Integer.parseInt(tokens[i + 1]);
                at.append('/').append(number);
                i++;
                if (!names.isEmpty() || i + 1 < tokens.length || words.or("entry." + tokens[i - 1], null) != null) {
                    names.add(entryName(tokens[i - 1], number, at.toString(), facts));
                }
            } else if (!(tokens[i].equals("endUse") && i + 1 < tokens.length)) {
                names.add(words.or("given." + Pointers.pattern(at.toString()), label(at.toString())));
            }
        }
        return String.join(words.of("comma"), names);
    }

    private String entryName(String list, int number, String pointer, Facts facts) {
        String template = words.or("entry." + list, null);
        if (template == null) {
            return label(pointer.substring(0, pointer.lastIndexOf('/')));
        }
        String name = list.equals("parties") && facts != null ? facts.text(pointer + "/name") : "";
        return name.isEmpty() ? template.replace("{number}", String.valueOf(number + 1)) : name;
    }
}
