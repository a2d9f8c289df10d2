package tritonc.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PrecedencePredicateTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Predicts by one token. ANTLR decides most places of the grammar by a plain `switch`; the few it
/// leaves to its simulator (the loops inside `expr`, of operators and of adjacent strings) need no
/// more than the next token either: it begins an alternative whose precedence is high enough, or
/// the loop is over. The table of a decision is read off the grammar's own network, which is far
/// cheaper than the sets that the simulator would compute for each decision and token at first use.
final class OneTokenPrediction extends ParserATNSimulator {
    /// The decisions asked for so far, over all parsers; entries are written whole and may be made
    /// twice.
    private static final @Nullable Table[] TABLES =
            new @Nullable Table[PythonParser._ATN.decisionToState.size()];

    /// @param alternatives the alternative that each token begins, 0 for none
    /// @param precedences the precedence it needs, 0 for none
    /// @param otherwise the alternative for all other tokens
    private record Table(int[] alternatives, int[] precedences, int otherwise) {}

    OneTokenPrediction(Parser parser, ParserATNSimulator replaced) {
        super(parser, replaced.atn, replaced.decisionToDFA, replaced.getSharedContextCache());
    }

    @Override
    public int adaptivePredict(TokenStream input, int decision, ParserRuleContext outerContext) {
        Table table = TABLES[decision];
        if (table == null) {
            table = table(atn.getDecisionState(decision));
            TABLES[decision] = table;
        }
        int type = input.LA(1);
        int alternative = type < 0 ? 0 : table.alternatives[type];
        if (alternative == 0) {
            return table.otherwise;
        }
        int precedence = table.precedences[type];
        return precedence == 0 || parser.precpred(outerContext, precedence)
                ? alternative
                : table.otherwise;
    }

    private Table table(DecisionState state) {
        Table table =
                new Table(
                        new int[atn.maxTokenType + 1],
                        new int[atn.maxTokenType + 1],
                        state.getNumberOfTransitions());
        for (int i = 0; i < state.getNumberOfTransitions(); i++) {
            ATNState way = state.transition(i).target;
            if (way.getStateType() != ATNState.LOOP_END) {
                enter(table, way, i + 1, 0);
            }
        }
        return table;
    }

    /// Enters the tokens that can come first from `state` on; every rule begins with a token.
    private static void enter(Table table, ATNState state, int alternative, int precedence) {
        for (int i = 0; i < state.getNumberOfTransitions(); i++) {
            Transition t = state.transition(i);
            IntervalSet tokens = t.label();
            if (tokens == null) {
                int needed =
                        t instanceof PrecedencePredicateTransition p ? p.precedence : precedence;
                enter(table, t.target, alternative, needed);
                continue;
            }
            for (Interval interval : tokens.getIntervals()) {
                for (int type = interval.a; type <= interval.b; type++) {
                    table.alternatives[type] = alternative;
                    table.precedences[type] = precedence;
                }
            }
        }
    }
}
