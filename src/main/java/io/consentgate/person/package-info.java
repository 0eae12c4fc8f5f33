/**
 * Who somebody is: normalised addresses and phones, aliases of a shop, the profile, the suppression list.
 * A person here is one address inside one site (READINGS 20); a random number stands for it everywhere else.
 * Nothing about consent and nothing about ActiveCampaign may enter.
 */
package io.consentgate.person;
