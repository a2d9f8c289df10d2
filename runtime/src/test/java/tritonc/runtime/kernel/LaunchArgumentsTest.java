package tritonc.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A launch's arguments change their version when, and only when, something is told that was not
/// told before.
final class LaunchArgumentsTest {
    private static void launch(LaunchArguments arguments, List<Integer> storages) {
        name(arguments, storages);
        arguments.endStorages();
    }

    private static void name(LaunchArguments arguments, List<Integer> storages) {
        arguments.beginStorages();
        for (int storage : storages) {
            arguments.storage(100L * storage, 100L * storage + 50);
        }
    }

    private static List<Long> starts(LaunchArguments arguments) {
        return Arrays.stream(arguments.live.starts, 0, arguments.live.count).boxed().toList();
    }

    @Property
    void storagesAreThoseOfTheLastLaunch(
            @ForAll List<@Size(max = 20) List<@IntRange(min = 1, max = 6) Integer>> launches) {
        LaunchArguments arguments = new LaunchArguments(0);
        List<Integer> before = List.of();
        int version = arguments.version();
        for (List<Integer> storages : launches) {
            launch(arguments, storages);
            List<Long> wanted = new TreeSet<>(storages).stream().map(s -> 100L * s).toList();
            assertThat(starts(arguments)).isEqualTo(wanted);
            assertThat(arguments.version() != version).isEqualTo(!storages.equals(before));
            version = arguments.version();
            before = storages;
        }
    }

    /// A tensor may be closed, which is found when some storages have been named.
    @Property
    void launchesMayFailBeforeTheyRun(
            @ForAll List<@Size(max = 4) List<@IntRange(min = 1, max = 3) Integer>> launches) {
        LaunchArguments arguments = new LaunchArguments(0);
        int ran = arguments.version();
        List<Long> known = List.of();
        for (int i = 0; i < launches.size(); i++) {
            if (i % 2 == 0) {
                name(arguments, launches.get(i));
                continue;
            }
            launch(arguments, launches.get(i));
            List<Long> wanted = new TreeSet<>(launches.get(i)).stream().map(s -> 100L * s).toList();
            assertThat(starts(arguments)).isEqualTo(wanted);
            if (arguments.version() == ran) {
                assertThat(wanted).isEqualTo(known);
            }
            ran = arguments.version();
            known = wanted;
        }
    }

    @Test
    void storagesOfOneLaunchAloneNeedNoBegin() {
        LaunchArguments arguments = new LaunchArguments(0);
        for (int i = 20; i > 0; i--) {
            arguments.storage(i, i + 1);
        }
        assertThat(arguments.live.count).isEqualTo(20);
        assertThat(arguments.live.starts[0]).isEqualTo(1);
    }

    @Test
    void whatIsToldAgainChangesNothing() {
        LaunchArguments arguments = new LaunchArguments(2);
        Consumer<String> lines = line -> {};
        Runnable same =
                () -> {
                    arguments.number(0, 7);
                    arguments.pointer(1, 8, 0, 16);
                    arguments.grid(3, 2, 1);
                    arguments.printTo(lines);
                    arguments.panels(null);
                };
        same.run();
        int version = arguments.version();
        same.run();
        assertThat(arguments.version()).isEqualTo(version);
    }

    @Test
    void eachChangeIsOne() {
        LaunchArguments arguments = new LaunchArguments(2);
        List<Runnable> changes =
                List.of(
                        () -> arguments.number(0, 7),
                        () -> arguments.pointer(0, 7, 0, 16),
                        () -> arguments.pointer(0, 7, 0, 32),
                        () -> arguments.pointer(0, 7, 4, 32),
                        () -> arguments.pointer(0, 8, 4, 32),
                        () -> arguments.number(0, 8),
                        () -> arguments.grid(2, 1, 1),
                        () -> arguments.grid(2, 2, 1),
                        () -> arguments.grid(2, 2, 2),
                        () -> arguments.large(1),
                        () -> arguments.printTo(line -> {}),
                        () -> launch(arguments, List.of(2, 1)),
                        () -> launch(arguments, List.of(1, 2)),
                        () -> launch(arguments, List.of(1, 2, 3)),
                        () -> launch(arguments, List.of(1, 2)));
        for (Runnable change : changes) {
            int version = arguments.version();
            change.run();
            assertThat(arguments.version()).isNotEqualTo(version);
        }
    }
}
