/// Tests of the house itself: who imports whom, how long files and methods are, what must not be
/// written anywhere. Each rule is also shown a planted violation, which it must find.
@NullMarked
package tritonc.house;

import org.jspecify.annotations.NullMarked;
