package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.List;

/// How the builders look at the parse tree: by position and kind of a node's children, since the
/// accessors that ANTLR generates search the children anew for each question.
final class Tree {
    private final SourceFile file;
    private final Diagnostics diagnostics;

    Tree(SourceFile file, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
    }

    /// The number of children.
    static int size(ParserRuleContext node) {
        List<ParseTree> children = node.children;
        return children == null ? 0 : children.size();
    }

    /// The child at `i`, which must be a rule's node.
    static ParserRuleContext rule(ParserRuleContext node, int i) {
        return (ParserRuleContext) node.children.get(i);
    }

    /// Whether there is a child at `i` that is a rule's node.
    static boolean isRule(ParserRuleContext node, int i) {
        return i < size(node) && node.children.get(i) instanceof ParserRuleContext;
    }

    /// The rule of the child at `i`, or -1 if there is none or it is a token.
    static int ruleIndex(ParserRuleContext node, int i) {
        return i < size(node) && node.children.get(i) instanceof ParserRuleContext rule
                ? rule.getRuleIndex()
                : -1;
    }

    /// The child at `i`, which must be a token.
    static PythonToken token(ParserRuleContext node, int i) {
        return (PythonToken) ((TerminalNode) node.children.get(i)).getSymbol();
    }

    /// The type of the token at `i`, or -2 if there is none or it is a rule's node.
    static int type(ParserRuleContext node, int i) {
        return i < size(node) && node.children.get(i) instanceof TerminalNode leaf
                ? leaf.getSymbol().getType()
                : -2;
    }

    static String text(ParserRuleContext node, int i) {
        return token(node, i).getText();
    }

    /// Whether a node is a single token: a name without parentheses.
    static boolean isOneToken(ParserRuleContext node) {
        return node.start == node.stop;
    }

    Span span(ParserRuleContext node) {
        return new Span(file, start(node), ((PythonToken) node.stop).end());
    }

    /// From the beginning of a node to the end of what is given.
    Span span(ParserRuleContext node, Span end) {
        return new Span(file, start(node), end.end());
    }

    Span span(PythonToken from, PythonToken to) {
        return new Span(file, from.start(), to.end());
    }

    private static int start(ParserRuleContext node) {
        return ((PythonToken) node.start).start();
    }

    void error(Span at, String message) {
        diagnostics.add(Diagnostic.error(Code.SYNTAX, at, message));
    }

    void error(Span at, String message, String help) {
        diagnostics.add(Diagnostic.error(Code.SYNTAX, at, message).help(help));
    }

    void tooDeep(Span at, String message) {
        diagnostics.add(Diagnostic.error(Code.TOO_DEEP, at, message));
    }

    /// Refuses two separators in a row among the children from `from` on. A trailing one is right.
    void checkSeparators(ParserRuleContext node, int from, int separator) {
        for (int i = from + 1; i < size(node); i++) {
            if (type(node, i) == separator && type(node, i - 1) == separator) {
                String text = text(node, i);
                error(
                        token(node, i).span(),
                        separator == PythonLexer.SEMICOLON
                                ? "expected a statement, found ';'"
                                : "expected an expression, found '" + text + "'",
                        "take out one '" + text + "'");
            }
        }
    }
}
