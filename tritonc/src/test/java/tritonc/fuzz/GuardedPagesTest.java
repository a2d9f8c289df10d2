package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.codegen.x86.Assembler;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.artifact.NativeFrame;
import tritonc.ir.artifact.NativePayload;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.NativeCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Machine code that touches memory beside a guarded stretch ends its process.
class GuardedPagesTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, GuardedPages.ROOM - 1, GuardedPages.ROOM})
    void whoTouchesThePagesBesideIsEnded(int offset) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:+SuppressFatalErrorMessage",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                FuzzProcess.classPath(),
                                GuardedPagesTest.class.getName(),
                                String.valueOf(offset))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean inside = offset >= 0 && offset < GuardedPages.ROOM;
        assertThat(process.waitFor() == 0).isEqualTo(inside);
    }

    /// Writes one byte at an offset of a stretch.
    public static void main(String[] args) {
        Assembler out = new Assembler();
        Reg at = Reg.RAX;
        out.add(Insn.of(ScalarOp.MOV_, 64, at, Mem.of(Reg.RDI, NativeFrame.value(0))));
        out.add(Insn.of(ScalarOp.MOV_, 8, Mem.of(at), new Imm(1)));
        out.add(Insn.of(ScalarOp.MOV_, 32, Reg.RAX, new Imm(NativeFrame.DONE)));
        out.add(Insn.of(ScalarOp.RET, 64));
        NativePayload.Code code =
                new NativePayload.Code(out.finish(), 1, List.of(), false, false, Set.of());
        CompiledKernel kernel = NativeCode.map("touch", code, 1).create();
        LaunchArguments arguments = new LaunchArguments(1);
        arguments.number(0, GuardedPages.take().address() + Long.parseLong(args[0]));
        kernel.bind(arguments);
        kernel.program(0, 0, 0);
    }
}
