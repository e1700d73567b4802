package guanka.engine.release;

import java.util.List;
import java.util.Random;

/** Texts made from what the readers of some language take for more than text. */
final class Injections {

    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "`",
            "\\",
            "\\\"",
            "\n",
            "\t",
            ";",
            "//",
            "/*",
            "*/",
            "--",
            "<",
            ">",
            "&",
            "]]>",
            "{",
            "}",
            "${",
            "#{",
            "@{",
            "%{",
            "{{",
            "}}",
            "(",
            ")",
            "[",
            "]",
            "=",
            "+",
            "-",
            "@",
            "|",
            "!",
            "?",
            "*",
            "%",
            "$1",
            "%s",
            ":",
            "; ",
            " ",
            "rule",
            "when",
            "then",
            "end",
            "eval(true)",
            "dialect \"mvel\"",
            "import java.lang.Runtime",
            "guanka.engine.release.Canary.touch()",
            "T(guanka.engine.release.Canary).touch()",
            "Runtime.getRuntime().exec(\"touch target/canary\")",
            "System.exit(0)",
            "while(true){}",
            "new Object()",
            "cmd|'/C calc'!A0",
            "HYPERLINK(\"http://127.0.0.1/\")",
            "jndi:ldap://127.0.0.1/a",
            "\u202E",
            "\u202C",
            "\u2066",
            "\u200B",
            "\u200D",
            "\u2060",
            "\uFEFF",
            "\u00AD",
            "\u00A0",
            "\u3000",
            "\u2028",
            "\u0085",
            "\u0301",
            "\u0410",
            "\u0421",
            "\u0395",
            "\uFF21",
            "\uFF1D",
            "\uD83D\uDE00",
            "\uE000",
            "CN",
            "NONE",
            "ANY",
            "OPEN",
            "YES",
            "PROHIBITED",
            "0.1",
            "50",
            "2025-10-20",
            "1C902.a",
            "名",
            "。",
            "a");

    private static final int PIECES_MAX = 8;
    private static final int LONG = 40;
    private static final int LETTERS_MAX = 32_767;

    private Injections() {}

    static String next(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(PIECES_MAX); i >= 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            // now and then a text that is longer than any cell may be
            text.append(random.nextInt(LONG) == 0 ? piece.repeat(3_000) : piece);
        }
        return text.substring(0, Math.min(text.length(), LETTERS_MAX));
    }
}
