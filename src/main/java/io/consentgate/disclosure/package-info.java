/**
 * The privacy notice that the site must publish, written from what is really sent. {@code NoticeModel} is made from the
 * live configuration alone and is the only source of every rendering; the checklist refuses it while an item of
 * disclosure.md chapter 2 is missing, contradictory or expired; a content hash over it makes the version. Nothing about
 * a person may enter, and no text that is not derived from the model.
 */
package io.consentgate.disclosure;
