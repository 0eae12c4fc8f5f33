/**
 * The command line: reads what a person types, asks the room that knows, prints for people or as JSON. Exit status
 * 0 done, 1 finished with refused records or failed checks, 2 usage or configuration, 3 a remote system is unavailable.
 */
package io.consentgate.operations.command;
