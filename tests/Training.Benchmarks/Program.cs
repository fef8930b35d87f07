using Training.Benchmarks;
using Training.Benchmarks.Http;

// dotnet run -c Release --project tests/Training.Benchmarks -- http|pack|quota|roll|search|transcode
// "http=one mark" takes only the requests with that in their name, "search=inside" only such searches, "quota=12000" one month of so many stations,
// "pack=300" a pack with so many photos, "transcode=720p" only such sources. "quota-fill=sqlite:12000" leaves what it filled and prints what the phases take ("quota-judge=…", "quota-store=…").
// One JSON line a case, with the ratio to its lower limit measured in the same run.
var suites = new Dictionary<string, Func<string?, Task>>
{
    ["http"] = HttpSuite.RunAsync,
    ["pack"] = PackSuite.RunAsync,
    ["pack-make"] = words => PackSuite.MakeAsync(words!),
    ["quota"] = stations => stations is null ? QuotaSuite.RunAsync() : QuotaFill.RunAsync(int.Parse(stations, System.Globalization.CultureInfo.InvariantCulture)),
    ["quota-fill"] = what => QuotaFill.LeaveAsync(what!),
    ["roll"] = _ => RollSuite.RunAsync(),
    ["search"] = SearchSuite.RunAsync,
    ["transcode"] = TranscodeSuite.RunAsync,
};
foreach (var (name, phase) in QuotaScale.Phases)
{
    suites[name] = words => phase(words!);
}

var asked = args.Select(a => a.Split('=', 2)).ToList();
if (asked.Count == 0 || asked.Exists(a => !suites.ContainsKey(a[0])))
{
    Console.Error.WriteLine($"Say which: {string.Join(", ", suites.Keys)}");
    return 2;
}

foreach (var suite in asked)
{
    await suites[suite[0]](suite.Length > 1 ? suite[1] : null);
}

return 0;
