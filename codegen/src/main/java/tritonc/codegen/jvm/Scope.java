package tritonc.codegen.jvm;

import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.LoopKernel;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;

import java.util.Arrays;

/// The values of one method while it is written: which local variable holds which, and which stand
/// in fields because they cross from method to method.
final class Scope implements Operands {
    private final KernelClass owner;
    private final Code code;
    private final String type;
    private final LoopKernel kernel;
    private final Outline outline;
    private final Outline.Method method;
    private final int[] slots;
    private final int[] buffers;
    private final int[] starts;
    private final int[] ends;

    Scope(KernelClass owner, Code code, Outline.Method method) {
        this.owner = owner;
        this.code = code;
        this.type = owner.type();
        this.kernel = owner.kernel();
        this.outline = owner.outline();
        this.method = method;
        this.slots = absent(kernel.valueCount());
        this.buffers = absent(kernel.buffers().size());
        this.starts = absent(kernel.parameters().size());
        this.ends = absent(kernel.parameters().size());
        enter();
    }

    private static int[] absent(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, -1);
        return slots;
    }

    Code code() {
        return code;
    }

    Outline outline() {
        return outline;
    }

    LoopKernel kernel() {
        return kernel;
    }

    String type() {
        return type;
    }

    /// Loads what the method reads from elsewhere into locals.
    private void enter() {
        for (int i = 0; i < kernel.parameters().size(); i++) {
            Value parameter = kernel.parameters().get(i).value();
            if (method.foreign.get(parameter.id())) {
                code.loadReference(0);
                code.field(Opcodes.GETFIELD, type, "args", "[J");
                code.push(i);
                code.op(Opcodes.LALOAD);
                Scalars.fromLane(code, parameter.type().element());
                keep(parameter);
            }
            if (method.checked.get(i)) {
                starts[i] = bound("starts", i);
                ends[i] = bound("ends", i);
            }
        }
        for (Value value : method.foreignValues) {
            Outline.Method home = outline.home(value.id());
            // what a part of this method defines is read from the field after that part has run
            if (home != null && !method.calls(home)) {
                pushField(value);
                keep(value);
            }
        }
        for (Buffer buffer : kernel.buffers()) {
            if (method.buffers.get(buffer.id())) {
                String array = Storage.of(buffer.type()).descriptor();
                code.loadReference(0);
                code.field(Opcodes.GETFIELD, type, bufferField(buffer), array);
                buffers[buffer.id()] = code.takeReference(array);
                code.storeReference(buffers[buffer.id()]);
            }
        }
    }

    static String bufferField(Buffer buffer) {
        return "buffer" + buffer.id();
    }

    static String valueField(int id) {
        return "value" + id;
    }

    private int bound(String field, int parameter) {
        code.loadReference(0);
        code.field(Opcodes.GETFIELD, type, field, "[J");
        code.push(parameter);
        code.op(Opcodes.LALOAD);
        int slot = code.take(Carrier.LONG);
        code.store(Carrier.LONG, slot);
        return slot;
    }

    private static Carrier carrier(Value value) {
        return Carrier.of(value.type().element());
    }

    private void keep(Value value) {
        slots[value.id()] = code.take(carrier(value));
        code.store(carrier(value), slots[value.id()]);
    }

    /// Gives the value on the stack to `value`, which is new.
    void define(Value value) {
        keep(value);
        makeField(value);
        publish(value);
    }

    /// Makes a local for `value`, holding 0 for now, so that any branch may [#assign] it.
    void declare(Value value) {
        code.pushLane(value.type().element(), 0);
        keep(value);
        makeField(value);
        publish(value);
    }

    private void makeField(Value value) {
        if (outline.crosses(value.id())) {
            owner.valueField(value.id(), carrier(value));
        }
    }

    /// Gives the value on the stack to `value`, which has a local.
    void assign(Value value) {
        code.store(carrier(value), slots[value.id()]);
        publish(value);
    }

    /// Lets `value` stand in the local of `other` from here on.
    void alias(Value value, Value other) {
        slots[value.id()] = slots[other.id()];
        makeField(value);
        publish(value);
    }

    /// Says that the local of `value` was changed in place.
    void changed(Value value) {
        publish(value);
    }

    private void publish(Value value) {
        if (outline.crosses(value.id())) {
            code.loadReference(0);
            code.load(carrier(value), slots[value.id()]);
            String descriptor = carrier(value).descriptor();
            code.field(Opcodes.PUTFIELD, type, valueField(value.id()), descriptor);
        }
    }

    private void pushField(Value value) {
        code.loadReference(0);
        String descriptor = carrier(value).descriptor();
        code.field(Opcodes.GETFIELD, type, valueField(value.id()), descriptor);
    }

    @Override
    public void push(Value value) {
        Arithmetic.Constant constant = outline.constant(value.id());
        if (constant != null) {
            code.pushLane(constant.type().element(), constant.bits());
        } else if (slots[value.id()] >= 0) {
            code.load(carrier(value), slots[value.id()]);
        } else if (outline.crosses(value.id())) {
            pushField(value);
        } else {
            throw new CompilerBug("jvm", value + " is read before it is defined");
        }
    }

    /// The local of a value that has one.
    int slot(Value value) {
        return slots[value.id()];
    }

    /// Pushes an integer as a `long`, by its signedness.
    void pushLong(Value value) {
        push(value);
        Scalars.toLong(code, value);
    }

    void pushLong(Amount amount) {
        switch (amount) {
            case Amount.Constant(long value) -> code.push(value);
            case Amount.Dynamic(Value value) -> {
                push(value);
                if (carrier(value) == Carrier.INT) {
                    code.op(Opcodes.I2L);
                }
            }
        }
    }

    /// Pushes a loop bound; what no `int` holds becomes the nearest one.
    void pushInt(Amount amount) {
        switch (amount) {
            case Amount.Constant(long value) -> code.push(Math.clamp(value, -1, Integer.MAX_VALUE));
            case Amount.Dynamic(Value value) -> {
                push(value);
                if (carrier(value) == Carrier.LONG) {
                    code.support("Conversions", "saturate", "(J)I");
                }
            }
        }
    }

    void pushBuffer(Buffer buffer) {
        code.loadReference(buffers[buffer.id()]);
    }

    /// Pushes the first byte of a parameter's storage and the first after it.
    void pushBounds(int parameter) {
        code.load(Carrier.LONG, starts[parameter]);
        code.load(Carrier.LONG, ends[parameter]);
    }

    /// Pushes a fresh array that the kernel owns, for use at this place alone.
    void pushScratch(Storage storage, int size) {
        String field = owner.scratch(storage, size);
        code.loadReference(0);
        code.field(Opcodes.GETFIELD, type, field, storage.descriptor());
    }
}
