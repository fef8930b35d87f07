using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Filing;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Commendations;

public sealed class CommendationTests
{
    [Theory, OnSqlite(1), OnSqlite(2026), OnPostgres(63)]
    public async Task A_computed_list_equals_a_plain_recount_of_ranking_points_and_what_bars(DatabaseProvider provider, int seed)
    {
        await using var scene = await CommendationScene.SetAsync(provider, seed, worthy: seed == 1);
        foreach (var definition in (CommendationDefinition[])[CommendationDefinition.Shipped[0], CommendationScene.Lenient])
        {
            var content = await scene.Compute.RunAsync(definition, Places.City, CommendationScene.Quarter);
            var plain = new PlainRanking(scene.Db, definition, Places.City, CommendationScene.Quarter.First, CommendationScene.Quarter.Last).Lines();
            Assert.Equal(string.Join('\n', plain), string.Join('\n', ComputedRanking.Lines(content)));
            Assert.True(CanonicalJson.IsCanonical(content.Write()));
            Assert.Equal(content.Write(), CommendationContent.Read(content.Write()).Write());
            Assert.Contains(plain, l => l.Contains("barred", StringComparison.Ordinal));
            if (definition == CommendationScene.Lenient || seed == 1)
            {
                Assert.Contains(content.Candidates, c => c.Listed);
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_figure_of_everybody_opens_to_as_many_records_as_it_counts(DatabaseProvider provider)
    {
        await using var scene = await CommendationScene.SetAsync(provider, worthy: true);
        var list = await scene.StartedAsync();
        var view = (await scene.Read.FindAsync(list.Key))!;
        var some = view.Candidates.GroupBy(c => (c.Line.Kind, c.Candidate.State)).Select(g => g.First()).ToList();
        Assert.Contains(some, c => c.Line.Listed);
        Assert.Contains(some, c => c.Candidate.State == CandidateState.Barred);
        foreach (var candidate in some)
        {
            var one = (await scene.Read.CandidateAsync(candidate.Candidate.Key))!;
            foreach (var figure in candidate.Line.Figures)
            {
                var records = (await scene.Open.RecordsAsync(one, figure.Code))!;
                Assert.True(records.Matches);
                Assert.Equal(candidate.Line.Listed, records.Frozen);
                Assert.Equal(figure.Code is MeasureCode.Households or MeasureCode.Services ? figure.Value : figure.Of + figure.Excluded, records.Total);
                Assert.All(records.Rows, r => Assert.NotEqual("（记录已经不在）", r.Title));
            }
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task From_figures_through_an_undisturbed_notice_to_praise_and_back(DatabaseProvider provider)
    {
        await using var scene = await CommendationScene.SetAsync(provider, worthy: true);
        var list = await scene.StartedAsync();
        Assert.Equal((CommendationState.Draft, "1", 1), (list.State, list.Rule, list.Number));
        Assert.Equal(list.Sha256, CanonicalJson.HashOf(list.Text));
        var listed = await scene.CandidatesAsync(list, CandidateState.Listed);
        // Two stations did the same: they share the first place and are both on the list.
        var stations = CommendationContent.Read(list.Text).Candidates.Where(c => c is { Kind: PraisedKind.Station, Listed: true }).ToList();
        Assert.Equal([(1, 1), (1, 1)], stations.Select(s => (s.Place!.Value, s.Ties)));
        var bodies = CommendationContent.Read(list.Text).Candidates.Where(c => c is { Kind: PraisedKind.Organization, Listed: true, County: Places.Hualong }).ToList();
        Assert.Equal(2, bodies.Count);

        // Taken off: the place stays empty.
        Assert.IsType<CommendationReasonBad>((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[0].Key, " ")).Refusal);
        Assert.True((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[0].Key, "站长正在被调查")).Ok);
        Assert.IsType<CandidateNotThere>((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[0].Key, "再划一次")).Refusal);
        Assert.True((await scene.Make.RecomputeAsync(CommendationScene.Officer, list.Key)).Ok);
        Assert.Equal(listed.Count - 1, (await scene.CandidatesAsync(list, CandidateState.Listed)).Count);
        Assert.Equal(CandidateState.TakenOff, listed[0].State);
        var barred = (await scene.CandidatesAsync(list, CandidateState.Barred))[0];
        Assert.IsType<CandidateNotThere>((await scene.Judge.PutBackAsync(CommendationScene.Officer, barred.Key, "加上它")).Refusal);
        Assert.IsType<CommendationNotThere>((await scene.Judge.RevokeAsync(CommendationScene.Officer, listed[2].Key, "还没有公示")).Refusal);
        Assert.True((await scene.Judge.PutBackAsync(CommendationScene.Officer, listed[0].Key, "查清了")).Ok);
        Assert.Equal((CandidateState.Listed, null), (listed[0].State, listed[0].Reason));
        Assert.IsType<CommendationReasonBad>((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[0].Key, new('因', 301))).Refusal);
        Assert.True((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[0].Key, "站长正在被调查")).Ok);

        Assert.IsType<CommendationMoved>((await scene.PublishAsync(list, new string('0', 64))).Refusal);
        var notice = Some.Right(await scene.PublishAsync(list));
        Assert.Equal(CommendationState.OnNotice, list.State);
        Assert.Equal(listed.Count - 1, notice.Items.Count);
        Assert.Contains(notice.Items, i => i.IsPerson && i.Remark!.Contains("六助服务", StringComparison.Ordinal));
        Assert.IsType<CommendationNotThere>((await scene.Make.RecomputeAsync(CommendationScene.Officer, list.Key)).Refusal);
        Assert.IsType<CommendationNotThere>((await scene.Make.DropAsync(CommendationScene.Officer, list.Key, "不要了")).Refusal);
        Assert.IsType<CommendationNotThere>((await scene.Make.RecomputeAsync(CommendationScene.Officer, list.Key)).Refusal);
        Assert.IsType<CommendationNotThere>((await scene.PublishAsync(list)).Refusal);
        Assert.IsType<CommendationNotThere>((await scene.Judge.TakeOffAsync(CommendationScene.Officer, listed[2].Key, "已经公示")).Refusal);

        var struck = await scene.AnswerAsync(notice, await scene.ObjectAsync(notice, listed[1].Key), upheld: true);
        Assert.True(struck.Ok);
        scene.Clock.Advance(TimeSpan.FromDays(10));
        Assert.True((await scene.ConcludeAsync(notice)).Ok);
        Assert.Equal((CommendationState.Confirmed, CandidateState.StruckOff, CandidateState.Praised), (list.State, listed[1].State, listed[2].State));

        Assert.True((await scene.Judge.RevokeAsync(CommendationScene.Officer, listed[2].Key, "事后查实材料不实")).Ok);
        await using var visitor = scene.Database.Open(AccessScope.Nothing);
        var seen = (await new ReadCommendations(visitor, new(visitor)).PublicAsync(list.Key))!;
        Assert.DoesNotContain(seen.Candidates, c => c.Candidate.State is not (CandidateState.Praised or CandidateState.Revoked));
        Assert.Contains(seen.Candidates, c => c.Line.Kind == PraisedKind.Lecturer && c.Name.Name.Contains('*', StringComparison.Ordinal));
        Assert.Contains(seen.Candidates, c => c.Line.Kind == PraisedKind.Station && c.Name.Name.StartsWith("先进", StringComparison.Ordinal) || c.Line.Kind == PraisedKind.Organization);
        Assert.Null((await AuditTrail.VerifyAsync(scene.Db)).Broken);
        Assert.Equal(
            ["MakeCommendation", "JudgeCandidate.TakenOff", "MakeCommendation.Recompute", "JudgeCandidate.Listed", "JudgeCandidate.TakenOff", "PublishCommendation"],
            await scene.Db.AuditEntries().Where(a => a.Stream == list.AuditStream()).OrderBy(a => a.Sequence).Take(6).Select(a => a.Process).ToListAsync());
    }

    [Fact]
    public async Task A_later_change_of_a_record_shows_beside_the_frozen_text_and_stops_an_unpublished_list()
    {
        await using var scene = await CommendationScene.SetAsync(worthy: true);
        var list = await scene.StartedAsync();
        var view = (await scene.Read.FindAsync(list.Key))!;
        Assert.Empty(await scene.Open.CompareAsync(view));
        var station = view.Candidates.First(c => c.Line is { Kind: PraisedKind.Station, Listed: true });
        using (HistoryWatch.Arranging())
        {
            var session = await scene.Db.Sessions().FirstAsync(s => s.StationId == station.Line.Subject);
            session.TaughtMinutes = 40;
            await scene.Db.SaveChangesAsync();
        }

        var changes = await scene.Open.CompareAsync(view);
        var own = changes.Single(c => c.Who == station.Line.Identity());
        Assert.Equal(own.Then!.Figures[0].Value - 1, own.Now!.Figures[0].Value);
        Assert.IsType<CommendationMoved>((await scene.PublishAsync(list)).Refusal);
        Assert.Equal(0, await scene.Db.PublicNotices().CountAsync());
        Assert.True((await scene.Make.RecomputeAsync(CommendationScene.Officer, list.Key)).Ok);
        Assert.True((await scene.PublishAsync(list)).Ok);
    }

    [Fact]
    public async Task A_notice_that_is_taken_back_leaves_a_list_that_can_be_given_up_and_begun_anew()
    {
        await using var scene = await CommendationScene.SetAsync(worthy: true);
        Assert.IsType<CommendationNeedsPeriod>((await scene.Make.StartAsync(scene.Asked("2026-09"))).Refusal);
        Assert.IsType<CommendationNeedsPeriod>((await scene.Make.StartAsync(scene.Asked("2025-Q4"))).Refusal);
        Assert.IsType<CommendationTooEarly>((await scene.Make.StartAsync(scene.Asked("2026"))).Refusal);
        var list = await scene.StartedAsync();
        Assert.IsType<CommendationThere>((await scene.Make.StartAsync(scene.Asked())).Refusal);
        var notice = Some.Right(await scene.PublishAsync(list));
        Assert.True((await scene.WithdrawAsync(notice)).Ok);
        Assert.Equal(CommendationState.Draft, list.State);
        var listed = await scene.CandidatesAsync(list, CandidateState.Listed);
        Assert.NotEmpty(listed);
        foreach (var candidate in listed)
        {
            Assert.True((await scene.Judge.TakeOffAsync(CommendationScene.Officer, candidate.Key, "都要重核")).Ok);
        }

        Assert.IsType<CommendationEmpty>((await scene.PublishAsync(list)).Refusal);
        Assert.IsType<CommendationReasonBad>((await scene.Make.DropAsync(CommendationScene.Officer, list.Key, " ")).Refusal);
        Assert.True((await scene.Make.DropAsync(CommendationScene.Officer, list.Key, "数字要重核")).Ok);
        Assert.Equal(2, (await scene.ListAsync(Some.Right(await scene.Make.StartAsync(scene.Asked())))).Number);
    }

    [Fact]
    public async Task A_county_reads_its_own_candidates_of_what_was_put_forward_and_nothing_else()
    {
        await using var scene = await CommendationScene.SetAsync(worthy: true);
        var list = await scene.StartedAsync();
        await using var county = scene.Database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]));
        var read = new ReadCommendations(county, new(county));
        Assert.Null(await read.FindAsync(list.Key));
        Assert.Equal(0, (await read.ListAsync(null, 1)).Total);
        Assert.True((await scene.PublishAsync(list)).Ok);
        var view = (await read.FindAsync(list.Key))!;
        Assert.False(view.IsOwn);
        Assert.NotEmpty(view.Candidates);
        Assert.All(view.Candidates, c => Assert.Equal(Places.Qingfeng, c.Line.County));
        var other = (await scene.CandidatesAsync(list, CandidateState.Listed)).First(c => c.RegionCode == Places.Hualong);
        Assert.Null(await read.CandidateAsync(other.Key));
        Assert.IsType<NotFound>((await new MakeCommendation(county, new(new(county, new(county), new(county), new(county))), scene.Clock).StartAsync(scene.Asked())).Refusal);
    }

    [Theory]
    [InlineData("\"weight\": 30", "\"weight\": 31")]
    [InlineData("\"top\": 1", "\"top\": 0")]
    [InlineData("\"measure\": \"services\"", "\"measure\": \"sessions\"")]
    [InlineData("\"kind\": \"helper\"", "\"kind\": \"lecturer\"")]
    [InlineData("\"source\":", "\"quelle\":")]
    public void A_definition_that_cannot_be_computed_is_refused(string from, string to)
    {
        using var shipped = typeof(CommendationDefinition).Assembly.GetManifestResourceStream("Training.Domain.Commendations.Definitions.commendation.json")!;
        var text = new StreamReader(shipped, Encoding.UTF8).ReadToEnd();
        Assert.Single(CommendationDefinition.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
        Assert.ThrowsAny<JsonException>(() => CommendationDefinition.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)))));
    }
}
