package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.runtime.KernelFault;
import tritonc.runtime.Tensor;
import tritonc.runtime.kernel.AssertionFault;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.ListenerFault;
import tritonc.runtime.kernel.MemoryFault;
import tritonc.runtime.kernel.SpinDeadline;
import tritonc.runtime.kernel.Stopped;

import java.util.List;

/// What a failed program is told as.
final class FaultReport {
    private final CpuExecutable code;
    private final LaunchArguments arguments;
    private final @Nullable Tensor[] tensors;
    private final long deadline;

    /// @param deadline how long a launch may take, in seconds
    FaultReport(
            CpuExecutable code,
            LaunchArguments arguments,
            @Nullable Tensor[] tensors,
            long deadline) {
        this.code = code;
        this.arguments = arguments;
        this.tensors = tensors;
        this.deadline = deadline;
    }

    RuntimeException of(@Nullable Throwable cause, int x, int y, int z) {
        String kernel = code.signature().kernel();
        String program = "program (" + x + ", " + y + ", " + z + ") of `" + kernel + "` ";
        return switch (cause) {
            case MemoryFault fault -> memory(fault, program);
            case AssertionFault fault -> assertion(fault, program);
            case SpinDeadline waited ->
                    new KernelFault(
                            Diagnostic.error(
                                            Code.WAITED_TOO_LONG,
                                            program
                                                    + "waits for what does not happen: "
                                                    + waited.getMessage())
                                    .help(
                                            "programs start in ascending order and run to their"
                                                    + " end; wait only for those before"),
                            List.of());
            case ListenerFault told -> told.thrown();
            case Stopped _ ->
                    new KernelFault(
                            Diagnostic.error(
                                            Code.WAITED_TOO_LONG,
                                            program
                                                    + "did not end before the deadline of "
                                                    + deadline
                                                    + " s")
                                    .help(
                                            "look at the conditions of its loops, or raise"
                                                    + " -Dtritonc.launch.deadline.seconds"),
                            List.of());
            case OutOfMemoryError _ ->
                    new KernelFault(
                            Diagnostic.error(
                                    Code.OUT_OF_MEMORY, program + "found no room for its blocks"),
                            List.of());
            case null, default ->
                    new CompilerBug("run", program + "failed: " + cause, orNothing(cause));
        };
    }

    private static Throwable orNothing(@Nullable Throwable cause) {
        return cause == null ? new IllegalStateException("no cause") : cause;
    }

    private KernelFault memory(MemoryFault fault, String program) {
        List<AccessSite> sites = code.sites();
        boolean known = fault.site() >= 0 && fault.site() < sites.size();
        AccessSite site =
                known
                        ? sites.get(fault.site())
                        : new AccessSite("access", "", 1, fault.parameter(), List.of());
        StringBuilder text = new StringBuilder(program).append(verb(site.op()));
        if (fault.parameter() == MemoryFault.ANY_PARAMETER) {
            text.append(" an address outside every tensor of the launch");
        } else {
            reach(text, fault, site.bytes());
        }
        text.append(" (lane ").append(fault.lane()).append(')');
        if (!site.places().isEmpty()) {
            text.append(" at ").append(site.places().getFirst());
        }
        return new KernelFault(
                Diagnostic.error(Code.OUT_OF_BOUNDS, text.toString())
                        .help("mask the access, as in `mask=offsets < n`"),
                site.places());
    }

    private static KernelFault assertion(AssertionFault fault, String program) {
        AccessSite.Place place = new AccessSite.Place(fault.file(), fault.line(), fault.column());
        String message = fault.getMessage();
        String text =
                program
                        + "finds an assertion false"
                        + (message == null || message.isEmpty() ? "" : ": " + message)
                        + " (lane "
                        + fault.lane()
                        + ") at "
                        + place;
        return new KernelFault(
                Diagnostic.error(Code.ASSERTION, text)
                        .help("assertions are checked because debugging is asked for"),
                List.of(place));
    }

    private static String verb(String op) {
        return switch (op) {
            case "load" -> "loads";
            case "store" -> "stores to";
            default -> "updates";
        };
    }

    /// Such as `element 1000 of x_ptr, which has elements 0 to 999`.
    private void reach(StringBuilder text, MemoryFault fault, int bytes) {
        int slot = fault.parameter();
        long base = arguments.value(slot);
        long offset = fault.address() - base;
        String name = code.signature().runtime().get(slot).name();
        if (offset % bytes == 0) {
            text.append(" element ").append(offset / bytes);
        } else {
            text.append(" byte ").append(offset);
        }
        text.append(" of `").append(name).append('`');
        Tensor tensor = tensors[slot];
        if (tensor != null) {
            int width = tensor.dtype().bytes();
            long first = -tensor.byteOffset() / width;
            long count = tensor.storage().byteSize() / width;
            text.append(", a tensor ").append(tensor);
            if (count == 0) {
                text.append(" with no elements");
            } else {
                text.append(" with elements ").append(first).append(" to ");
                text.append(first + count - 1);
            }
        }
    }
}
