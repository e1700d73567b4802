package guanka.service.page.timeline;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Where days lie on the drawing. */
record Scale(LocalDate from, LocalDate to, int left, int width) {

    /** A mark on the axis. */
    public record Tick(int x, String label) {}

    /** The place at which a day begins. */
    int at(LocalDate day) {
        long all = ChronoUnit.DAYS.between(from, to) + 1;
        long before = Math.max(0, Math.min(all, ChronoUnit.DAYS.between(from, day)));
        return left + (int) (before * width / all);
    }

    /** The beginnings of quarters, or of years where there are many. */
    List<Tick> ticks() {
        boolean years = ChronoUnit.YEARS.between(from, to) > 4;
        List<Tick> ticks = new ArrayList<>();
        LocalDate day = from.withDayOfMonth(1);
        while (!day.isAfter(to)) {
            boolean wanted = years ? day.getMonthValue() == 1 : day.getMonthValue() % 3 == 1;
            if (wanted && !day.isBefore(from)) {
                ticks.add(new Tick(
                        at(day),
                        years ? String.valueOf(day.getYear()) : day.toString().substring(0, 7)));
            }
            day = day.plusMonths(1);
        }
        return ticks;
    }
}
