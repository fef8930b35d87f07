using Training.Domain.Regions;

namespace Training.Testing;

/// <summary>The hard place names of the country: the whole list where it was handed out beside the repository, one of each trait otherwise.</summary>
public static class HardNames
{
    /// <summary>One of each trait, for a checkout that lies alone.</summary>
    private static readonly string[] Own =
    [
        "130630109206\t白䌷村村民委员会", "420602006207\t莫\U00021413村委会", "420684103229\t高\uE170村委会", "500107003013\t华润·凌江社区居民委员会",
        "110106024001\t程庄路16号院社区", "310115501\t中国（上海）自由贸易试验区（保税片区）",
        "150627100015\t内蒙古自治区鄂尔多斯市伊金霍洛旗阿勒腾席热镇西苑社区居民委员会",
    ];

    public static IReadOnlyList<(long Code, string Name)> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        var outside = Path.Combine(folder.FullName, "..", "shared", "data", "division-oddities.tsv");
        return [.. (File.Exists(outside) ? File.ReadAllLines(outside).Skip(1) : Own).Select(line => line.Split('\t'))
            .Select(cells => (RegionCodes.TryParse(cells[0], out var code) ? code : throw new InvalidOperationException(cells[0]), cells[1]))];
    }

    /// <summary>As lines of a list, with a plain division above each that lacks one.</summary>
    public static List<string> WithAncestors(IReadOnlyList<(long Code, string Name)> names)
    {
        var all = names.ToDictionary(n => n.Code, n => n.Name);
        foreach (var (code, _) in names)
        {
            for (var level = RegionLevel.Province; level < RegionCodes.LevelOf(code); level++)
            {
                all.TryAdd(RegionCodes.At(code, level), $"上级{RegionCodes.Short(RegionCodes.At(code, level))}");
            }
        }

        return [.. all.OrderBy(r => r.Key).Select(r => $"{RegionCodes.Short(r.Key)},{r.Value},{RegionCodes.LevelOf(r.Key).ToString().ToLowerInvariant()},"
            + (RegionCodes.LevelOf(r.Key) is var level and > RegionLevel.Province ? RegionCodes.Short(RegionCodes.At(r.Key, level - 1)) : ""))];
    }
}
