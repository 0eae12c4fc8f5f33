package io.consentgate.operations.command;

import io.consentgate.configuration.Configuration;
import io.consentgate.operations.SiteScriptFiles;
import io.consentgate.operations.http.SiteScripts;
import io.consentgate.site.Site;
import io.consentgate.tracking.ScriptSettings;
import io.consentgate.tracking.SiteScript;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "site-script",
        description = {
            "Prints the tag that starts ActiveCampaign's site tracking in a shop's pages, after consent only.",
            "With its version and hash: after a change of the site's file or an upgrade, put the new tag into the pages."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  consentgate site-script", "  consentgate site-script --site shop --json"})
final class SiteScriptCommand implements Callable<Integer> {
    private final Tools.Opener opener;

    @Option(names = "--site", paramLabel = "NAME", description = "Only this site.")
    private String only;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    SiteScriptCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        Configuration configuration = opener.configuration();
        Map<String, SiteScript> scripts = new LinkedHashMap<>(SiteScriptFiles.of(configuration));
        if (only != null) {
            scripts.keySet().retainAll(List.of(only));
        }
        if (scripts.isEmpty()) {
            throw new Commands.UsageProblem(
                    "no site" + (only == null ? "" : " \"" + only + "\"") + " with a site script; its file needs the"
                            + " sections banner and site_tracking, and the account's number");
        }
        String base = configuration
                .settings()
                .publicUrl()
                .map(URI::toString)
                .orElse("http://127.0.0.1:" + configuration.settings().httpPort());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(
                    out,
                    scripts.entrySet().stream()
                            .map(script -> wire(script.getKey(), script.getValue(), base))
                            .toList());
            return Commands.DONE;
        }
        scripts.forEach((site, script) -> print(out, configuration, site, script, base));
        out.flush();
        return Commands.DONE;
    }

    private static void print(
            PrintWriter out, Configuration configuration, String site, SiteScript script, String base) {
        String origin = URI.create(base).resolve("/").toString().replaceAll("/$", "");
        String vendor = configuration
                .sites()
                .named(site)
                .map(Site::script)
                .map(Site.Script::vendor)
                .orElse(ScriptSettings.VENDOR)
                .getHost();
        out.println("Site " + site + ", " + script.gzipped().length + " bytes compressed. In every page:");
        out.println();
        out.println("  " + tag(site, script, base));
        out.println();
        out.println("For somebody logged in, add data-email and, from POST /v1/people/consents, data-person-token.");
        out.println("A content security policy needs: script-src " + origin + " " + vendor + "; connect-src " + origin
                + "; and what ActiveCampaign's script asks for.");
        out.println();
    }

    private static Map<String, Object> wire(String site, SiteScript script, String base) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("site", site);
        wire.put("url", url(site, script, base));
        wire.put("integrity", script.integrity());
        wire.put("bytes", script.gzipped().length);
        wire.put("tag", tag(site, script, base));
        return wire;
    }

    private static String url(String site, SiteScript script, String base) {
        return base + SiteScripts.PATH + "?site=" + site + "&v=" + script.version();
    }

    private static String tag(String site, SiteScript script, String base) {
        return "<script src=\"" + url(site, script, base).replace("&", "&amp;") + "\" integrity=\"" + script.integrity()
                + "\" crossorigin async></script>";
    }
}
