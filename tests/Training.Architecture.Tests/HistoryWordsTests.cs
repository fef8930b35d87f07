using System.Text.RegularExpressions;
using Training.Architecture.Tests.Reading;
using Training.Domain.Audit;

namespace Training.Architecture.Tests;

/// <summary>The history is read aloud in Chinese: every name that is written into it in the source has its words in processes.tsv.</summary>
public partial class HistoryWordsTests
{
    [Fact]
    public void Every_process_that_is_written_has_words()
    {
        var names = Code().SelectMany(f => NamesIn(f.Text)).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(names.Count > 80, $"Only {names.Count} names were found.");
        Assert.Equal([], names.Where(name => HistoryWords.OfProcess(name) == name));
    }

    [Fact]
    public void Every_kind_of_record_that_is_written_has_words()
    {
        var kinds = Code().SelectMany(f => Streams().Matches(f.Text)).Select(m => m.Groups["kind"].Value).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(kinds.Count > 15, $"Only {kinds.Count} kinds were found.");
        Assert.Equal([], kinds.Where(kind => HistoryWords.OfStream(kind) == kind));
    }

    [Theory]
    [InlineData("await AuditTrail.AppendAsync(\n    db, a.Of(b, c), actor, nameof(SellStation), now);", "SellStation")]
    [InlineData("AuditTrail.Next(last, stream, actor, \"SellStation\", now)", "SellStation")]
    [InlineData("rows.Record($\"station/{key}\", null, \"SellStation\", at)", "SellStation")]
    [InlineData("new PoolStepInput { Process = nameof(SellStation), Act = act }", "SellStation")]
    [InlineData("AuditTrail.AppendAsync(db, s, a, $\"{nameof(Group)}.{nameof(SellAsync)}\", now)", "Group.SellAsync")]
    [InlineData("AuditTrail.AppendAsync(db, s, a, $\"{nameof(Work)}.{process}\", now); AppendAsync(x, nameof(SellAsync), y)", "Work.SellAsync")]
    public void A_name_is_found(string text, params string[] names) => Assert.Equal(names, NamesIn(text).Distinct().Order(StringComparer.Ordinal));

    /// <summary>
    /// What stands where the process is handed over, and the use cases of the domain that are named by <c>nameof</c> anywhere else: a name
    /// often travels through a step or a signature first.
    /// </summary>
    private static IEnumerable<string> NamesIn(string text)
    {
        foreach (Match call in Calls().Matches(text))
        {
            if (ArgumentsAt(text, call.Index + call.Length).ElementAtOrDefault(call.Value.Contains("Record", StringComparison.Ordinal) ? 2 : 3) is { } process)
            {
                foreach (var name in NamesOf(process, text))
                {
                    yield return name;
                }
            }
        }

        foreach (Match named in Assigned().Matches(text))
        {
            yield return named.Groups["name"].Value;
        }

        foreach (Match handed in HandedOn().Matches(text))
        {
            yield return handed.Groups["name"].Value;
        }

        foreach (Match named in Nameof().Matches(text))
        {
            if (UseCases.Contains(named.Groups["name"].Value))
            {
                yield return named.Groups["name"].Value;
            }
        }
    }

    private static IEnumerable<string> NamesOf(string process, string text)
    {
        var parts = Nameof().Matches(process).Select(m => m.Groups["name"].Value).ToList();
        if (process.StartsWith('"'))
        {
            return [process.Trim('"')];
        }

        if (process.StartsWith("$\"", StringComparison.Ordinal))
        {
            return parts is [var owner, var act]
                ? [$"{owner}.{act}"]
                : Nameof().Matches(text).Select(m => m.Groups["name"].Value).Where(n => n.EndsWith("Async", StringComparison.Ordinal)).Select(n => $"{parts[0]}.{n}");
        }

        return process.Contains("[..^5]", StringComparison.Ordinal) ? [parts[0][..^5]] : parts;
    }

    private static List<string> ArgumentsAt(string text, int at)
    {
        var arguments = new List<string> { "" };
        for (var depth = 0; at < text.Length && (depth > 0 || text[at] != ')'); at++)
        {
            depth += text[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (text[at] == ',' && depth == 0)
            {
                arguments.Add("");
            }
            else
            {
                arguments[^1] += text[at];
            }
        }

        return arguments.ConvertAll(a => a.Trim());
    }

    private static readonly HashSet<string> UseCases =
    [
        .. typeof(AuditTrail).Assembly.GetTypes()
            .Where(t => t is { IsClass: true } && t.GetMethods().Any(m => m.Name == "RunAsync" && m.DeclaringType == t)).Select(t => t.Name),
    ];

    private static IEnumerable<TextFile> Code() => Checkout.Source.Where(f =>
        f.Path.EndsWith(".cs", StringComparison.Ordinal) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal));

    [GeneratedRegex(@"AuditTrail\.(?:AppendAsync|Next)\(|\b[Rr]ows\.Record\(")]
    private static partial Regex Calls();

    [GeneratedRegex(@"nameof\((?<name>\w+)\)")]
    private static partial Regex Nameof();

    [GeneratedRegex(@"\bProcess = nameof\((?<name>\w+)\)")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"WriteDownAsync\(""(?<name>\w+)""")]
    private static partial Regex HandedOn();

    [GeneratedRegex(@"(?:(?:AuditStream|StreamOf)\([^)]*\) => |AppendAsync\(\s*db, |[Rr]ows\.Record\(\s*|const string Stream = )\$?""(?<kind>[a-z-]+)[/""]")]
    private static partial Regex Streams();
}
