using System.Text.RegularExpressions;
using Training.Architecture.Tests.Reading;

namespace Training.Architecture.Tests.Rules;

/// <summary>What may stand in a file, and what a file or a type may be called.</summary>
public static partial class SourceRules
{
    public const int MostLines = 400;

    private static readonly string[] SourceEndings = [".cs", ".ts", ".cshtml", ".scss", ".css"];

    public static IEnumerable<string> LongFiles(IEnumerable<TextFile> source) =>
        source.Where(f => SourceEndings.Any(e => f.Path.EndsWith(e, StringComparison.Ordinal)) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{f.Path} has {f.Lines} lines, more than {MostLines}");

    /// <summary>Style and script written into a page are stopped by the site's content security policy.</summary>
    public static IEnumerable<string> InlineStyleAndScript(IEnumerable<TextFile> files) =>
        from file in files
        where file.Path.EndsWith(".cshtml", StringComparison.Ordinal)
        from Match match in Inline().Matches(file.Text)
        select $"{file.Path}: {match.Value.Trim()}";

    /// <summary>A lock file or script that names a registry or a folder of the machine it was made on works only there.</summary>
    public static IEnumerable<string> PlacesOfOneMachine(IEnumerable<TextFile> files, string checkout) =>
        from file in files
        let place = Registry().Match(file.Text) is { Success: true } registry ? registry.Value
            : Home().Match(file.Text) is { Success: true } home ? home.Value.Trim()
            : file.Text.Contains(checkout + "/", StringComparison.Ordinal) ? checkout
            : null
        where place is not null
        select $"{file.Path} names {place}";

    /// <summary>A save that failed for any reason is not “somebody was first”: the handler says which failures it means.</summary>
    public static IEnumerable<string> SavesThatMayNotFail(IEnumerable<TextFile> source) =>
        from file in source
        where file.Path.EndsWith(".cs", StringComparison.Ordinal) && AnyFailedSave().IsMatch(file.Text)
        select $"{file.Path} takes every failed save for one";

    /// <summary>A sibling's installation has another telephone and another bureau; comments and the demonstration may name this one's.</summary>
    public static IEnumerable<string> WordsOfTheCity(IEnumerable<TextFile> source) =>
        from file in source
        where (file.Path.EndsWith(".cs", StringComparison.Ordinal) || file.Path.EndsWith(".cshtml", StringComparison.Ordinal) || file.Path.EndsWith(".ts", StringComparison.Ordinal))
            && !file.Path.Contains("/Demonstration/", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
        from line in file.Text.Split('\n')
        where !line.Contains("///", StringComparison.Ordinal)
        from word in (string[])["12349", "濮阳市民政局", "濮阳养老技能课堂"]
        where line.Contains(word, StringComparison.Ordinal)
        select $"{file.Path} says {word}: take it from HomeCity";

    public static IEnumerable<string> Names(IEnumerable<TextFile> source)
    {
        foreach (var file in source)
        {
            foreach (var word in file.Path.Split('/').Select(p => p.Split('.')[0]).Where(Says))
            {
                yield return $"{file.Path}: the name {word} says nothing or is not English";
            }

            if (file.Path.EndsWith(".cs", StringComparison.Ordinal))
            {
                foreach (Match type in TypeName().Matches(file.Text))
                {
                    if (Says(type.Groups[1].Value))
                    {
                        yield return $"{file.Path}: the name {type.Groups[1].Value} says nothing or is not English";
                    }
                }
            }
        }
    }

    private static bool Says(string name) => Empty().IsMatch(name) || Words().Matches(name).Any(w => Pinyin.Contains(w.Value));

    // The notice's own words as somebody in a hurry would spell them. A place keeps its name (Puyang).
    private static readonly HashSet<string> Pinyin = new(StringComparer.OrdinalIgnoreCase)
    {
        "peixun", "zhandian", "jiaoxue", "jiaoxuedian", "jiangshi", "shegong", "zhiyuanzhe", "ruhu", "songxue", "bangxue", "zhuxue",
        "jiating", "hu", "huji", "xingming", "shouji", "dianhua", "shenfen", "shenfenzheng", "dizhi", "xingbie", "nianling", "kecheng",
        "shipin", "yinpin", "biaozhun", "zhibiao", "kaohe", "shenbao", "tianbao", "baobiao", "beian", "gongshi", "quxian", "xianqu",
        "jiedao", "shequ", "cun", "minzheng", "minzhengju", "renshu", "cishu", "shichang", "qiandao", "dianming", "manyidu", "liuzhu",
        "yanglao", "xingfuyuan", "rijian", "zhongxin", "xuqiu", "yuyue", "huifang", "zhibo", "shenhe", "qianzi", "gaizhang",
    };

    [GeneratedRegex("""\sstyle\s*=\s*["']|<style[\s>]|<script(?![^>]*\s(?:src\s*=|type\s*=\s*"application/json"))|\son(?:click|load|error|submit|change|input|focus|blur|key\w+|mouse\w+)\s*=""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"catch \(DbUpdateException(?: \w+)?\)(?!\s*when)")]
    private static partial Regex AnyFailedSave();

    [GeneratedRegex("""v3/index[.]json|npm(?:js|mirror)?[.](?:org|com)/|nuget[.]org/|"resolved":\s*"http|<add\s+key="[^"]*"\s+value="http""")]
    private static partial Regex Registry();

    [GeneratedRegex("""(?:^|[\s"'=(:])/(?:home|Users|root)/[A-Za-z0-9_.]""", RegexOptions.Multiline)]
    private static partial Regex Home();

    [GeneratedRegex("(Managers?|Helpers?|Utils?|Utilit(y|ies)|Common|Misc|V2)$|^Common|^Base[A-Z].*Controller$|^Base$")]
    private static partial Regex Empty();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?([A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Words();
}
