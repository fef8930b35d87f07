namespace Training.Testing;

/// <summary>Divisions of the shipped list that tests speak of.</summary>
public static class Places
{
    public const long City = 410900_000000;

    /// <summary>清丰县, and two of its communities.</summary>
    public const long Qingfeng = 410922_000000;
    public const long QingfengVillage = 410922100101;
    public const long QingfengOtherVillage = 410922100102;

    /// <summary>华龙区, and one of its communities.</summary>
    public const long Hualong = 410902_000000;
    public const long HualongCommunity = 410902001006;

    /// <summary>南乐县, and one of its communities.</summary>
    public const long Nanle = 410923_000000;
    public const long NanleCommunity = 410923100101;
}
