package tritonc.fuzz;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes random kernels. Every run-time choice comes from [Choices].
final class KernelGenerator {
    static final DType[] NUMBERS = {
        DType.FP32,
        DType.I32,
        DType.FP16,
        DType.BF16,
        DType.FP64,
        DType.I8,
        DType.I16,
        DType.I64,
        DType.U8,
        DType.U16,
        DType.U32,
        DType.U64,
        DType.I1
    };
    private static final int[] EXTENTS = {1, 2, 4, 8, 16, 32, 64, 128};

    final Choices choices;
    final Builder out = new Builder();
    final Pool pool;
    final Shape rows;
    final Shape tile;
    final List<FuzzCase.Storage> storages = new ArrayList<>();
    final List<FuzzCase.Argument> arguments = new ArrayList<>();

    /// Pointer parameters, and the storage and first element of each.
    record View(Value pointer, int storage, int first) {}

    final Set<String> traits = new TreeSet<>();
    final List<View> views = new ArrayList<>();
    final Memory memory;
    final FusedStores fusedStores;
    final Computation computation;
    final Control control;
    int line;

    private KernelGenerator(Choices choices) {
        this.choices = choices;
        pool = new Pool(choices);
        rows = Shape.of(choices.of(EXTENTS));
        tile =
                Shape.of(
                        choices.of(new int[] {1, 2, 4, 8, 16}),
                        choices.of(new int[] {2, 4, 8, 16, 32}));
        memory = new Memory(this);
        fusedStores = new FusedStores(this);
        computation = new Computation(this);
        control = new Control(this);
    }

    static FuzzCase generate(Choices choices) {
        return choices.chance(RowSizes.SHARE)
                ? RowKernelGenerator.generate(choices)
                : new KernelGenerator(choices).make();
    }

    private FuzzCase make() {
        int gridX = choices.chance(3) ? 0 : 1 + choices.below(4);
        int gridY = choices.chance(20) ? 2 : 1;
        parameters();
        place();
        pool.add(out.add(new ProgramOp.ProgramId(0)));
        if (choices.chance(40)) {
            pool.add(out.add(new ProgramOp.ProgramId(1)));
            pool.add(out.add(new ProgramOp.NumPrograms(choices.below(3))));
        }
        pool.add(out.add(new ShapeOp.Arange(0, rows.dim(0))));
        int steps = 4 + choices.below(9);
        control.statements(steps, 0);
        finish();
        TileKernel kernel = out.kernel("fuzz");
        return new FuzzCase(
                kernel, storages, arguments, gridX, gridY, choices.below(1 << 30), traits);
    }

    /// Every statement stands on a line of its own, so that a fault names it.
    void place() {
        out.at(new Location("fuzz.py", ++line, 1));
    }

    private void parameters() {
        int count = 2 + choices.below(3);
        for (int i = 0; i < count; i++) {
            boolean again = i > 0 && choices.chance(20);
            DType dtype =
                    again
                            ? storages.getFirst().dtype()
                            : choices.of(choices.chance(10) ? Computation.FP8 : NUMBERS);
            int length = 1 << (5 + choices.below(6));
            storages.add(new FuzzCase.Storage(dtype, length));
        }
        int viewCount = count + (choices.chance(35) ? 1 + choices.below(2) : 0);
        for (int i = 0; i < viewCount; i++) {
            int storage = i < count ? i : choices.below(count);
            int first = i < count ? 0 : choices.below(storages.get(storage).length() / 2);
            if (i >= count) {
                traits.add(first == 0 ? "identical arguments" : "overlapping arguments");
            }
            view(i, storage, first);
        }
        int scalars = choices.below(4);
        for (int i = 0; i < scalars; i++) {
            DType dtype = choices.of(NUMBERS);
            pool.add(out.parameter("s" + i, dtype, 1));
            arguments.add(new FuzzCase.Argument.Scalar(Data.lane(dtype, choices)));
        }
    }

    private void view(int index, int storage, int first) {
        DType dtype = storages.get(storage).dtype();
        Value pointer = out.parameter("p" + index, new PointerType(dtype), 1);
        views.add(new View(pointer, storage, first));
        arguments.add(new FuzzCase.Argument.Pointer(storage, (long) first * dtype.bytes()));
    }

    /// Stores the newest values, so that most of what was computed matters.
    private void finish() {
        for (Value v : List.copyOf(pool.newest(5))) {
            place();
            memory.storeValue(v);
        }
    }

    /// A shape that blocks of this kernel have: mostly 1-D, or the 2-D tile.
    Shape shape() {
        int pick = choices.below(10);
        return pick < 5 ? rows : pick < 8 ? tile : Shape.SCALAR;
    }

    /// A value of exactly this type: from the pool, else made on the spot.
    Value value(Type type) {
        Value found = choices.chance(85) ? pool.pick(type::equals) : null;
        return found != null ? found : computation.make(type);
    }

    /// An i32 block of the shape whose lanes differ in some regular way.
    Value index(Shape shape) {
        if (shape.rank() > 2) {
            return out.add(new ShapeOp.Reshape(index(Shape.of(shape.size())), shape));
        }
        Value index =
                switch (shape.rank()) {
                    case 0 -> out.add(new ProgramOp.ProgramId(0));
                    case 1 -> out.add(new ShapeOp.Arange(0, shape.dim(0)));
                    default -> grid(shape);
                };
        if (choices.chance(60)) {
            int stride = choices.of(new int[] {-1, 2, 0, 3, -3, 1});
            traits.add(stride < 0 ? "negative stride" : stride == 0 ? "zero stride" : "stride");
            index = out.binary(BinaryKind.MUL, index, out.constant(index.type(), stride));
        }
        Value dynamic = choices.chance(20) ? pool.pick(t -> t == DType.I32) : null;
        if (dynamic != null) {
            traits.add("stride known at run time");
            index = out.binary(BinaryKind.MUL, index, out.splat(dynamic, shape));
        }
        if (choices.chance(70)) {
            Value pid = out.add(new ProgramOp.ProgramId(0));
            Value step =
                    out.binary(BinaryKind.MUL, pid, out.i32(1 + choices.below(shape.size() + 3)));
            index = out.binary(BinaryKind.ADD, out.splat(step, shape), index);
        }
        return index;
    }

    private Value grid(Shape shape) {
        Value r = out.add(new ShapeOp.Arange(0, shape.dim(0)));
        Value c = out.add(new ShapeOp.Arange(0, shape.dim(1)));
        Value down = out.add(new ShapeOp.ExpandDims(r, 1));
        Value across = out.add(new ShapeOp.ExpandDims(c, 0));
        int stride = choices.of(new int[] {shape.dim(1), 1, shape.dim(1) + 3, 0, -2});
        Value scaled = out.binary(BinaryKind.MUL, down, out.constant(down.type(), stride));
        return out.binary(
                BinaryKind.ADD,
                out.add(new ShapeOp.Broadcast(scaled, shape)),
                out.add(new ShapeOp.Broadcast(across, shape)));
    }
}
