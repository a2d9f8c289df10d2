package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.cpu.CpuTarget;

import java.util.List;

/// The targets by their names on the command line.
final class Targets {
    private static final List<String> HERE = List.of("auto", "all", "cpu", "cpu:auto", "cpu:jvm");
    private static final List<String> ELSEWHERE =
            List.of("cpu:avx2", "cpu:avx512", "cpu:neon", "amx", "metal", "coreml");

    private Targets() {}

    /// The target that `-t` names.
    ///
    /// @throws TritonException (T0802) if it is not on this machine, (T0901) if there is no such
    ///   name
    static CpuTarget open(@Nullable String name, @Nullable Integer threads) {
        check(name);
        if (threads != null && threads < 1) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.COMMAND_LINE, "-j " + threads + " is no number of threads")
                            .help("give 1 or more"));
        }
        return threads == null ? CpuTarget.create() : CpuTarget.create(threads);
    }

    /// The level behind `-O`.
    ///
    /// @throws TritonException (T0901) unless it is 0 to 3
    static int level(int level) {
        if (level < 0 || level > 3) {
            throw new TritonException(
                    Diagnostic.error(Code.COMMAND_LINE, "-O " + level + " is no level")
                            .help("levels are 0 to 3"));
        }
        return level;
    }

    static void check(@Nullable String name) {
        if (name == null || HERE.contains(name)) {
            return;
        }
        if (ELSEWHERE.contains(name)) {
            throw new TritonException(
                    Diagnostic.error(Code.TARGET_MISSING, "target `" + name + "` is not there")
                            .help("`tritonc doctor` lists the targets of this machine"));
        }
        throw new TritonException(
                Diagnostic.error(Code.COMMAND_LINE, "there is no target `" + name + "`")
                        .help(
                                "targets are "
                                        + String.join(", ", HERE)
                                        + " and, on other machines, "
                                        + String.join(", ", ELSEWHERE)));
    }
}
