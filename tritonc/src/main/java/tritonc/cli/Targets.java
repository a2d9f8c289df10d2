package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.parallel.GridRunner;
import tritonc.runtime.cpu.CpuTarget;

import java.util.List;

/// The targets by their names on the command line.
final class Targets {
    private static final List<String> HERE =
            List.of("auto", "all", "cpu", "cpu:auto", "cpu:jvm", "cpu:avx2", "cpu:avx512");
    private static final List<String> ELSEWHERE = List.of("cpu:neon", "amx", "metal", "coreml");

    private Targets() {}

    /// The target that `-t` names.
    ///
    /// @throws TritonException (T0802) if it is not on this machine, (T0901) if there is no such
    ///   name
    static CpuTarget open(@Nullable String name, @Nullable Integer threads) {
        if (threads != null && threads < 1) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.COMMAND_LINE, "-j " + threads + " is no number of threads")
                            .help("give 1 or more"));
        }
        CpuTier tier = tier(name);
        String unavailable = CpuTarget.machineCodeUnavailable(tier);
        if (CpuTier.MACHINE_CODE.contains(tier) && unavailable != null) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.TARGET_MISSING,
                                    "target `" + name + "` is not there: " + unavailable)
                            .help("`-t cpu` runs on every machine"));
        }
        return CpuTarget.create(threads == null ? GridRunner.defaultThreads() : threads, tier);
    }

    /// The tier that `-t` names; [CpuTier#AUTO] where it names none.
    ///
    /// @throws TritonException as [#check]
    static CpuTier tier(@Nullable String name) {
        check(name);
        CpuTier tier = name == null ? null : CpuTier.of(name);
        return tier == null ? CpuTier.AUTO : tier;
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

    /// Whether assertions are checked: asked for, or `TRITON_DEBUG=1` is in the environment.
    static boolean debugs(boolean asked) {
        return asked || "1".equals(System.getenv("TRITON_DEBUG"));
    }
}
