package guanka.workbench.check;

/** How much a finding of the check weighs. */
public enum Severity {
    /** The draft contradicts itself or its cases in a way that the edit does not explain: it should not be approved as it is. */
    ERROR,
    /** Probably not what was meant, or a promise that the edit breaks: whoever approves should have seen it. */
    WARNING,
    /** Worth knowing. */
    NOTE
}
