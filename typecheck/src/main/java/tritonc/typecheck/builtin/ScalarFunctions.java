package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.analysis.Effects;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Terminator;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What the functions may do that a kernel hands over to be called on elements, and which of those
/// that join elements are ops of their own.
final class ScalarFunctions {
    private ScalarFunctions() {}

    /// A function that was handed over, evaluated once, on scalars.
    ///
    /// @param task what it is for, as messages say it: `joins elements`
    /// @param yields the scalars that a result is or holds
    /// @return the function as a block; null if it has a mistake that was told already
    /// @throws Mistake if the function does more than compute numbers from its arguments
    static @Nullable Block evaluated(
            Emitter out,
            Call.Given function,
            List<Type> types,
            String task,
            Functions functions,
            Function<PyValue, List<Value>> yields) {
        boolean[] wrong = new boolean[1];
        Block block =
                out.block(
                        types,
                        parameters -> {
                            List<Call.Given> given = new ArrayList<>();
                            parameters.forEach(
                                    p -> given.add(new Call.Given(new Tensor(p), function.span())));
                            String name = function.value().describe();
                            Call call = new Call(name, function.span(), given, List.of());
                            PyValue result = functions.call(function.value(), call);
                            wrong[0] = result instanceof ErrorValue;
                            return new ControlOp.Yield(wrong[0] ? List.of() : yields.apply(result));
                        });
        return wrong[0] ? null : closed(block, task, function.span());
    }

    /// The function without what nobody asks for: a helper may make a block only to look at its
    /// type.
    ///
    /// @param task what the function is for, as messages say it: `joins elements`
    /// @throws Mistake if the function does more than compute numbers from its arguments
    private static Block closed(Block function, String task, Span at) {
        Block live = live(function, new HashSet<>());
        check(live, new HashSet<>(), task, at);
        return live;
    }

    /// @param used the values that are asked for further on
    private static Block live(Block block, Set<Value> used) {
        Deque<Statement> kept = new ArrayDeque<>();
        for (Statement s : block.statements().reversed()) {
            boolean live =
                    s.op() instanceof Terminator
                            || !Effects.of(s.op()).droppable()
                            || s.results().stream().anyMatch(used::contains);
            if (live) {
                TileOp op = s.op();
                if (op instanceof ControlOp.If i) {
                    Block yes = live(i.thenBlock(), used);
                    op = new ControlOp.If(i.condition(), yes, live(i.elseBlock(), used));
                }
                used.addAll(op.operands());
                kept.addFirst(new Statement(s.results(), op, s.at()));
            }
        }
        return new Block(block.parameters(), List.copyOf(kept));
    }

    /// @throws Mistake if the function does more than compute numbers from its arguments
    private static void check(Block block, Set<Value> seen, String task, Span at) {
        seen.addAll(block.parameters());
        for (Statement s : block.statements()) {
            boolean computes =
                    s.op() instanceof Arithmetic
                            || s.op() instanceof ControlOp.If
                            || s.op() instanceof ControlOp.Yield;
            for (Value result : s.results()) {
                computes &= result.type() instanceof DType;
            }
            if (!computes) {
                throw Mistake.at(
                                at,
                                Code.COMBINE,
                                "a function that " + task + " holds `" + s.op().name() + "`")
                        .label(at, "line " + s.at().line() + " of " + s.at().file())
                        .help(
                                "it may compute with scalars and use `if`; it cannot touch memory,"
                                        + " make blocks or run loops");
            }
            if (!seen.containsAll(s.op().operands())) {
                throw Mistake.at(
                                at,
                                Code.COMBINE,
                                "a function that " + task + " uses a value of the kernel around it")
                        .label(at, "line " + s.at().line() + " of " + s.at().file())
                        .help("it sees its arguments and what is known at compile time");
            }
            for (Block nested : s.op().blocks()) {
                check(nested, seen, task, at);
            }
            seen.addAll(s.results());
        }
    }

    /// The op that joins as the function does; null if there is none.
    static @Nullable ReduceKind known(Block combine, List<Value> xs) {
        List<Value> parameters = combine.parameters();
        if (xs.size() != 1
                || combine.statements().size() != 2
                || !(combine.statements().getFirst().op() instanceof Arithmetic.Binary op)
                || !combine.yields().equals(combine.statements().getFirst().results())
                || !new HashSet<>(op.operands()).equals(new HashSet<>(parameters))) {
            return null;
        }
        return kind(op.kind());
    }

    private static @Nullable ReduceKind kind(BinaryKind combine) {
        for (ReduceKind kind : ReduceKind.values()) {
            if (kind.combine() == combine) {
                return kind;
            }
        }
        return null;
    }
}
