package guanka.service.settings;

import guanka.facts.Text;
import guanka.service.problems.StartRefused;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** How callers prove who they are. */
public enum SecurityMode {
    LOCAL(new Text(
            "everybody on this machine may call and counts as the one operator; the port cannot be reached from other machines",
            "本机上的任何人均可调用，视为唯一操作员；其他计算机无法访问该端口")),
    OIDC(new Text(
            "callers show a token of the identity provider, and its roles say what they may do",
            "调用方须出示身份提供方签发的令牌，权限由其中的角色决定"));

    private final Text meaning;

    SecurityMode(Text meaning) {
        this.meaning = meaning;
    }

    public Text meaning() {
        return meaning;
    }

    /** Name in settings and answers. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Takes only the exact names: a mode that was misspelt must not start. */
    public static final class OfSetting implements Converter<SecurityMode> {

        private static final long serialVersionUID = 1;

        @Override
        public SecurityMode convert(String setting) {
            return Arrays.stream(SecurityMode.values())
                    .filter(mode -> mode.id().equals(setting))
                    .findFirst()
                    .orElseThrow(() ->
                            new StartRefused("GUANKA_SECURITY=" + setting + " is not known; write local or oidc"));
        }
    }
}
