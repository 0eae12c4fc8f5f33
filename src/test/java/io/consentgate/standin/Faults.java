package io.consentgate.standin;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The faults in force. Of several that meet a request the oldest answers; slow answers add up. */
public final class Faults {

    private final List<Injection> injections = new CopyOnWriteArrayList<>();
    private final FaultAnswers answers = new FaultAnswers();

    Faults() {}

    public Injection inject(Fault fault, Where where, When when) {
        Injection injection = new Injection(fault, where, when);
        injections.add(injection);
        return injection;
    }

    public void clear() {
        injections.clear();
    }

    Answer around(Call call, Supplier<Answer> real) {
        int delay = 0;
        Fault chosen = null;
        for (Injection injection : injections) {
            boolean slow = injection.fault instanceof Fault.SlowAnswer;
            if ((slow || chosen == null) && injection.happens(call)) {
                if (injection.fault instanceof Fault.SlowAnswer slowness) {
                    delay += slowness.millis();
                } else {
                    chosen = injection.fault;
                }
            }
        }
        Answer answer = chosen == null ? real.get() : answers.answer(chosen, call, real);
        return delay > 0 ? answer.slower(delay) : answer;
    }

    /** One fault in force, and how often it has happened. */
    public final class Injection {

        private final Fault fault;
        private final Where where;
        private final When when;
        private final Random random;
        private int met;
        private int happened;

        private Injection(Fault fault, Where where, When when) {
            this.fault = fault;
            this.where = where;
            this.when = when;
            this.random = new Random(when.seed());
        }

        private synchronized boolean happens(Call call) {
            if (!where.matches(call) || happened >= when.times() || met++ < when.skip()) {
                return false;
            }
            boolean now = when.probability() >= 1 || random.nextDouble() < when.probability();
            happened += now ? 1 : 0;
            return now;
        }

        public synchronized int count() {
            return happened;
        }

        public void remove() {
            injections.remove(this);
        }
    }
}
