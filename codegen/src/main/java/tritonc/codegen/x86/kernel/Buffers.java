package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Where buffers stand: in a thread's scratch memory, unless told otherwise for a while.
final class Buffers {
    private final Code code;
    private final Map<Buffer, Integer> places;
    private final Reg scratch;
    private final Map<Buffer, Reg> elsewhere = new HashMap<>();
    private Set<Buffer> bytes = Set.of();

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

    /// Bytes of an element.
    int width(Buffer buffer) {
        return bytes.contains(buffer) ? 1 : Kinds.bufferBytes(buffer.type());
    }

    /// Lets elements of buffers be single bytes, for the code that `body` writes. It may write to
    /// them, but not read.
    void asBytes(Set<Buffer> buffers, Runnable body) {
        bytes = buffers;
        body.run();
        bytes = Set.of();
    }

    /// A fresh register with the address of an element.
    Reg address(Buffer buffer, long element) {
        long at = start(buffer) + element * width(buffer);
        Reg address = code.general();
        code.add(ScalarOp.LEA, 64, address, Mem.of(base(buffer), Math.toIntExact(at)));
        return address;
    }

    /// Lets a buffer stand where a register points to, for the code that `body` writes.
    void at(Buffer buffer, Reg where, Runnable body) {
        elsewhere.put(buffer, where);
        body.run();
        elsewhere.remove(buffer);
    }
}
