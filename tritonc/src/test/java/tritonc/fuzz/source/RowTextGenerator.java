package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes random texts of kernels over rows, as a softmax or a norm is one: a program loads a row,
/// or one after the other, reduces it a few times, and stores a row or a number. A row is one
/// block, or is gone through block by block, once for each pass.
final class RowTextGenerator {
    private static final DType[] FORMATS = {
        DType.FP32, DType.FP32, DType.FP32, DType.FP32, DType.I32, DType.FP64
    };

    final RowTextTensors tensors;
    private final Choices choices;
    private final Lines out = new Lines();
    private final Set<String> traits = new TreeSet<>();
    private final RowTextMasks masks;
    private final DType dtype;
    private int names;

    private RowTextGenerator(Choices choices) {
        this.choices = choices;
        tensors = new RowTextTensors(choices);
        masks = new RowTextMasks(choices, tensors.sizes, traits);
        dtype = choices.of(FORMATS);
    }

    static SourceCase generate(Choices choices) {
        return new RowTextGenerator(choices).make();
    }

    private SourceCase make() {
        traits.add("rows");
        out.add("@triton.jit");
        out.add("def kernel(" + tensors.parameters() + "):");
        out.indent();
        int programs = program();
        out.dedent();
        return new SourceCase(
                SourceGenerator.HEAD + out,
                tensors.signature(),
                tensors.storages,
                tensors.arguments,
                programs,
                1,
                choices.below(1 << 30),
                traits);
    }

    String name() {
        return "v" + names++;
    }

    /// A pointer to the first element of the row.
    String start(RowTextTensors.Tensor tensor) {
        int form = choices.below(10);
        return form < 8
                ? tensor.name() + " + row * stride"
                : form == 8
                        ? tensor.name() + " + base"
                        : tensor.name() + " + tl.cast(row, tl.int64) * stride";
    }

    /// @return how many programs there are
    private int program() {
        int form = choices.below(10);
        if (form < 6) {
            out.add("row = tl.program_id(0)");
            some();
            row();
            return tensors.sizes.programs();
        }
        traits.add("loop over rows");
        if (form < 9) {
            out.add("for row in range(tl.program_id(0), rows, tl.num_programs(0)):");
        } else {
            int count = 1 + choices.below(4);
            out.add("first = tl.program_id(0) * " + count);
            out.add("for row in range(first, tl.minimum(first + " + count + ", rows)):");
        }
        out.indent();
        row();
        out.dedent();
        return 1 + choices.below(4);
    }

    /// Now and then some rows are none of the kernel's business.
    private void some() {
        if (choices.chance(6)) {
            traits.add("branch on the row");
            out.add("if " + masks.isOneOf() + ":");
            out.indent();
            out.add("return");
            out.dedent();
        }
    }

    private void row() {
        out.add("base = row * stride");
        out.add("length = " + masks.length());
        out.add("other = " + (choices.chance(25) ? masks.length() : "length"));
        out.add("columns = tl.arange(0, BLOCK)");
        boolean lacksMask = choices.chance(8) && tensors.sizes.block() <= tensors.sizes.stride();
        RowTextValues.Columns columns =
                lacksMask ? new RowTextValues.Columns("columns", "", "") : masked("columns");
        RowTextValues values = new RowTextValues(this, choices, out, dtype, columns);
        if (choices.chance(40)) {
            traits.add("row in blocks");
            inBlocks(values);
        } else {
            asOne(values);
        }
        for (int i = choices.below(3); i > 0; i--) {
            values.storeScalar();
        }
    }

    private RowTextValues.Columns masked(String columns) {
        String mask = name();
        String other = name();
        out.add(mask + " = " + masks.mask("length", columns));
        out.add(other + " = " + masks.mask("other", columns));
        return new RowTextValues.Columns(columns, mask, other);
    }

    private void asOne(RowTextValues values) {
        values.load();
        for (int i = 2 + choices.below(7); i > 0; i--) {
            values.step();
        }
        for (int i = choices.below(10) < 8 ? 1 : choices.below(3); i > 0; i--) {
            values.store();
        }
    }

    private void inBlocks(RowTextValues values) {
        for (int i = 1 + choices.below(3); i > 0; i--) {
            gather(values);
        }
        if (choices.chance(85)) {
            blocks(values).store();
            out.dedent();
        }
    }

    /// Begins a loop over blocks, with some steps.
    private RowTextValues blocks(RowTextValues values) {
        String start = name();
        String columns = name();
        String end = choices.chance(80) ? "n" : "length";
        out.add("for " + start + " in range(0, " + end + ", BLOCK):");
        out.indent();
        out.add(columns + " = " + start + " + tl.arange(0, BLOCK)");
        RowTextValues inner = values.over(masked(columns));
        inner.load();
        for (int i = choices.below(4); i > 0; i--) {
            inner.step();
        }
        return inner;
    }

    /// A pass over the row that reduces it in one or two ways.
    private void gather(RowTextValues values) {
        if (dtype.isFloat() && choices.chance(15)) {
            scaled(values);
            return;
        }
        List<String> kinds = new ArrayList<>();
        List<String> joined = new ArrayList<>();
        boolean isTile = choices.chance(70);
        for (int i = 1 + choices.below(2); i > 0; i--) {
            kinds.add(choices.of(RowTextValues.REDUCTIONS));
            joined.add(name());
            out.add(joined.getLast() + " = " + values.first(kinds.getLast(), isTile));
        }
        RowTextValues inner = blocks(values);
        for (int i = 0; i < kinds.size(); i++) {
            inner.join(kinds.get(i), joined.get(i), isTile);
        }
        out.dedent();
        for (int i = 0; i < kinds.size(); i++) {
            String last = joined.get(i);
            values.addScalar(isTile ? RowTextValues.all(kinds.get(i), last) : last);
        }
    }

    /// A pass that finds the greatest element and the sum of what is scaled by it.
    private void scaled(RowTextValues values) {
        traits.add("softmax in one pass");
        String most = name();
        String sum = name();
        out.add(most + " = " + values.first("max", false));
        out.add(sum + " = " + values.first("sum", false));
        blocks(values).joinScaled(most, sum);
        out.dedent();
        values.addScalar(most);
        values.addScalar(sum);
    }
}
