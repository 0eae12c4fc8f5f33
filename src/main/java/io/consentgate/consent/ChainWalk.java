package io.consentgate.consent;

import io.consentgate.consent.SignedHeads.Head;
import io.consentgate.consent.Verification.Finding;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a chain row by row, one row behind, because the next row tells what happened to a wrong one: whether it was
 * changed in place, put in, taken out, or exchanged. Holds two rows at a time, whatever the length.
 */
final class ChainWalk {

    private final Chain chain;
    private final String site;
    private final Head signed;
    private final List<Finding> findings = new ArrayList<>();

    private byte[] previous = Chain.GENESIS;
    private long expected = 1;

    /** What renumbering added to the numbers that the rows were written with. */
    private long shift;

    private Chain.Row waiting;
    private Chain.Row swapped;
    private long rows;
    private long evidenced;

    /** @param signed the head outside the database; null when there is none to compare with */
    ChainWalk(Chain chain, String site, Head signed) {
        this.chain = chain;
        this.site = site;
        this.signed = signed;
    }

    /** @param salt null when the row has no evidence (any more) */
    void row(Chain.Row row, byte[] salt, String evidence) {
        rows++;
        if (salt != null) {
            evidenced++;
        }
        if (waiting != null) {
            judge(waiting, row);
        }
        if (salt != null && !MessageDigest.isEqual(row.evidenceHash(), Chain.evidenceHash(salt, evidence))) {
            find(Finding.Kind.EVIDENCE_CHANGED, row.seq());
        }
        waiting = row;
    }

    /** @param noted the head as the database notes it */
    Verification end(Head noted) {
        if (waiting != null) {
            judge(waiting, null);
        }
        long reached = expected - 1 - shift;
        long signedTo = signed == null ? 0 : signed.seq();
        if (Math.max(noted.seq(), signedTo) > reached) {
            find(Finding.Kind.TAIL_CUT, reached + 1);
        } else if (findings.isEmpty() && !noted.same(new Head(reached, previous))) {
            find(Finding.Kind.HEAD_CHANGED, reached);
        }
        return new Verification(site, rows, evidenced, List.copyOf(findings));
    }

    private void judge(Chain.Row row, Chain.Row next) {
        if (row.seq() > expected) {
            for (long missing = expected; missing < row.seq() && missing < expected + Verification.KEPT; missing++) {
                find(Finding.Kind.REMOVED, missing);
            }
            // What the missing row's hash was is gone with it; the row behind the gap can only be checked by the next.
            accept(row);
            return;
        }
        if (swapped != null) {
            previous = swapped.hash();
            expected = row.seq() + 1;
            swapped = null;
            return;
        }
        if (row.seq() == expected && chain.follows(previous, row.seq() - shift, row)) {
            accept(row);
            compareWithSigned(row);
            return;
        }
        judgeWrong(row, next);
    }

    private void judgeWrong(Chain.Row row, Chain.Row next) {
        long seq = row.seq() - shift;
        if (row.seq() < expected) {
            find(Finding.Kind.INSERTED, row.seq());
        } else if (next == null) {
            boolean written = signed == null || signed.seq() >= seq;
            find(written ? Finding.Kind.CHANGED : Finding.Kind.INSERTED, row.seq());
            if (written) {
                accept(row);
            }
        } else if (chain.follows(row.hash(), seq + 1, next)) {
            find(Finding.Kind.CHANGED, row.seq());
            accept(row);
        } else if (chain.follows(row.hash(), seq + 2, next)) {
            find(Finding.Kind.REMOVED, row.seq());
            shift--;
            accept(row);
        } else if (chain.follows(previous, seq, next)) {
            if (chain.follows(next.hash(), seq + 1, row)) {
                find(Finding.Kind.SWAPPED, row.seq());
                // The next row is this one's rightful place; behind the two, the chain rests on this row.
                swapped = row;
            } else {
                find(Finding.Kind.INSERTED, row.seq());
                shift++;
            }
            expected = row.seq() + 1;
        } else {
            find(Finding.Kind.CHANGED, row.seq());
            accept(row);
        }
    }

    /** The chain holds together here; it may still be another one than the one that was signed. */
    private void compareWithSigned(Chain.Row row) {
        if (signed != null && signed.seq() == row.seq() - shift && !MessageDigest.isEqual(signed.hash(), row.hash())) {
            find(Finding.Kind.TAIL_CUT, row.seq());
        }
    }

    private void accept(Chain.Row row) {
        previous = row.hash();
        expected = row.seq() + 1;
    }

    void find(Finding.Kind kind, long seq) {
        if (findings.size() < Verification.KEPT) {
            findings.add(new Finding(kind, site, seq));
        }
    }
}
