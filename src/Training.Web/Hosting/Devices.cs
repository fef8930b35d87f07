namespace Training.Web.Hosting;

/// <summary>What kind of device and browser signed in, in words that its owner knows it by; only the coarse words are kept.</summary>
public static class Devices
{
    private static readonly (string Token, string Words)[] Systems =
    [
        ("HarmonyOS", "鸿蒙手机"), ("iPad", "iPad"), ("iPhone", "苹果手机"), ("Android", "安卓手机"), ("Windows", "Windows 电脑"),
        ("Macintosh", "苹果电脑"), ("Linux", "Linux 电脑"),
    ];

    private static readonly (string Token, string Words)[] Browsers =
    [
        ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("QQBrowser", "QQ 浏览器"), ("HuaweiBrowser", "华为浏览器"), ("MiuiBrowser", "小米浏览器"),
        ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    public static string WordsOf(string userAgent)
    {
        var system = Array.Find(Systems, s => userAgent.Contains(s.Token, StringComparison.Ordinal)).Words;
        var browser = Array.Find(Browsers, b => userAgent.Contains(b.Token, StringComparison.Ordinal)).Words;
        return (system, browser) switch
        {
            (null, null) => "认不出的设备",
            (null, _) => browser,
            (_, null) => system,
            _ => $"{system}，{browser}",
        };
    }
}
