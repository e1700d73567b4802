package guanka.workbench.imports;

import guanka.facts.Text;

/** A file from outside that cannot be taken in, with the reason for whoever handed it in. Nothing was taken of it. */
public final class RefusedSource extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Text reason;

    private RefusedSource(Text reason) {
        super(reason.en(), null, false, false);
        this.reason = reason;
    }

    static RefusedSource because(String en, String zh) {
        return new RefusedSource(new Text(en, zh));
    }

    /** A file of another form than its importer reads; how it differs is told in English, the language of its fields. */
    static RefusedSource otherForm(String en) {
        return new RefusedSource(new Text(en, "文件不是所选来源的格式，未读入：" + en));
    }

    public Text reason() {
        return reason;
    }
}
