package guanka.spark;

import java.io.Serializable;

/**
 * A stretch of whole lines of one file; parts follow each other as the lines of all files do, in the order of the files' names. Where
 * they are cut depends on the files alone, never on how many machines there are.
 *
 * @param number    from 0
 * @param file      that holds the lines
 * @param from      first byte; a line belongs to the part in which its first byte lies
 * @param to        the byte after the last
 * @param lines     how many lines begin here, blank ones too
 * @param firstLine number of its first line, counted through all files from 1
 * @param sha256    of the bytes from {@code from} to {@code to}
 */
record Part(int number, String file, long from, long to, long lines, long firstLine, String sha256)
        implements Serializable {

    Part counted(long itsLines, String itsSha256) {
        return new Part(number, file, from, to, itsLines, firstLine, itsSha256);
    }

    Part startingAt(long line) {
        return new Part(number, file, from, to, lines, line, sha256);
    }
}
