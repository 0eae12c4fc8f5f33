package io.consentgate.standin;

import java.util.Arrays;

/** Ids in ascending order with counting and paging in O(log n); cheap because new ids are mostly the greatest. */
final class SortedIds {

    private long[] ids = new long[8];
    private int size;

    int size() {
        return size;
    }

    long at(int index) {
        return ids[index];
    }

    boolean contains(long id) {
        return Arrays.binarySearch(ids, 0, size, id) >= 0;
    }

    /** Index of the first id greater than the given one. */
    int indexAfter(long id) {
        int found = Arrays.binarySearch(ids, 0, size, id);
        return found >= 0 ? found + 1 : -found - 1;
    }

    void add(long id) {
        int index = indexAfter(id);
        if (index > 0 && ids[index - 1] == id) {
            return;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        System.arraycopy(ids, index, ids, index + 1, size - index);
        ids[index] = id;
        size++;
    }

    void remove(long id) {
        int index = Arrays.binarySearch(ids, 0, size, id);
        if (index >= 0) {
            System.arraycopy(ids, index + 1, ids, index, size - index - 1);
            size--;
        }
    }

    long[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
