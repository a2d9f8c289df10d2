package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;

import java.util.ArrayList;
import java.util.List;

/// The items of `with`, which may stand in parentheses of their own: `with (a as b, c as d):`.
final class WithItems {
    private final Tree tree;
    private final Expressions expressions;

    WithItems(Tree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    /// @param node of rule `withStatement`
    List<Stmt.WithItem> items(ParserRuleContext node) {
        ParserRuleContext only = Tree.rule(node, 1);
        boolean single = Tree.type(node, 2) == PythonLexer.COLON && Tree.size(only) == 1;
        ParserRuleContext inner = single ? parenthesised(Tree.rule(only, 0)) : null;
        List<Stmt.WithItem> items = new ArrayList<>();
        if (inner != null) {
            tree.checkSeparators(inner, 0, PythonLexer.COMMA);
            for (int i = 0; i < Tree.size(inner); i++) {
                if (Tree.isRule(inner, i)) {
                    items.add(element(Tree.rule(inner, i)));
                }
            }
            return items;
        }
        for (int i = 1; Tree.type(node, i) != PythonLexer.COLON; i++) {
            if (Tree.isRule(node, i)) {
                ParserRuleContext item = Tree.rule(node, i);
                Expr context = expressions.test(Tree.rule(item, 0));
                Expr target = Tree.size(item) == 3 ? target(Tree.rule(item, 2)) : null;
                items.add(new Stmt.WithItem(tree.span(item), context, target));
            }
        }
        return items;
    }

    /// The elements of a pair of parentheses that is all there is of `test` and holds items: no
    /// unpacking, no `:=`, no generator.
    private static @Nullable ParserRuleContext parenthesised(ParserRuleContext test) {
        if (Tree.size(test) != 1 || Tree.size(Tree.rule(test, 0)) != 1) {
            return null;
        }
        ParserRuleContext atom = Tree.rule(Tree.rule(test, 0), 0);
        if (Tree.type(atom, 0) != PythonLexer.LPAREN
                || Tree.ruleIndex(atom, 1) != PythonParser.RULE_elements) {
            return null;
        }
        ParserRuleContext elements = Tree.rule(atom, 1);
        for (int i = 0; i < Tree.size(elements); i++) {
            if (Tree.isRule(elements, i) && !isItem(Tree.rule(elements, i))) {
                return null;
            }
        }
        return elements;
    }

    private static boolean isItem(ParserRuleContext element) {
        if (element.getRuleIndex() != PythonParser.RULE_element) {
            return false;
        }
        ParserRuleContext item = Tree.rule(element, 0);
        return Tree.size(item) == 1 && Tree.type(Tree.rule(item, 0), 1) != PythonLexer.WALRUS;
    }

    private Stmt.WithItem element(ParserRuleContext node) {
        Expr context = expressions.test(Tree.rule(Tree.rule(node, 0), 0));
        Expr target = Tree.size(node) == 3 ? target(Tree.rule(node, 2)) : null;
        return new Stmt.WithItem(tree.span(node), context, target);
    }

    private Expr target(ParserRuleContext node) {
        Expr target = expressions.unstarred(expressions.atoms().target(node));
        expressions.atoms().targets().check(target);
        return target;
    }
}
