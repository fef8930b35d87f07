using Training.Benchmarks;
using Training.Benchmarks.Http;

// dotnet run -c Release --project tests/Training.Benchmarks -- http|quota|roll|search|transcode
// One JSON line a case, with the ratio to its lower limit measured in the same run.
var suites = new Dictionary<string, Func<Task>>
{
    ["http"] = HttpSuite.RunAsync,
    ["quota"] = QuotaSuite.RunAsync,
    ["roll"] = RollSuite.RunAsync,
    ["search"] = SearchSuite.RunAsync,
    ["transcode"] = TranscodeSuite.RunAsync,
};

if (args.Length == 0 || args.Any(a => !suites.ContainsKey(a)))
{
    Console.Error.WriteLine($"Say which: {string.Join(", ", suites.Keys)}");
    return 2;
}

foreach (var suite in args)
{
    await suites[suite]();
}

return 0;
