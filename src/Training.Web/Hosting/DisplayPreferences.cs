namespace Training.Web.Hosting;

/// <summary>
/// How the reader wants pages to look, from three small cookies. Pages carry it as attributes of the root element, so that a phone
/// with scripts off sees the chosen look at once.
/// </summary>
public sealed class DisplayPreferences(IHttpContextAccessor accessor)
{
    public const string ThemeCookie = "theme";
    public const string ElderCookie = "elder";
    public const string SizeCookie = "size";

    private IRequestCookieCollection? Cookies => accessor.HttpContext?.Request.Cookies;

    /// <summary>light or dark; null follows the system.</summary>
    public string? Theme => Cookies?[ThemeCookie] switch { "light" => "light", "dark" => "dark", _ => null };

    public bool Elder => Cookies?[ElderCookie] == "1";

    /// <summary>1, 2 or 3; only elder pages read it.</summary>
    public int Size => Cookies?[SizeCookie] switch { "2" => 2, "3" => 3, _ => 1 };
}
