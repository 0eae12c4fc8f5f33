package io.consentgate.operations.command;

import io.consentgate.disclosure.NoticeOffice;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Plan;
import io.consentgate.disclosure.NoticeOffice.Refused;
import io.consentgate.disclosure.NoticeOffice.Unchanged;
import io.consentgate.site.Site;
import java.time.LocalDate;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "diff",
        description = {
            "Says in words what changed since the newest version: wording, minor, or material. Writes nothing.",
            "Words in the language of LANG: Italian or English."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate disclosure diff"})
final class DisclosureDiffCommand extends DisclosurePlanning {

    DisclosureDiffCommand(Tools.Opener opener) {
        super(opener);
    }

    @Override
    int one(Tools tools, NoticeOffice office, Site site, Plan plan) {
        if (plan instanceof Refused refused) {
            return refused(site, refused);
        }
        if (plan instanceof Unchanged unchanged) {
            Map<String, Object> wire = tell(site, "unchanged");
            wire.put("version", unchanged.newest().edition().version());
            wire.put("texts_differ", unchanged.texts());
            say(site.name() + ": nothing new since version "
                    + unchanged.newest().edition().version()
                    + (unchanged.texts() ? ", but the texts changed" : ""));
            warnings(wire, unchanged.gaps());
            return Commands.DONE;
        }
        Changed changed = (Changed) plan;
        LocalDate today = tools.clock().instant().atZone(site.zone()).toLocalDate();
        Map<String, Object> wire = tell(site, "changed");
        say(site.name() + ": would become version " + changed.version()
                + (changed.before() == null ? ", the first" : ""));
        changes(tools, office, site, changed, today, wire);
        warnings(wire, changed.gaps());
        return Commands.DONE;
    }
}
