/**
 * The notice in the formats that other people's programs read: DPV for linked data, device storage for consent tools,
 * service entries for banners, the record of processing for the controller's own files, PDF for lawyer and archive.
 * Each is made of an edition and the texts alone; none may say anything that the model does not.
 */
package io.consentgate.disclosure.formats;
