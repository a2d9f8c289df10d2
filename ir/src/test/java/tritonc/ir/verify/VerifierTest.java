package tritonc.ir.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.pass.Pass;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.List;

/// One planted violation a rule; what is sound stays silent.
final class VerifierTest {
    private static final Location AT = new Location("k.py", 2, 1);
    private static final Statement END =
            new Statement(List.of(), new ControlOp.Yield(List.of()), Location.NONE);

    private static Value value(int id, Type type) {
        return new Value(id, type);
    }

    private static Statement statement(TileOp op, Value... results) {
        return new Statement(List.of(results), op, AT);
    }

    private static Statement i32(int id) {
        return statement(new Arithmetic.Constant(DType.I32, 7), value(id, DType.I32));
    }

    private static Block block(List<Value> parameters, Statement... statements) {
        return new Block(parameters, List.of(statements));
    }

    private static Block yields(Value... values) {
        return block(List.of(), new Statement(List.of(), new ControlOp.Yield(List.of(values)), AT));
    }

    private static TileKernel kernel(Statement... statements) {
        return new TileKernel("k", List.of(), block(List.of(), statements));
    }

    private static void breaks(TileKernel kernel, String message) {
        assertThat(Verifier.verify(kernel)).isNotEmpty();
        assertThat(Verifier.verify(kernel).getFirst().toString()).contains(message);
    }

    private static Arithmetic.Binary add(Value a, Value b) {
        return new Arithmetic.Binary(BinaryKind.ADD, a, b);
    }

    @Test
    void soundKernelsAreSilent() {
        assertThat(Verifier.verify(kernel(i32(0), i32(5), END))).isEmpty();
    }

    @Test
    void useBeforeDefinition() {
        Value later = value(1, DType.I32);
        breaks(
                kernel(statement(add(later, later), value(0, DType.I32)), i32(1), END),
                "add defining %0 (k.py:2:1): %1 is not defined yet");
    }

    @Test
    void useOutsideItsBlock() {
        Value condition = value(0, DType.I1);
        Value inner = value(1, DType.I32);
        Statement branch =
                statement(
                        new ControlOp.If(
                                condition, block(List.of(), i32(1), END), block(List.of(), END)));
        Statement flag = statement(new Arithmetic.Constant(DType.I1, 1), condition);
        Statement use = statement(add(inner, inner), value(2, DType.I32));
        breaks(kernel(flag, branch, use, END), "%1 is out of sight here");
    }

    /// A fold of one block by a function that yields `result` after `statement`.
    private static TileKernel fold(Statement statement, Value result) {
        Value x = value(0, new BlockType(DType.I32, Shape.of(4)));
        Statement yield = statement(new ControlOp.Yield(List.of(result)));
        Block function = block(List.of(value(1, DType.I32), value(2, DType.I32)), statement, yield);
        return kernel(
                statement(new ShapeOp.Arange(0, 4), x),
                i32(7),
                statement(new ReduceBy(List.of(x), 0, function), value(9, DType.I32)),
                END);
    }

    @Test
    void functionOfAFoldIsClosedAndPure() {
        Value a = value(1, DType.I32);
        Value out = value(3, DType.I32);
        assertThat(Verifier.verify(fold(statement(add(a, a), out), out))).isEmpty();
        Value outside = value(7, DType.I32);
        breaks(fold(statement(add(a, outside), out), out), "%7 is out of sight here");
        breaks(fold(statement(new ProgramOp.ProgramId(0), out), out), "holds program_id");
        Value block = value(3, new BlockType(DType.I32, Shape.of(4)));
        breaks(fold(statement(new Arithmetic.Constant(block.type(), 1), block), a), "computes [4]");
        Value flag = value(3, DType.I1);
        breaks(fold(statement(new Arithmetic.Constant(DType.I1, 1), flag), flag), "yields [i1]");
    }

    @Test
    void definedTwice() {
        breaks(kernel(i32(0), i32(0), END), "%0 is defined twice");
    }

    @Test
    void usedWithAnotherType() {
        Value wrong = value(0, DType.FP32);
        breaks(
                kernel(i32(0), statement(add(wrong, wrong), value(1, DType.FP32)), END),
                "%0 is i32, used as fp32");
    }

    @Test
    void resultsOfTheWrongTypeOrNumber() {
        breaks(
                kernel(statement(new Arithmetic.Constant(DType.I32, 7), value(0, DType.FP32)), END),
                "%0 is fp32, not i32");
        breaks(kernel(statement(new Arithmetic.Constant(DType.I32, 7)), END), "has 0 results");
    }

    @Test
    void terminatorInsideABlockOrOfTheWrongKind() {
        breaks(kernel(END, END), "a terminator inside a block");
        Value flag = value(0, DType.I1);
        Statement one = statement(new Arithmetic.Constant(DType.I1, 1), flag);
        Statement condition = statement(new ControlOp.Condition(flag, List.of()));
        breaks(kernel(one, condition), "ends with condition, not yield");
        breaks(
                kernel(i32(3), statement(new ControlOp.Yield(List.of(value(3, DType.I32))))),
                "yields [i32], not []");
    }

    @Test
    void forCarriesTypesRoundAndRound() {
        Value zero = value(0, DType.I32);
        Value iv = value(1, DType.I32);
        Value carried = value(2, DType.FP32);
        Block body = block(List.of(iv, carried), yields(iv).statements().getFirst());
        TileOp loop = new ControlOp.For(zero, zero, zero, List.of(zero), body);
        List<Violation> found =
                Verifier.verify(kernel(i32(0), statement(loop, value(9, DType.I32)), END));
        assertThat(found.getFirst().toString())
                .contains("block parameters of for are [i32, fp32], not [i32, i32]");
        Block wrong = block(List.of(iv, value(2, DType.I32)), yields().statements().getFirst());
        TileOp short1 = new ControlOp.For(zero, zero, zero, List.of(zero), wrong);
        breaks(
                kernel(i32(0), statement(short1, value(9, DType.I32)), END),
                "a block yields [], not [i32]");
    }

    @Test
    void ifYieldsTheSameTypesOnBothSides() {
        Value flag = value(0, DType.I1);
        Value number = value(1, DType.I32);
        TileOp branch = new ControlOp.If(flag, yields(number), yields(flag));
        breaks(
                kernel(
                        statement(new Arithmetic.Constant(DType.I1, 1), flag),
                        i32(1),
                        statement(branch, value(2, DType.I32)),
                        END),
                "a block yields [i1], not [i32]");
    }

    @Test
    void whileHandsOverWhatItsConditionGives() {
        Value flag = value(0, DType.I1);
        Statement one = statement(new Arithmetic.Constant(DType.I1, 1), flag);
        Block before = block(List.of(), statement(new ControlOp.Condition(flag, List.of(flag))));
        TileOp loop = new ControlOp.While(List.of(), before, yields());
        breaks(
                kernel(one, statement(loop, value(1, DType.I1)), END),
                "block parameters of do are [], not [i1]");
        Block empty = block(List.of(), statement(new ControlOp.Condition(flag, List.of())));
        TileOp spills = new ControlOp.While(List.of(), empty, yields(flag));
        breaks(kernel(one, statement(spills), END), "a block yields [i1], not []");
    }

    @Test
    void shapesArePowersOfTwoAndBounded() {
        Type three = new BlockType(DType.I8, Shape.of(4, 3));
        breaks(
                kernel(statement(new Arithmetic.Constant(three, 0), value(0, three)), END),
                "extent 3 of [4,3]i8 is not a power of two");
        Type large = new BlockType(DType.I8, Shape.of(1 << 20, 2));
        breaks(
                kernel(statement(new Arithmetic.Constant(large, 0), value(0, large)), END),
                "has more than 1048576 elements");
        Type fits = new BlockType(DType.I8, Shape.of(1 << 20));
        assertThat(
                        Verifier.verify(
                                kernel(
                                        statement(new Arithmetic.Constant(fits, 0), value(0, fits)),
                                        END)))
                .isEmpty();
        int[] axes = new int[33];
        java.util.Arrays.fill(axes, 1);
        Type deep = new BlockType(DType.I8, Shape.of(axes));
        breaks(
                kernel(statement(new Arithmetic.Constant(deep, 0), value(0, deep)), END),
                "more than 32 axes");
    }

    @Test
    void constantsAreLanesOfTheirType() {
        breaks(
                kernel(statement(new Arithmetic.Constant(DType.I8, 200), value(0, DType.I8)), END),
                "0xc8 is no lane of i8");
        PointerType pointer = new PointerType(DType.I8);
        breaks(
                kernel(statement(new Arithmetic.Constant(pointer, 16), value(0, pointer)), END),
                "a pointer constant other than null");
    }

    @Test
    void atomicsAndDotsTakeWhatTheyComputeWith() {
        Builder b = new Builder();
        Value p = b.parameter("p", new PointerType(DType.I1), 1);
        Value flag = b.constant(DType.I1, 1);
        b.add(new MemoryOp.AtomicRmw(AtomicKind.ADD, p, flag, null, Semantic.RELAXED));
        breaks(b.kernel("k"), "atomic add of i1");
        Builder c = new Builder();
        Value wide = c.constant(new BlockType(DType.FP64, Shape.of(2, 2)), 0);
        Value acc = c.constant(new BlockType(DType.FP32, Shape.of(2, 2)), 0);
        c.add(new Dot(wide, wide, acc, InputPrecision.IEEE));
        breaks(c.kernel("k"), "dot of fp64 and fp64 into fp32");
    }

    @Test
    void parametersHaveNamesOfTheirOwn() {
        Parameter a = new Parameter("a", value(0, DType.I32), 1);
        Parameter same = new Parameter("a", value(1, DType.I32), 1);
        breaks(
                new TileKernel("k", List.of(a, same), block(List.of(), END)),
                "parameter name \"a\" is empty or not the only one");
        breaks(
                new TileKernel("k", List.of(), block(List.of(value(0, DType.I32)), END)),
                "the kernel's body has parameters of its own");
    }

    @Test
    void eachPassIsHeldToTheRulesByName() {
        Pass breaking =
                new Pass(
                        "break-it",
                        "Defines a value twice.",
                        Pass.Exactness.EXACT,
                        k -> kernel(i32(0), i32(0), END));
        Pass idle = new Pass("idle", "Does nothing.", Pass.Exactness.EXACT, k -> k);
        TileKernel sound = kernel(i32(0), END);
        List<VerifyEach> listeners = List.of(new VerifyEach());
        assertThat(new Pipeline(List.of(idle)).run(sound, List.copyOf(listeners))).isSameAs(sound);
        assertThatThrownBy(() ->
                        new Pipeline(List.of(idle, breaking)).run(sound, List.copyOf(listeners)))
                .isInstanceOf(CompilerBug.class)
                .hasMessageContaining("break-it")
                .hasMessageContaining("%0 is defined twice");
    }
}
