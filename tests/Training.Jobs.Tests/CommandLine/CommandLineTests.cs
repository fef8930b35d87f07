using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.CommandLine;
using Training.Jobs.Tests.Media;
using Training.Jobs.Tests.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.CommandLine;

/// <summary>The program as scripts and people start it: exit codes, the line for people, the JSON for scripts.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("training-cli-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Help_is_in_Chinese_and_names_every_verb_and_exit_code()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(["transcode", "verify", "worker", "--data", "--json", "退出码：0 做好了", "3 交来的文件不能收"], word => Assert.Contains(word, output));
        Assert.DoesNotContain("Description", output);
        Assert.DoesNotContain("Show help", output);
    }

    [Theory]
    [InlineData("没有写要做什么。用法见 ./run --help")]
    [InlineData("不认识“verfy”。用法见 ./run --help", "verfy")]
    [InlineData("不认识“--loud”。用法见 ./run verify --help", "verify", "--loud")]
    public async Task Wrong_words_get_a_sentence_and_exit_code_2(string sentence, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((2, "", sentence), (code, output, error));
    }

    [Fact]
    public async Task Transcode_makes_a_lesson_refuses_what_is_no_recording_and_names_a_missing_file()
    {
        var output = Path.Combine(data, "lesson");
        var (code, said, _) = await RunAsync("transcode", Path.Combine(Recordings.Root, "media-samples", "turn-over.mp4"), "--out", output, "--lowest", "--json");
        Assert.Equal(0, code);
        Assert.InRange(JsonDocument.Parse(said).RootElement.GetProperty("seconds").GetDouble(), 39, 42);
        Assert.True(File.Exists(Path.Combine(output, "master.m3u8")));

        var (letter, nothing) = (Path.Combine(data, "信.mp4"), Path.Combine(data, "nothing"));
        await File.WriteAllTextAsync(letter, "老人家，您好。");
        (code, said, var error) = await RunAsync("transcode", letter, "--out", nothing);
        Assert.Equal((3, ""), (code, said));
        Assert.EndsWith("。", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("transcode", nothing, "--out", nothing);
        Assert.Equal((1, $"找不到文件 {nothing}。请检查路径。"), (code, error));
        Assert.False(Directory.Exists(nothing));
    }

    [Fact]
    public async Task A_folder_without_a_database_is_named_and_not_made()
    {
        var nowhere = Path.Combine(data, "no-such-folder");
        var (code, output, error) = await RunAsync("verify", "--data", nowhere);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"{nowhere} 里没有数据库。请检查 --data 写的文件夹，或者先用 ./run 打开一次网站。", error);
        Assert.False(Directory.Exists(nowhere));
        (code, output, _) = await RunAsync("verify", "--data", nowhere, "--json");
        Assert.Equal(1, code);
        Assert.False(JsonDocument.Parse(output).RootElement.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_file_that_is_no_database_gets_one_sentence_and_details_only_when_asked()
    {
        await File.WriteAllTextAsync(Path.Combine(data, "training.db"), "这不是数据库，只是几行字，长得足够让它去读文件头。这不是数据库，只是几行字。");
        var (code, _, error) = await RunAsync("verify", "--data", data);
        Assert.Equal(1, code);
        Assert.StartsWith("数据库用不了：", error);
        Assert.DoesNotContain("   at ", error);
        (_, _, error) = await RunAsync("verify", "--data", data, "--verbose");
        Assert.Contains("   at ", error);
    }

    [Fact]
    public async Task Verify_proves_the_history_and_names_the_first_entry_that_was_edited()
    {
        await using var database = await TestDatabase.CreateAsync();
        var entries = await database.WriteHistoryAsync(3);
        Copy(database);
        var (code, output, _) = await RunAsync("verify", "--data", data);
        Assert.Equal((0, $"操作历史 {entries} 条，链完整；0 次封存都对得上。还没有报过标准表。"), (code, output));
        (code, output, _) = await RunAsync("verify", "--data", data, "--json");
        Assert.Equal((0, $$"""{"ok":true,"entries":{{entries}},"checkpoints":0,"filings":0,"snapshots":0,"records":0,"files":0,"corrected":0}"""), (code, output));

        await using (var db = database.Open())
        {
            await db.AuditEntries().Where(a => a.Stream == "station/1" && a.Sequence == 2).ExecuteUpdateAsync(s => s.SetProperty(a => a.Reason, "改过的"));
        }

        Copy(database);
        (code, _, var error) = await RunAsync("verify", "--data", data);
        Assert.Equal(1, code);
        Assert.Contains("操作历史对不上：station/1 的第 2 条", error);
        (code, output, _) = await RunAsync("verify", "--data", data, "--json");
        Assert.Equal(1, code);
        var found = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("station/1", 2), (found.GetProperty("stream").GetString(), found.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task Worker_refuses_a_sqlite_folder_that_another_process_holds()
    {
        using var held = InstallationLock.TryTake(new DataFolder(data));
        Assert.NotNull(held);
        var (code, _, error) = await RunAsync("worker", "--data", data);
        Assert.Equal((1, InstallationHeldException.Sentence(new DataFolder(data))), (code, error));
        Assert.False(File.Exists(Path.Combine(data, "training.db")));
    }

    [Fact]
    public async Task Worker_prepares_an_empty_folder_says_so_and_ends_in_order()
    {
        await using var process = RunningProcess.Start(Program, "worker", "--data", data);
        await process.SaysAsync("后台任务开始跑了");
        process.Interrupt();
        Assert.Equal(0, await process.EndAsync());
        Assert.True(File.Exists(Path.Combine(data, "training.db")));
        Assert.Equal("", process.Error.Trim());
    }

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Training.Jobs.dll");

    [Fact]
    public async Task The_first_account_of_an_empty_installation_is_opened_from_the_machine()
    {
        var (code, output, _) = await RunAsync("account", "liming", "--name", "李明", "--region", "410922", "--role", "CountyOfficer", "--data", data, "--json");
        Assert.Equal(0, code);
        var password = JsonDocument.Parse(output).RootElement.GetProperty("password").GetString()!;
        await using (var services = VerbHost.Build(data))
        await using (var scope = services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByNameAsync("liming");
            Assert.True(await users.CheckPasswordAsync(account!, password));
            Assert.Equal([Roles.CountyOfficer], await users.GetRolesAsync(account!));
            var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
            Assert.Equal([410922000000], await db.AccountRegions().Where(r => r.AccountId == account!.Id).Select(r => r.RegionCode).ToListAsync());
        }

        foreach (var (sentence, arguments) in new (string, string[])[]
        {
            ("账号“LiMing”已经有人用了，换一个。", ["LiMing", "--name", "李明"]),
            ("行政区划代码“310000”不在本市现行的表里。市写 4 位，县区写 6 位。", ["b", "--name", "李明", "--region", "310000"]),
            ("密码至少 10 个字符。", ["b", "--name", "李明", "--password", "123"]),
            ("身份“Coordinator”在这里开不了，可以写 CityOfficer、CountyOfficer、Auditor。", ["b", "--name", "李明", "--role", "Coordinator"]),
        })
        {
            (code, output, var error) = await RunAsync(["account", .. arguments, "--data", data]);
            Assert.Equal((2, "", sentence), (code, output, error));
        }

        SqliteConnection.ClearAllPools();
        Assert.Equal(0, (await RunAsync("verify", "--data", data)).Code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var process = RunningProcess.Start(Program, arguments);
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
