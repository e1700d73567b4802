package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/** A role that belongs to a group of roles, and whether some party must be named in it before the group is known. */
public record RoleRow(
        Source source, String key, String group, String role, boolean mustBeNamed, LocalDate from, LocalDate to)
        implements Dated {}
