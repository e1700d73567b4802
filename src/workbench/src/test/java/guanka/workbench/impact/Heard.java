package guanka.workbench.impact;

import java.util.ArrayList;
import java.util.List;

/** What a run told while it went on. */
final class Heard implements Impact.Listener {

    final List<Progress> progress = new ArrayList<>();
    final List<Flip> flips = new ArrayList<>();

    @Override
    public void progress(Progress told) {
        progress.add(told);
    }

    @Override
    public void flip(Flip told) {
        flips.add(told);
    }
}
