package io.consentgate.database;

/** An open transaction, handed to stores; only {@code Sql*} classes look inside. */
public interface Transaction {}
