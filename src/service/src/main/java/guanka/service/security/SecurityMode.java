package guanka.service.security;

import guanka.facts.Text;

/** How callers are told apart. */
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
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a setting names this mode. */
    public boolean is(String setting) {
        return id().equals(setting);
    }
}
