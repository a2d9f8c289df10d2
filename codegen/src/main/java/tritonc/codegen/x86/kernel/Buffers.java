package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Where buffers stand: in a thread's scratch memory, unless told otherwise for a while.
final class Buffers {
    private final Code code;
    private final Map<Buffer, Integer> places;
    private final Reg scratch;
    private final Map<Buffer, Reg> elsewhere = new HashMap<>();

    /// @param places where each buffer begins in scratch memory
    /// @param scratch register with the address of scratch memory
    Buffers(Code code, Map<Buffer, Integer> places, Reg scratch) {
        this.code = code;
        this.places = places;
        this.scratch = scratch;
    }

    /// What the buffer follows [#start] bytes behind.
    Reg base(Buffer buffer) {
        return elsewhere.getOrDefault(buffer, scratch);
    }

    int start(Buffer buffer) {
        return elsewhere.containsKey(buffer) ? 0 : Objects.requireNonNull(places.get(buffer));
    }

    /// A fresh register with the address of an element.
    Reg address(Buffer buffer, long element) {
        long bytes = start(buffer) + element * Kinds.bufferBytes(buffer.type());
        Reg address = code.general();
        code.add(ScalarOp.LEA, 64, address, Mem.of(base(buffer), Math.toIntExact(bytes)));
        return address;
    }

    /// Lets a buffer stand where a register points to, for the code that `body` writes.
    void at(Buffer buffer, Reg where, Runnable body) {
        elsewhere.put(buffer, where);
        body.run();
        elsewhere.remove(buffer);
    }
}
