using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Courses;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Faults.Tests.Uploads;

public sealed record DrillReport
{
    public int Schedules { get; set; }

    public int Uploads { get; set; }

    public int Requests { get; set; }

    public int Kills { get; set; }

    public int FullDisks { get; set; }

    /// <summary>Renditions of which a file was taken away after they were published.</summary>
    public int Lost { get; set; }

    /// <summary>From the end of the last fault until nothing was open any more.</summary>
    public TimeSpan Longest { get; set; }

    public List<Finding> Findings { get; } = [];

    public string Words =>
        $"{Schedules} schedules, {Uploads} uploads, {Requests} requests, {Kills} kills of the site, {FullDisks} times a full disk, {Lost} renditions broken afterwards: "
        + $"broken lessons = {Of("broken")}, stuck = {Of("stuck")}, hash differs = {Of("hash")}, not resumed = {Of("upload")}; all done {Longest.TotalSeconds:0} s after the last fault at the latest";

    private int Of(string kind) => Findings.Count(f => f.Kind == kind);
}

/// <summary>
/// Recordings go up and are encoded by a site whose whole data folder, database included, lies on a small disk of its own. At random points
/// the site is killed (and its ffmpeg with it) and the disk is filled to the last byte; of some finished lessons a file is taken away, and while
/// that rendition is made again the same is done. Nobody clicks anything (the nightly look at the files is started early); in the end every lesson plays and
/// every file is the sender's. The queue's waits are shortened, so that a minute of waiting for room lasts two seconds.
/// </summary>
public sealed class UploadDrill
{
    public const int Hurry = 30;
    private const int DiskMegabytes = 72;

    /// <summary>Of the site's time: 15 minutes that nothing may stand still.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Reading the few files of a drill takes a second; the rest is a machine that does other things.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromMinutes(1);

    private readonly Random dice;
    private readonly long seed;
    private readonly SmallDisk disk;
    private readonly DrillReport report;
    private SiteProcess process = null!;
    private bool full;

    private UploadDrill(long seed, SmallDisk disk, DrillReport report) => (this.seed, this.disk, this.report, dice) = (seed, disk, report, new Random((int)seed));

    public static async Task<DrillReport> RunAsync(long seed, int schedules, byte[] clip, Action<string>? say = null)
    {
        var report = new DrillReport();
        for (var n = 0; n < schedules; n++)
        {
            await using var disk = await SmallDisk.MakeAsync(DiskMegabytes);
            if (n == 0 && !disk.CanBeFilled)
            {
                say?.Invoke("No small disk can be mounted here: the site is killed, the disk is not filled.");
            }

            var before = report.Findings.Count;
            await new UploadDrill(seed + n, disk, report).ScheduleAsync(clip);
            report.Schedules++;
            foreach (var finding in report.Findings.Skip(before))
            {
                say?.Invoke($"seed {finding.Seed}: {finding.Kind}: {finding.Text}");
            }

            say?.Invoke($"seed {seed + n}: {report.Words}");
        }

        return report;
    }

    private async Task ScheduleAsync(byte[] clip)
    {
        await using var site = await TestSite.StartAsync();
        var (account, course) = await TeacherAsync(site);
        var officer = await site.AccountAsync(Roles.CityOfficer);
        var folder = new DataFolder(Path.Combine(disk.Path, "data"));
        await using (var db = site.Open())
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {folder.Database}");
        }

        var settings = new Dictionary<string, string>
        {
            ["Data"] = folder.Root, ["Database:Provider"] = "Sqlite", ["Jobs:Enabled"] = "true", ["Work:Hurry"] = $"{Hurry}", ["Disk:KeepFreeMegabytes"] = "6", ["Disk:LowMegabytes"] = "12",
        };
        await using var running = process = await SiteProcess.StartAsync(settings);
        using var client = await SignInAsync(account);
        using var city = await SignInAsync(officer);
        var token = await client.AntiforgeryTokenAsync($"/lessons/{course.Key}");
        var senders = Enumerable.Range(1, 2).Select(n => new TusSender(client, token, course.Key, $"第{n}课.mp4", [.. clip, .. BitConverter.GetBytes(n)], dice)).ToList();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            foreach (var sender in senders)
            {
                await sender.RunAsync(_ => MaybeAsync(5), patience.Token);
            }

            await FaultsAsync(dice.Next(1, 4), patience.Token);
            if (dice.Next(2) == 0)
            {
                await OpenWorkAsync(folder);
                await LoseAsync(folder, city);
                await FaultsAsync(dice.Next(0, 3), patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Add("upload", "not finished in time");
            disk.MakeRoom();
        }

        await SettledAsync(folder, senders);
    }

    /// <summary>Somewhere in probing, encoding, verifying or publishing; then there is room and the site runs.</summary>
    private async Task FaultsAsync(int count, CancellationToken ct)
    {
        for (; count > 0; count--)
        {
            await Task.Delay(dice.Next(200, 4000), ct);
            await FaultAsync();
        }

        await MendAsync();
    }

    /// <summary>A disk that forgot a file of a lesson that plays, found by the look that the site takes every night.</summary>
    private async Task LoseAsync(DataFolder folder, TestClient city)
    {
        await using var db = Open(folder);
        var lessons = await db.Lessons().AsNoTracking().Where(l => l.PublishedFolder != null).OrderBy(l => l.Id).Select(l => l.PublishedFolder!).ToListAsync();
        if (lessons.Count == 0)
        {
            return;
        }

        var segments = Directory.GetFiles(Path.Combine(folder.Media, lessons[dice.Next(lessons.Count)]), "*.m4s", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        File.Delete(segments[dice.Next(segments.Count)]);
        report.Lost++;
        var job = LessonFilesJob.Key.Name;
        var looks = await db.WorkRuns().CountAsync(r => r.Job == job && r.FinishedUtc != null);
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await city.AntiforgeryTokenAsync("/jobs"))]);
        using var started = await city.Http.PostAsync($"/jobs/clock/{job}/start", form);
        if ((int)started.StatusCode >= 400)
        {
            Add("stuck", $"the look at the lessons' files could not be started: /jobs/clock/{job}/start answered {(int)started.StatusCode}");
            return;
        }

        var clock = Stopwatch.StartNew();
        while (await db.WorkRuns().CountAsync(r => r.Job == job && r.FinishedUtc != null) == looks)
        {
            if (clock.Elapsed > LookPatience)
            {
                Add("stuck", $"the look at the lessons' files ({job}) was started and had not ended after {LookPatience.TotalSeconds:0} s; {looks} looks had ended before it");
                return;
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Once in so many pieces something happens.</summary>
    private Task MaybeAsync(int once) => dice.Next(once) == 0 ? FaultAsync() : full && dice.Next(4) == 0 ? MendAsync() : Task.CompletedTask;

    private async Task FaultAsync()
    {
        if (full)
        {
            await MendAsync();
        }
        else if (disk.CanBeFilled && dice.Next(2) == 0)
        {
            report.FullDisks++;
            full = true;
            disk.Fill();
        }
        else
        {
            report.Kills++;
            await process.KillAsync();
            await StartAsync();
        }
    }

    private async Task MendAsync()
    {
        disk.MakeRoom();
        full = false;
        await StartAsync();
    }

    /// <summary>As whoever looks after the machine has it set up: a site that ended is started again, a full disk or not.</summary>
    private async Task StartAsync()
    {
        if (process.IsRunning)
        {
            return;
        }

        try
        {
            await process.StartAsync();
        }
        catch (InvalidOperationException) when (full)
        {
            // It cannot start without a byte: the next start comes when there is room.
            disk.MakeRoom();
            full = false;
            await process.StartAsync();
        }
    }

    /// <summary>What stands still when nothing moves any more, or when patience ends.</summary>
    private async Task<List<WorkItem>> OpenWorkAsync(DataFolder folder)
    {
        var clock = Stopwatch.StartNew();
        List<WorkItem> open;
        do
        {
            await Task.Delay(250);
            await using var db = Open(folder);
            open = await db.WorkItems().AsNoTracking().Where(w => w.FinishedUtc == null || w.Status == WorkStatus.Failed || w.Status == WorkStatus.Refused).ToListAsync();
        }
        while (open.Any(w => w.FinishedUtc is null) && clock.Elapsed < Patience);
        report.Longest = clock.Elapsed > report.Longest ? clock.Elapsed : report.Longest;
        return open;
    }

    private async Task SettledAsync(DataFolder folder, List<TusSender> senders)
    {
        var open = await OpenWorkAsync(folder);
        await process.KillAsync();
        foreach (var item in open)
        {
            Add("stuck", $"{item.Kind} {item.Title} is {item.Status}, attempt {item.Attempts}: {item.Error} {process.Said.LastOrDefault(line => line.Contains("SQLite Error", StringComparison.Ordinal))}");
        }

        await VerifyAsync(folder, senders);
    }

    private async Task VerifyAsync(DataFolder folder, List<TusSender> senders)
    {
        await using var db = Open(folder);
        var files = new FolderFileStore(folder);
        foreach (var sender in senders)
        {
            report.Uploads++;
            report.Requests += sender.Requests;
            var lesson = await db.Lessons().AsNoTracking().SingleOrDefaultAsync(l => l.Key == sender.Lesson);
            if (sender.Refused is not null || lesson is null)
            {
                Add("upload", sender.Refused ?? "no lesson");
                continue;
            }

            await using var kept = files.Open(sender.Sha256);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(kept)) != sender.Sha256)
            {
                Add("hash", $"{lesson.Title} is kept otherwise than it was sent");
            }

            if (lesson.Status != LessonStatus.Published || lesson.PublishedFolder is null)
            {
                Add("stuck", $"{lesson.Title} is {lesson.Status}: {lesson.Refusal}");
            }
            else if (Missing(Path.Combine(folder.Media, lesson.PublishedFolder)) is { } missing)
            {
                Add("broken", $"{lesson.Title} points to {missing}");
            }
        }

        if (await db.Lessons().CountAsync() != senders.Count)
        {
            Add("upload", $"{await db.Lessons().CountAsync()} lessons were made of {senders.Count} files");
        }
    }

    /// <summary>The first file that the playlists name and that is not there, or is empty.</summary>
    private static string? Missing(string published)
    {
        var open = new Queue<string>([Path.Combine(published, "master.m3u8")]);
        while (open.TryDequeue(out var playlist))
        {
            if (!File.Exists(playlist))
            {
                return playlist;
            }

            var named = File.ReadAllLines(playlist).Select(line => line.Contains("URI=\"", StringComparison.Ordinal) ? line.Split("URI=\"")[1].Split('"')[0] : line)
                .Where(line => line.Length > 0 && line[0] != '#').Select(line => Path.Combine(Path.GetDirectoryName(playlist)!, line));
            foreach (var file in named)
            {
                if (Path.GetExtension(file) == ".m3u8")
                {
                    open.Enqueue(file);
                }
                else if (new FileInfo(file) is { Exists: false } or { Length: 0 })
                {
                    return file;
                }
            }
        }

        return new FileInfo(Path.Combine(published, "low.mp4")) is { Exists: true, Length: > 0 } ? null : "low.mp4";
    }

    private void Add(string kind, string text) => report.Findings.Add(new Finding(seed, kind, text));

    private async Task<TestClient> SignInAsync(Account account)
    {
        var cookies = new CookieContainer();
        var client = new TestClient(
            new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = process.Addresses[0], Timeout = TimeSpan.FromSeconds(30) }, cookies);
        await client.SignInAsync(account.UserName!, TestSite.Password);
        return client;
    }

    private static async Task<(Account Account, Course Course)> TeacherAsync(TestSite site)
    {
        await using var db = site.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        return (await site.AccountAsync(Roles.Trainer, with: account => account.TrainerId = trainer.Id), course);
    }

    private static SqliteTrainingDbContext Open(DataFolder folder) => new(
        new DbContextOptionsBuilder<SqliteTrainingDbContext>().UseSqlite(PersistenceModule.SqliteConnectionString(folder.Database)).Options, AccessScope.Everything);
}
