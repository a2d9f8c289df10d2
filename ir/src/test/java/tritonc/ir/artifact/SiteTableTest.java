package tritonc.ir.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

final class SiteTableTest {
    private static final List<AccessSite> SITES =
            List.of(
                    new AccessSite(
                            "load",
                            "fp32",
                            4,
                            0,
                            List.of(
                                    new AccessSite.Place("a.py", 70_000, 3),
                                    new AccessSite.Place("helpers/é.py", 9, 1))),
                    new AccessSite("atomic_rmw", "*i8", 8, -1, List.of()),
                    new AccessSite(
                            "store", "i1", 1, 3, List.of(new AccessSite.Place("a.py", 0, 0))));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(SiteTable.decode(SiteTable.encode(SITES))).isEqualTo(SITES);
        assertThat(SiteTable.decode(SiteTable.encode(List.of()))).isEmpty();
        assertThat(SiteTable.encode(SITES)).isEqualTo(SiteTable.encode(List.copyOf(SITES)));
    }

    @Test
    void damageIsSaidNotBelieved() {
        byte[] bytes = SiteTable.encode(SITES);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SiteTable.decode(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SiteTable.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("after the table");
        bytes[0] ^= 1;
        assertThatThrownBy(() -> SiteTable.decode(bytes)).hasMessageContaining("not a table");
    }
}
