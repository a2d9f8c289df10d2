package tritonc.typecheck.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommaListTest {
    private static void assertParts(String text, String... parts) {
        assertThat(CommaList.parts(text)).as("parts of %s", text).containsExactly(parts);
    }

    @Test
    void partsStandBetweenCommas() {
        assertParts("a", "a");
        assertParts(" a , b c\t", "a", "b c");
    }

    @Test
    void blanksAreNoPart() {
        assertParts("");
        assertParts("  ");
    }

    @Test
    void oneCommaMayStandBehindTheLast() {
        assertParts("a,", "a");
        assertParts("a, b , ", "a", "b");
        assertParts("a,,", "a", "");
    }

    @Test
    void nothingBeforeACommaIsAnEmptyPart() {
        assertParts(",", "");
        assertParts(",a", "", "a");
        assertParts("a, ,b", "a", "", "b");
    }

    @Test
    void commasWithinBracketsDoNotCount() {
        assertParts("(a,b),[c,d],t<e,f>", "(a,b)", "[c,d]", "t<e,f>");
        assertParts("f(a,[b,(c,d)]),e", "f(a,[b,(c,d)])", "e");
        assertParts("(a,b", "(a,b");
        assertParts("a),b", "a)", "b");
    }

    @Test
    void commasAndBracketsWithinQuotesDoNotCount() {
        assertParts("'a,b',\"c,'\",d", "'a,b'", "\"c,'\"", "d");
        assertParts("'(',b", "'('", "b");
        assertParts("'a,b", "'a,b");
    }
}
