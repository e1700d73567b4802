package guanka.workbench.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads texts in the code that they are written in. What cannot be read is refused: a letter that is dropped is a party that is not found. */
final class Texts {

    private static final int MARK = 3;

    private Texts() {}

    /**
     * A reader that fails on the first byte that is none of its code.
     *
     * @param charset the code, or null for what the byte order mark says, and UTF-8 without one
     */
    static Reader reader(InputStream in, Charset charset, String name) throws IOException {
        PushbackInputStream marked = new PushbackInputStream(in, MARK);
        byte[] first = marked.readNBytes(MARK);
        int mark = 0;
        Charset read = charset == null ? StandardCharsets.UTF_8 : charset;
        if (first.length == MARK && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            mark = MARK;
            read = StandardCharsets.UTF_8;
        } else if (first.length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            mark = 2;
            read = StandardCharsets.UTF_16LE;
        } else if (first.length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            mark = 2;
            read = StandardCharsets.UTF_16BE;
        }
        marked.unread(first, mark, first.length - mark);
        return new BufferedReader(new InputStreamReader(
                marked,
                read.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }
}
