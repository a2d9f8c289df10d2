package tritonc.fuzz;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Makes random kernels over rows, as a softmax or a norm is one: a program loads a row, or one
/// after the other, reduces it a few times, and stores a row or a number. A row is one block, or is
/// gone through block by block, once for each pass.
final class RowKernelGenerator {
    private static final DType[] FORMATS = {
        DType.FP32,
        DType.FP32,
        DType.FP32,
        DType.FP32,
        DType.FP32,
        DType.I32,
        DType.FP64,
        DType.FP16
    };

    private final Choices choices;
    private final Builder out = new Builder();
    private final Set<String> traits = new TreeSet<>();
    private final RowTensors tensors;
    private final RowMasks masks;
    private final Value length;
    private final Value stride;
    private final Value rows;
    private final Shape block;
    private final DType dtype;
    private int line;

    private RowKernelGenerator(Choices choices) {
        this.choices = choices;
        tensors = new RowTensors(choices, out);
        length = tensors.number("n", tensors.sizes.length());
        stride = tensors.number("stride", tensors.sizes.stride());
        rows = tensors.number("rows", tensors.sizes.rows());
        masks = new RowMasks(choices, out, tensors, length, traits);
        block = Shape.of(tensors.sizes.block());
        dtype = choices.of(FORMATS);
    }

    static FuzzCase generate(Choices choices) {
        return new RowKernelGenerator(choices).make();
    }

    private FuzzCase make() {
        traits.add("rows");
        int programs = program();
        return new FuzzCase(
                out.kernel("fuzz"),
                tensors.storages,
                tensors.arguments,
                programs,
                1,
                choices.below(1 << 30),
                traits);
    }

    private void place() {
        out.at(new Location("fuzz.py", ++line, 1));
    }

    /// @return how many programs there are
    private int program() {
        place();
        Value program = out.add(new ProgramOp.ProgramId(0));
        int form = choices.below(10);
        if (form < 6) {
            row(program);
            return tensors.sizes.programs();
        }
        traits.add("loop over rows");
        if (form < 9) {
            Value programs = out.add(new ProgramOp.NumPrograms(0));
            loop(program, rows, programs, this::row);
        } else {
            Value count = out.i32(1 + choices.below(4));
            Value first = out.binary(BinaryKind.MUL, program, count);
            Value end = out.binary(BinaryKind.ADD, first, count);
            loop(first, out.binary(BinaryKind.MIN, end, rows), out.i32(1), this::row);
        }
        return 1 + choices.below(4);
    }

    private void loop(Value lower, Value upper, Value step, Consumer<Value> body) {
        Block block =
                out.block(
                        List.of(DType.I32),
                        parameters -> {
                            body.accept(parameters.getFirst());
                            return new ControlOp.Yield(List.of());
                        });
        out.addAll(new ControlOp.For(lower, upper, step, List.of(), block));
    }

    /// All of a row, now and then only if it is one of some.
    private void row(Value number) {
        if (!choices.chance(6)) {
            whole(number);
            return;
        }
        traits.add("branch on the row");
        Value condition = masks.isOneOf(number);
        Block then = out.block(List.of(), none -> ended(() -> whole(number)));
        Block otherwise = out.block(List.of(), none -> ended(() -> {}));
        out.addAll(new ControlOp.If(condition, then, otherwise));
    }

    private static TileOp ended(Runnable body) {
        body.run();
        return new ControlOp.Yield(List.of());
    }

    private void whole(Value number) {
        place();
        Value base = out.binary(BinaryKind.MUL, number, stride);
        Value own = masks.length(number);
        Value other = choices.chance(25) ? masks.length(number) : length;
        RowValues.Row row = new RowValues.Row(number, base, own, other);
        RowValues.Columns columns = columns(row, lanes(), true);
        RowValues values = new RowValues(choices, out, tensors, masks, dtype, row, columns);
        if (choices.chance(40)) {
            traits.add("row in blocks");
            inBlocks(row, values);
        } else {
            asOne(values);
        }
        for (int i = choices.below(3); i > 0; i--) {
            place();
            values.storeScalar();
        }
    }

    /// @param mayLack whether there may be no mask
    private RowValues.Columns columns(RowValues.Row row, Value numbers, boolean mayLack) {
        Value mask = masks.mask(row.number(), row.length(), numbers, mayLack);
        Value other = masks.mask(row.number(), row.other(), numbers, mayLack);
        return new RowValues.Columns(numbers, mask, other);
    }

    private Value lanes() {
        return out.add(new ShapeOp.Arange(0, block.dim(0)));
    }

    /// The values over the columns that a block of a loop begins with.
    private RowValues inner(RowValues.Row row, RowValues values, Value start) {
        Value numbers = out.binary(BinaryKind.ADD, out.splat(start, block), lanes());
        RowValues inner = values.over(columns(row, numbers, false));
        place();
        inner.load();
        for (int i = choices.below(4); i > 0; i--) {
            place();
            inner.step();
        }
        return inner;
    }

    private void asOne(RowValues values) {
        place();
        values.load();
        for (int i = 2 + choices.below(7); i > 0; i--) {
            place();
            values.step();
        }
        for (int i = choices.below(10) < 8 ? 1 : choices.below(3); i > 0; i--) {
            place();
            values.store();
        }
    }

    private void inBlocks(RowValues.Row row, RowValues values) {
        for (int i = 1 + choices.below(3); i > 0; i--) {
            place();
            gather(row, values);
        }
        if (choices.chance(85)) {
            Consumer<Value> stores =
                    start -> {
                        RowValues inner = inner(row, values, start);
                        place();
                        inner.store();
                    };
            loop(out.i32(0), end(row), out.i32(block.dim(0)), stores);
        }
    }

    private Value end(RowValues.Row row) {
        return choices.chance(80) ? length : row.length();
    }

    /// A pass over the row that reduces it in one or two ways.
    private void gather(RowValues.Row row, RowValues values) {
        List<ReduceKind> kinds = new ArrayList<>();
        List<Value> before = new ArrayList<>();
        List<Type> types = new ArrayList<>(List.of(DType.I32));
        for (int i = 1 + choices.below(2); i > 0; i--) {
            ReduceKind kind = values.reduction();
            kinds.add(kind);
            before.add(values.first(kind, choices.chance(70)));
            types.add(before.getLast().type());
        }
        Block body =
                out.block(
                        types,
                        parameters -> {
                            Value start = parameters.getFirst();
                            RowValues inner = inner(row, values, start);
                            List<Value> next = new ArrayList<>();
                            for (int i = 0; i < kinds.size(); i++) {
                                next.add(inner.next(kinds.get(i), parameters.get(i + 1)));
                            }
                            return new ControlOp.Yield(next);
                        });
        Value step = out.i32(block.dim(0));
        List<Value> after = out.addAll(new ControlOp.For(out.i32(0), end(row), step, before, body));
        for (int i = 0; i < kinds.size(); i++) {
            Value last = after.get(i);
            values.addScalar(last.type().isBlock() ? values.joined(kinds.get(i), last) : last);
        }
    }
}
