package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a run ended.
sealed interface Outcome {
    /// All programs ran; the lanes of every array, NaNs made one, and what was printed.
    record Done(List<long[]> lanes, List<String> printed) implements Outcome {}

    /// An access left its array, or an assertion was false.
    record Fault(int x, int y, String op, int line, long lane) implements Outcome {}

    /// The run took too many steps to judge.
    record TooLong() implements Outcome {}

    /// What differs between two outcomes; `null` if they agree.
    static @Nullable String difference(Outcome expected, Outcome actual, FuzzCase fuzz) {
        if (expected instanceof TooLong || actual instanceof TooLong) {
            return null;
        }
        if (!(expected instanceof Done e) || !(actual instanceof Done a)) {
            return expected.equals(actual) ? null : expected + " but " + actual;
        }
        if (!e.printed.equals(a.printed)) {
            return "printed " + e.printed + " but " + a.printed;
        }
        for (int s = 0; s < e.lanes.size(); s++) {
            long[] want = e.lanes.get(s);
            long[] got = a.lanes.get(s);
            for (int i = 0; i < want.length; i++) {
                if (want[i] != got[i]) {
                    return fuzz.storages().get(s).dtype()
                            + " array "
                            + s
                            + "["
                            + i
                            + "]: "
                            + Long.toHexString(want[i])
                            + " but "
                            + Long.toHexString(got[i]);
                }
            }
        }
        return null;
    }
}
