using System.Text.Json;
using Microsoft.Data.Sqlite;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.Filing.Scans;
using Training.Testing;

namespace Training.Jobs.Tests.Filing;

/// <summary>scan-drill as it is typed: what it says, and with what it leaves.</summary>
public sealed class ScanDrillVerbTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("training-drill-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_drill_reads_the_signed_sheet_of_the_data_back_says_what_it_found_and_leaves_with_0()
    {
        await using (var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite))
        {
            Copy(database);
            Assert.Equal((1, "", "还没有签过字的标准表，没有可演练的。"), await RunAsync("--schedules", "1"));
            await using var db = database.Open();
            await MakeDocumentsWorkTests.SignedAsync(db, new DataFolder(data));
            Copy(database);
        }

        var (code, output, error) = await RunAsync("--schedules", "1", "--seed", "3", "--json");

        Assert.True(code == 0, error + output);
        var said = JsonDocument.Parse(output).RootElement;
        Assert.True(said.GetProperty("holds").GetBoolean());
        Assert.InRange(said.GetProperty("pages").GetInt32(), 1, 2);
        Assert.InRange(said.GetProperty("rows").GetProperty("right").GetInt32(), 18, 60);
    }

    /// <summary>Whatever of the drill's promises is broken, it says which and leaves with 1.</summary>
    [Fact]
    public void A_drill_that_did_not_hold_says_what_and_leaves_with_1()
    {
        Assert.Equal((0, "认错的 0 页"), Said(_ => { }, "认错的 0 页", trouble: false));
        Assert.Equal((1, "认错的 1 页"), Said(d => d.Page(CodeLoss.Edge, read: true, bySigns: true, wrong: true), "认错的 1 页", trouble: true));
        Assert.Equal((1, "码读出 1 页"), Said(d => d.Page(CodeLoss.None, read: false, bySigns: false, wrong: false), "码读出 1 页", trouble: true));
        Assert.Equal((1, "找到 0 行"), Said(d => d.Change(Planting.Hand, caught: false, surely: false), "找到 0 行", trouble: true));
        Assert.Equal((1, "错报不一致 1 行"), Said(d => d.Row(Tone.Grey, agrees: false, differs: true), "错报不一致 1 行", trouble: true));
    }

    private static (int Code, string Found) Said(Action<ScanDrillResult> done, string wanted, bool trouble)
    {
        var result = new ScanDrillResult();
        result.Page(CodeLoss.None, read: true, bySigns: false, wrong: false);
        done(result);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ScanDrillVerb.Say(new(output, error, json: false, terminal: false), result);
        return (code, (trouble ? error : output).ToString().Contains(wanted, StringComparison.Ordinal) && (trouble ? output : error).ToString().Length == 0 ? wanted : $"{output}{error}");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var process = RunningProcess.Start(Path.Combine(AppContext.BaseDirectory, "Training.Jobs.dll"), ["scan-drill", .. arguments, "--data", data]);
        var code = await process.EndAsync();
        return (code, process.Output.Trim(), process.Error.Trim());
    }

    private void Copy(TestDatabase database)
    {
        using var from = new SqliteConnection(database.ConnectionString);
        from.Open();
        using var to = new SqliteConnection($"Data Source={Path.Combine(data, "training.db")};Pooling=False");
        from.BackupDatabase(to);
    }
}
