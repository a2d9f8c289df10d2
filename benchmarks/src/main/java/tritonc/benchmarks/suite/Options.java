package tritonc.benchmarks.suite;

import org.jspecify.annotations.Nullable;

import tritonc.ir.target.CpuTier;

import java.nio.file.Path;
import java.util.List;

/// What the suite is asked for.
///
/// @param root the project's folder
/// @param full longer runs, for a page to be published
/// @param python a Python with numpy and torch, for the rivals
/// @param isRivalsOnly whether nothing but the rivals is measured
/// @param rivals the works that are compared with rivals; all where empty
/// @param tier the code that is compared with rivals
/// @param json where figures are saved
/// @param page whether `docs/performance.md` is written
record Options(
        Path root,
        boolean full,
        @Nullable Path python,
        boolean isRivalsOnly,
        List<String> rivals,
        CpuTier tier,
        @Nullable Path json,
        boolean page) {
    static final String USAGE =
            """
            usage: bin/bench [--full] [--python PYTHON] [--rivals WORKS] [--target TARGET]
                             [--save FILE.json] [--page]
              --full           longer runs, as for a published page
              --python PYTHON  a Python with numpy and torch, so that rivals are measured too
              --rivals WORKS   nothing but the rivals: all, or some such as add,softmax
              --target TARGET  what rivals are compared with: cpu, cpu:avx512, cpu:avx2 or cpu:jvm
              --save FILE      write the figures as JSON
              --page           write them into docs/performance.md
            """;

    /// @throws IllegalArgumentException with the word that is wrong
    static Options of(String[] words) {
        boolean full = false;
        boolean page = false;
        boolean rivalsOnly = false;
        List<String> rivals = List.of();
        CpuTier tier = CpuTier.AUTO;
        @Nullable Path python = null;
        @Nullable Path json = null;
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--full" -> full = true;
                case "--page" -> page = true;
                case "--python", "--save", "--rivals", "--target" -> {
                    if (i + 1 == words.length) {
                        throw new IllegalArgumentException(words[i] + " needs a value");
                    }
                    String value = words[i + 1];
                    switch (words[i]) {
                        case "--python" -> python = Path.of(value);
                        case "--save" -> json = Path.of(value);
                        case "--target" -> tier = tier(value);
                        default -> {
                            rivalsOnly = true;
                            boolean isAll = value.equals("all");
                            rivals = isAll ? List.of() : List.of(value.split(",", -1));
                        }
                    }
                    i++;
                }
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        Path root = Path.of(System.getProperty("tritonc.root", "")).toAbsolutePath();
        return new Options(root, full, python, rivalsOnly, rivals, tier, json, page);
    }

    private static CpuTier tier(String target) {
        CpuTier tier = CpuTier.of(target);
        if (tier == null) {
            throw new IllegalArgumentException("no target " + target);
        }
        return tier;
    }
}
