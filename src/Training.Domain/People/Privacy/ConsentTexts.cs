namespace Training.Domain.People.Privacy;

/// <summary>Words of consent, and the version of each wording that is agreed to now.</summary>
public static class ConsentTexts
{
    /// <summary>Raised whenever a wording changes; what was agreed to before stays agreed to in its own version.</summary>
    public const string Version = "2026-1";

    public static string Words(ConsentMatter matter) => matter switch
    {
        ConsentMatter.Register => "登记姓名和联系方式，用于通知上课、点名和上门送学",
        ConsentMatter.Health => "登记健康和自理情况，只用于入户送学的对象选取和方案",
        ConsentMatter.Pictures => "拍照、录像，只用作培训记录的佐证",
        ConsentMatter.Portrait => "存一张本人的小相片，只给点名的人认人用，不公开；随时可以撤下",
        _ => throw new InvalidOperationException($"No words for {matter}."),
    };

    public static string Short(ConsentMatter matter) => matter switch
    {
        ConsentMatter.Register => "登记和联系",
        ConsentMatter.Health => "健康和自理情况",
        ConsentMatter.Pictures => "拍照录像",
        ConsentMatter.Portrait => "点名相片",
        _ => throw new InvalidOperationException($"No words for {matter}."),
    };

    public static string Words(ConsentWay way) => way switch
    {
        ConsentWay.Signed => "本人签字",
        ConsentWay.Spoken => "当面口头，有旁人见证",
        ConsentWay.ByFamily => "家属或监护人代签",
        ConsentWay.Online => "网上勾选",
        _ => throw new InvalidOperationException($"No words for {way}."),
    };
}
