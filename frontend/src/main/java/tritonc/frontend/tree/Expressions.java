package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.UnaryOp;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Operators, conditions and lists of expressions. Chains of operators lean to the left in the
/// parse tree and are built by a loop, so that their length costs no stack.
final class Expressions {
    private final Tree tree;
    private final Atoms atoms;
    private final Parameters parameters;

    Expressions(Tree tree, SourceFile file) {
        this.tree = tree;
        this.parameters = new Parameters(tree, this);
        this.atoms = new Atoms(tree, this, new Strings(tree, file, this));
    }

    Atoms atoms() {
        return atoms;
    }

    Parameters parameters() {
        return parameters;
    }

    /// @param node of rule `value`: a `yield` or a list
    Expr value(ParserRuleContext node) {
        ParserRuleContext child = Tree.rule(node, 0);
        return child.getRuleIndex() == PythonParser.RULE_yielding ? yielding(child) : list(child);
    }

    /// @param node of rule `yielding`
    Expr yielding(ParserRuleContext node) {
        Span span = tree.span(node);
        return switch (Tree.size(node)) {
            case 1 -> new Expr.Yield(span, null);
            case 2 -> new Expr.Yield(span, list(Tree.rule(node, 1)));
            default -> new Expr.YieldFrom(span, test(Tree.rule(node, 2)));
        };
    }

    /// One expression, or a tuple without parentheses.
    ///
    /// @param node of rule `list`
    Expr list(ParserRuleContext node) {
        return list(node, false);
    }

    /// A list whose single expression may be a `:=` without parentheses.
    Expr list(ParserRuleContext node, boolean walrus) {
        tree.checkSeparators(node, 0, PythonLexer.COMMA);
        if (Tree.size(node) == 1) {
            return unstarred(item(Tree.rule(node, 0), walrus));
        }
        List<Expr> elements = new ArrayList<>(Tree.size(node) / 2 + 1);
        for (int i = 0; i < Tree.size(node); i++) {
            if (Tree.isRule(node, i)) {
                elements.add(item(Tree.rule(node, i), walrus));
            }
        }
        return new Expr.Tuple(tree.span(node), elements);
    }

    /// Refuses a starred expression where there is nothing to unpack it into.
    Expr unstarred(Expr e) {
        if (e instanceof Expr.Starred) {
            tree.error(e.span(), "a starred expression can only stand in a list, tuple or call");
        }
        return e;
    }

    /// @param node of rule `item`
    Expr item(ParserRuleContext node, boolean walrus) {
        return Tree.size(node) == 2
                ? new Expr.Starred(tree.span(node), expr(Tree.rule(node, 1)))
                : test(Tree.rule(node, 0), walrus);
    }

    Expr test(ParserRuleContext node) {
        return test(node, false);
    }

    /// @param node of rule `test`
    /// @param walrus whether `:=` may stand here without parentheses
    Expr test(ParserRuleContext node, boolean walrus) {
        if (!Tree.isRule(node, 0)) {
            return lambda(node);
        }
        Expr first = expr(Tree.rule(node, 0));
        return switch (Tree.size(node)) {
            case 1 -> first;
            case 3 -> named(node, first, walrus);
            default ->
                    new Expr.Conditional(
                            tree.span(node),
                            expr(Tree.rule(node, 2)),
                            first,
                            test(Tree.rule(node, 4)));
        };
    }

    private Expr named(ParserRuleContext node, Expr target, boolean walrus) {
        Span span = tree.span(node);
        Expr value = test(Tree.rule(node, 2));
        boolean bare = Tree.isOneToken(Tree.rule(node, 0));
        if (!(target instanceof Expr.Name name) || !bare) {
            tree.error(target.span(), "':=' can only assign to a name");
            return value;
        }
        if (!walrus) {
            tree.error(
                    Tree.token(node, 1).span(),
                    "':=' needs parentheses here",
                    "write '=' to assign in a statement, or put it into parentheses");
        }
        return new Expr.NamedExpr(span, name, value);
    }

    private Expr lambda(ParserRuleContext node) {
        int colon = 1;
        while (Tree.type(node, colon) != PythonLexer.COLON) {
            colon++;
        }
        List<Parameter> all = parameters.all(node, 1, colon);
        return new Expr.Lambda(tree.span(node), all, test(Tree.rule(node, colon + 1)));
    }

    /// @param node of rule `expr`
    Expr expr(ParserRuleContext node) {
        ParserRuleContext at = node;
        while (Tree.size(at) > 1 && Tree.ruleIndex(at, 0) == PythonParser.RULE_expr) {
            at = Tree.rule(at, 0);
        }
        Expr built = leaf(at);
        while (at != node) {
            at = at.getParent();
            if (Tree.size(at) == 2) {
                built = atoms.trailer(tree.span(at), built, Tree.rule(at, 1));
                continue;
            }
            int op = Tree.type(at, 1);
            if (op == PythonLexer.AND || op == PythonLexer.OR) {
                ParserRuleContext last = chainEnd(at, node, op == PythonLexer.AND);
                built = logical(at, last, built);
                at = last;
            } else if (isComparison(op)) {
                ParserRuleContext last = comparisonEnd(at, node);
                built = comparison(at, last, built);
                at = last;
            } else {
                Expr right = operand(Tree.rule(at, 2));
                built = new Expr.Binary(tree.span(at), binaryOp(op), built, right);
            }
        }
        return built;
    }

    /// An atom, or an operator before its operand.
    private Expr leaf(ParserRuleContext node) {
        if (Tree.size(node) == 1) {
            return atoms.atom(Tree.rule(node, 0));
        }
        ParserRuleContext inner = Tree.rule(node, 1);
        Span span = tree.span(node);
        return switch (Tree.type(node, 0)) {
            case PythonLexer.AWAIT -> new Expr.Await(span, operand(inner));
            case PythonLexer.NOT -> new Expr.Unary(span, UnaryOp.NOT, expr(inner));
            case PythonLexer.PLUS -> new Expr.Unary(span, UnaryOp.PLUS, operand(inner));
            case PythonLexer.MINUS -> new Expr.Unary(span, UnaryOp.MINUS, operand(inner));
            default -> new Expr.Unary(span, UnaryOp.INVERT, operand(inner));
        };
    }

    /// The operand of an operator that binds tighter than `not`.
    private Expr operand(ParserRuleContext node) {
        if (Tree.type(node, 0) == PythonLexer.NOT) {
            tree.error(
                    Tree.token(node, 0).span(),
                    "'not' binds less than the operator before it",
                    "put 'not ...' into parentheses");
        }
        return expr(node);
    }

    /// The outermost node of the chain of `and` (or `or`) that begins at `first`.
    private static ParserRuleContext chainEnd(
            ParserRuleContext first, ParserRuleContext limit, boolean and) {
        int op = and ? PythonLexer.AND : PythonLexer.OR;
        ParserRuleContext last = first;
        while (last != limit && Tree.type(last.getParent(), 1) == op) {
            last = last.getParent();
        }
        return last;
    }

    private Expr logical(ParserRuleContext first, ParserRuleContext last, Expr left) {
        BooleanOp op = Tree.type(first, 1) == PythonLexer.AND ? BooleanOp.AND : BooleanOp.OR;
        List<Expr> operands = new ArrayList<>();
        operands.add(left);
        for (ParserRuleContext at = first; ; at = at.getParent()) {
            operands.add(expr(Tree.rule(at, 2)));
            if (at == last) {
                return new Expr.Logical(tree.span(last), op, operands);
            }
        }
    }

    private static ParserRuleContext comparisonEnd(
            ParserRuleContext first, ParserRuleContext limit) {
        ParserRuleContext last = first;
        while (last != limit && isComparison(Tree.type(last.getParent(), 1))) {
            last = last.getParent();
        }
        return last;
    }

    private Expr comparison(ParserRuleContext first, ParserRuleContext last, Expr left) {
        List<CompareOp> ops = new ArrayList<>(2);
        List<Expr> rights = new ArrayList<>(2);
        for (ParserRuleContext at = first; ; at = at.getParent()) {
            ops.add(compareOp(Tree.type(at, 1)));
            rights.add(operand(Tree.rule(at, 2)));
            if (at == last) {
                return new Expr.Compare(tree.span(last), left, ops, rights);
            }
        }
    }

    private static boolean isComparison(int type) {
        return switch (type) {
            case PythonLexer.LESS,
                    PythonLexer.GREATER,
                    PythonLexer.LESS_EQUAL,
                    PythonLexer.GREATER_EQUAL,
                    PythonLexer.EQUAL,
                    PythonLexer.NOT_EQUAL,
                    PythonLexer.IN,
                    PythonLexer.NOT_IN,
                    PythonLexer.IS,
                    PythonLexer.IS_NOT ->
                    true;
            default -> false;
        };
    }

    private static CompareOp compareOp(int type) {
        return switch (type) {
            case PythonLexer.LESS -> CompareOp.LT;
            case PythonLexer.GREATER -> CompareOp.GT;
            case PythonLexer.LESS_EQUAL -> CompareOp.LE;
            case PythonLexer.GREATER_EQUAL -> CompareOp.GE;
            case PythonLexer.EQUAL -> CompareOp.EQ;
            case PythonLexer.NOT_EQUAL -> CompareOp.NE;
            case PythonLexer.IN -> CompareOp.IN;
            case PythonLexer.NOT_IN -> CompareOp.NOT_IN;
            case PythonLexer.IS -> CompareOp.IS;
            default -> CompareOp.IS_NOT;
        };
    }

    /// The operator of a token, plain or of an augmented assignment.
    static BinaryOp binaryOp(int type) {
        return switch (type) {
            case PythonLexer.PLUS, PythonLexer.PLUS_ASSIGN -> BinaryOp.ADD;
            case PythonLexer.MINUS, PythonLexer.MINUS_ASSIGN -> BinaryOp.SUB;
            case PythonLexer.STAR, PythonLexer.STAR_ASSIGN -> BinaryOp.MUL;
            case PythonLexer.AT, PythonLexer.AT_ASSIGN -> BinaryOp.MATMUL;
            case PythonLexer.SLASH, PythonLexer.SLASH_ASSIGN -> BinaryOp.DIV;
            case PythonLexer.FLOOR, PythonLexer.FLOOR_ASSIGN -> BinaryOp.FLOOR_DIV;
            case PythonLexer.PERCENT, PythonLexer.PERCENT_ASSIGN -> BinaryOp.MOD;
            case PythonLexer.POWER, PythonLexer.POWER_ASSIGN -> BinaryOp.POW;
            case PythonLexer.SHIFT_LEFT, PythonLexer.SHIFT_LEFT_ASSIGN -> BinaryOp.SHL;
            case PythonLexer.SHIFT_RIGHT, PythonLexer.SHIFT_RIGHT_ASSIGN -> BinaryOp.SHR;
            case PythonLexer.AMPERSAND, PythonLexer.AMPERSAND_ASSIGN -> BinaryOp.BIT_AND;
            case PythonLexer.BAR, PythonLexer.BAR_ASSIGN -> BinaryOp.BIT_OR;
            default -> BinaryOp.BIT_XOR;
        };
    }
}
