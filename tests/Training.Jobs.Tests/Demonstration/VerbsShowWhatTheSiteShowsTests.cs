using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Jobs.Tests.Demonstration;

/// <summary><c>./run quota-check</c> and <c>./run sheet</c> on a copy of the demonstration, against what the pages read.</summary>
[Collection(nameof(SeededCity))]
public sealed class VerbsShowWhatTheSiteShowsTests(SeededCity city) : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("training-verbs-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Every_station_of_the_month_comes_out_as_on_the_map_and_in_the_list_of_what_is_short()
    {
        Copy();
        var printed = await JsonAsync("quota-check", "--month", "2026-10");
        var stations = printed.GetProperty("stations").EnumerateArray().ToList();
        await using var db = Open();
        var clock = FakeClock.Shanghai(2026, 11, 22);
        var (map, shortOf) = (new List<string>(), new List<string>());
        foreach (var county in (await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = await new StandardInForce(db).ForAsync(Month.From(2026, 10), Places.City), RegionCode = Places.City, Period = SheetPeriod.Of(Month.From(2026, 10)),
            Today = clock.Today(), Items = ["J2"],
        })).CountyCodes)
        {
            var year = (await new ReadQuotaYear(db, new(db), new(db), new(db), clock).RunAsync(county, 2026, "J2")).Value!;
            map.AddRange(year.Lines.Select(l => (l.Station, Cell: l.Cells[9])).Where(l => l.Cell.State != QuotaCellState.Outside)
                .Select(l => $"{l.Station.StationId} {l.Station.Name} {(l.Cell.State is QuotaCellState.Exempt ? "Exempt" : l.Cell.State is QuotaCellState.Met or QuotaCellState.More ? "Met" : "Short")} {l.Cell.ShortBy:0.##}"));
            var check = (await new ReadCheck(db, new(db), new(db, clock), clock).RunAsync(Month.From(2026, 10), county)).Value!;
            shortOf.AddRange(check.Shortfalls.Where(s => s.StationId is not null && s.Item.Code is "J2" or "J3" or "J4").Where(s => s.StationId is not null)
                .Select(s => $"{s.StationId} {s.Item.Code} {s.ShortBy:0.##}"));
        }

        Assert.True(map.Count > 100);
        Assert.Equal(map.Order(StringComparer.Ordinal), stations.Select(s =>
            $"{s.GetProperty("station")} {s.GetProperty("name").GetString()} {s.GetProperty("state").GetString()} {s.GetProperty("sessionsShort").GetDecimal():0.##}").Order(StringComparer.Ordinal));
        (string Item, string Property)[] lacks = [("J2", "sessionsShort"), ("J3", "minutesShort"), ("J4", "peopleShort")];
        Assert.Equal(shortOf.Order(StringComparer.Ordinal), stations.SelectMany(s => lacks.Select(l => (Station: s.GetProperty("station"), l.Item, By: s.GetProperty(l.Property).GetDecimal())))
            .Where(l => l.By > 0).Select(l => $"{l.Station} {l.Item} {l.By:0.##}").Order(StringComparer.Ordinal));

        var again = await JsonAsync("quota-check", "--month", "2026-10", "--county", "410922");
        Assert.Equal(0, again.GetProperty("differences").GetInt32());
        Assert.All(again.GetProperty("stations").EnumerateArray(), s => Assert.Equal(410922, s.GetProperty("region").GetInt64() / 1_000_000));
    }

    [Fact]
    public async Task A_countys_sheet_is_the_one_on_the_page_in_figures_in_words_and_in_the_word_file()
    {
        Copy();
        var made = await JsonAsync("sheet", "--county", "410922", "--period", "2026-Q3", "--out", Path.Combine(data, "out"));
        Assert.All((string[])["word", "excel", "pdf", "figures"], f => Assert.True(new FileInfo(made.GetProperty(f).GetString()!).Length > 0));
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(made.GetProperty("figures").GetString()!));
        var lines = figures.RootElement.GetProperty("lines").EnumerateArray().ToList();
        await using var db = Open();
        var page = (await new BuildStandardSheet(db, new(db), new(db), TimeProvider.System).RunAsync("410922", "2026-Q3")).Value!;
        Assert.Equal(18, lines.Count);
        Assert.Equal(
            page.Lines.Select(l => $"{l.Item.Code} {l.Text} {l.IsMet} {l.Figure.Total.Rows} {l.Figure.Total.Numerator}/{l.Figure.Total.Denominator}"),
            lines.Select(l => $"{l.GetProperty("code").GetString()} {l.GetProperty("text").GetString()} {l.GetProperty("met").GetBoolean()} {l.GetProperty("rows")} {l.GetProperty("numerator")}/{l.GetProperty("denominator")}"));
        using var word = WordprocessingDocument.Open(made.GetProperty("word").GetString()!, isEditable: false);
        // On paper a number and its unit are kept on one line by signs that nobody sees.
        var text = Visible(word.MainDocumentPart!.Document.Body!.InnerText);
        Assert.All(lines, l => Assert.Contains(Visible(l.GetProperty("text").GetString()!), text, StringComparison.Ordinal));
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        await using var process = RunningProcess.Start(Path.Combine(AppContext.BaseDirectory, "Training.Jobs.dll"), [.. arguments, "--data", data, "--json"]);
        Assert.True(await process.EndAsync() == 0, process.Error + process.Output);
        return JsonDocument.Parse(process.Output).RootElement.Clone();
    }

    private static string Visible(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || char.IsPunctuation(c)));

    private SqliteTrainingDbContext Open() => new(
        new DbContextOptionsBuilder<SqliteTrainingDbContext>().For(DatabaseProvider.Sqlite, PersistenceModule.SqliteConnectionString(Path.Combine(data, "training.db"))).Options, AccessScope.Everything);

    private void Copy()
    {
        using var from = new SqliteConnection(city.Database.ConnectionString);
        from.Open();
        using var to = new SqliteConnection($"Data Source={Path.Combine(data, "training.db")};Pooling=False");
        from.BackupDatabase(to);
    }
}
