package tritonc.runtime.file;

import tritonc.runtime.file.ArtifactFile.Unfit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A strict reader of zips that are held in memory (PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4):
/// plain entries, stored or deflated, that lie one behind the other, then the directory, then its
/// end record. No comments, encryption, split archives or 64-bit extensions; both descriptions of
/// an entry must agree; nothing unpacks to more than it says.
final class ZipBytes {
    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int MOST_ENTRIES = 1000;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR = 8;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final ByteBuffer bytes;
    private final SequencedMap<String, byte[]> found = new LinkedHashMap<>();
    private long room;

    /// Where the entry before ends.
    private int behind;

    private ZipBytes(byte[] bytes, long room) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.room = room;
    }

    /// The entries by name, in their order.
    ///
    /// @param limit the most bytes that all of them may unpack to
    static SequencedMap<String, byte[]> read(byte[] bytes, long limit) throws Unfit {
        ZipBytes zip = new ZipBytes(bytes, limit);
        try {
            zip.directory();
        } catch (IndexOutOfBoundsException e) {
            throw new Unfit("is no whole zip: a record reaches outside of it");
        }
        return zip.found;
    }

    private void directory() throws Unfit {
        int end = bytes.limit() - END_SIZE;
        if (end < 0 || bytes.getInt(end) != END || bytes.getShort(end + 20) != 0) {
            throw new Unfit("is no zip, or was cut off");
        }
        int count = u16(end + 10);
        int start = u31(end + 16);
        boolean whole = u16(end + 4) == 0 && u16(end + 6) == 0 && u16(end + 8) == count;
        if (!whole || count > MOST_ENTRIES || (long) start + u31(end + 12) != end) {
            throw new Unfit("is no plain zip: its end record is not as expected");
        }
        int at = start;
        for (int i = 0; i < count; i++) {
            at = entry(at, start, end);
        }
        if (at != end || behind != start) {
            throw new Unfit("holds bytes that belong to no entry");
        }
    }

    /// Reads the entry whose directory record is at `at`; returns where the next record is.
    private int entry(int at, int directory, int end) throws Unfit {
        if (bytes.getInt(at) != CENTRAL) {
            throw new Unfit("is no plain zip: its directory is damaged");
        }
        int flags = u16(at + 8);
        int method = u16(at + 10);
        int crc = bytes.getInt(at + 16);
        int packed = u31(at + 20);
        int size = u31(at + 24);
        int nameSize = u16(at + 28);
        int next = at + CENTRAL_SIZE + nameSize + u16(at + 30) + u16(at + 32);
        int local = u31(at + 42);
        String name = name(at + CENTRAL_SIZE, nameSize);
        if ((flags & ENCRYPTED) != 0 || method != STORED && method != DEFLATED || next > end) {
            throw new Unfit("holds the entry " + name + " in a form that is not supported");
        }
        if (local != behind || bytes.getInt(local) != LOCAL || u16(local + 8) != method) {
            throw new Unfit("holds the entry " + name + " that is not where it should be");
        }
        int data = local + LOCAL_SIZE + nameSize + u16(local + 28);
        if (u16(local + 26) != nameSize || !name(local + LOCAL_SIZE, nameSize).equals(name)) {
            throw new Unfit("holds the entry " + name + " under two names");
        }
        if ((long) data + packed > directory) {
            throw new Unfit("holds the entry " + name + " that does not end");
        }
        behind = data + packed + ((flags & DESCRIPTOR) == 0 ? 0 : descriptor(data + packed));
        byte[] content = content(name, method, data, packed, size);
        CRC32 sum = new CRC32();
        sum.update(content);
        if ((int) sum.getValue() != crc) {
            throw new Unfit("holds the damaged entry " + name);
        }
        if (found.put(name, content) != null) {
            throw new Unfit("holds the entry " + name + " twice");
        }
        return next;
    }

    /// The size of the record that some writers put behind an entry.
    private int descriptor(int at) {
        return bytes.getInt(at) == 0x08074B50 ? 16 : 12;
    }

    private String name(int at, int size) throws Unfit {
        byte[] name = new byte[size];
        bytes.get(at, name);
        String text = new String(name, StandardCharsets.UTF_8);
        if (!text.equals(Manifest.NAME) && !Manifest.isName(text)) {
            throw new Unfit("holds an entry whose name is not allowed");
        }
        return text;
    }

    private byte[] content(String name, int method, int data, int packed, int size) throws Unfit {
        if (size > room || method == STORED && size != packed) {
            throw new Unfit("holds the entry " + name + " that claims a size it cannot have");
        }
        room -= size;
        if (method == STORED) {
            byte[] content = new byte[size];
            bytes.get(data, content);
            return content;
        }
        // deflate shrinks at most 1032 to 1: a claim beyond that is a lie, told before memory is
        if (size / 1032 > packed) {
            throw new Unfit("holds the entry " + name + " that claims a size it cannot have");
        }
        return inflate(name, data, packed, size);
    }

    private byte[] inflate(String name, int data, int packed, int size) throws Unfit {
        byte[] content = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes.slice(data, packed));
            int done = 0;
            while (done < size) {
                int got = inflater.inflate(content, done, size - done);
                if (got == 0) {
                    break;
                }
                done += got;
            }
            boolean over = done == size && inflater.inflate(new byte[1]) != 0;
            if (done != size || over || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new Unfit("holds the entry " + name + " of another size than it says");
            }
            return content;
        } catch (DataFormatException e) {
            throw new Unfit("holds the damaged entry " + name);
        } finally {
            inflater.end();
        }
    }

    private int u16(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private int u31(int at) throws Unfit {
        int value = bytes.getInt(at);
        if (value < 0) {
            throw new Unfit("is no plain zip: a size or place is out of range");
        }
        return value;
    }
}
