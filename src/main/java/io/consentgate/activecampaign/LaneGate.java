package io.consentgate.activecampaign;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One at a time, the better rank first, then who came first. */
final class LaneGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(Comparator.comparingInt(Waiter::rank).thenComparingLong(Waiter::number));
    private long numbers;
    private boolean taken;

    private record Waiter(int rank, long number, Condition turn) {}

    void enter(int rank) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Waiter me = new Waiter(rank, numbers++, lock.newCondition());
            waiting.add(me);
            try {
                while (taken || waiting.peek() != me) {
                    me.turn().await();
                }
                taken = true;
            } finally {
                waiting.remove(me);
                callNext();
            }
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            taken = false;
            callNext();
        } finally {
            lock.unlock();
        }
    }

    private void callNext() {
        if (!taken && !waiting.isEmpty()) {
            waiting.peek().turn().signal();
        }
    }
}
