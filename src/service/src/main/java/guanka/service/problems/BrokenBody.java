package guanka.service.problems;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** A body that cannot be read to its end, for a reason that lies with whoever sends it; the message says which, to him. */
public class BrokenBody extends IOException {

    private static final long serialVersionUID = 1;

    public BrokenBody(IOException why) {
        super(
                why instanceof ZipException || why instanceof EOFException
                        ? "it is cut off, or not packed with gzip as its header says"
                        : why.getMessage(),
                why);
    }

    /** For whoever reads on alone; what was answered before stays answered. */
    public Problem problem() {
        return Problem.of(Kind.BAD_REQUEST, "the body cannot be read on: " + getMessage());
    }
}
